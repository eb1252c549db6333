import { expect, test } from 'vitest';
import { libraryWith } from './import-desk.ts';
import { useImportDesk } from './use-import-desk.ts';

const desk = useImportDesk();

test('records edited at a desk are not changed by a file, but their requests are', async () => {
  await desk.import(desk.file('first.json', libraryWith([{ externalId: 'A1', title: 'One', patron: 'P1' }])));
  desk.db.exec(`
    UPDATE library SET name = 'Ours', edited_at = '2026-11-24T09:00:00.000Z';
    UPDATE desk SET hold_shelf = 0, edited_at = '2026-11-24T09:00:00.000Z' WHERE code = 'MAIN-CIRC';
    UPDATE partner SET email = 'new@north.example', edited_at = '2026-11-24T09:00:00.000Z' WHERE code = 'NORTH';
    UPDATE patron SET name = 'Renamed', edited_at = '2026-11-24T09:00:00.000Z'`);
  const places = (): unknown =>
    ['library', 'desk', 'partner', 'patron'].map((table) => desk.records(`SELECT * FROM ${table}`));
  const before = places();
  const report = await desk.import(
    desk.file('again.json', libraryWith([{ externalId: 'A1', title: 'Other', patron: 'P1' }])),
  );
  expect(places()).toEqual(before);
  expect(report.totals).toMatchObject({ added: 0, updated: 1, refused: 0 });
  desk.db.exec('UPDATE library SET edited_at = NULL');
  await desk.import(desk.file('third.json', libraryWith([])));
  expect(desk.db.prepare('SELECT name FROM library').get()).toEqual({ name: 'Main Library' });
});
