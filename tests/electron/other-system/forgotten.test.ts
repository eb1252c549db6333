import { expect, test } from 'vitest';
import { eraseEnded } from '../../../electron/main/desk/records/erasure/erase-ended.ts';
import { erasePatron } from '../../../electron/main/desk/records/erasure/patron-data.service.ts';
import { listToErase } from '../../../electron/main/desk/store/erase-patron.queries.ts';
import type { Instant, ItemId, RequestId } from '../../../shared/domain/ids.ts';
import { circulationOf, reader } from '../../support/circulation.ts';
import { addRequest, newOpId } from '../../support/desk.ts';
import { openSendingDesk } from '../../support/ncip/sending-desk.ts';
import { receivingAt } from '../../support/receiving.ts';
import { valueOf } from '../../support/results.ts';

// A patron is forgotten while messages to the other system name them.

const open = async () => {
  const sending = await openSendingDesk();
  const { desk, queue, kept } = sending;
  const requestId: RequestId = addRequest(desk, { externalId: 'R-1', status: 'SHIPPED_PHYSICALLY' });
  const receiptId = newOpId();
  valueOf(receivingAt(() => desk).receive({ opId: receiptId, requestId, barcode: 'T-1' }));
  const itemId = desk.raw.prepare('SELECT id FROM item').pluck().get() as ItemId;
  const states = (): string[] => kept().map(({ service, state }) => `${service} ${state}`);
  return {
    ...sending,
    ...circulationOf(desk),
    requestId,
    receiptId,
    itemId,
    states,
    send: async (...after: readonly string[]): Promise<void> => {
      queue().tryNow();
      await expect.poll(states).toEqual(after);
    },
    /** What is stored of messages, as text. */
    text: (): string => JSON.stringify(desk.raw.prepare('SELECT * FROM other_system_message').all()),
    forget: (): void => void valueOf(eraseEnded(desk.context, { opId: newOpId() }, [requestId])),
  };
};

/** The card, and the title of the request. */
const namesOf = (desk: Awaited<ReturnType<typeof open>>['desk']): readonly string[] => [
  desk.raw.prepare('SELECT barcode FROM patron WHERE id = ?').pluck().get(reader) as string,
  desk.raw.prepare('SELECT title FROM request').pluck().get() as string,
];

test('what was sent stays sent, and a return that waits is sent without the patron', async () => {
  const { desk, send, lend, giveBack, itemId, forget, states, text, shown, set, there } = await open();
  valueOf(lend('T-1'));
  await send('AcceptItem sent', 'CheckOutItem sent');
  set({ isHeld: true });
  valueOf(giveBack(itemId));
  const names = namesOf(desk);
  expect(names.every((name) => text().includes(name))).toBe(true);
  forget();
  for (const name of names) expect(text()).not.toContain(name);
  expect(states()).toEqual(['AcceptItem sent', 'CheckOutItem sent', 'CheckInItem waiting']);
  set();
  await send('AcceptItem sent', 'CheckOutItem sent', 'CheckInItem sent');
  expect(there.book.items.get('T-1')?.state).toBe('back');
  expect(shown().map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
});

test('what can no longer be sent without the patron is left to staff, who are told why', async () => {
  const { desk, forget, states, text, shown, set, send, again, receiptId, there } = await open();
  const names = namesOf(desk);
  forget();
  for (const name of names) expect(text()).not.toContain(name);
  expect(states()).toEqual(['AcceptItem refused']);
  const why = expect.stringMatching(/^Not sent: the patron’s data was removed/u);
  expect(shown('to-key')).toEqual([{ kind: 'receive', state: 'refused', words: why }]);
  set();
  await send('AcceptItem refused');
  expect(() => again(receiptId)).toThrow('its patron’s data was removed');
  expect(shown('to-key')).toEqual([{ kind: 'receive', state: 'refused', words: why }]);
  expect(there.messages).toEqual([]);
});

test('why the other system refused a step goes too: its words may name the patron', async () => {
  const { desk, forget, send, text, shown, there } = await open();
  there.book.users.clear();
  await send('AcceptItem refused');
  const [card = ''] = namesOf(desk);
  expect(text()).toContain(card);
  expect(shown()).toMatchObject([{ state: 'refused', words: expect.stringContaining('Unknown User') }]);
  forget();
  expect(text()).not.toContain(card);
  expect(shown()).toMatchObject([{ state: 'refused', words: expect.stringContaining('Not sent') }]);
});

test('a message that is no longer sent keeps nothing: its step was undone after it may have arrived', async () => {
  const { desk, queue, kept, undo, receiptId, there, text } = await open();
  there.fail('lost');
  queue().kick();
  await expect
    .poll(() => kept().map(({ state }) => state === 'waiting' && there.messages.length))
    .toEqual([1]);
  valueOf(undo(receiptId));
  expect(kept()).toMatchObject([{ state: 'in-doubt', facts: '{}' }]);
  for (const name of namesOf(desk)) expect(text()).not.toContain(name);
});

test('the card goes from a message about a request that is somebody else’s by now', async () => {
  const { desk, requestId, text, states } = await open();
  const [card = ''] = namesOf(desk);
  desk.raw.exec("INSERT INTO patron (id, barcode, name) VALUES (900, 'P-900', 'Other, O.')");
  desk.raw.prepare('UPDATE request SET patron_id = 900 WHERE id = ?').run(requestId);
  expect(text()).toContain(card);
  valueOf(erasePatron(desk.context, { opId: newOpId(), id: reader }));
  expect(text()).not.toContain(card);
  expect(states()).toEqual(['AcceptItem refused']);
});

test('a request whose message is being sent is not forgotten until that is over', async () => {
  const { desk, requestId } = await open();
  desk.raw.exec(
    "UPDATE request SET status = 'REQUEST_COMPLETED', ended_as = 'REQUEST_COMPLETED'; UPDATE item SET status = 'returned-to-partner'",
  );
  const toErase = (): RequestId[] =>
    listToErase(desk.context.db, {
      ended: ['REQUEST_COMPLETED'],
      before: '2027-01-01T00:00:00.000Z' as Instant,
      limit: 9,
    });
  expect(toErase()).toEqual([requestId]);
  desk.raw.exec("UPDATE other_system_message SET state = 'sending'");
  expect(toErase()).toEqual([]);
});
