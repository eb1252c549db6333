import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SendQueue } from '../../../../../electron/main/desk/output/letters/send-queue.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { done, openDecisionDesk, west, type DecisionDesk } from '../../../../support/decision-desk.ts';
import { newOpId } from '../../../../support/desk.ts';
import { addAddresses, loopbackAccount, outboxRows, startTestQueue } from '../../../../support/letters.ts';
import type { MailServer } from '../../../../support/mail-server.ts';
import { startMailServer } from '../../../../support/mail-server.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { waitFor } from '../../../../support/waiting.ts';

// Without a network a step and what takes it back may both wait. Whoever never read the one is not puzzled by the other.

let desk: DecisionDesk;
let server: MailServer;
let queue: SendQueue;
beforeEach(async () => {
  desk = openDecisionDesk();
  addAddresses(desk);
  server = await startMailServer();
  queue = startTestQueue(desk, () => loopbackAccount(server.port));
});
afterEach(async () => {
  await queue.stop(200);
  await server.close();
  desk.close();
});

const { receive } = receivingAt(() => desk);

/** The network is back: all that waits leaves or is set aside. */
const settle = async (): Promise<readonly string[]> => {
  queue.kick();
  await waitFor('an end', () =>
    outboxRows(desk).some(({ state }) => state === 'waiting' || state === 'sending') ? undefined : true,
  );
  return outboxRows(desk).map(({ kind, state }) => `${kind} ${state}`);
};
const about = (requestId: RequestId) => ({ opId: newOpId(), requestId, asOf: null, note: '' });
const withdrawCancellation = (id: RequestId): void =>
  void done(take(desk.context, 'withdraw-cancellation', about(id)));

const withWest = (status: string, items: readonly string[] = []): RequestId =>
  desk.add({ externalId: 'R-1', status, rota: [west], activePartner: west, items });

test('a cancellation that was asked and withdrawn: the partner that read of neither reads nothing', async () => {
  const id = withWest('WILL_SUPPLY');
  done(desk.cancel(id));
  withdrawCancellation(id);
  expect(await settle()).toEqual(['cancel-asked outdated', 'cancel-withdrawn outdated']);
  expect(server.received).toEqual([]);
  expect(outboxRows(desk)[1]?.note).toBe('Not sent: the partner was not asked to cancel.');
});

test('one that read that it should cancel reads that it should not', async () => {
  const id = withWest('WILL_SUPPLY');
  done(desk.cancel(id));
  expect(await settle()).toEqual(['cancel-asked sent']);
  withdrawCancellation(id);
  expect(await settle()).toEqual(['cancel-asked sent', 'cancel-withdrawn sent']);
  // Asked once more and withdrawn before that left: it was told last that nothing is cancelled.
  done(desk.cancel(id));
  withdrawCancellation(id);
  expect((await settle()).slice(2)).toEqual(['cancel-asked outdated', 'cancel-withdrawn outdated']);
});

test('a cancellation that was asked, and the parcel came: the partner reads that it came, and no more', async () => {
  const id = withWest('SHIPPED_PHYSICALLY');
  done(desk.cancel(id));
  done(receive({ requestId: id, barcode: 'W-1', notifyPatron: false }));
  expect(await settle()).toEqual(['cancel-asked outdated', 'cancel-withdrawn outdated', 'received sent']);
});

test('a renewal that was asked and withdrawn', async () => {
  const id = withWest('LOANED', ['on-loan']);
  done(desk.renew(id, '2027-03-01'));
  done(take(desk.context, 'withdraw-renewal', about(id)));
  expect(await settle()).toEqual(['renewal-asked outdated', 'renewal-withdrawn outdated']);
});
