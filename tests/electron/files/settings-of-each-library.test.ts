import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { authorizeImporter } from '../../../electron/main/files/importer.ts';
import type { DeskId, OperatorId } from '../../../shared/domain/ids.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import { openAllCalls } from '../../support/all-calls.ts';
import { openTestDesk } from '../../support/desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';
import { valueOf } from '../../support/results.ts';

// B. Branch administers Hilltop (library 2), A. Operator the main library (library 1).

const desk = forEachTest(openTestDesk);
beforeEach(() => {
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'B. Branch');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, 'fulfillment-services-operator', 2);
    UPDATE operator SET pin_hash = 'x'`);
  desk.context.session.refresh();
  valueOf(desk.context.session.chooseOperator(2 as OperatorId));
  valueOf(desk.context.session.chooseDesk(2 as DeskId));
});
const calls = forEachTest(() => openAllCalls(desk));

const importRows = (sections: object): Promise<ImportReport> => {
  const path = join(dirname(desk.file), 'library.json');
  writeFileSync(path, JSON.stringify({ format: 'borrow-desk/library', version: 1, ...sections }));
  return calls.libraryFile.importPath(path, authorizeImporter(desk.context.session));
};

test('a library’s settings and letters are imported by its administrator, if the row names the library', async () => {
  const text = { code: 'patron-item-ready', subject: 'Come', body: 'It is here.' };
  const days = { days: 5, parcelDays: 1 };
  const report = await importRows({
    templates: [{ ...text, library: 'MAIN' }, { ...text, library: 'HILL' }, text],
    settings: [
      { name: 'holdShelf', library: 'MAIN', value: days },
      { name: 'holdShelf', library: 'HILL', value: days },
      { name: 'holdShelf', value: days },
      { name: 'patronData', library: 'HILL', value: { afterDays: 30 } },
      { name: 'patronData', value: { afterDays: 30 } },
    ],
  });
  expect(report.totals).toEqual({ added: 3, updated: 0, unchanged: 0, conflict: 0, skipped: 0, refused: 5 });
  const forMain = /requires the Fulfillment Services Operator role for Main Library/;
  expect(report.refused.map(({ section, row, field, reason }) => [section, row, field, reason])).toEqual([
    ['templates', 1, 'library', expect.stringMatching(forMain)],
    ['templates', 3, 'library', 'Missing'],
    ['settings', 1, 'library', expect.stringMatching(forMain)],
    ['settings', 3, 'library', 'Each library has its own holdShelf. Name the library in this row.'],
    ['settings', 4, 'library', 'All libraries share patronData. Leave the library out of this row.'],
  ]);
  const kept = (table: string): unknown =>
    desk.raw.prepare(`SELECT library_id FROM ${table} ORDER BY id`).pluck().all();
  // Each library has a language of letters from the beginning.
  expect([kept('letter_template'), kept('library_setting')]).toEqual([[2], [1, 2, 2, null]]);
});

test('settings made here stay', async () => {
  desk.raw.exec(`
    INSERT INTO library_setting (library_id, key, value) VALUES (2, 'holdShelf', '{"days":7,"parcelDays":1}');
    INSERT INTO letter_template (library_id, code, subject, body, updated_at) VALUES (2, 'patron-item-ready', 'Ours', 'Ours', '')`);
  const report = await importRows({
    templates: [{ library: 'HILL', code: 'patron-item-ready', subject: 'Another', body: 'Another' }],
    settings: [{ name: 'holdShelf', library: 'HILL', value: { days: 9, parcelDays: 9 } }],
  });
  expect(report.totals).toEqual({ added: 0, updated: 0, unchanged: 2, conflict: 0, skipped: 0, refused: 0 });
  expect(desk.raw.prepare('SELECT subject FROM letter_template').pluck().all()).toEqual(['Ours']);
});
