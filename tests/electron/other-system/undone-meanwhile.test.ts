import { expect, test } from 'vitest';
import { circulationOf } from '../../support/circulation.ts';
import { addRequest, newOpId } from '../../support/desk.ts';
import { openSendingDesk } from '../../support/ncip/sending-desk.ts';
import { receivingAt } from '../../support/receiving.ts';
import { valueOf } from '../../support/results.ts';

// A step is undone while its message is being posted to the other system, which is slow.

const open = async (options: Parameters<typeof openSendingDesk>[0] = {}) => {
  const sending = await openSendingDesk({ answersAfterMs: 300, ...options });
  const { desk, queue, there, kept } = sending;
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'SHIPPED_PHYSICALLY' });
  const opId = newOpId();
  valueOf(receivingAt(() => desk).receive({ opId, requestId, barcode: 'T-1' }));
  queue().kick();
  await expect.poll(() => there.messages.length).toBe(1);
  expect(kept()).toMatchObject([{ state: 'sending' }]);
  desk.setNow('2026-11-25T11:15:00Z');
  valueOf(circulationOf(desk).undo(opId));
  return { ...sending, opId };
};

test('the list asks at once to undo it there too, and goes on to do so when the other system has done it', async () => {
  const { there, kept, shown, done, opId } = await open();
  expect(kept()).toEqual([{ service: 'AcceptItem', state: 'in-doubt', facts: '{}' }]);
  expect(shown('to-key')).toMatchObject([{ kind: 'receive', takenBack: true }]);
  await expect.poll(() => kept()).toMatchObject([{ state: 'sent' }]);
  expect(there.book.items.get('T-1')).toMatchObject({ state: 'held' });
  expect(shown('to-key')).toEqual([{ kind: 'receive', state: 'sent', words: '', takenBack: true }]);
  valueOf(done.key({ opId: newOpId(), steps: [opId], keyed: true }));
  expect(shown('to-key')).toEqual([]);
});

test('nothing is left to do when the other system has refused it', async () => {
  const { there, kept, shown } = await open({ users: {} });
  expect(shown('to-key')).toHaveLength(1);
  await expect.poll(() => kept()).toEqual([]);
  expect(there.book.items.size).toBe(0);
  expect(shown()).toEqual([]);
});

test('without an answer, staff are asked to look there, and it is not sent again', async () => {
  const sending = await open();
  const { there, kept, shown, queue } = sending;
  await there.stop();
  await expect.poll(() => queue().describe()).toMatchObject([{ state: 'down' }]);
  queue().tryNow();
  await queue().stop();
  expect(kept()).toMatchObject([{ state: 'in-doubt' }]);
  expect(shown('to-key')).toMatchObject([
    { kind: 'receive', takenBack: true, words: expect.stringMatching(/.+/u) },
  ]);
  expect(there.messages).toHaveLength(1);
  expect(queue().faults).toEqual([]);
});
