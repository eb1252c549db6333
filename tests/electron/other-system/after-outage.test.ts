import { expect, test } from 'vitest';
import { addRequest, newOpId } from '../../support/desk.ts';
import { openSendingDesk } from '../../support/ncip/sending-desk.ts';
import { receivingAt } from '../../support/receiving.ts';
import { valueOf } from '../../support/results.ts';

test('a day of 500 steps after an outage is sent within a minute, by a system that takes 200 ms for each', async () => {
  const { desk, there, queue, kept } = await openSendingDesk({ answersAfterMs: 200 });
  desk.raw.pragma('synchronous = OFF');
  const { receive } = receivingAt(() => desk);
  for (let n = 1; n <= 500; n += 1) {
    const requestId = addRequest(desk, { externalId: `R-${n}`, status: 'SHIPPED_PHYSICALLY' });
    valueOf(receive({ opId: newOpId(), requestId, barcode: `T-${n}` }));
  }
  const began = performance.now();
  queue().tryNow();
  await expect.poll(() => kept().every(({ state }) => state === 'sent'), { timeout: 90_000 }).toBe(true);
  expect(performance.now() - began).toBeLessThan(60_000);
  expect([there.messages.length, there.book.items.size]).toEqual([500, 500]);
}, 180_000);
