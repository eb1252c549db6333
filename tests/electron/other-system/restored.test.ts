import { copyFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keepWorkstation } from '../../../electron/main/db/workstation-rows.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { addRequest, newOpId, openCopyOf, type TestDesk } from '../../support/desk.ts';
import { openSendingDesk, startTestQueue } from '../../support/ncip/sending-desk.ts';
import { receivingAt } from '../../support/receiving.ts';
import { valueOf } from '../../support/results.ts';

// A backup is restored: messages to the other system that wait in it, and have left since, do not leave again.

type Row = { readonly state: string; readonly words: string; readonly facts: string };
const rowsOf = ({ raw }: TestDesk): Row[] =>
  raw.prepare('SELECT state, words, facts FROM other_system_message ORDER BY id').all() as Row[];

/** A desk on which one item has been received, a backup of that time, and its restoring. */
const open = async () => {
  const sending = await openSendingDesk();
  const { desk } = sending;
  const requestId: RequestId = addRequest(desk, { externalId: 'R-1', status: 'SHIPPED_PHYSICALLY' });
  const opId = newOpId();
  valueOf(receivingAt(() => desk).receive({ opId, requestId, barcode: 'T-1' }));
  const backup = `${desk.file}.backup`;
  desk.raw.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(desk.file, backup);
  return {
    ...sending,
    opId,
    /** Restores the backup, and sends what waits in it. */
    restore: async (): Promise<TestDesk> => {
      await sending.queue().stop(500);
      desk.raw.pragma('wal_checkpoint(TRUNCATE)');
      keepWorkstation(desk.file, backup);
      const restored = openCopyOf(backup);
      const queue = startTestQueue(restored);
      queue.tryNow();
      await expect
        .poll(() => rowsOf(restored).some(({ state }) => ['waiting', 'sending'].includes(state)))
        .toBe(false);
      await queue.stop();
      expect(queue.faults).toEqual([]);
      return restored;
    },
  };
};

test('what was confirmed since the backup stays sent, and what is left to do there stays known', async () => {
  const { there, queue, desk, set, restore } = await open();
  set({ scansIn: true });
  queue().kick();
  await expect.poll(() => rowsOf(desk)).toMatchObject([{ state: 'sent' }]);
  const restored = await restore();
  expect(rowsOf(restored)).toMatchObject([{ state: 'sent' }]);
  expect(restored.raw.prepare('SELECT left_to_do FROM other_system_message').pluck().all()).toEqual([
    'scan-in',
  ]);
  expect(there.messages).toHaveLength(1);
  restored.close();
});

test('what may have arrived since the backup is sent again with the same bytes', async () => {
  const { there, queue, desk, restore } = await open();
  there.fail('lost');
  queue().kick();
  await expect.poll(() => rowsOf(desk)[0]?.state === 'waiting' && there.messages.length).toBe(1);
  const restored = await restore();
  expect(rowsOf(restored)).toMatchObject([{ state: 'sent' }]);
  expect(there.messages).toHaveLength(2);
  expect(there.messages[1]).toBe(there.messages[0]);
  restored.close();
});

test('what staff keyed since the backup is not sent, and staff are asked', async () => {
  const { there, done, opId, restore } = await open();
  valueOf(done.key({ opId: newOpId(), steps: [opId], keyed: true }));
  const restored = await restore();
  expect(rowsOf(restored)).toEqual([
    // Such a message cannot be sent again.
    {
      state: 'in-doubt',
      words: expect.stringMatching(/^Not sent: a backup was restored.* key it, then mark it as done\.$/u),
      facts: '{}',
    },
  ]);
  expect(there.messages).toEqual([]);
  restored.close();
});
