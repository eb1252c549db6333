import { anyRequest } from '../../../../../shared/domain/request-list.ts';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newOpId } from '../../../../support/desk.ts';
import { useErasureDesk } from './erasure-desk.ts';

const { desk, patronData, reports, value, tracesLeft, addPatron } = useErasureDesk();

const saveView = (name: string, text: string, operatorId = 1): void => {
  const query = { ...anyRequest, text };
  const sort = { column: 'createdAt', direction: 'descending' };
  desk()
    .raw.prepare('INSERT INTO saved_view (operator_id, name, view) VALUES (?, ?, ?)')
    .run(operatorId, name, JSON.stringify({ query, sort }));
};

test('saved views of any operator that search for the patron or contain their name are removed', async () => {
  const id = addPatron();
  desk().raw
    .exec(`INSERT INTO patron (id, barcode, name, library_id) VALUES (50, 'P50', 'Xavier, Common', 1), (51, 'P51', 'Cómmon, Y.', 1);
                 INSERT INTO operator (id, name) VALUES (2, 'B. Clerk')`);
  saveView('by name', 'quetzalcoatl status:LOANED');
  saveView('by beginning', 'QUETZ', 2);
  saveView('by card', 'qx777111');
  saveView('by address', 'qx@reader.example', 2);
  saveView('Of XIÓMARA', '');
  saveView('of somebody else', 'common');
  saveView('short', 'qu xi');
  saveView('of a title', 'beagle');
  const gone = value(await patronData().forget({ opId: newOpId(), id }));
  expect(gone.views).toBe(5);
  const names = desk().raw.prepare('SELECT name FROM saved_view ORDER BY id').pluck().all();
  expect(names).toEqual(['of somebody else', 'short', 'of a title']);
  expect(tracesLeft()).toEqual([]);
});

test('a view whose words match another patron too is kept', async () => {
  desk().raw.exec(
    "INSERT INTO patron (id, barcode, name, library_id) VALUES (50, 'P50', 'Quetzalcoatl, Other', 1)",
  );
  const id = addPatron();
  saveView('family', 'quetzalcoatl');
  saveView('one of them', 'quetzalcoatl xiomara');
  expect(value(await patronData().forget({ opId: newOpId(), id })).views).toBe(1);
  expect(desk().raw.prepare('SELECT name FROM saved_view').pluck().all()).toEqual(['family']);
});

test('reports that name the patron are deleted, whatever their size; others are kept', async () => {
  const id = addPatron();
  mkdirSync(reports());
  const write = (name: string, text: string | Buffer): void => writeFileSync(join(reports(), name), text);
  const filler = 'x'.repeat(1024 * 1024 - 4);
  write('import-1.csv', `${filler}Quetzalcoatl, Xiomara${filler}`);
  write('import-2.csv', `"card","QX777111"`);
  write('last-trial.csv', Buffer.from('qx@reader.example', 'utf16le'));
  write('import-3.csv', filler.repeat(2));
  write('import-4.csv', '');
  value(await patronData().forget({ opId: newOpId(), id }));
  expect(readdirSync(reports()).sort()).toEqual(['import-3.csv', 'import-4.csv']);
});
