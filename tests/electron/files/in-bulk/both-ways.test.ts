import * as fc from 'fast-check';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ReadableDB } from '../../../../electron/main/db/types.ts';
import { libraryPieces } from '../../../../electron/main/files/export/library-pieces.ts';
import { openImportLog } from '../../../../electron/main/files/import-log.ts';
import type { ImportReport } from '../../../../shared/ipc/import-views.ts';
import { requestStatusCodes } from '../../../../shared/domain/request-status.ts';
import { writeLibraryFile } from '../../../bench/make-library.ts';
import { howMany } from '../../../support/how-many.ts';
import { checkProperty } from '../../../support/check-property.ts';
import { livedIn } from '../export/lived-in.ts';
import { type ImportDesk, fullRequest, libraryWith, openImportDesk, testImporter } from '../import-desk.ts';
import { expectSameLibrary } from './same-library.ts';

vi.setConfig({ testTimeout: 120_000 });

// A bulk load builds at its end the same data as triggers maintain row by row.

let open: ImportDesk[] = [];
const opened = (hasLibrary: boolean): ImportDesk => {
  const desk = openImportDesk({ hasLibrary });
  open.push(desk);
  return desk;
};
const closeAll = (): void => {
  for (const desk of open.splice(0)) desk.close();
};
beforeEach(() => {
  open = [];
});
afterEach(closeAll);

const now = (): Date => new Date('2026-11-25T12:00:00Z');

/** Begins a journal, with the same log entry at both desks. */
const beginJournal = ({ db }: ImportDesk): number => {
  db.exec(`INSERT OR IGNORE INTO library (id, code, name) VALUES (1, 'MAIN', 'Main Library');
    INSERT OR IGNORE INTO desk (id, code, name, library_id) VALUES (1, 'DESK', 'Desk', 1);
    INSERT OR IGNORE INTO operator (id, name) VALUES (1, 'A. Operator')`);
  const { number } = openImportLog(db as ReadableDB, now).begin(testImporter, 'a.json');
  db.exec(
    "UPDATE command_log SET op_id = 'import'; UPDATE setting SET value = 'null' WHERE key = 'import-running'",
  );
  return number;
};

const importBoth = async (
  fileOf: (desk: ImportDesk) => string,
  hasLibrary = true,
): Promise<readonly [ImportReport, ImportReport]> => {
  const [slow, quick] = [opened(hasLibrary), opened(hasLibrary)];
  const report = await slow.import(fileOf(slow), {
    bulkFromBytes: Infinity,
    importNumber: beginJournal(slow),
  });
  let wasInBulk = false;
  const quickReport = await quick.import(fileOf(quick), {
    bulkFromBytes: 0,
    importNumber: beginJournal(quick),
    onBulk: () => (wasInBulk = true),
  });
  expect(wasInBulk).toBe(true);
  const same = (one: ImportReport): object => ({ ...one, reportFile: one.reportFile !== null });
  expect(same(quickReport)).toEqual(same(report));
  expect(quick.reportLines(quickReport)).toEqual(slow.reportLines(report));
  expectSameLibrary(quick.db, slow.db);
  return [report, quickReport];
};

test('a small library is the same after a bulk import and row by row', async () => {
  const [report] = await importBoth((desk) => {
    const path = join(desk.folder, 'library.json');
    writeLibraryFile(path, 600);
    return path;
  });
  expect(report.totals).toMatchObject({ added: 600 + 120 + 45, refused: 0 });
});

test('a library with a year of work is the same, with all its rows', async () => {
  const there = livedIn();
  try {
    const text = [...libraryPieces(there.raw as ReadableDB, false)].map(({ piece }) => piece).join('');
    const [report] = await importBoth((desk) => desk.file('out.json', text));
    expect(report.totals.added).toBeGreaterThan(120);
  } finally {
    there.close();
  }
});

test('a row that the database refuses is left out, and the rows around it are stored', async () => {
  const titles = ['One', 'Two', 'One', 'Three'];
  const rows = titles.map((title, n) => ({ ...fullRequest, externalId: `R${n}`, title, items: undefined }));
  const [report] = await importBoth((desk) => {
    // A constraint that our own checks do not know.
    desk.db.exec('CREATE UNIQUE INDEX IF NOT EXISTS each_title_once ON request (title)');
    return desk.file('a.json', libraryWith(rows));
  });
  expect(report).toMatchObject({ outcome: 'done', totals: { added: 3 + 5, refused: 1 } });
});

test('if a file breaks off, the rows before that are stored', async () => {
  const text = JSON.stringify(
    libraryWith(
      Array.from({ length: 50 }, (_, n) => ({ ...fullRequest, externalId: `R${n}`, items: undefined })),
    ),
  );
  const [report] = await importBoth((desk) => desk.file('a.json', text.slice(0, -100)));
  expect(report).toMatchObject({ outcome: 'failed' });
  expect(report.failure).toMatch(/rows/);
  expect(report.totals.added).toBeGreaterThan(50);
});

/** Occasionally a value that is odd or refused. */
const mostly = (good: readonly unknown[], odd: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
const title = mostly(['Walden', 'The Walden', 'Élan vital', 'L’été', 'A  B'], ['', 'x'.repeat(3_000), 5]);
const day = mostly(['2026-12-01', '2026-11-25', '2026-11-01', null], ['2026-02-30', 1]);
const item = fc.record(
  {
    barcode: mostly(['N-1', 'n-1', 'N-2', 'N-3', 'N-4', 'N-5', 'N-6'], ['', 'x'.repeat(80)]),
    status: mostly(
      ['on-loan', 'on-hold-shelf', 'in-transit', 'returned-to-partner', 'returned-to-partner', 'lost'],
      ['odd'],
    ),
    receivedAt: mostly(['2026-11-10T08:00:00Z'], ['yesterday']),
    desk: mostly(['MAIN-CIRC', 'HILL-CIRC'], ['NOWHERE']),
    loan: fc.constantFrom(
      { loanedOn: '2026-11-11', dueOn: '2026-12-11' },
      { loanedOn: '2026-11-11', dueOn: '2026-12-11', endedOn: '2026-11-20' },
      null,
    ),
  },
  { requiredKeys: ['barcode', 'status'] },
);
const note = (text: string, active: boolean): object => ({
  from: 'partner',
  text,
  active,
  createdAt: '2026-11-03T10:00:00Z',
});
const request = fc.record(
  {
    externalId: fc.constantFrom<string>('A', 'a', 'B', 'R-1', 'Ü'),
    title,
    author: title,
    patron: mostly(['P1', 'p1', 'P2', 'P3', null], ['', 'x'.repeat(80)]),
    pickup: mostly(['MAIN-CIRC', 'HILL-CIRC', null], ['NOWHERE']),
    rota: mostly([['LAKE', 'NORTH'], ['NORTH', 'LAKE'], []], [['NOWHERE']]),
    activePartner: mostly(['NORTH', 'LAKE'], ['NOWHERE']),
    status: mostly(requestStatusCodes, ['Odd word']),
    dueOn: day,
    createdAt: mostly(['2026-11-02T09:30:00+01:00', null], ['long ago']),
    volumes: mostly([1, 2], [0, 'two']),
    againOf: mostly(['A', 'R-2'], ['NOT THERE']),
    citation: mostly([{ isbn: '978-0-13-468599-1' }, { doi: '10.1000/182', issn: '1234-5678' }], [5]),
    notes: fc.constantFrom(
      [],
      [note('One', true)],
      [note('One', true), note('Two', true), note('Three', false)],
    ),
    condition: mostly([{ reason: 'LibraryUseOnly', note: 'x', replyBy: '2026-12-01' }, null], ['']),
    items: fc.array(item, { maxLength: 2 }),
  },
  { requiredKeys: ['externalId', 'title'] },
);
const patron = fc.record({
  barcode: mostly(['P1', 'P2', 'P3', 'p1'], ['']),
  name: mostly(['Reader, A.', 'Leser, Götz'], ['']),
  library: mostly(['MAIN', 'HILL'], ['NOWHERE']),
});

/** Random rows alone may contain too few refused rows and remarks. */
const oddOnes = [
  ...Array.from({ length: 8 }, (_, n) => ({
    externalId: `AGAIN-${n}`,
    title: 'Walden',
    patron: 'P1',
    status: 'REQUEST_SENT',
  })),
  ...Array.from({ length: 8 }, () => null),
];

test('random rows, including odd and invalid ones, give the same result', async () => {
  const seen = { added: 0, refused: 0, remarks: 0 };
  await checkProperty(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 9, arbitrary: request }, fc.constantFrom(5, null, 'row', [])), {
        minLength: 20,
        maxLength: 60,
      }),
      fc.array(patron, { maxLength: 6 }),
      async (requests, patrons) => {
        const [{ totals, remarks }] = await importBoth((desk) =>
          desk.file(
            'a.json',
            libraryWith(
              requests.map((one, n) =>
                typeof one === 'object' && one !== null && 'externalId' in one && n % 2 === 0
                  ? { ...one, externalId: `R-${n}` }
                  : one,
              ),
              {
                libraries: [
                  { code: 'MAIN', name: 'Main Library' },
                  { code: 'HILL', name: 'Hill Library' },
                ],
                patrons: [...['P1', 'P2', 'P3'].map((barcode) => ({ barcode, name: barcode })), ...patrons],
              },
            ),
          ),
        );
        closeAll();
        seen.added += totals.added;
        seen.refused += totals.refused;
        seen.remarks += remarks.length;
      },
    ),
    { numRuns: howMany('BULK_RUNS', 12), examples: [[oddOnes, []]] },
  );
  for (const [what, count] of Object.entries(seen)) expect([what, count > 5]).toEqual([what, true]);
});
