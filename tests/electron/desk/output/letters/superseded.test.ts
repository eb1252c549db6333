import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LettersService } from '../../../../../electron/main/desk/output/letters/letters.service.ts';
import { lettersService } from '../../../../../electron/main/desk/output/letters/letters.service.ts';
import type { SendQueue } from '../../../../../electron/main/desk/output/letters/send-queue.ts';
import { undoRefusal } from '../../../../../electron/main/desk/steps/undo.ts';
import { detailsService } from '../../../../../electron/main/desk/requests/details.service.ts';
import type { OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { requestDetails } from '../../../../../shared/ipc/request-views.ts';
import { circulationOf } from '../../../../support/circulation.ts';
import {
  done,
  itemsOf,
  openDecisionDesk,
  west,
  type DecisionDesk,
} from '../../../../support/decision-desk.ts';
import { newOpId } from '../../../../support/desk.ts';
import {
  addAddresses,
  loopbackAccount,
  outboxRows,
  startTestQueue,
  testWriter,
} from '../../../../support/letters.ts';
import type { MailServer } from '../../../../support/mail-server.ts';
import { startMailServer } from '../../../../support/mail-server.ts';
import { waitFor } from '../../../../support/waiting.ts';

let desk: DecisionDesk;
let server: MailServer;
let queue: SendQueue;
let letters: LettersService;
beforeEach(async () => {
  desk = openDecisionDesk();
  addAddresses(desk);
  server = await startMailServer();
  queue = startTestQueue(desk, () => loopbackAccount(server.port));
  letters = lettersService(desk.context, { writer: testWriter(desk), tryNow: queue.tryNow });
});
afterEach(async () => {
  await queue.stop(200);
  await server.close();
  desk.close();
});

/** The network is back: all that waits leaves or is set aside. */
const settle = async (): Promise<readonly string[]> => {
  queue.kick();
  await waitFor('an end', () =>
    outboxRows(desk).some(({ state }) => state === 'waiting' || state === 'sending') ? undefined : true,
  );
  return outboxRows(desk).map(({ kind, state }) => `${kind} ${state}`);
};
const notes = (): readonly string[] =>
  outboxRows(desk)
    .filter(({ state }) => state === 'outdated')
    .map(({ note }) => note);
const receive = (requestId: RequestId): OpId => {
  const opId = newOpId();
  done(
    take(desk.context, 'receive', {
      opId,
      requestId,
      barcode: 'N-1',
      several: false,
      printSlip: false,
      notifyPatron: true,
      unexpected: false,
    }),
  );
  return opId;
};
const add = (status: string, items: readonly string[] = []): RequestId =>
  desk.add({ externalId: 'R-1', status, rota: [1 as never], items });

test('ready, then lent before it left: set aside, with the reason on the page and in the request', async () => {
  const requestId = add('SHIPPED_PHYSICALLY');
  receive(requestId);
  done(circulationOf(desk).lend('N-1'));
  expect(await settle()).toEqual(['received sent', 'item-ready outdated']);
  expect(notes()).toEqual(['Not sent: the item was lent on 25 Nov 2026.']);
  expect(server.received.map(({ to }) => to)).toEqual([['ill@north.example']]);
  const list = done(letters.list({ show: 'outdated', offset: 0, limit: 10 }));
  expect(list).toMatchObject({ total: 1, rows: [{ kind: 'item-ready', note: notes()[0] }] });
  const details = requestDetails.parse(
    done(detailsService(desk.context, undoRefusal).details({ requestId })),
  );
  expect(details.messages[0]).toMatchObject({ state: 'outdated', note: notes()[0] });
});

test('staff send it all the same; it is not set aside again', async () => {
  receive(add('SHIPPED_PHYSICALLY'));
  done(circulationOf(desk).lend('N-1'));
  await settle();
  done(letters.retry({ id: 2 }));
  expect(await settle()).toEqual(['received sent', 'item-ready sent']);
  expect(server.received[1]?.headers.get('subject')).toMatch(/^Ready for you/);
});

test('staff send one that is superseded already: they hear why not at once, and send it with a second word', async () => {
  receive(add('SHIPPED_PHYSICALLY'));
  desk.raw.exec(`UPDATE outbox SET state = 'needs-person', note = 'No address'`);
  done(circulationOf(desk).lend('N-1'));
  expect(done(letters.retry({ id: 2 }))).toMatchObject({
    state: 'outdated',
    note: 'Not sent: the item was lent on 25 Nov 2026.',
  });
  expect(done(letters.retry({ id: 2 }))).toMatchObject({ state: 'waiting' });
  await settle();
  expect(outboxRows(desk)[1]?.state).toBe('sent');
});

test('the lending is undone: the letter holds again, and leaves', async () => {
  receive(add('SHIPPED_PHYSICALLY'));
  const lent = done(circulationOf(desk).lend('N-1'));
  await settle();
  done(circulationOf(desk).undo(lent.opId));
  expect(outboxRows(desk)[1]).toMatchObject({ state: 'waiting', note: '' });
  expect(await settle()).toEqual(['received sent', 'item-ready sent']);
});

test('another step is undone: what is still superseded is set aside again', async () => {
  const requestId = add('SHIPPED_PHYSICALLY');
  receive(requestId);
  done(circulationOf(desk).lend('N-1'));
  const renewal = done(desk.renew(requestId, '2027-02-01'));
  await settle();
  done(desk.undo(renewal.opId));
  const states = await settle();
  expect(states.filter((state) => state.startsWith('item-ready'))).toEqual(['item-ready outdated']);
});

test('set aside, then its own step is undone: nothing is left of it, and nobody is corrected', async () => {
  const requestId = add('SHIPPED_PHYSICALLY');
  const received = receive(requestId);
  const lent = done(circulationOf(desk).lend('N-1'));
  desk.raw.exec(`UPDATE outbox SET state = 'sent' WHERE kind = 'received'`);
  await settle();
  done(desk.undo(lent.opId));
  done(desk.undo(received));
  expect(await settle()).toEqual(['received sent', 'correction sent']);
});

test('the second renewal supersedes what the first told the patron, not what it told the partner', async () => {
  const requestId = add('LOANED', ['on-loan']);
  done(desk.renew(requestId, '2027-01-15'));
  done(desk.renew(requestId, '2027-02-15'));
  expect(await settle()).toEqual(['renewal sent', 'renewed outdated', 'renewal sent', 'renewed sent']);
  expect(notes()).toEqual(['Not sent: the due date is 15 Feb 2027 now.']);
});

test('overdue, then brought back: the patron is not told to bring it', async () => {
  const requestId = add('LOANED', ['on-loan']);
  const [itemId] = itemsOf(desk, requestId);
  done(desk.answer(requestId, { kind: 'overdue', note: '' }));
  done(circulationOf(desk).giveBack(itemId!));
  expect(await settle()).toEqual(['overdue outdated', 'returned sent']);
  expect(notes()).toEqual(['Not sent: the item went back to the partner.']);
});

test('asked, then cancelled, both without a network: the partner is not asked, the cancellation leaves', async () => {
  const requestId = add('READY_TO_SEND');
  done(desk.send(requestId));
  done(desk.cancel(requestId));
  expect(await settle()).toEqual(['request outdated', 'cancel sent', 'cancelled sent']);
  expect(notes()).toEqual(['Not sent: the request was cancelled.']);
});

test('a cancellation that was asked leaves although the partner shipped meanwhile', async () => {
  const requestId = desk.add({ externalId: 'R-1', status: 'REQUEST_SENT', activePartner: west });
  done(desk.cancel(requestId));
  done(desk.answer(requestId, { kind: 'shipped', dueOn: null, reason: '', note: '' }));
  expect(await settle()).toEqual(['cancel-asked sent']);
});

test('a cancellation that was asked and then answered by telephone is not asked again', async () => {
  const requestId = desk.add({ externalId: 'R-1', status: 'REQUEST_SENT', activePartner: west });
  done(desk.cancel(requestId));
  done(desk.answer(requestId, { kind: 'cancel-refused', note: '' }));
  expect(await settle()).toEqual(['cancel-asked outdated']);
  expect(notes()).toEqual(['Not sent: the partner has answered already.']);
});

test('a renewal is asked under an overdue notice, for a date that the patron does not know', async () => {
  desk.raw.exec("INSERT INTO library_setting (key, value) VALUES ('loans', '{\"daysBeforePartner\":5}')");
  const requestId = desk.add({
    externalId: 'R-1',
    status: 'LOANED',
    activePartner: west,
    items: ['on-loan'],
  });
  done(desk.renew(requestId, '2027-01-29'));
  done(desk.answer(requestId, { kind: 'overdue', note: '' }));
  expect(await settle()).toEqual(['renewal-asked sent', 'overdue sent']);
});

test('an overdue notice that the partner withdrew is not passed on', async () => {
  const requestId = add('LOANED', ['on-loan']);
  done(desk.answer(requestId, { kind: 'overdue', note: '' }));
  done(desk.answer(requestId, { kind: 'demand-withdrawn', note: '' }));
  expect(await settle()).toEqual(['overdue outdated']);
  expect(notes()).toEqual(['Not sent: the partner does not want the item back any more.']);
});

test('a renewal that was asked for and answered by telephone is not asked for again', async () => {
  const requestId = desk.add({
    externalId: 'R-1',
    status: 'LOANED',
    activePartner: west,
    items: ['on-loan'],
  });
  done(desk.renew(requestId, '2027-01-15'));
  done(desk.answer(requestId, { kind: 'renewed', dueOn: '2027-01-15' as never, note: '' }));
  expect(await settle()).toEqual(['renewal-asked outdated', 'renewed sent']);
});

test('a letter that nobody knows about and that was superseded is not sent again, but corrected when undone', async () => {
  const received = receive(add('SHIPPED_PHYSICALLY'));
  const lent = done(circulationOf(desk).lend('N-1'));
  desk.raw.exec(`UPDATE outbox SET state = iif(kind = 'item-ready', 'waiting', 'sent'),
                        may_have_left_at = '2026-11-25T09:00:00.000Z'`);
  expect(await settle()).toEqual(['received sent', 'item-ready outdated']);
  done(desk.undo(lent.opId));
  done(desk.undo(received));
  expect(await settle()).toEqual([
    'received sent',
    'item-ready needs-person',
    'correction sent',
    'correction sent',
  ]);
});
