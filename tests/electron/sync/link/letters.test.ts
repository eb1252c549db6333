import { afterAll, afterEach, expect, test } from 'vitest';
import { sendMail } from '../../../../electron/main/mail/mailer.ts';
import { sendOnceShared } from '../../../../electron/main/mail/send-once-shared.ts';
import type { SendQueue } from '../../../../electron/main/desk/output/letters/send-queue.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { addRequest } from '../../../support/desk.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { endLease, holdsLease } from '../../../support/hub/sending-workstations.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { openWorkstation, type Workstation } from '../../../support/hub/workstation.ts';
import {
  addAddresses,
  addLetter,
  loopbackAccount,
  outboxStates,
  startTestQueue,
} from '../../../support/letters.ts';
import { startMailServer } from '../../../support/mail-server.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

// Letters of two workstations on a real hub and a real mail server: each is sent once, by the workstation that holds the lease.

const { server, first } = await realServer();
const mail = await startMailServer();
addAddresses(first);
const queues: SendQueue[] = [];
afterEach(async () => {
  for (const queue of queues.splice(0)) await queue.stop(500);
});
afterAll(() => mail.close());

const subjects = (): ReadonlySet<string | undefined> =>
  new Set(mail.received.map(({ headers }) => headers.get('subject')));

/** The send queue of a workstation, composed as in the program. */
const sendFrom = (one: Workstation): SendQueue => {
  const account = loopbackAccount(mail.port);
  const queue = startTestQueue(one, () => (one.hub.link()?.sendsLetters() ? account : null), {
    send: sendOnceShared({
      db: one.context.db,
      confirmed: async () => (await one.hub.link()?.confirmed()) ?? true,
      account: () => account,
      send: (from, letter, signal) => sendMail(from, letter, signal ? { signal } : {}),
    }),
  });
  queues.push(queue);
  return queue;
};

const write = (one: Workstation, requestId: RequestId): unknown =>
  addLetter(one, requestId, { recipient: 'partner', kind: 'request', payload: { note: '' } });

test('a letter is sent once, by the workstation with the lease, not before the others know of it, and by another one if that is gone', async () => {
  const requests = [1, 2, 3, 4].map((n) =>
    addRequest(first, { externalId: `R-${n}`, status: 'REQUEST_SENT' }),
  );
  const [a, b, c, d] = requests as [RequestId, RequestId, RequestId, RequestId];
  const [one, two] = await twoWorkstations(server, first);
  await waitFor('one of them sends letters', () => holdsLease(one) || undefined);
  expect(holdsLease(two)).toBe(false);
  const [atOne, atTwo] = [sendFrom(one), sendFrom(two)];
  /** Does what the program does after each change; the hub notifies of the steps of others. */
  const goOn = (): void => {
    atOne.kick();
    atTwo.kick();
    one.hub.link()?.wake();
    two.hub.link()?.wake();
  };
  const received = (count: number): Promise<true> =>
    waitFor(`the mail server has ${count} letters`, () => {
      goOn();
      return mail.received.length === count || undefined;
    });

  // Written at both; both are sent by the first.
  write(two, a);
  write(one, b);
  await received(2);
  await waitFor('both know it', () => {
    goOn();
    return [one, two].every((each) => outboxStates(each).join() === 'sent,sent') || undefined;
  });

  // No other workstation can know of it, so it waits.
  await server.stopForNow();
  await waitFor('it works alone', () => {
    goOn();
    return one.status().state === 'offline' || undefined;
  });
  write(one, c);
  atOne.tryNow();
  for (const each of [one, two]) valueOf(await each.hub.share({}));
  await waitFor('it was tried again', () => one.status().state === 'offline' || undefined);
  expect(outboxStates(one).filter((state) => state !== 'sent')).toEqual(['waiting']);
  expect(mail.received).toHaveLength(2);
  await server.startAgain();
  for (const each of [one, two]) {
    valueOf(await each.hub.share({}));
    await each.inStep();
  }
  atOne.tryNow();
  await received(3);

  // A workstation without a mail account knows which one sends.
  await two.stop();
  await atTwo.stop(500);
  const poor = openWorkstation(two.file);
  poor.mail.has = false;
  await poor.inStep();
  await waitFor('it has asked', () => poor.status().lettersFrom !== '' || undefined);
  expect(poor.status()).toMatchObject({ lettersFrom: 'Desk one', sendsLetters: false });
  await poor.stop();

  // The sender is gone; its lease expires after a while.
  await atOne.stop(500);
  await one.stop();
  await endLease(server);
  const again = openWorkstation(two.file);
  await again.inStep();
  await waitFor('the other one sends letters', () => holdsLease(again) || undefined);
  write(again, d);
  const atAgain = sendFrom(again);
  await waitFor('the last letter has left', () => {
    atAgain.kick();
    again.hub.link()?.wake();
    return outboxStates(again).join() === 'sent,sent,sent,sent' || undefined;
  });
  expect(mail.received).toHaveLength(4);
  expect(subjects()).toEqual(
    new Set([
      'Interlibrary loan request: R-1',
      'Interlibrary loan request: R-2',
      'Interlibrary loan request: R-3',
      'Interlibrary loan request: R-4',
    ]),
  );
}, 120_000);
