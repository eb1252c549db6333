import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MailAccount } from '../../../../../electron/main/mail/mail-account.ts';
import { lettersService } from '../../../../../electron/main/desk/output/letters/letters.service.ts';
import type { LettersService } from '../../../../../electron/main/desk/output/letters/letters.service.ts';
import type { SendQueue } from '../../../../../electron/main/desk/output/letters/send-queue.ts';
import type { OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import {
  addAddresses,
  addLetter,
  loopbackAccount,
  outboxRows,
  outboxStates,
  startTestQueue,
  testWriter,
} from '../../../../support/letters.ts';
import type { MailServer } from '../../../../support/mail-server.ts';
import { freePort, startBadServer, startMailServer } from '../../../../support/mail-server.ts';
import { valueOf } from '../../../../support/results.ts';
import { waitFor } from '../../../../support/waiting.ts';

let desk: TestDesk;
let server: MailServer;
let account: MailAccount;
let queue: SendQueue;
let letters: LettersService;
let requestId: RequestId;
beforeEach(async () => {
  desk = openTestDesk();
  addAddresses(desk);
  requestId = addRequest(desk, { externalId: 'R-1', status: 'REQUEST_SENT' });
  server = await startMailServer();
  account = loopbackAccount(server.port);
  queue = startTestQueue(desk, () => account);
  letters = lettersService(desk.context, { writer: testWriter(desk), tryNow: queue.tryNow });
});
afterEach(async () => {
  await queue.stop(200);
  await server.close();
  desk.close();
});

const tellPartner = (): OpId =>
  addLetter(desk, requestId, { recipient: 'partner', kind: 'request', payload: { note: '' } });
const undo = (undoes: OpId): void => void valueOf(take(desk.context, 'undo', { opId: newOpId(), undoes }));
const until = (...states: readonly string[]) =>
  waitFor(
    `the states ${states.join()}`,
    () => (outboxStates(desk).join() === states.join() ? true : undefined),
    5_000,
  );
const mayHaveLeftAt = (): unknown =>
  desk.raw.prepare('SELECT may_have_left_at FROM outbox WHERE id = 1').pluck().get();

/** A letter that came whole to a server which then broke off: nobody knows whether it left. */
const breakOffAfterData = async (): Promise<OpId> => {
  const bad = await startBadServer('after-letter', 'drop');
  account = loopbackAccount(bad.port);
  const opId = tellPartner();
  queue.kick();
  await until('needs-person');
  expect(bad.lettersSeen()).toBe(1);
  await bad.close();
  return opId;
};

/** Sends it again to a server that cannot be reached. */
const retryInVain = async (): Promise<void> => {
  account = loopbackAccount(await freePort());
  valueOf(letters.retry({ id: 1 }));
  await until('failed');
};

test('may have left, then tried again in vain, then undone: a correction goes to where it may be', async () => {
  const opId = await breakOffAfterData();
  expect(mayHaveLeftAt()).toBe('2026-11-25T09:30:00.000Z');
  desk.setNow('2026-11-25T10:00:00Z');
  await retryInVain();
  expect(mayHaveLeftAt()).toBe('2026-11-25T09:30:00.000Z');
  desk.raw.exec(`UPDATE partner SET email = 'moved@north.example'`);
  undo(opId);
  expect(outboxRows(desk).map(({ kind, state, corrected }) => `${kind} ${state} ${corrected}`)).toEqual([
    'request needs-person 1',
    'correction waiting 0',
  ]);
  account = loopbackAccount(server.port);
  queue.tryNow();
  await waitFor('the correction', () => server.received[0]);
  expect(server.received[0]?.to).toEqual(['ill@north.example']);
  expect(server.received[0]?.body).toContain('“Request: R-1”');
  expect(server.received).toHaveLength(1);
});

test('may have left, then undone while it waits to be tried again: a correction follows', async () => {
  const opId = await breakOffAfterData();
  account = loopbackAccount(await freePort());
  desk.raw.exec(`UPDATE outbox SET state = 'waiting'`);
  undo(opId);
  expect(outboxRows(desk).map(({ kind }) => kind)).toEqual(['request', 'correction']);
});

test.each([
  ['puts it off', { code: 450, words: '4.2.0 later' }],
  ['refuses it', { code: 550, words: '5.1.1 no such reader' }],
])('may have left, then undone while the server %s: letter and correction stay', async (_, answer) => {
  const opId = await breakOffAfterData();
  let asked: (() => void) | undefined;
  await queue.stop(200);
  queue = startTestQueue(desk, () => account, {
    send: () =>
      new Promise((resolve) => {
        asked = () => resolve({ kind: answer.code < 500 ? 'later' : 'refused', words: answer.words });
      }),
  });
  valueOf(letters.retry({ id: 1 }));
  queue.kick();
  const release = await waitFor('the letter at the server', () => asked);
  undo(opId);
  release();
  await waitFor('its outcome', () => (outboxStates(desk)[0] === 'sending' ? undefined : true));
  expect(outboxRows(desk)[0]).toMatchObject({ kind: 'request', state: 'needs-person', corrected: 1 });
  expect(outboxRows(desk)[1]).toMatchObject({ kind: 'correction' });
});

test('one that may be with its reader keeps its text when a later try is refused, and says so', async () => {
  await breakOffAfterData();
  server.answers = { recipient: () => ({ code: 550, words: '5.1.1 No such user' }) };
  account = loopbackAccount(server.port);
  valueOf(letters.retry({ id: 1 }));
  await until('needs-person');
  const [row] = outboxRows(desk);
  expect(row?.letter).toContain('ill@north.example');
  expect(row?.note).toContain('may have left in an earlier try');
});

test('on paper, then tried by mail in vain, then undone: a correction follows', async () => {
  account = loopbackAccount(await freePort());
  const opId = tellPartner();
  valueOf(letters.print({ opId: newOpId(), id: 1 }));
  await retryInVain();
  undo(opId);
  expect(outboxRows(desk).map(({ kind }) => kind)).toEqual(['request', 'correction']);
});

test('what the program was sending when it ended may have left, whatever comes of it later', async () => {
  const opId = tellPartner();
  desk.raw.exec(`UPDATE outbox SET state = 'sending', attempts = 1, message_id = '<kept@x>'`);
  queue.kick();
  await until('needs-person');
  await retryInVain();
  undo(opId);
  expect(outboxRows(desk).map(({ kind }) => kind)).toEqual(['request', 'correction']);
});

test('what certainly never left is taken back without a trace, however often it was tried', async () => {
  account = loopbackAccount(await freePort());
  const opId = tellPartner();
  queue.kick();
  await until('failed');
  await retryInVain();
  expect(mayHaveLeftAt()).toBeNull();
  undo(opId);
  expect(outboxRows(desk)).toEqual([]);
});
