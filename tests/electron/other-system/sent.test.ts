import { expect, test } from 'vitest';
import { take } from '../../../electron/main/desk/steps/take.ts';
import type { ItemId, RequestId } from '../../../shared/domain/ids.ts';
import { circulationOf, reader } from '../../support/circulation.ts';
import { addRequest, newOpId } from '../../support/desk.ts';
import { faultsBySchema } from '../../support/ncip/official.ts';
import { openSendingDesk } from '../../support/ncip/sending-desk.ts';
import { receivingAt } from '../../support/receiving.ts';
import { valueOf } from '../../support/results.ts';

const open = async (options: Parameters<typeof openSendingDesk>[0] = {}) => {
  const sending = await openSendingDesk(options);
  const { desk } = sending;
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'SHIPPED_PHYSICALLY' });
  const { receive } = receivingAt(() => desk);
  const receiving = (barcode = 'T-1', opId = newOpId(), of: RequestId = requestId): void =>
    void valueOf(receive({ opId, requestId: of, barcode }));
  const itemOf = (barcode: string): ItemId =>
    desk.raw.prepare('SELECT id FROM item WHERE barcode = ?').pluck().get(barcode) as ItemId;
  return { ...sending, requestId, receiving, itemOf, ...circulationOf(desk) };
};
type Sending = Awaited<ReturnType<typeof open>>;

const settled = async ({ shown }: Sending): Promise<void> => {
  await expect.poll(() => shown().filter(({ state }) => state === 'waits')).toEqual([]);
};

test('every step of a loan is sent in order, and nothing is left to key', async () => {
  const sending = await open();
  const { desk, there, queue, receiving, itemOf, lend, giveBack, shown, kept } = sending;
  receiving();
  queue().kick();
  await settled(sending);
  expect(there.book.items.get('T-1')).toMatchObject({
    state: 'held',
    requestId: 'R-1',
    pickupLocation: 'MAIN-CIRC',
  });
  valueOf(lend('T-1'));
  queue().kick();
  await settled(sending);
  desk.setNow('2026-12-20T10:15:00Z');
  valueOf(take(desk.context, 'renew-loan', { opId: newOpId(), itemId: itemOf('T-1') } as never));
  queue().kick();
  await settled(sending);
  const due = desk.raw.prepare('SELECT due_on FROM loan').pluck().get();
  expect(there.book.items.get('T-1')).toMatchObject({ state: 'on-loan', dueOn: due });
  valueOf(giveBack(itemOf('T-1')));
  queue().kick();
  await settled(sending);
  expect(there.book.items.get('T-1')?.state).toBe('back');
  expect(shown().map(({ state }) => state)).toEqual(['sent', 'sent', 'sent', 'sent']);
  expect(shown('to-key')).toEqual([]);
  expect(faultsBySchema(there.messages)).toBe('');
  // No patron data is kept in a message once it is confirmed.
  expect(kept().every(({ facts }) => facts === '{}')).toBe(true);
  expect(queue().faults).toEqual([]);
});

test('a refusal is shown in the system’s words, does not undo the step, and is sent again when staff ask', async () => {
  const sending = await open({ users: {} });
  const { there, queue, receiving, shown, again, done, desk } = sending;
  const opId = newOpId();
  receiving('T-1', opId);
  queue().kick();
  await settled(sending);
  expect(shown('to-key')).toEqual([{ kind: 'receive', state: 'refused', words: 'Unknown User: P1000001' }]);
  expect(desk.raw.prepare('SELECT status FROM item').pluck().get()).toBe('on-hold-shelf');
  there.book.users.set(
    desk.raw.prepare('SELECT barcode FROM patron WHERE id = ?').pluck().get(reader) as string,
    'X',
  );
  expect(again(opId)).toBe(true);
  expect(again(opId)).toBe(false);
  queue().kick();
  await settled(sending);
  expect(shown()).toEqual([{ kind: 'receive', state: 'sent', words: '' }]);
  expect(valueOf(done.key({ opId: newOpId(), steps: [opId], keyed: false })).changed).toEqual([]);
});

test('what staff have keyed meanwhile is not sent', async () => {
  const sending = await open();
  const { there, queue, receiving, done, set, shown } = sending;
  set({ isHeld: true });
  const opId = newOpId();
  receiving('T-1', opId);
  queue().kick();
  expect(shown()).toMatchObject([{ state: 'waits' }]);
  valueOf(done.key({ opId: newOpId(), steps: [opId], keyed: true }));
  set();
  queue().tryNow();
  await queue().stop();
  expect(there.messages).toEqual([]);
});

test('where items must be scanned in there too, a receipt that was sent stays to do until staff have done that', async () => {
  const sending = await open();
  const { desk, queue, receiving, done, set, shown } = sending;
  set({ scansIn: true });
  const opId = newOpId();
  receiving('T-1', opId);
  queue().kick();
  await expect.poll(() => shown('to-key')).toMatchObject([{ state: 'to-scan-in' }]);
  valueOf(done.key({ opId: newOpId(), steps: [opId], keyed: true }));
  expect([shown('to-key'), shown()]).toMatchObject([[], [{ state: 'to-scan-in' }]]);
  // What was sent keeps its state when Settings change.
  set();
  desk.setNow('2026-11-25T11:15:00Z');
  receiving('T-2', newOpId(), addRequest(desk, { externalId: 'R-2', status: 'SHIPPED_PHYSICALLY' }));
  queue().kick();
  await settled(sending);
  set({ scansIn: true });
  expect(shown().map(({ state }) => state)).toEqual(['to-scan-in', 'sent']);
});

test('the return of an item that the other system never had is refused there, and staff see it', async () => {
  const sending = await open();
  const { queue, receiving, itemOf, giveBack, set, shown } = sending;
  set({ received: false });
  receiving('T-1');
  valueOf(giveBack(itemOf('T-1')));
  queue().kick();
  await settled(sending);
  expect(shown().at(-1)).toMatchObject({ state: 'refused', words: expect.stringContaining('Unknown Item') });
});

test('a message that cannot be read is left to staff, and those after it are sent', async () => {
  const sending = await open();
  const { desk, queue, receiving, set, shown } = sending;
  set({ isHeld: true });
  receiving('T-1');
  desk.raw.exec(`UPDATE other_system_message SET facts = '{"item": 5}'`);
  receiving('T-2', newOpId(), addRequest(desk, { externalId: 'R-2', status: 'SHIPPED_PHYSICALLY' }));
  set();
  queue().tryNow();
  await settled(sending);
  expect(shown().map(({ state }) => state)).toEqual(['refused', 'sent']);
  expect(queue().faults).toEqual([]);
});

test('a barcode that is used again after an outage: the first item is checked in before the next one is accepted', async () => {
  const sending = await open();
  const { desk, there, queue, receiving, itemOf, giveBack, shown } = sending;
  receiving();
  queue().kick();
  await settled(sending);
  there.fail('busy');
  valueOf(giveBack(itemOf('T-1')));
  receiving('T-1', newOpId(), addRequest(desk, { externalId: 'R-2', status: 'SHIPPED_PHYSICALLY' }));
  for (let tries = 0; tries < 3; tries += 1) {
    queue().tryNow();
    await expect.poll(() => sending.kept().some(({ state }) => state === 'sending')).toBe(false);
  }
  await settled(sending);
  expect(shown().map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
  expect(there.book.items.get('T-1')).toMatchObject({ state: 'held', requestId: 'R-2' });
});

test('lost, cut and late answers: the same bytes are sent again, and the item is accepted once', async () => {
  const sending = await open();
  const { there, queue, receiving, lend, shown } = sending;
  there.fail('busy', 'lost', 'cut', 'late');
  receiving();
  valueOf(lend('T-1'));
  for (let tries = 0; tries < 4; tries += 1) {
    queue().tryNow();
    await expect.poll(() => there.messages.length).toBeGreaterThan(tries);
    await expect.poll(() => sending.kept().some(({ state }) => state === 'sending')).toBe(false);
  }
  queue().tryNow();
  await settled(sending);
  expect(shown().map(({ state }) => state)).toEqual(['sent', 'sent']);
  const accepts = there.messages.filter((xml) => xml.includes('<AcceptItem>'));
  expect(accepts.length).toBeGreaterThan(2);
  expect(new Set(accepts).size).toBe(1);
  expect(there.book.items.get('T-1')?.state).toBe('on-loan');
});

test('while our password is wrong, everything waits, and nothing is refused', async () => {
  const sending = await open({ password: 'open' });
  const { there, queue, receiving, shown, restart } = sending;
  receiving();
  queue().kick();
  await expect
    .poll(() => shown())
    .toMatchObject([{ state: 'waits', words: expect.stringContaining('Agency Authentication Failed') }]);
  expect(queue().describe()).toMatchObject([{ state: 'down' }]);
  await restart({
    secrets: { identify: () => ({ credentials: { kind: 'none' }, securityCode: 'open' }) },
  });
  queue().tryNow();
  await settled(sending);
  expect(shown()).toMatchObject([{ state: 'sent' }]);
  expect(JSON.stringify(sending.kept())).not.toContain('open');
  expect(there.messages.at(-1)).toContain('<FromAgencyAuthentication>open<');
});

test('while the profile is wrong, everything waits, and Connections says what to correct', async () => {
  const sending = await open();
  const { queue, receiving, shown, set } = sending;
  set({ profileType: 'WRONG' });
  receiving();
  queue().kick();
  await expect.poll(() => queue().describe()).toMatchObject([{ state: 'down' }]);
  const words =
    'The other system does not accept our messages (Unauthorized Service For Agency: InitiationHeader/ApplicationProfileType). Check the symbols, the profile and the password in Settings › Other system.';
  expect(queue().describe()).toMatchObject([{ words }]);
  expect(shown()).toEqual([{ kind: 'receive', state: 'waits', words }]);
  set();
  queue().kick();
  await settled(sending);
  expect(shown()).toMatchObject([{ state: 'sent' }]);
});

test('a step that is undone before it was sent leaves nothing to do; one that was sent must be undone there too', async () => {
  const sending = await open();
  const { desk, there, queue, receiving, undo, shown, done, set } = sending;
  set({ isHeld: true });
  const early = newOpId();
  receiving('T-1', early);
  valueOf(undo(early));
  expect(shown()).toEqual([]);
  set();
  const late = newOpId();
  desk.setNow('2026-11-25T11:15:00Z');
  receiving('T-2', late);
  queue().tryNow();
  await settled(sending);
  valueOf(undo(late));
  expect(there.messages).toHaveLength(1);
  expect(shown('to-key')).toEqual([{ kind: 'receive', state: 'sent', words: '', takenBack: true }]);
  expect(valueOf(done.key({ opId: newOpId(), steps: [late], keyed: true })).changed).toEqual([late]);
  expect(shown('to-key')).toEqual([]);
});

test('what was being sent when the program ended is sent again', async () => {
  const sending = await open();
  const { desk, there, receiving, restart, shown, queue } = sending;
  receiving();
  desk.raw.exec("UPDATE other_system_message SET state = 'sending', attempts = 1");
  await restart();
  queue().kick();
  await settled(sending);
  expect(shown()).toMatchObject([{ state: 'sent' }]);
  expect(there.messages).toHaveLength(1);
});

test('steps that are off in Settings, and items without a card, are keyed by hand', async () => {
  const sending = await open();
  const { set, receiving, shown, lend } = sending;
  set({ received: false });
  receiving();
  valueOf(lend('T-1'));
  expect(shown().map(({ kind, state }) => [kind, state])).toEqual([
    ['receive', 'by-hand'],
    ['lend', 'waits'],
  ]);
  set({ kind: 'none' });
  valueOf(sending.giveBack(sending.itemOf('T-1')));
  expect(shown().at(-1)).toMatchObject({ state: 'by-hand' });
});
