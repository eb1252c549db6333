import { beforeEach, expect, test } from 'vitest';
import { type ImportLog, openImportLog } from '../../../electron/main/files/import-log.ts';
import { type Importer, authorizeImporter } from '../../../electron/main/files/importer.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import type { Instant } from '../../../shared/domain/ids.ts';
import { openTestDesk } from '../../support/desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';
import { valueOf } from '../../support/results.ts';

const desk = forEachTest(openTestDesk);
let log: ImportLog;
beforeEach(() => {
  log = openImportLog(desk.context.db, desk.context.now);
});

const importer = (): Importer => valueOf(authorizeImporter(desk.context.session));
const lines = (): unknown[] =>
  desk.raw
    .prepare('SELECT kind, operator_id AS operator, desk_id AS desk, at, input, answer FROM command_log')
    .all()
    .map((line) => {
      const { input, answer, ...more } = line as { input: string; answer: string };
      return { ...more, input: JSON.parse(input) as unknown, answer: JSON.parse(answer) as unknown };
    });
const report: ImportReport = {
  fileName: 'list.json',
  outcome: 'cancelled',
  failure: null,
  totals: { added: 2, updated: 0, unchanged: 0, conflict: 0, skipped: 0, refused: 1 },
  bySection: { patrons: { added: 2, updated: 0, unchanged: 0, conflict: 0, skipped: 0, refused: 1 } },
  letters: 0,
  outcomes: null,
  refused: [{ section: 'patrons', row: 3, key: 'P9', field: 'name', reason: 'It is missing.' }],
  remarks: [],
  reportFile: '/somewhere/report.csv',
  startedAt: '2026-11-25T09:30:00.000Z' as Instant,
  endedAt: '2026-11-25T09:31:00.000Z' as Instant,
};

test('an import that did not finish is marked as interrupted at the next start', () => {
  log.begin(importer(), '/home/secret/list.json');
  openImportLog(desk.context.db, desk.context.now);
  expect(lines()).toMatchObject([{ input: { fileName: 'list.json' }, answer: { outcome: 'interrupted' } }]);
  log.end(log.begin(importer(), 'more.json').opId, report, null);
  openImportLog(desk.context.db, desk.context.now);
  expect(lines()).toMatchObject([
    { answer: { outcome: 'interrupted' } },
    { input: { fileName: 'list.json' }, answer: { outcome: 'cancelled' } },
  ]);
});
