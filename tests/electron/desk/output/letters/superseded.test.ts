import { expect, test } from 'vitest';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import type { DeskId, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { circulationOf } from '../../../../support/circulation.ts';
import { done, itemsOf, openDecisionDesk, west } from '../../../../support/decision-desk.ts';
import { newOpId } from '../../../../support/desk.ts';
import { editRequest } from '../../../../support/edit-request.ts';
import { useLetterDesk } from '../../../../support/letter-desk.ts';
import { outboxRows } from '../../../../support/letters.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { threadOf } from '../../../../support/thread.ts';

const here = useLetterDesk(openDecisionDesk);
const { receive: receiveAs } = receivingAt(() => here.desk);

const notes = (): readonly string[] =>
  outboxRows(here.desk)
    .filter(({ state }) => state === 'outdated')
    .map(({ note }) => note);
const receive = (requestId: RequestId): OpId => {
  const opId = newOpId();
  done(receiveAs({ opId, requestId, barcode: 'N-1', printSlip: false }));
  return opId;
};
const add = (status: string, items: readonly string[] = []): RequestId =>
  here.desk.add({ externalId: 'R-1', status, rota: [1 as never], items });
const ofWest = (status: string, items: readonly string[] = []): RequestId =>
  here.desk.add({ externalId: 'R-1', status, rota: [west], activePartner: west, items });
const lend = () => done(circulationOf(here.desk).lend('N-1'));

test('an item is ready, then lent before its letter left: set aside, with the reason on the page and in the request', async () => {
  const requestId = add('SHIPPED_PHYSICALLY');
  receive(requestId);
  lend();
  expect(await here.settle()).toEqual(['received sent', 'item-ready outdated']);
  expect(notes()).toEqual(['Not sent: the item was lent on 25 Nov 2026.']);
  expect(here.server.received.map(({ to }) => to)).toEqual([['ill@north.example']]);
  const list = done(here.letters.list({ show: 'outdated', offset: 0, limit: 10 }));
  expect(list).toMatchObject({ total: 1, rows: [{ kind: 'item-ready', note: notes()[0] }] });
  expect(threadOf(here.desk.context, requestId, null).entries).toMatchObject([
    { state: 'not sent', remark: notes()[0], isFailed: false },
  ]);
});

test('after the pickup location was changed, no letter says that the item is ready there before it is', async () => {
  const requestId = add('SHIPPED_PHYSICALLY');
  receive(requestId);
  done(editRequest(here.desk, requestId, { pickupDeskId: 2 as DeskId }));
  expect(await here.settle()).toEqual(['received sent', 'item-ready outdated']);
  expect(notes()).toEqual(['Not sent: the item is not at the new pickup location yet.']);
});

test('if the pickup location has no hold shelf, the item waits at another desk, and its letter is sent', async () => {
  const requestId = add('SHIPPED_PHYSICALLY');
  receive(requestId);
  done(editRequest(here.desk, requestId, { pickupDeskId: 2 as DeskId }));
  here.desk.raw.exec('UPDATE desk SET hold_shelf = 0 WHERE id = 2');
  expect(await here.settle()).toEqual(['received sent', 'item-ready sent']);
});

test('staff send it anyway; it is not set aside again', async () => {
  receive(add('SHIPPED_PHYSICALLY'));
  lend();
  await here.settle();
  done(here.letters.retry({ id: 2 }));
  expect(await here.settle()).toEqual(['received sent', 'item-ready sent']);
  expect(here.server.received[1]?.headers.get('subject')).toMatch(/^Ready for you/);
});

test('staff send one that is already superseded: the reason is shown immediately, and sending it requires a confirmation', async () => {
  receive(add('SHIPPED_PHYSICALLY'));
  here.desk.raw.exec(`UPDATE outbox SET state = 'needs-person', note = 'No address'`);
  lend();
  expect(done(here.letters.retry({ id: 2 }))).toMatchObject({
    state: 'outdated',
    note: 'Not sent: the item was lent on 25 Nov 2026.',
  });
  expect(done(here.letters.retry({ id: 2 }))).toMatchObject({ state: 'waiting' });
  await here.settle();
  expect(outboxRows(here.desk)[1]?.state).toBe('sent');
});

test('undoing the loan makes the letter valid again, and it leaves', async () => {
  receive(add('SHIPPED_PHYSICALLY'));
  const lent = lend();
  await here.settle();
  done(circulationOf(here.desk).undo(lent.opId));
  expect(outboxRows(here.desk)[1]).toMatchObject({ state: 'waiting', note: '' });
  expect(await here.settle()).toEqual(['received sent', 'item-ready sent']);
});

test('undoing another step: a letter still superseded is set aside again', async () => {
  const requestId = add('SHIPPED_PHYSICALLY');
  receive(requestId);
  lend();
  const renewal = done(here.desk.renew(requestId, '2027-02-01'));
  await here.settle();
  done(here.desk.undo(renewal.opId));
  const states = await here.settle();
  expect(states.filter((state) => state.startsWith('item-ready'))).toEqual(['item-ready outdated']);
});

test('set aside, then its own step is undone: nothing is left of it, and no correction is sent', async () => {
  const requestId = add('SHIPPED_PHYSICALLY');
  const received = receive(requestId);
  const lent = lend();
  here.desk.raw.exec(`UPDATE outbox SET state = 'sent' WHERE kind = 'received'`);
  await here.settle();
  done(here.desk.undo(lent.opId));
  done(here.desk.undo(received));
  expect(await here.settle()).toEqual(['received sent', 'correction sent']);
});

test('an item is ready, then lost before its letter left, then found: the patron is told that it is ready', async () => {
  const requestId = add('SHIPPED_PHYSICALLY');
  receive(requestId);
  done(here.desk.lost(requestId));
  expect((await here.settle()).slice(0, 2)).toEqual(['received sent', 'item-ready outdated']);
  expect(notes()).toEqual(['Not sent: the item was reported lost.']);
  const found = done(here.desk.found(requestId));
  expect(found.remarks).toContain('The patron will be notified.');
  expect((await here.settle()).slice(-1)).toEqual(['item-ready sent']);
});

test('the patron is not told that a recalled item that was found is ready', async () => {
  const requestId = add('RECALLED_BOR', ['on-hold-shelf']);
  here.desk.raw.exec(`UPDATE item SET demand = 'recalled'`);
  done(here.desk.lost(requestId));
  const { remarks } = done(here.desk.found(requestId));
  expect(remarks.join(' ')).not.toContain('patron');
  expect((await here.settle()).join()).not.toContain('item-ready');
});

const told: [title: string, steps: () => void, left: readonly string[], notes?: readonly string[]][] = [
  [
    'the second renewal supersedes what the first told the patron, not what it told the partner',
    () => {
      const id = add('LOANED', ['on-loan']);
      done(here.desk.renew(id, '2027-01-20'));
      done(here.desk.renew(id, '2027-02-15'));
    },
    ['renewal sent', 'renewed outdated', 'renewal sent', 'renewed sent'],
    ['Not sent: the due date is now 15 Feb 2027.'],
  ],
  [
    'overdue, then brought back: the patron is not told to bring it',
    () => {
      const id = add('LOANED', ['on-loan']);
      done(here.desk.answer(id, { kind: 'overdue', note: '' }));
      done(circulationOf(here.desk).giveBack(itemsOf(here.desk, id)[0]!));
    },
    ['overdue outdated', 'returned sent'],
    ['Not sent: the item was returned to the partner.'],
  ],
  [
    'asked, then cancelled: the partner is not asked, and reads of no cancellation either',
    () => {
      const id = add('READY_TO_SEND');
      done(here.desk.send(id));
      done(here.desk.cancel(id));
    },
    ['request outdated', 'cancelled sent'],
  ],
  [
    'a cancellation that was asked leaves although the partner shipped meanwhile',
    () => {
      const id = ofWest('REQUEST_SENT');
      done(here.desk.cancel(id));
      done(here.desk.answer(id, { kind: 'shipped', dueOn: null, reason: '', note: '' }));
    },
    ['cancel-asked sent'],
  ],
  [
    'a cancellation that was asked and then answered by telephone is not asked again',
    () => {
      const id = ofWest('REQUEST_SENT');
      done(here.desk.cancel(id));
      done(here.desk.answer(id, { kind: 'cancel-refused', note: '' }));
    },
    ['cancel-asked outdated'],
    ['Not sent: the cancellation is no longer requested.'],
  ],
  [
    'a renewal is asked under an overdue notice, for a date that the patron does not know',
    () => {
      here.desk.raw.exec(
        `INSERT INTO library_setting (library_id, key, value) VALUES (1, 'loans', '{"daysBeforePartner":5}')`,
      );
      const id = ofWest('LOANED', ['on-loan']);
      done(here.desk.renew(id, '2027-01-29'));
      done(here.desk.answer(id, { kind: 'overdue', note: '' }));
    },
    ['renewal-asked sent', 'overdue sent'],
  ],
  [
    'an overdue notice that the partner withdrew is not passed on',
    () => {
      const id = add('LOANED', ['on-loan']);
      done(here.desk.answer(id, { kind: 'overdue', note: '' }));
      done(here.desk.answer(id, { kind: 'demand-withdrawn', note: '' }));
    },
    ['overdue outdated'],
    ['Not sent: the partner no longer wants the item back.'],
  ],
  [
    'a renewal that was asked for and answered by telephone is not asked for again',
    () => {
      const id = ofWest('LOANED', ['on-loan']);
      done(here.desk.renew(id, '2027-01-20'));
      done(here.desk.answer(id, { kind: 'renewed', dueOn: '2027-01-20' as never, note: '' }));
    },
    ['renewal-asked outdated', 'renewed sent'],
  ],
  [
    'of a cancellation that was asked and withdrawn the partner reads neither',
    () => {
      const id = ofWest('WILL_SUPPLY');
      done(here.desk.cancel(id));
      withdraw('withdraw-cancellation', id);
    },
    ['cancel-asked outdated', 'cancel-withdrawn outdated'],
    ['Not sent: the cancellation is no longer requested.', 'Not sent: the partner was not asked to cancel.'],
  ],
  [
    'a cancellation was asked, and the parcel came: the partner reads that it came, and no more',
    () => {
      const id = ofWest('SHIPPED_PHYSICALLY');
      done(here.desk.cancel(id));
      done(receiveAs({ requestId: id, barcode: 'W-1', notifyPatron: false, use: 'for-patron' }));
    },
    ['cancel-asked outdated', 'cancel-withdrawn outdated', 'received sent'],
  ],
  [
    'of a renewal that was asked and withdrawn the partner reads neither',
    () => {
      const id = ofWest('LOANED', ['on-loan']);
      done(here.desk.renew(id, '2027-03-01'));
      withdraw('withdraw-renewal', id);
    },
    ['renewal-asked outdated', 'renewal-withdrawn outdated'],
  ],
];
const withdraw = (kind: 'withdraw-cancellation' | 'withdraw-renewal', requestId: RequestId): void =>
  void done(take(here.desk.context, kind, { opId: newOpId(), requestId, asOf: null, note: '' }));

test.each(told)('without a network: %s', async (_, steps, left, why) => {
  steps();
  expect(await here.settle()).toEqual(left);
  if (why) expect(notes()).toEqual(why);
});

test('a reader told to cancel is told not to', async () => {
  const id = ofWest('WILL_SUPPLY');
  done(here.desk.cancel(id));
  expect(await here.settle()).toEqual(['cancel-asked sent']);
  withdraw('withdraw-cancellation', id);
  expect(await here.settle()).toEqual(['cancel-asked sent', 'cancel-withdrawn sent']);
  // Asked again and withdrawn before that letter left: the partner was last told that nothing is cancelled.
  done(here.desk.cancel(id));
  withdraw('withdraw-cancellation', id);
  expect((await here.settle()).slice(2)).toEqual(['cancel-asked outdated', 'cancel-withdrawn outdated']);
});

test('a superseded letter with unknown delivery is not sent again, but corrected when undone', async () => {
  const received = receive(add('SHIPPED_PHYSICALLY'));
  const lent = lend();
  here.desk.raw.exec(`UPDATE outbox SET state = iif(kind = 'item-ready', 'waiting', 'sent'),
                        may_have_left_at = '2026-11-25T09:00:00.000Z'`);
  expect(await here.settle()).toEqual(['received sent', 'item-ready outdated']);
  done(here.desk.undo(lent.opId));
  done(here.desk.undo(received));
  expect(await here.settle()).toEqual([
    'received sent',
    'item-ready needs-person',
    'correction sent',
    'correction sent',
  ]);
});
