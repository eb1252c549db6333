import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MailAccount } from '../../../../../electron/main/desk/output/mail/ports.ts';
import type { SendQueue } from '../../../../../electron/main/desk/output/letters/send-queue.ts';
import { addRequest, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import {
  addAddresses,
  addLetter,
  loopbackAccount,
  outboxRows,
  outboxStates,
  patientSend,
  startTestQueue,
} from '../../../../support/letters.ts';
import {
  startScriptedServer,
  type MailStage,
  type ScriptedMailServer,
} from '../../../../support/scripted-mail-server.ts';
import { waitFor } from '../../../../support/waiting.ts';

// A mail account is changed while the server of the previous one is processing a letter.

let desk: TestDesk;
let wrong: ScriptedMailServer;
let right: ScriptedMailServer;
let account: MailAccount;
let number: number;
let queue: SendQueue;
beforeEach(async () => {
  desk = openTestDesk();
  addAddresses(desk);
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'REQUEST_SENT' });
  addLetter(desk, requestId, { recipient: 'partner', kind: 'request', payload: { note: '' } });
  addLetter(desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
  [wrong, right] = [await startScriptedServer(), await startScriptedServer()];
  account = loopbackAccount(wrong.port);
  number = 1;
  queue = startTestQueue(desk, () => account, {
    accountNumber: () => number,
    // Tests do not wait for that timeout.
    send: patientSend(() => account),
  });
});
afterEach(async () => {
  await queue.stop(500);
  await Promise.all([wrong.close(), right.close()]);
  desk.close();
});

const store = (): void => {
  account = loopbackAccount(right.port);
  number += 1;
  queue.tryNow();
};
const until = async (...states: readonly string[]): Promise<void> => {
  await waitFor(
    `the states ${states.join()}`,
    () => outboxStates(desk).join() === states.join() || undefined,
  );
};

test.each<MailStage>(['greeting', 'ehlo', 'sender', 'reader', 'data'])(
  'a server that is silent at the %s is left at once, and both letters leave with the new account',
  async (stage) => {
    wrong.answer = (at) => (at === stage ? 'silence' : undefined);
    queue.kick();
    await until('sending', 'waiting');
    await waitFor('the connection', () => wrong.connections() > 0 || undefined);
    store();
    await until('sent', 'sent');
    expect(right.taken).toEqual(['ill@north.example', 'reader@patrons.example']);
    expect(wrong.taken).toEqual([]);
    expect(queue.describe()).toEqual({ state: 'ready', words: '' });
  },
);

test.each([
  ['sender', '550 5.7.1 Sender address rejected'],
  ['sender', '451 4.3.0 Not now'],
  ['reader', '554 5.7.1 Relay access denied'],
  ['reader', '450 4.2.0 Greylisted'],
  ['letter', '554 5.2.252 SendAsDenied'],
] as const)('a late answer at the %s (“%s”) does not pause the queue', async (stage, answer) => {
  // The answer is under way while the account is stored: it is processed, but concerns the previous account.
  wrong.answer = (at) => {
    if (at !== stage) return undefined;
    account = loopbackAccount(right.port);
    number += 1;
    return answer;
  };
  queue.kick();
  await until('sent', 'sent');
  expect(right.taken).toHaveLength(2);
  expect(queue.describe()).toEqual({ state: 'ready', words: '' });
});

test('a letter that the previous server accepted, or may have accepted, is not sent again', async () => {
  wrong.answer = (stage) => (stage === 'letter' ? 'silence' : undefined);
  queue.kick();
  await until('sending', 'waiting');
  await waitFor('the letter at the server', () => wrong.stages().includes('letter') || undefined);
  store();
  await wrong.close();
  await until('needs-person', 'sent');
  expect(outboxRows(desk)[0]?.note).toContain('may or may not have been sent');
  expect(right.taken).toEqual(['reader@patrons.example']);
});

test('storing another account ends a pause caused by the previous one', async () => {
  wrong.answer = (stage) => (stage === 'sender' ? '550 5.7.1 Sender address rejected' : undefined);
  queue.kick();
  await until('failed', 'waiting');
  expect(queue.describe().state).toBe('failing');
  store();
  await until('sent', 'sent');
});
