import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Delivery, OutgoingLetter } from '../../../../../electron/main/mail/delivery.ts';
import { lettersService } from '../../../../../electron/main/desk/output/letters/letters.service.ts';
import type { SendQueue } from '../../../../../electron/main/desk/output/letters/send-queue.ts';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import {
  addAddresses,
  loopbackAccount,
  outboxRows,
  outboxStates,
  startTestQueue,
  testWriter,
} from '../../../../support/letters.ts';
import { startMailServer, type MailServer } from '../../../../support/mail-server.ts';
import { waitFor } from '../../../../support/waiting.ts';

let desk: TestDesk;
let server: MailServer;
let queue: SendQueue | undefined;
beforeEach(async () => {
  desk = openTestDesk();
  addAddresses(desk);
  server = await startMailServer();
  queue = undefined;
});
afterEach(async () => {
  await queue?.stop(200);
  await server.close();
  desk.close();
});

/** Receives an item and tells the patron: two messages. */
const receive = (): OpId => {
  const requestId = addRequest(desk, { externalId: 'R-1' });
  const opId = newOpId();
  const done = take(desk.context, 'receive', {
    opId,
    requestId,
    barcode: 'N-1',
    several: false,
    printSlip: false,
    notifyPatron: true,
    unexpected: false,
  });
  if (!done.ok) throw new Error(done.error.message);
  return opId;
};
const undo = (undoes: OpId): void => {
  const done = take(desk.context, 'undo', { opId: newOpId(), undoes });
  if (!done.ok) throw new Error(done.error.message);
};
const until = (states: readonly string[]) =>
  waitFor(
    `the states ${states.join()}`,
    () => (outboxStates(desk).join() === states.join() ? true : undefined),
    5_000,
  );

test('what is undone before it left is never sent', async () => {
  undo(receive());
  queue = startTestQueue(desk, () => loopbackAccount(server.port));
  queue.kick();
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(outboxRows(desk)).toEqual([]);
  expect(server.connections()).toBe(0);
});

test('what left is followed by a correction to the very address that it went to', async () => {
  const opId = receive();
  queue = startTestQueue(desk, () => loopbackAccount(server.port));
  queue.kick();
  await until(['sent', 'sent']);
  desk.raw.exec(`UPDATE patron SET email = 'moved@patrons.example'`);
  undo(opId);
  queue.kick();
  await until(['sent', 'sent', 'sent', 'sent']);
  expect(outboxRows(desk).map(({ kind, corrected }) => `${kind} ${corrected}`)).toEqual([
    'received 1',
    'item-ready 1',
    'correction 0',
    'correction 0',
  ]);
  const [, , toPartner, toPatron] = server.received;
  expect(toPartner?.to).toEqual(['ill@north.example']);
  expect(toPartner?.body).toContain(
    'Please disregard our message “Received: R-1” of 25 Nov 2026 (Received).',
  );
  expect(toPatron?.to).toEqual(['reader@patrons.example']);
  expect(toPatron?.headers.get('subject')).toBe('Correction: The Voyage of the Beagle');
});

/** A queue whose letters stay at the server until the test answers for it. */
const startHeldQueue = () => {
  const held: { readonly letter: OutgoingLetter; readonly answer: (delivery: Delivery) => void }[] = [];
  queue = startTestQueue(desk, () => loopbackAccount(server.port), {
    send: (letter) => new Promise((answer) => held.push({ letter, answer })),
  });
  queue.kick();
  return { next: () => waitFor('a letter at the server', () => held.shift(), 5_000) };
};

test('undone while it is at the server and then taken: a correction follows', async () => {
  const opId = receive();
  const { next } = startHeldQueue();
  const first = await next();
  undo(opId);
  expect(outboxRows(desk).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    'received sending',
    'correction waiting',
  ]);
  first.answer({ kind: 'sent', words: '250 taken' });
  const second = await next();
  expect(second.letter.subject).toBe('Correction: R-1');
  second.answer({ kind: 'sent', words: '250 taken' });
  await until(['sent', 'sent']);
});

test.each(['later', 'refused', 'no-connection', 'account'] as const)(
  'undone while it is at the server and then not taken (%s): neither it nor a correction is left',
  async (kind) => {
    const opId = receive();
    const { next } = startHeldQueue();
    const first = await next();
    undo(opId);
    first.answer({ kind, words: 'no' });
    await until([]);
    expect(server.received).toEqual([]);
  },
);

test('undone when nobody knows whether it left: a correction follows, and a person can say that it is dealt with', async () => {
  const opId = receive();
  const { next } = startHeldQueue();
  (await next()).answer({ kind: 'unknown', words: 'nobody knows' });
  (await next()).answer({ kind: 'refused', words: 'no such reader' });
  await until(['needs-person', 'needs-person']);
  undo(opId);
  expect(outboxRows(desk).map(({ kind, state, corrected }) => `${kind} ${state} ${corrected}`)).toEqual([
    'received needs-person 1',
    'correction waiting 0',
  ]);
  const letters = lettersService(desk.context, { writer: testWriter(desk), tryNow: () => undefined });
  expect(letters.retry({ id: 1 })).toMatchObject({ ok: false, error: { code: 'letter-busy' } });
  expect(letters.dealtWith({ ids: [1] })).toMatchObject({
    value: [{ ok: true, row: { state: 'by-hand' } }],
  });
});

test('undone while it is at the server, and nobody knows whether it left: the correction follows, the letter stays', async () => {
  const opId = receive();
  const { next } = startHeldQueue();
  const first = await next();
  undo(opId);
  first.answer({ kind: 'unknown', words: 'nobody knows' });
  (await next()).answer({ kind: 'sent', words: '250 taken' });
  await until(['needs-person', 'sent']);
  expect(outboxRows(desk).map(({ kind }) => kind)).toEqual(['received', 'correction']);
});
