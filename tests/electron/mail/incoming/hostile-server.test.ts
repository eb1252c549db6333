import type { Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { longestMail, readMailbox } from '../../../../electron/main/mail/incoming/read-mailbox.ts';
import {
  type Answers,
  type ScriptedImap,
  startScriptedImap,
} from '../../../support/incoming-mail/scripted-imap.ts';

let server: ScriptedImap | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const look = async (answers: Answers) => {
  server = await startScriptedImap(answers);
  const lengths: number[] = [];
  const result = await readMailbox(
    {
      host: '127.0.0.1',
      port: server.port,
      security: 'none',
      user: 'u',
      password: 'p',
      folder: 'INBOX',
      ca: null,
    },
    {
      position: null,
      take: ({ raw }) => Promise.resolve(void lengths.push(raw?.length ?? -1)),
      now: new Date(),
      timeouts: { connectMs: 3_000, answerMs: 3_000, wholeMs: 10_000 },
    },
  );
  return { kind: result.kind, lengths };
};

/** Sends a text again and again, as fast as it is taken. */
const endless =
  (first: string, text: string) =>
  (_: string, socket: Socket): string => {
    const block = text.repeat(Math.ceil(65_536 / text.length));
    const more = (): void => {
      while (socket.writable && socket.write(block)) continue;
    };
    socket.on('drain', more);
    setImmediate(more);
    return first;
  };

test('the scripted server is a mailbox that can be read', async () => {
  expect(await look({})).toEqual({ kind: 'read', lengths: [19] });
});

test.each<readonly [string, Answers]>([
  ['a greeting without end', { GREETING: endless('* OK ', 'x') }],
  ['answers without end', { 'UID SEARCH': endless('', '* OK still there\r\n') }],
  ['a line without end', { 'UID SEARCH': endless('* SEARCH ', '1 ') }],
  ['a list without end', { 'UID FETCH': endless('* 1 FETCH (UID 7 FLAGS (', 'a ') }],
  ['nested lists', { 'UID FETCH': endless('* 1 FETCH (UID 7 X ', '(') }],
  ['a mail of 4 GB', { 'UID FETCH': () => `* 1 FETCH (UID 7 BODY[]<0> {4000000000}\r\n` }],
  [
    'a mail that ends early',
    { 'UID FETCH': (_, socket) => (socket.end('* 1 FETCH (UID 7 BODY[]<0> {100}\r\nabc'), '') },
  ],
  [
    'a mail that is larger than asked for',
    {
      'UID FETCH': endless(`* 1 FETCH (UID 7 BODY[]<0> {${longestMail * 8}}\r\n`, 'x'),
    },
  ],
  ['a closed connection', { 'UID FETCH': () => null }],
  ['a goodbye', { EXAMINE: (tag) => `* BYE\r\n${tag} NO bye\r\n` }],
  ['noise', { EXAMINE: () => '\u0000\u00ff({{"\r\n)(\r\n' }],
  ['the answer to something else', { 'UID FETCH': () => 'zz OK\r\n' }],
  ['silence', { 'UID FETCH': () => '' }],
])('a hostile server ends the look, within bounds of memory: %s', async (_, answers) => {
  const before = process.memoryUsage().rss;
  const { kind, lengths } = await look(answers);
  expect(kind).not.toBe('read');
  expect(lengths.filter((length) => length > longestMail)).toEqual([]);
  expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(400);
});

test('a mail that the server does not give is passed on as such', async () => {
  const refused = await look({ 'UID FETCH': (tag) => `${tag} NO no\r\n` });
  expect(refused).toEqual({ kind: 'read', lengths: [-1] });
  await server?.close();
  expect(await look({ 'UID FETCH': (tag) => `${tag} OK\r\n` })).toEqual({ kind: 'read', lengths: [-1] });
});
