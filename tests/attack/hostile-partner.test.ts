import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { textOfHtml } from '../../electron/main/mail/incoming/html-text.ts';
import { matchMail } from '../../electron/main/mail/incoming/match-mail.ts';
import { mailLimits } from '../../electron/main/mail/incoming/read-mail.ts';
import { replyPart } from '../../electron/main/mail/incoming/reply-part.ts';
import { withoutSecrets } from '../../electron/main/partners/exchange/partner-secrets.ts';
import { postMessage } from '../../electron/main/partners/exchange/post-message.ts';
import { readNote } from '../../electron/main/partners/iso18626/notes.ts';
import { lineOfStored } from '../../electron/main/partners/exchange/words-of-stored.ts';
import { withoutPatrons } from '../../electron/main/connections/without-patrons.ts';
import type { Instant } from '../../shared/domain/ids.ts';
import { plainLine, plainLines, visibleText } from '../../shared/domain/plain-text.ts';
import { partnerProfile } from '../../shared/ipc/partner-profile.ts';
import { openTestDesk } from '../support/desk.ts';
import { askedRequest, mailOf } from '../support/incoming-mail/partner-mail.ts';
import { usualProfile } from '../support/lender/play.ts';

// A partner's system, or somebody who speaks in its place, that answers and writes what no system of libraries would.

let close: () => void = () => undefined;
afterEach(() => close());

/** A server that answers each message by bytes. @returns its address */
const answering = async (answer: (socket: Socket) => void): Promise<string> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};

/** Writes a text again and again, as fast as it is taken. */
const endless = (socket: Socket, first: string, text: string): void => {
  const block = text.repeat(Math.ceil(65_536 / text.length));
  const more = (): void => {
    while (socket.writable && socket.write(block)) continue;
  };
  socket.write(first);
  socket.on('drain', more);
  more();
};

const start = 'HTTP/1.1 200 OK\r\n';
const chunked = `${start}Transfer-Encoding: chunked\r\n\r\n`;

test.each<readonly [string, (socket: Socket) => void]>([
  [
    'another protocol',
    (socket) => socket.write('HTTP/1.1 101 X\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
  ],
  [
    'another protocol and an end',
    (socket) => socket.end('HTTP/1.1 101 X\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
  ],
  ['interim answers without end', (socket) => endless(socket, '', 'HTTP/1.1 100 Continue\r\n\r\n')],
  ['early hints without end', (socket) => endless(socket, '', 'HTTP/1.1 103 X\r\nLink: </a>\r\n\r\n')],
  ['headers without end', (socket) => endless(socket, start, 'A: b\r\n')],
  ['a body without end', (socket) => endless(socket, `${start}\r\n`, 'x')],
  ['an extension of a chunk without end', (socket) => endless(socket, `${chunked}1;`, 'x')],
  ['chunks of one byte without end', (socket) => endless(socket, chunked, '1\r\nx\r\n')],
  ['trailers without end', (socket) => endless(socket, `${chunked}0\r\n`, 'A: b\r\n')],
  ['no HTTP', (socket) => endless(socket, '', '\0\u00FF\r\n')],
  ['more than its body', (socket) => endless(socket, `${start}Content-Length: 1\r\n\r\nx`, 'y')],
  [
    'something packed',
    (socket) => socket.end(`${start}Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc`),
  ],
])('a message is settled soon, in bounded memory, whatever answers: %s', async (_, answer) => {
  const address = await answering(answer);
  const before = process.memoryUsage().rss;
  const from = process.cpuUsage();
  const destination = { address, credentials: { kind: 'none' } as const, ca: null };
  const result = await postMessage('<a/>', 'R1', destination, {
    timeouts: { connectMs: 2_000, wholeMs: 60_000 },
  });
  expect(result).toMatchObject({ kind: 'unknown', errorType: null });
  const used = process.cpuUsage(from);
  expect((used.user + used.system) / 1_000).toBeLessThan(10_000);
  expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(100);
});

test('what a partner’s system repeats of our secrets is not kept', () => {
  const words = (said: string, identification: Parameters<typeof withoutSecrets>[1]): string =>
    withoutSecrets({ words: said }, identification).words;
  const basic = { kind: 'basic', user: 'main', password: 'pass&word' } as const;
  const encoded = Buffer.from('main:pass&word').toString('base64');
  expect(words(`Authorization: Basic ${encoded} pass&word`, { credentials: basic, securityCode: null })).toBe(
    'Authorization: Basic … …',
  );
  const account = { credentials: { kind: 'none' }, securityCode: 'a<code' } as const;
  expect(words('<securityCode>a&lt;code</securityCode> a<code', account)).toBe(
    '<securityCode>…</securityCode> …',
  );
  expect(words('The code is wrong', { ...account, securityCode: 'e' })).toBe('The code is wrong');
});

describe('A text', () => {
  // As long as a message or a mail may be. Ways that take time with the square of the length took seconds for these.
  const long = 100_000;
  const texts = [
    ' ',
    '\t',
    '\n',
    '\n ',
    '-',
    '- ',
    '>',
    '> \n',
    'a',
    'a ',
    '.',
    '=',
    '#',
    'on ',
    '_',
    '—',
    '<',
  ].flatMap((part) => [part.repeat(long / part.length), `x${part.repeat(long / part.length)}x`]);
  const desk = openTestDesk();
  askedRequest(desk, '01MAIN0000101');
  test.each<readonly [string, (text: string) => unknown]>([
    ['lines', plainLines],
    ['a line', (text) => plainLine(text, 500)],
    ['a note', readNote],
    ['an answer by mail', replyPart],
    ['a mail in HTML', (text) => textOfHtml(text, mailLimits.text)],
    ['a mail about a request', (text) => matchMail(desk.context.db, mailOf({ text }))],
  ])('is read in a time that grows with its length: %s', (_, read) => {
    for (const text of texts) {
      const before = process.cpuUsage();
      read(text);
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1_000, JSON.stringify(text.slice(0, 8))).toBeLessThan(500);
    }
  });
});

describe('In the log of messages', () => {
  const saying = (status: string, more = ''): Uint8Array =>
    Buffer.from(
      `<supplyingAgencyMessage><statusInfo><status>${status}</status></statusInfo>${more}</supplyingAgencyMessage>`,
    );

  test('what a message says is one short line', () => {
    const desk = openTestDesk();
    const raw = new TextDecoder().decode(saying(`Loaned\n\u202Edeohs ${'x'.repeat(10_000)}`));
    const message = { raw, rawAs: 'text', at: '2026-11-25T10:41:00.000Z' as Instant } as const;
    const line = lineOfStored(desk.context, { ...message, partnerId: null, partnerName: null });
    desk.close();
    expect(line).toMatch(/^The partner sent the status Loaned deohs x{40,90}…$/u);
  });

  test('a message is shown with everything that it hides', () => {
    expect(visibleText('<a>\u202E\u0007b\r\n\tc\u200B\uFEFF</a>')).toBe(
      '<a>[U+202E][U+0007]b\r\n\tc[U+200B][U+FEFF]</a>',
    );
  });

  test('the export names no person, also where a code is expected', () => {
    const text = JSON.stringify(
      withoutPatrons(
        saying(
          'Held for Wanda Memory',
          '<header><requestingAgencyRequestId>R-1</requestingAgencyRequestId></header>',
        ),
      ),
    );
    expect(text).not.toContain('Wanda');
    expect(text).toContain('R-1');
    expect(JSON.stringify(withoutPatrons(saying('WillSupply')))).toContain('WillSupply');
  });
});

test('an address with a user name or a password is no address of a partner', () => {
  const reads = (address: string): boolean => partnerProfile.safeParse({ ...usualProfile, address }).success;
  for (const address of [
    'https://main:secret@north.example/iso',
    'https://main@north.example/',
    'https:\\\\main:secret@north.example/',
    'https:main:secret@north.example',
    'http:////a@north.example/',
  ])
    expect(reads(address), address).toBe(false);
  for (const address of [
    'https://north.example/iso@1?to=a@b',
    'http://127.0.0.1:8080/',
    'https://north.example?a@b',
  ])
    expect(reads(address), address).toBe(true);
});
