import { take as takeStep } from '../../../electron/main/desk/steps/take.ts';
import { beforeEach, expect, test } from 'vitest';
import { todayService } from '../../../electron/main/desk/queries/today/today.service.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import { done } from '../../support/decision-desk.ts';
import { newOpId } from '../../support/desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';
import { setWord } from '../../support/life.ts';
import { type ListDesk, openListDesk } from './list-desk.ts';

// The next file of the same system: its news is imported, and staff's work is neither lost nor overwritten.

const list = forEachTest(openListDesk);
let { desk, context, take, id, row, edit, conflicts }: ListDesk = {} as ListDesk;
beforeEach(() => {
  ({ desk, context, take, id, row, edit, conflicts } = list);
});

const counts = (report: ImportReport): unknown => report.bySection['requests'];
const updated = { added: 0, updated: 1, unchanged: 0, conflict: 0, skipped: 0, refused: 0 };
const unchanged = { added: 0, updated: 0, unchanged: 1, conflict: 0, skipped: 0, refused: 0 };
const inConflict = { ...unchanged, unchanged: 0, conflict: 1 };
const history = () => list.details().history;
const newStep = () => ({ opId: newOpId(), requestId: id(), asOf: null });
const cancel = (requestedBy: 'patron' | 'staff') => {
  const why = { reason: 'NO_LONGER_NEEDED', note: '', notifyPatron: false, requestedBy };
  done(takeStep(context(), 'cancel', { ...newStep(), ...why }));
};
const answer = (kind: 'cancel-accepted' | 'rejected') =>
  done(takeStep(context(), 'partner-answer', { ...newStep(), answer: { kind, note: '' } }));

test('fields not changed here follow the file, and the same file again changes nothing', async () => {
  await take();
  expect(counts(await take({ title: 'Walden; or, Life in the woods', publisher: 'Ticknor' }))).toEqual(
    updated,
  );
  expect(row()).toMatchObject({ title: 'Walden; or, Life in the woods', publisher: 'Ticknor' });
  expect(counts(await take({ title: 'Walden; or, Life in the woods', publisher: 'Ticknor' }))).toEqual(
    unchanged,
  );
});

test('a field changed here stays while the file has the same value as before; other fields follow the file', async () => {
  await take({ status: 'Ready to be sent' });
  edit({ author: 'Thoreau, Henry David' });
  expect(counts(await take({ status: 'Ready to be sent', title: 'Walden, annotated' }))).toEqual(updated);
  expect(row()).toMatchObject({ title: 'Walden, annotated', author: 'Thoreau, Henry David' });
  expect(conflicts()).toEqual([]);
});

test('a field changed on both sides stays, becomes one conflict, and is settled by a file that agrees', async () => {
  await take({ status: 'Ready to be sent' });
  edit({ author: 'Thoreau, Henry David' });
  const report = await take({ status: 'Ready to be sent', author: 'H. D. Thoreau' });
  expect(counts(report)).toEqual(inConflict);
  expect(report.remarks).toMatchObject([{ row: 2, field: 'Author' }]);
  expect(row().author).toBe('Thoreau, Henry David');
  const said = [['author', 'Thoreau', 'Thoreau, Henry David', 'H. D. Thoreau']];
  expect(conflicts()).toEqual(said);
  // The same file again is no news, and adds no second conflict.
  expect((await take({ status: 'Ready to be sent', author: 'H. D. Thoreau' })).remarks).toEqual([]);
  expect(conflicts()).toEqual(said);
  await take({ status: 'Ready to be sent', author: 'Thoreau, Henry David' });
  expect(conflicts()).toEqual([]);
});

test('a conflict is in Today with the values of both sides until its note is settled', async () => {
  await take({ status: 'Ready to be sent' });
  edit({ author: 'Thoreau, Henry David' });
  await take({ status: 'Ready to be sent', author: 'H. D. Thoreau' });
  const [conflict] = done(todayService(context()).list({ card: 'conflicts', offset: 0, limit: 50 })).rows;
  expect(conflict).toMatchObject({
    externalId: 'R-1',
    note: 'A file from Alma has a different value for Author: “H. D. Thoreau”. Here it stays “Thoreau, Henry David”.',
  });
  done(
    takeStep(context(), 'dismiss-note', {
      opId: newOpId(),
      requestId: id(),
      noteId: conflict?.noteId as number,
    }),
  );
  expect(done(todayService(context()).list({ card: 'conflicts', offset: 0, limit: 50 })).rows).toEqual([]);
  expect(conflicts()).toEqual([]);
});

test('a newer status in the other system is recorded as the partner’s answer, with a step in the history', async () => {
  await take({ status: 'Ready to be sent' });
  edit({ circulationNote: 'Large' });
  await take({ status: 'Ready to be sent', publisher: 'x' });
  setWord(desk.db, id(), 'REQUEST_SENT');
  expect(counts(await take({ status: 'Shipped physically', dueOn: '1/15/2027' }))).toEqual(updated);
  expect(row()).toMatchObject({
    status: 'SHIPPED_PHYSICALLY',
    dueOn: '2027-01-15',
    circulationNote: 'Large',
  });
  expect(history().map(({ label }) => label)).toContain('Partner’s answer recorded');
  expect(conflicts()).toEqual([]);
});

test('a request shipped there and cancelled here gets a conflict that says the parcel will arrive', async () => {
  await take();
  cancel('patron');
  answer('cancel-accepted');
  expect(row().status).toBe('CANCELLED_BY_PATRON');
  const report = await take({ status: 'Shipped physically' });
  const sentence =
    'A file from Alma says that it was shipped, but here it is “Cancelled by patron”. The parcel will still arrive: receive it and choose “To go back”.';
  expect(report.remarks).toMatchObject([{ row: 2, field: 'Status', reason: sentence }]);
  expect(desk.values('SELECT body FROM request_note WHERE active = 1')).toEqual([sentence]);
  expect(row().status).toBe('CANCELLED_BY_PATRON');
  expect(conflicts()).toEqual([['status', 'REQUEST_SENT', 'CANCELLED_BY_PATRON', 'SHIPPED_PHYSICALLY']]);
  // The same file again adds no second conflict.
  expect((await take({ status: 'Shipped physically' })).remarks).toEqual([]);
});

test('a request cancelled here that goes on in the other system gets a conflict, in Today too', async () => {
  await take();
  cancel('staff');
  answer('cancel-accepted');
  expect(row().status).toBe('CANCELLED_BY_STAFF');
  const report = await take({ status: 'Will supply' });
  expect(counts(report)).toEqual(inConflict);
  const sentence =
    'A file from Alma says “Will supply”, but here it is “Cancelled by staff”. Contact the partner. If ours is right, correct the other system.';
  expect(report.remarks).toMatchObject([{ row: 2, field: 'Status', reason: sentence }]);
  expect(conflicts()).toEqual([['status', 'REQUEST_SENT', 'CANCELLED_BY_STAFF', 'WILL_SUPPLY']]);
  expect(done(todayService(context()).list({ card: 'conflicts', offset: 0, limit: 9 })).rows).toMatchObject([
    { externalId: 'R-1', note: sentence },
  ]);
  // Once it is cancelled there too, the conflict is over.
  await take({ status: 'Cancelled by patron' });
  expect(conflicts()).toEqual([]);
});

test('an answer belongs to the partner that the file names, not to the one that is asked here', async () => {
  await take();
  edit({ circulationNote: 'Large' });
  answer('rejected');
  await take({ status: 'Will supply' });
  expect(row().status).toBe('REJECTED');
  expect(conflicts()).toEqual([['status', 'REQUEST_SENT', 'REJECTED', 'WILL_SUPPLY']]);
});

test('a status that only staff can set is not recorded, and becomes a conflict', async () => {
  await take({ status: 'Ready to be sent' });
  edit({ circulationNote: 'Large' });
  await take({ status: 'Loaned item to patron' });
  expect(row().status).toBe('READY_TO_SEND');
  expect(conflicts()).toEqual([['status', 'READY_TO_SEND', 'READY_TO_SEND', 'LOANED']]);
});

test('an outdated file changes nothing', async () => {
  await take({ status: 'Shipped physically' });
  desk.db.exec('UPDATE request SET worked_on = 1');
  setWord(desk.db, id(), 'RECEIVED_PHYSICALLY');
  await take({ status: 'Will supply' });
  expect(row().status).toBe('RECEIVED_PHYSICALLY');
  expect(conflicts()).toEqual([]);
});

test('a note or an undone step does not count as work: the request still follows the file, and the note stays', async () => {
  await take();
  done(
    takeStep(context(), 'add-note', {
      opId: newOpId(),
      requestId: id(),
      text: 'Called the patron',
      active: true,
    }),
  );
  expect(counts(await take({ status: 'Shipped physically' }))).toEqual(updated);
  expect(row().status).toBe('SHIPPED_PHYSICALLY');
  expect(desk.values('SELECT body FROM request_note')).toEqual(['Called the patron']);
});

test('without stored values of the source no conflicts are reported, and the next file is compared with this one', async () => {
  await take({ status: 'Ready to be sent' });
  edit({ author: 'Thoreau, Henry David' });
  desk.db.exec('DELETE FROM file_said');
  expect(counts(await take({ status: 'Ready to be sent', author: 'H. D. T.' }))).toEqual(unchanged);
  expect(conflicts()).toEqual([]);
  await take({ status: 'Ready to be sent', author: 'Somebody else' });
  expect(row().author).toBe('Thoreau, Henry David');
  expect(conflicts()).toHaveLength(1);
});

test('two systems with the same request do not undo each other’s values', async () => {
  await take({ author: 'Thoreau' });
  const other = `Transaction Number,Username,Loan Title,Loan Author,Transaction Status,Process Type\nR-1,p1,Walden,"Thoreau, H.",Request Sent,Borrowing\n`;
  await desk.import(desk.file('other.csv', other));
  expect(row().author).toBe('Thoreau, H.');
  expect(counts(await take({ author: 'Thoreau' }))).toEqual(unchanged);
  expect(row().author).toBe('Thoreau, H.');
});

test('a request whose patron was erased stays unchanged: no file restores the patron', async () => {
  await take();
  desk.db.exec("UPDATE request SET patron_id = NULL, patron_forgotten_at = '2026-11-25T12:00:00.000Z'");
  const report = await take({ title: 'Walden, or Life in the Woods' });
  expect(report.totals).toMatchObject({ unchanged: 1, updated: 0, refused: 0 });
  expect(row()).toMatchObject({ title: 'Walden', patronId: null });
});
