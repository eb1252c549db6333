import { expect, test } from 'vitest';
import { take } from '../../../electron/main/desk/steps/take.ts';
import type { OpId } from '../../../shared/domain/ids.ts';
import { circulationOf } from '../../support/circulation.ts';
import { openDecisionDesk } from '../../support/decision-desk.ts';
import { newOpId } from '../../support/desk.ts';
import { openSendingDesk } from '../../support/ncip/sending-desk.ts';
import { receivingAt } from '../../support/receiving.ts';
import { valueOf } from '../../support/results.ts';

// Steps that are not sent, or not wholly: staff key them.

const open = async (status = 'SHIPPED_PHYSICALLY') => {
  const desk = openDecisionDesk();
  const sending = await openSendingDesk({}, desk);
  const requestId = desk.add({ externalId: 'R-1', status });
  const { receive } = receivingAt(() => desk);
  return {
    ...sending,
    ...circulationOf(desk),
    requestId,
    receiving: (others: object = {}): OpId => {
      const opId = newOpId();
      valueOf(receive({ opId, requestId, barcode: 'T-1', ...others }));
      return opId;
    },
    itemId: () => desk.raw.prepare('SELECT id FROM item').pluck().get() as never,
    settled: async (): Promise<readonly string[]> => {
      sending.queue().tryNow();
      await expect.poll(() => sending.shown().filter(({ state }) => state === 'waits')).toEqual([]);
      return sending.shown().map(({ state }) => state);
    },
  };
};

test('what waits is keyed by hand while sending is turned off, and is sent when it is turned on again', async () => {
  const { queue, receiving, set, shown } = await open();
  set({ isHeld: true });
  receiving();
  expect(shown()).toMatchObject([{ state: 'waits' }]);
  set({ kind: 'none' });
  expect(shown('to-key')).toMatchObject([{ state: 'by-hand' }]);
  set();
  queue().tryNow();
  await expect.poll(() => shown()).toMatchObject([{ state: 'sent' }]);
});

test('what has waited for more than two weeks, or a step that is no longer sent, is keyed by hand', async () => {
  const { desk, there, queue, receiving, set, shown } = await open();
  set({ isHeld: true });
  receiving();
  set({ received: false });
  queue().tryNow();
  expect(shown('to-key')).toMatchObject([{ state: 'by-hand' }]);
  set({ isHeld: true });
  expect(shown('to-key')).toMatchObject([{ state: 'waits' }]);
  desk.setNow('2026-12-09T12:00:00Z');
  set();
  queue().tryNow();
  expect(shown('to-key')).toMatchObject([{ state: 'by-hand' }]);
  await queue().stop();
  expect(there.messages).toEqual([]);
});

test('what arrives only to go back is not held there for the patron, unless it is kept after all', async () => {
  const { desk, there, receiving, requestId, settled, shown } = await open('CANCELLED_BY_PATRON');
  receiving({ use: 'goes-back' });
  expect(await settled()).toEqual(['by-hand']);
  expect(there.messages).toEqual([]);
  valueOf(take(desk.context, 'keep', { opId: newOpId(), requestId, asOf: null, note: '' } as never));
  expect((await settled()).at(-1)).toBe('sent');
  expect(there.book.items.get('T-1')?.state).toBe('held');
  expect(shown()).toHaveLength(2);
});

test('the return of an item that has another barcode there is not taken for done', async () => {
  const { desk, receiving, itemId, giveBack, settled, shown } = await open();
  receiving();
  expect(await settled()).toEqual(['sent']);
  desk.raw.exec("UPDATE item SET barcode = 'T-2'");
  valueOf(giveBack(itemId()));
  expect((await settled()).at(-1)).toBe('refused');
  expect(shown().at(-1)?.words).toContain('Unknown Item');
});

test('a receipt is not sent again once its item has gone back, though staff keyed that', async () => {
  const { desk, there, receiving, itemId, giveBack, done, settled, set } = await open();
  there.book.users.clear();
  const received = receiving();
  expect(await settled()).toEqual(['refused']);
  set({ returned: false });
  valueOf(giveBack(itemId()));
  const refusal = {
    ok: false,
    error: { message: expect.stringMatching(/^This step can no longer be sent: its item/u) },
  };
  expect(done.sendAgain({ opId: newOpId(), step: received })).toMatchObject(refusal);
  expect(desk.raw.prepare('SELECT count(*) FROM other_system_message').pluck().get()).toBe(1);
});
