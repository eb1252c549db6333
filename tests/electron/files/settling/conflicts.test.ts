import { take as takeStep } from '../../../../electron/main/desk/steps/take.ts';
import { expect, test } from 'vitest';
import { todayService } from '../../../../electron/main/desk/queries/today/today.service.ts';
import type { Instant, OpId, PartnerId } from '../../../../shared/domain/ids.ts';
import type { ConflictView } from '../../../../shared/ipc/request-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { done } from '../../../support/decision-desk.ts';
import { newOpId } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { setWord } from '../../../support/life.ts';
import { entriesOf } from '../../../support/thread.ts';
import { openListDesk } from '../list-desk.ts';

// Staff settle a conflict between file and desk: they keep their value, or take the file's value by the usual rules.

const list = forEachTest(openListDesk);

const unsent = { status: 'Ready to be sent' };
const openNotes = () =>
  entriesOf(list.context(), list.id()).flatMap(({ note, text }) =>
    note !== null && note.conflict !== null ? [{ ...note, text }] : [],
  );
const noteOf = (label: string): number =>
  openNotes().find(({ conflict }) => conflict?.label === label)?.noteId ?? 0;
const keep = (noteId: number | null) =>
  takeStep(list.context(), 'keep-ours', { opId: newOpId(), requestId: list.id(), noteId });
const take = (label: string) =>
  takeStep(list.context(), 'take-from-file', {
    opId: newOpId(),
    requestId: list.id(),
    noteId: noteOf(label),
  });
const undo = (undoes: OpId) => takeStep(list.context(), 'undo', { opId: newOpId(), undoes });
const inToday = () =>
  done(todayService(list.context()).list({ card: 'conflicts', offset: 0, limit: 9 })).rows;
const sentence = (result: Result<unknown>): string => (result.ok ? 'done' : result.error.message);

/** Makes the author differ between the desk and the file. */
const differ = async (): Promise<void> => {
  await list.take(unsent);
  list.edit({ author: 'Thoreau, Henry David' });
  await list.take({ ...unsent, author: 'H. D. Thoreau' });
};

test('both values are shown, with who changed it here, and which file differs', async () => {
  await differ();
  expect(openNotes().map(({ conflict }) => conflict)).toEqual([
    {
      label: 'Author',
      here: 'Thoreau, Henry David',
      there: 'H. D. Thoreau',
      changed: { at: '2026-11-25T12:00:00.000Z' as Instant, operatorName: 'Operator' },
      systemName: 'Alma',
      fileName: 'list.csv',
      foundAt: '2026-11-25T12:00:00.000Z' as Instant,
      takeRefusal: null,
    } satisfies ConflictView,
  ]);
});

test('a kept value stays, the same file causes no new conflict, and undo reopens it', async () => {
  await differ();
  const { opId, headline } = done(keep(noteOf('Author')));
  expect(headline).toBe('Kept ours: author');
  expect(list.row().author).toBe('Thoreau, Henry David');
  expect(list.conflicts()).toEqual([]);
  expect((await list.take({ ...unsent, author: 'H. D. Thoreau' })).remarks).toEqual([]);
  expect((await list.take({ ...unsent, author: 'H. D. Thoreau', publisher: 'Ticknor' })).remarks).toEqual([]);
  expect(list.conflicts()).toEqual([]);
  done(undo(opId));
  expect(list.conflicts()).toHaveLength(1);
});

test('taking the file’s value is an edit, and undo restores both values', async () => {
  await differ();
  const { opId } = done(take('Author'));
  expect(list.row().author).toBe('H. D. Thoreau');
  expect(list.conflicts()).toEqual([]);
  expect((await list.take({ ...unsent, author: 'H. D. Thoreau' })).remarks).toEqual([]);
  done(undo(opId));
  expect(list.row().author).toBe('Thoreau, Henry David');
  expect(list.conflicts()).toEqual([['author', 'Thoreau', 'Thoreau, Henry David', 'H. D. Thoreau']]);
});

test('after taking the file’s value the field follows the next file', async () => {
  await differ();
  done(take('Author'));
  await list.take({ ...unsent, author: 'Thoreau, H. D.' });
  expect(list.row().author).toBe('Thoreau, H. D.');
});

test('a field that can no longer be changed is refused with the reason, and the conflict stays open', async () => {
  await differ();
  setWord(list.desk.db, list.id(), 'CANCELLED');
  expect(sentence(take('Author'))).toMatch(/^Author can no longer be changed\./);
  expect(list.row().author).toBe('Thoreau, Henry David');
  expect(list.conflicts()).toHaveLength(1);
});

test('a pickup location, stored as an id, is taken with its rules', async () => {
  await list.take(unsent);
  list.edit({ pickupDeskId: null });
  list.desk.db.exec("UPDATE request SET pickup_desk_id = (SELECT id FROM desk WHERE code = 'MAIN-CIRC')");
  list.edit({ pickupDeskId: 2 as never });
  list.desk.db.exec(
    "INSERT INTO desk (code, name, library_id, hold_shelf, receives) VALUES ('OTHER', 'Other Desk', 1, 1, 1)",
  );
  await list.take({ ...unsent, pickup: 'OTHER' });
  expect(openNotes()[0]?.conflict).toMatchObject({ here: 'Hilltop Branch', there: 'Other Desk' });
  done(take('Pickup location'));
  expect(list.row().pickupDeskId).toBe(3);
});

test('a status is taken as the partner’s answer once the lifecycle allows it', async () => {
  await list.take(unsent);
  list.edit({ circulationNote: 'Large' });
  await list.take({ status: 'Shipped physically', dueOn: '1/15/2027' });
  expect(list.conflicts()).toEqual([['status', 'READY_TO_SEND', 'READY_TO_SEND', 'SHIPPED_PHYSICALLY']]);
  expect(sentence(take('Status'))).not.toBe('done');
  setWord(list.desk.db, list.id(), 'REQUEST_SENT');
  const { opId } = done(take('Status'));
  expect(list.row()).toMatchObject({ status: 'SHIPPED_PHYSICALLY', dueOn: '2027-01-15' });
  expect(list.conflicts()).toEqual([]);
  done(undo(opId));
  expect(list.row()).toMatchObject({ status: 'REQUEST_SENT' });
  expect(list.conflicts()).toHaveLength(1);
});

test('a status is taken only at the workstation that knows which partner and due date the file gave with it', async () => {
  await list.take(unsent);
  list.edit({ circulationNote: 'Large' });
  await list.take({ status: 'Shipped physically', dueOn: '1/15/2027' });
  setWord(list.desk.db, list.id(), 'REQUEST_SENT');
  expect(openNotes()[0]?.conflict?.takeRefusal).toBeNull();
  // No other workstation has it.
  list.desk.db.exec('DELETE FROM file_said');
  expect(openNotes()[0]?.conflict?.takeRefusal).toContain('only at the workstation that imported the file');
  expect(sentence(take('Status'))).toContain('only at the workstation that imported the file');
});

test('a status that is not a partner’s answer is refused with advice', async () => {
  await list.take(unsent);
  list.edit({ circulationNote: 'Large' });
  await list.take({ status: 'Loaned item to patron' });
  expect(openNotes()[0]?.conflict?.takeRefusal).toMatch(/is not a partner’s answer/);
  expect(inToday()).toMatchObject([{ externalId: 'R-1', canTakeFile: false }]);
  expect(sentence(take('Status'))).toMatch(/is not a partner’s answer/);
  expect(list.row().status).toBe('READY_TO_SEND');
});

test('an answer that no longer changes the request is not taken, and the conflict stays open', async () => {
  await list.take();
  list.edit({ circulationNote: 'Large' });
  setWord(list.desk.db, list.id(), 'CANCELLED_BY_STAFF');
  await list.take({ status: 'Will supply' });
  expect(openNotes()[0]?.conflict?.takeRefusal).toBe(
    '“Will supply” does not change a request that is “Cancelled by staff”. If ours is right, contact the partner and correct the other system.',
  );
  expect(take('Status').ok).toBe(false);
  expect(list.conflicts()).toHaveLength(1);
});

test('an answer of the partner that the file names is not recorded for the one that is asked here', async () => {
  await list.take();
  const { db } = list.desk;
  const lake = db.prepare("SELECT id FROM partner WHERE code = 'LAKE'").pluck().get() as PartnerId;
  const on = { requestId: list.id(), asOf: null };
  done(takeStep(list.context(), 'edit-rota', { ...on, opId: newOpId(), waiting: [{ partnerId: lake }] }));
  done(takeStep(list.context(), 'ask-next-partner', { ...on, opId: newOpId(), note: '' }));
  await list.take({ status: 'Will supply' });
  expect(list.conflicts()).toEqual([['status', 'REQUEST_SENT', 'REQUEST_SENT', 'WILL_SUPPLY']]);
  expect(sentence(take('Status'))).toMatch(/does not change a request/);
  await list.take({ status: 'Will supply', partner: 'NEVER' });
  expect(sentence(take('Status'))).toMatch(/of a partner that was not asked here/);
  expect(list.row().status).toBe('REQUEST_SENT');
  await list.take({ status: 'Conditional', partner: 'LAKE' });
  expect(list.row().status).toBe('CONDITIONAL');
});

test('a due date is not taken once no item is left to be due, and the file’s date stays in the note', async () => {
  const returned = { status: 'Returned item to partner' };
  await list.take(returned);
  list.desk.db.exec('UPDATE request SET worked_on = 1');
  await list.take({ ...returned, dueOn: '12/24/2026' });
  expect(openNotes()[0]?.conflict).toMatchObject({
    label: 'Due back',
    takeRefusal: 'No item is here, on loan or on its way, so there is no due date to change.',
  });
  expect(inToday()).toMatchObject([{ externalId: 'R-1', canTakeFile: false }]);
  expect(take('Due back').ok).toBe(false);
  expect(openNotes()[0]).toMatchObject({ active: true, text: expect.stringContaining('24 Dec 2026') });
});

test('Today offers the file’s value where it can be taken', async () => {
  await differ();
  expect(inToday()).toMatchObject([{ externalId: 'R-1', canTakeFile: true }]);
});

test('the cost, which no command edits, is taken directly', async () => {
  await list.take({ ...unsent, cost: 'USD 5' });
  list.edit({ circulationNote: 'Large' });
  list.desk.db.exec("UPDATE request SET cost = 'USD 7'");
  await list.take({ ...unsent, cost: 'USD 9' });
  done(take('Cost'));
  expect(list.row().cost).toBe('USD 9');
});

test('all conflicts of a request are kept in one step, and settled ones cannot be settled again', async () => {
  await list.take({ ...unsent, publisher: 'Ticknor' });
  list.edit({ author: 'Thoreau, Henry David', publisher: 'Ticknor and Fields' });
  await list.take({ ...unsent, author: 'H. D. Thoreau', publisher: 'T. & F.' });
  const noteId = noteOf('Author');
  const { headline, opId } = done(keep(null));
  expect(headline).toBe('Kept ours: author, publisher');
  expect(list.conflicts()).toEqual([]);
  expect(sentence(keep(noteId))).toMatch(/^This conflict is already resolved\./);
  done(undo(opId));
  expect(list.conflicts()).toHaveLength(2);
});

test('undo is refused after a later file has settled the field', async () => {
  await differ();
  const { opId } = done(keep(null));
  await list.take({ ...unsent, author: 'Somebody else' });
  expect(list.conflicts()).toHaveLength(1);
  expect(sentence(undo(opId))).toMatch(/^A later file resolved this conflict/);
});
