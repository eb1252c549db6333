import { expect, test } from 'vitest';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import { circulationOf } from '../../support/circulation.ts';
import { addRequest, newOpId } from '../../support/desk.ts';
import { openSendingDesk } from '../../support/ncip/sending-desk.ts';
import { receivingAt } from '../../support/receiving.ts';
import { valueOf } from '../../support/results.ts';

// Staff send again what the other system refused.

const open = async () => {
  const sending = await openSendingDesk({ users: {} });
  const { desk, queue, shown, there } = sending;
  const requestId: RequestId = addRequest(desk, { externalId: 'R-1', status: 'SHIPPED_PHYSICALLY' });
  return {
    ...sending,
    ...circulationOf(desk),
    requestId,
    receiving: (): OpId => {
      const opId = newOpId();
      valueOf(receivingAt(() => desk).receive({ opId, requestId, barcode: 'T-1' }));
      return opId;
    },
    correctCard: (card: string): void => {
      there.book.users.set(card, 'Reader, A.');
      desk.raw
        .prepare('UPDATE patron SET barcode = ? WHERE id = (SELECT patron_id FROM request WHERE id = ?)')
        .run(card, requestId);
    },
    settled: async (): Promise<readonly string[]> => {
      queue().kick();
      await expect.poll(() => shown().filter(({ state }) => state === 'waits')).toEqual([]);
      return shown().map(({ state }) => state);
    },
  };
};

test('with the card, the title and the barcode that staff have corrected since', async () => {
  const { desk, there, receiving, again, correctCard, settled, requestId } = await open();
  const received = receiving();
  expect(await settled()).toEqual(['refused']);
  correctCard('P-NEW');
  desk.raw.prepare("UPDATE request SET title = 'The right title' WHERE id = ?").run(requestId);
  desk.raw.exec("UPDATE item SET barcode = 'T-NEW' WHERE barcode = 'T-1'");
  expect(again(received)).toBe(true);
  expect(await settled()).toEqual(['sent']);
  expect(there.book.items.get('T-NEW')?.state).toBe('held');
  expect(there.messages.at(-1)).toContain('P-NEW');
  expect(there.messages.at(-1)).toContain('The right title');
});

test('with the same bytes if an earlier attempt may have arrived', async () => {
  const { there, receiving, again, correctCard, settled, queue, kept } = await open();
  there.fail('lost');
  const received = receiving();
  queue().kick();
  await expect.poll(() => there.messages.length === 1 && kept()[0]?.state).toBe('waiting');
  queue().tryNow();
  expect(await settled()).toEqual(['refused']);
  correctCard('P-NEW');
  expect(again(received)).toBe(true);
  await settled();
  expect(new Set(there.messages).size).toBe(1);
});

test('but not after a later step of the item was sent, or while one waits', async () => {
  const { desk, there, receiving, done, lend, giveBack, correctCard, settled, set, queue } = await open();
  correctCard('P-1');
  receiving();
  expect(await settled()).toEqual(['sent']);
  there.book.users.clear();
  desk.setNow('2026-11-25T09:31:00Z');
  valueOf(lend('T-1'));
  const lent = desk.raw.prepare("SELECT op_id FROM command_log WHERE kind = 'lend'").pluck().get() as OpId;
  expect((await settled()).at(-1)).toBe('refused');
  set({ isHeld: true });
  desk.setNow('2026-11-25T10:31:00Z');
  const itemId = desk.raw.prepare("SELECT id FROM item WHERE barcode = 'T-1'").pluck().get() as never;
  valueOf(giveBack(itemId));
  const tryAgain = (): unknown => done.sendAgain({ opId: newOpId(), step: lent });
  const refusal = {
    ok: false,
    error: { message: expect.stringMatching(/^This step can no longer be sent: its item/u) },
  };
  expect(tryAgain()).toMatchObject(refusal);
  set();
  queue().tryNow();
  await settled();
  expect(tryAgain()).toMatchObject(refusal);
  expect(there.messages.filter((xml) => xml.includes('<CheckOutItem>'))).toHaveLength(1);
});
