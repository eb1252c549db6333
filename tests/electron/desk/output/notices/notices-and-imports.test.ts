import { expect, test } from 'vitest';
import type { ReadableDB } from '../../../../../electron/main/db/types.ts';
import { writeNotices } from '../../../../../electron/main/desk/output/notices/write-notices.ts';
import { setAsideIfSuperseded } from '../../../../../electron/main/desk/output/letters/superseded.ts';
import { findMessage } from '../../../../../electron/main/desk/store/sending.queries.ts';
import { inTransaction } from '../../../../../electron/main/db/open.ts';
import { openImportDesk } from '../../../files/import-desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';

const desk = forEachTest(openImportDesk);

const clock = { now: new Date('2026-12-12T12:00:00Z'), timeZone: 'America/New_York' };
const library = (...loans: readonly { readonly barcode: string; readonly dueOn: string }[]): object => ({
  format: 'borrow-desk/library',
  version: 1,
  libraries: [{ code: 'MAIN', name: 'Main Library' }],
  desks: [{ code: 'MAIN-CIRC', name: 'Main', library: 'MAIN' }],
  partners: [{ code: 'NORTH', name: 'North' }],
  patrons: [{ barcode: 'P1', name: 'A. Reader', email: 'reader@example.org', library: 'MAIN' }],
  requests: [
    {
      externalId: 'R1',
      title: 'Title',
      patron: 'P1',
      pickup: 'MAIN-CIRC',
      rota: ['NORTH'],
      activePartner: 'NORTH',
      status: 'LOANED',
      items: loans.map(({ barcode, dueOn }) => ({
        barcode,
        status: 'on-loan',
        loan: { loanedOn: '2026-11-11', dueOn },
      })),
    },
  ],
});
const importFile = async (content: object): Promise<void> => {
  const report = await desk.import(desk.file('library.json', content));
  expect(report).toMatchObject({ outcome: 'done', totals: { refused: 0 } });
  desk.db.exec(`UPDATE library SET letters_off = '[]'`);
};
const tell = (): number => {
  const db = desk.db as unknown as ReadableDB;
  writeNotices(db, clock);
  return desk.db.prepare('SELECT count(*) FROM outbox').pluck().get() as number;
};

test('a notice about imported rows is written once, even if the file is imported again with other volumes and replaces the rows', async () => {
  await importFile(library({ barcode: 'N-1', dueOn: '2026-12-11' }));
  expect(tell()).toBe(1);
  await importFile(library({ barcode: 'N-1', dueOn: '2026-12-11' }));
  expect(tell()).toBe(1);
  const idBefore = desk.db.prepare("SELECT id FROM item WHERE barcode = 'N-1'").pluck().get();
  await importFile(library({ barcode: 'N-2', dueOn: '2027-01-11' }, { barcode: 'N-1', dueOn: '2026-12-11' }));
  expect(desk.db.prepare("SELECT id FROM item WHERE barcode = 'N-1'").pluck().get()).not.toBe(idBefore);
  expect(tell()).toBe(1);
  // The waiting letter is still valid.
  const db = desk.db as unknown as ReadableDB;
  const message = findMessage(db, 1);
  if (!message) throw new Error('the letter is gone');
  expect(inTransaction(db, (write) => setAsideIfSuperseded(write, message, clock))).toBe(false);
  await importFile(library({ barcode: 'N-2', dueOn: '2027-01-11' }));
  expect(inTransaction(db, (write) => setAsideIfSuperseded(write, message, clock))).toBe(true);
});
