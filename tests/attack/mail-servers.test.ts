import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Delivery, OutgoingLetter } from '../../electron/main/desk/output/mail/ports.ts';
import { sendMail } from '../../electron/main/mail/mailer.ts';
import type { SendQueue, SendQueueOptions } from '../../electron/main/desk/output/letters/send-queue.ts';
import { openLog } from '../../electron/main/log/log.ts';
import { addRequest, openTestDesk, type TestDesk } from '../support/desk.ts';
import {
  addAddresses,
  addLetter,
  loopbackAccount,
  outboxRows,
  outboxStates,
  patientSend,
  startTestQueue,
} from '../support/letters.ts';
import {
  startScriptedServer,
  type MailStage,
  type ScriptedMailServer,
} from '../support/scripted-mail-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { waitFor } from '../support/waiting.ts';

type Outcome = Omit<Delivery, 'words'>;
const account: Outcome = { kind: 'account' };
const later: Outcome = { kind: 'later' };
const refused: Outcome = { kind: 'refused' };
const unknown: Outcome = { kind: 'unknown' };
const sent: Outcome = { kind: 'sent' };
const noConnection: Outcome = { kind: 'no-connection' };
/** A single answer does not show whether it is about this recipient or about all letters. */
const perhapsAccount: Outcome = { kind: 'refused', perhapsAccount: true } as Outcome;
const perhapsLetter: Outcome = { kind: 'no-connection', perhapsLetter: true } as Outcome;

/** Answers of mail servers, observed from common ones or taken from the RFCs, and what they mean for a letter. */
const servers: readonly (readonly [MailStage, string, Outcome])[] = [
  ['greeting', 'drop', noConnection],
  ['greeting', '421 4.3.2 Service not available, closing transmission channel', noConnection],
  ['greeting', '421 4.7.0 Too many concurrent SMTP connections; please try again later.', noConnection],
  [
    'greeting',
    '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.example',
    noConnection,
  ],
  ['greeting', '554 No certified mail without a certificate', noConnection],
  ['ehlo', 'drop', noConnection],
  ['ehlo', '421 4.3.2 System is shutting down', noConnection],
  ['ehlo', '550 5.7.1 Helo command rejected: need fully-qualified hostname', noConnection],
  ['auth', '535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6', account],
  ['auth', '535-5.7.8 Username and Password not accepted.\r\n535 5.7.8 https://support.example', account],
  ['auth', '534 5.7.9 Application-specific password required.', account],
  ['auth', '538 5.7.11 Encryption required for requested authentication mechanism', account],
  ['auth', '504 5.5.4 Unrecognized authentication type', account],
  ['auth', '454 4.7.0 Temporary authentication failure', noConnection],
  ['auth', '421 4.7.0 Too many errors', noConnection],
  ['auth', 'drop', noConnection],
  ['sender', '530 5.7.0 Must issue a STARTTLS command first', account],
  ['sender', '530 5.7.57 Client not authenticated to send mail', account],
  ['sender', '553 5.7.1 <desk@main.example>: Sender address rejected: not owned by user ill', account],
  ['sender', '550 5.1.8 <desk@main.example>: Sender address rejected: Domain not found', account],
  ['sender', '501 5.1.7 Bad sender address syntax', account],
  ['sender', '552 5.3.4 Message size exceeds fixed limit', refused],
  ['sender', '452 4.3.1 Insufficient system storage', noConnection],
  ['sender', '451 4.7.500 Server busy. Please try again later', noConnection],
  ['sender', '450 4.1.8 <desk@main.example>: Sender address rejected: Domain not found', noConnection],
  ['sender', '550 5.4.5 Daily user sending limit exceeded.', noConnection],
  ['reader', '550 5.1.1 <ill@north.example>: Recipient address rejected: User unknown', refused],
  ['reader', '550 5.1.1 <relay.blacklist@north.example> no mailbox here by that name', refused],
  ['reader', '550 5.4.1 Recipient address rejected: Access denied.', refused],
  ['reader', '550 5.2.1 The email account that you tried to reach is disabled.', refused],
  ['reader', '553 5.1.3 Bad destination mailbox address syntax', refused],
  ['reader', '554 5.4.14 Hop count exceeded', refused],
  ['reader', '552 5.2.2 Mailbox is full', refused],
  ['reader', '550 5.7.17 Mailbox owner has changed', refused],
  ['reader', '554 5.7.1 <ill@north.example>: Relay access denied', perhapsAccount],
  ['reader', '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain', perhapsAccount],
  ['reader', '550 relay not permitted', perhapsAccount],
  ['reader', '530 5.7.1 Authentication required', perhapsAccount],
  [
    'reader',
    '550 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using bl.example',
    perhapsAccount,
  ],
  ['reader', '554 5.7.1 <desk@main.example>: Sender address rejected: Access denied', perhapsAccount],
  ['reader', '450 4.2.0 <ill@north.example>: Recipient address rejected: Greylisted, come back', later],
  ['reader', '451 4.7.1 Greylisting in action, please come back in 00:05:00', later],
  ['reader', '454 4.7.1 <ill@north.example>: Relay access denied', later],
  ['reader', '452 4.2.2 Mailbox full', later],
  ['reader', '450 4.1.2 <ill@north.example>: Recipient address rejected: Domain not found', later],
  ['reader', '452 4.3.1 Insufficient system storage', perhapsLetter],
  ['reader', '550 5.4.5 Daily user sending limit exceeded.', perhapsLetter],
  ['reader', '421 4.7.28 Unusual rate of mail to this reader', perhapsLetter],
  ['reader', 'drop', perhapsLetter],
  ['reader', '251 2.1.5 User not local; will forward to <ill@elsewhere.example>', sent],
  ['data', '554 5.5.1 No valid recipients', refused],
  ['data', '451 4.3.0 Queue file write error', perhapsLetter],
  ['data', 'drop', perhapsLetter],
  ['letter', '552 5.3.4 Message too big for system', refused],
  ['letter', '554 5.6.0 Message content rejected', refused],
  ['letter', '550 5.7.1 Message rejected as spam by content scanning', perhapsAccount],
  ['letter', '554 5.2.252 SendAsDenied; desk@main.example not allowed to send as ill@main.example', account],
  ['letter', '451 4.7.1 Message deferred, try again', later],
  ['letter', '452 4.3.1 Out of disk space', perhapsLetter],
  ['letter', '421 4.4.2 Timeout, closing', perhapsLetter],
  ['letter', 'drop', unknown],
  ['letter', '250 2.6.0 <x@mail.test> Queued mail for delivery', sent],
];

const north = 'ill@north.example';
const letter: OutgoingLetter = {
  messageId: '<one@main.example>',
  to: { name: 'North', address: north },
  replyTo: null,
  subject: 'Request: R-1',
  body: 'Please lend.\n',
  date: new Date('2026-11-25T09:30:00Z'),
};

/** Whether no recipient has been named at this stage: then the answer applies to all letters. */
const isOfAll = (stage: MailStage): boolean => ['greeting', 'ehlo', 'auth', 'sender'].includes(stage);
const isSaid = (answer: string): boolean => answer !== 'drop';

test.each(servers)('a server that answers at the %s “%s” is understood', async (stage, answer, outcome) => {
  const server = await startScriptedServer((at) => (at === stage ? answer : undefined));
  try {
    const user = stage === 'auth' ? { user: 'ill', password: 'secret' } : {};
    const { words, ...delivery } = await sendMail({ ...loopbackAccount(server.port), ...user }, letter);
    const { said: _, ...found } = { said: '', ...delivery };
    expect(found).toEqual(outcome);
    // Staff see the server's answer, on one line.
    const [line = ''] = answer.split(/\r\n\d{3}[- ]/);
    if (isSaid(answer) && (outcome.kind !== 'sent' || stage === 'letter')) expect(words).toContain(line);
    expect(words).not.toMatch(/\p{Cc}/u);
    expect(server.taken).toEqual(outcome.kind === 'sent' ? [north] : []);
  } finally {
    await server.close();
  }
});

/** A desk with a letter to a partner, which gets the answer, followed by one to a patron elsewhere; the queue is running. */
const openSimulation = async (
  answer: ScriptedMailServer['answer'],
  change: Partial<SendQueueOptions> = {},
): Promise<{
  readonly desk: TestDesk;
  readonly server: ScriptedMailServer;
  readonly queue: SendQueue;
  readonly untilTaken: (reader: string) => Promise<void>;
  readonly close: () => Promise<void>;
}> => {
  const desk = openTestDesk();
  addAddresses(desk);
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'REQUEST_SENT' });
  addLetter(desk, requestId, { recipient: 'partner', kind: 'request', payload: { note: '' } });
  addLetter(desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
  const server = await startScriptedServer(answer);
  const queue = startTestQueue(desk, () => loopbackAccount(server.port), {
    send: patientSend(() => loopbackAccount(server.port)),
    ...change,
  });
  queue.kick();
  return {
    desk,
    server,
    queue,
    untilTaken: async (reader) => {
      await waitFor(`the letter to ${reader}`, () => server.taken.includes(reader) || undefined);
    },
    close: async () => {
      await queue.stop(500);
      await server.close();
      desk.close();
    },
  };
};
const patron = 'reader@patrons.example';

const metByLetters = servers.filter(([stage, , { kind }]) => stage !== 'auth' && kind !== 'sent');

test.concurrent.each(metByLetters)(
  'the answer at the %s, “%s”, stops other letters as long as it must',
  async (stage, answer, outcome) => {
    const ofAll = isOfAll(stage) && outcome.kind !== 'refused';
    const { desk, server, queue, untilTaken, close } = await openSimulation((at, reader, nth) =>
      at === stage && (ofAll || reader === north || (reader === '' && nth === 1)) ? answer : undefined,
    );
    try {
      const stops = outcome.kind === 'account' || outcome.kind === 'no-connection';
      if (!stops) return await untilTaken(patron);
      await waitFor('the pause', () => queue.describe().state === 'failing' || undefined);
      await waitFor('its note', () => outboxStates(desk)[0] === 'failed' || undefined);
      // Nothing more was tried.
      expect(outboxStates(desk)).toEqual(['failed', 'waiting']);
      expect(server.connections()).toBe(1);
      desk.setNow('2026-11-25T09:31:30Z');
      queue.kick();
      // A faulty account is not retried after a minute; one recipient does not stop the others for longer than that.
      if (outcome.kind === 'account') expect(outboxRows(desk)[0]?.next_at).toBe('2026-11-25T15:30:00.000Z');
      else if (ofAll) await waitFor('the second try', () => server.connections() > 1 || undefined);
      else await untilTaken(patron);
    } finally {
      await close();
    }
  },
);

test('the list covers every stage and every outcome', () => {
  expect(new Set(servers.map(([stage]) => stage))).toEqual(
    new Set(['greeting', 'ehlo', 'auth', 'sender', 'reader', 'data', 'letter']),
  );
  expect(new Set(servers.map(([, , { kind }]) => kind)).size).toBe(6);
  expect(metByLetters.length).toBeGreaterThanOrEqual(40);
});

test('if a server quotes the recipient, neither name nor address gets into the log', async () => {
  const folder = temporaryFolder();
  const log = openLog({ folder, now: () => new Date('2026-11-25T09:30:00Z') });
  const quoted = `550 5.1.1 Reader, A. <${patron}> P1000001 is not here`;
  const fault = Object.assign(new Error(quoted), {
    response: quoted,
    responseCode: 550,
    code: 'EENVELOPE',
    command: `RCPT TO:<${patron}>`,
  });
  const { desk, close } = await openSimulation((at) => (at === 'reader' ? quoted : undefined), {
    // Also if the program itself fails because of it.
    changed: () => {
      throw fault;
    },
    logFault: (error) => log.error('send-queue.failed', error),
  });
  try {
    await waitFor(
      'both refused',
      () => outboxStates(desk).join() === 'needs-person,needs-person' || undefined,
    );
    expect(outboxRows(desk)[1]?.note).toContain(quoted);
    const text = readFileSync(join(folder, 'borrow-desk.log'), 'utf8');
    expect(text).toContain('send-queue.failed Error EENVELOPE');
    expect(text).not.toMatch(/Reader|patrons|P1000001|RCPT/);
  } finally {
    await close();
  }
});
