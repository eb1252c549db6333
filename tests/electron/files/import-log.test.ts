import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ImportLog, openImportLog } from '../../../electron/main/files/import-log.ts';
import { type Importer, authorizeImporter } from '../../../electron/main/files/importer.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import type { Instant } from '../../../shared/domain/ids.ts';
import { type TestDesk, openTestDesk } from '../../support/desk.ts';

let desk: TestDesk;
let log: ImportLog;
beforeEach(() => {
  desk = openTestDesk();
  log = openImportLog(desk.context.db, desk.context.now);
});
afterEach(() => desk.close());

const importer = (): Importer => {
  const who = authorizeImporter(desk.context.session);
  if (!who.ok) throw new Error(who.error.message);
  return who.value;
};
const lines = (): unknown[] =>
  desk.raw
    .prepare('SELECT kind, operator_id AS operator, desk_id AS desk, at, input, answer FROM command_log')
    .all()
    .map((line) => {
      const { input, answer, ...more } = line as { input: string; answer: string };
      return { ...more, input: JSON.parse(input) as unknown, answer: JSON.parse(answer) as unknown };
    });
const sha256 = createHash('sha256').update('x').digest('hex');
const report: ImportReport = {
  fileName: 'list.json',
  outcome: 'cancelled',
  failure: null,
  totals: { added: 2, updated: 0, skipped: 0, refused: 1 },
  bySection: { patrons: { added: 2, updated: 0, skipped: 0, refused: 1 } },
  outcomes: null,
  refused: [{ section: 'patrons', row: 3, key: 'P9', field: 'name', reason: 'It is missing.' }],
  remarks: [],
  reportFile: '/somewhere/report.csv',
  startedAt: '2026-11-25T09:30:00.000Z' as Instant,
  endedAt: '2026-11-25T09:31:00.000Z' as Instant,
};

test('an import stands in the log from its beginning, with who, where and when, and then with what came of it', () => {
  const { opId } = log.begin(importer(), '/home/secret/list.json');
  const line = { kind: 'import', operator: 1, desk: 1, at: '2026-11-25T09:30:00.000Z' };
  expect(lines()).toEqual([{ ...line, input: { fileName: 'list.json' }, answer: { outcome: 'running' } }]);
  log.end(opId, report, { sha256, bytes: 1 });
  const { outcome, totals, bySection, endedAt } = report;
  expect(lines()).toEqual([
    {
      ...line,
      input: { fileName: 'list.json', sha256, bytes: 1 },
      answer: { outcome, totals, bySection, endedAt },
    },
  ]);
});

test('one that nobody saw the end of is interrupted, at the next start', () => {
  log.begin(importer(), 'list.json');
  openImportLog(desk.context.db, desk.context.now);
  expect(lines()).toMatchObject([{ answer: { outcome: 'interrupted' } }]);
  log.end(log.begin(importer(), 'more.json').opId, report, null);
  openImportLog(desk.context.db, desk.context.now);
  expect(lines()).toMatchObject([
    { answer: { outcome: 'interrupted' } },
    { input: { fileName: 'list.json' }, answer: { outcome: 'cancelled' } },
  ]);
});
