import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OutgoingLetter } from '../../../electron/main/desk/output/mail/ports.ts';
import { sendMail } from '../../../electron/main/mail/mailer.ts';
import type { SendQueue } from '../../../electron/main/desk/output/letters/send-queue.ts';
import { addRequest, openTestDesk, type TestDesk } from '../../support/desk.ts';
import {
  addAddresses,
  addLetter,
  loopbackAccount,
  outboxStates,
  patientSend,
  startTestQueue,
} from '../../support/letters.ts';
import { startMailServer, type MailServer, type ReceivedLetter } from '../../support/mail-server.ts';
import { waitFor } from '../../support/waiting.ts';

// Texts of files, partners and patrons are in names, titles and notes, and from there in letters.

const hostile: readonly (readonly [string, string])[] = [
  ['a second header', 'X\r\nBcc: thief@evil.example'],
  ['a second header after a bare line feed', 'X\nBcc: thief@evil.example'],
  ['a second header after a bare carriage return', 'X\rBcc: thief@evil.example'],
  [
    'a second header after a line end of another kind',
    'X\u2028Bcc: thief@evil.example\u0085Cc: thief@evil.example',
  ],
  ['a second header after a folded line', 'X\r\n\tY\r\nBcc: thief@evil.example'],
  ['an encoded second header', '=?utf-8?Q?X=0D=0ABcc:_thief@evil.example?='],
  ['an end of the headers', 'X\r\n\r\n<script>forged</script>'],
  [
    'an end of the letter and a next one',
    'X\r\n.\r\nMAIL FROM:<thief@evil.example>\r\nRCPT TO:<thief@evil.example>\r\nDATA\r\n',
  ],
  ['an end of the letter by line feeds', 'X\n.\nMAIL FROM:<thief@evil.example>\n'],
  ['further readers', 'A" <thief@evil.example>, "B'],
  ['a group', 'undisclosed: thief@evil.example;'],
  ['a comment', 'X (thief@evil.example'],
  ['a part of its own', 'X\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x'],
  ['markup', '<img src=x onerror=alert(1)>&lt;b&gt;'],
  ['marks that turn the text', '\u202Eelpmaxe.live@feiht\u2066'],
  ['NUL and other controls', 'a\u0000b\u0001c\u001Bd\u007Fe'],
  ['halves of characters', '\uD83DX\uDE00'],
  ['a very long word', 'x'.repeat(5_000)],
  ['a very long word of another script', '水'.repeat(3_000)],
  ['many long words', 'long words '.repeat(800)],
];

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
beforeEach(() => void server.received.splice(0));
afterAll(() => server.close());

/** The names of the headers in order, without folding. */
const headerNames = ({ raw }: ReceivedLetter): readonly string[] =>
  raw
    .slice(0, raw.indexOf('\r\n\r\n'))
    .split('\r\n')
    .filter((line) => !/^[ \t]/.test(line))
    .map((line) => line.slice(0, line.indexOf(':')).toLowerCase())
    .toSorted();

const expectWhole = (letter: ReceivedLetter, reader: string, names: readonly string[]): void => {
  expect(headerNames(letter)).toEqual(names);
  expect(letter.to).toEqual([reader]);
  expect(letter.from).toBe('desk@main.example');
  const head = letter.raw.slice(0, letter.raw.indexOf('\r\n\r\n'));
  // Only ASCII without controls, in lines that every server accepts (RFC 5322, 2.1.1), and no bare CR or LF anywhere.
  expect(head).toMatch(/^[\t\r\n\x20-\x7E]*$/);
  expect(letter.raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of letter.raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
  // One sender, one recipient: apart from quoted and encoded names there is one address and no list.
  for (const header of ['from', 'to', 'reply-to'].filter((name) => letter.headers.has(name))) {
    const [, value = ''] = new RegExp(`^${header}:(.*)$`, 'im').exec(head.replace(/\r\n[ \t]+/g, ' ')) ?? [];
    const structure = value.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/=\?utf-8\?[qb]\?[^?\s]*\?=/gi, '');
    expect(structure.match(/@/g)).toHaveLength(1);
    expect(structure).not.toMatch(/[,;:()]/);
  }
};

describe('in a letter for the mail library', () => {
  const letter: OutgoingLetter = {
    messageId: '<borrow-desk.MAIN.1.x@main.example>',
    to: { name: 'North', address: 'ill@north.example' },
    replyTo: null,
    subject: 'Received',
    body: 'We have received it.\n',
    date: new Date('2026-11-25T09:30:00Z'),
  };
  let names: readonly string[];
  beforeAll(async () => {
    await sendMail(loopbackAccount(server.port), letter);
    const [harmless] = server.received;
    if (!harmless) throw new Error('the harmless letter did not arrive');
    names = headerNames(harmless);
  });

  test.each(hostile)('%s in every name, the subject and the text stays there', async (_, text) => {
    const account = { ...loopbackAccount(server.port), fromName: text };
    const sent = await sendMail(account, {
      ...letter,
      subject: text,
      body: `${text}\n`,
      to: { ...letter.to, name: text },
    });
    expect(sent.kind).toBe('sent');
    expect(names).toContain('subject');
    expect(server.received).toHaveLength(1);
    const [got] = server.received;
    if (got) expectWhole(got, 'ill@north.example', names);
    // The recipient's program shows what was written: nothing in it decodes to something else.
    for (const header of ['from', 'to', 'subject'])
      expect(got?.headers.get(header)).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
  });
});

describe('in a letter of the desk', () => {
  let desk: TestDesk;
  let queue: SendQueue;

  test.each(hostile)('%s in names, title, author and note makes no other letter', async (_, text) => {
    desk = openTestDesk();
    try {
      addAddresses(desk);
      desk.raw.prepare('UPDATE library SET name = ?, phone = ?').run(text, text);
      desk.raw.prepare('UPDATE partner SET name = ?').run(text);
      desk.raw.prepare('UPDATE patron SET name = ?').run(text);
      const requestId = addRequest(desk, { externalId: 'R-1', status: 'REQUEST_SENT', title: text || 'x' });
      addLetter(desk, requestId, { recipient: 'partner', kind: 'request', payload: { note: text } });
      addLetter(desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
      queue = startTestQueue(desk, () => loopbackAccount(server.port), {
        send: patientSend(() => loopbackAccount(server.port)),
      });
      queue.kick();
      await waitFor('both letters', () => outboxStates(desk).join() === 'sent,sent' || undefined);
      const [toPartner, toPatron, ...more] = server.received;
      expect(more).toEqual([]);
      if (!toPartner || !toPatron) throw new Error('a letter is missing');
      const names = headerNames(toPartner);
      expect(names).toEqual([...new Set(names)]);
      expectWhole(toPartner, 'ill@north.example', names);
      expectWhole(toPatron, 'reader@patrons.example', names);
      expect(names.join()).not.toMatch(/cc|sender|mime-type/);
      for (const { headers, body } of [toPartner, toPatron]) {
        // The visible text has no direction marks or control characters, and the subject is one short line.
        expect(headers.get('subject')).toMatch(/^[^\p{Cc}\u202A-\u202E\u2066-\u2069]{1,250}$/u);
        expect(body.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
      }
    } finally {
      await queue.stop(500);
      desk.close();
    }
  });
});
