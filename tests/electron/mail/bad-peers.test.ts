import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Delivery, OutgoingLetter } from '../../../electron/main/desk/output/mail/ports.ts';
import { sendMail } from '../../../electron/main/mail/mailer.ts';
import { loopbackAccount } from '../../support/letters.ts';

let server: Server | undefined;
const lines = new Set<Socket>();
afterEach(async () => {
  for (const line of lines) line.destroy();
  const open = server;
  if (open) await new Promise((resolve) => open.close(resolve));
  server = undefined;
});

const letter: OutgoingLetter = {
  messageId: '<one@main.example>',
  to: { name: 'North', address: 'ill@north.example' },
  replyTo: null,
  subject: 'Request: R-1',
  body: 'Please lend.\n',
  date: new Date('2026-11-25T09:30:00Z'),
};
const timeouts = { connectMs: 1_000, answerMs: 1_000, wholeMs: 2_500 };

/** A server with scripted answers: to the greeting, to each command, and to the letter. */
const peer = async (answers: {
  readonly greeting?: (line: Socket) => void;
  readonly command?: (line: Socket, command: string) => boolean;
  readonly letter?: (line: Socket) => void;
}): Promise<number> => {
  server = createServer((line) => {
    lines.add(line);
    line.on('error', () => undefined);
    line.on('close', () => lines.delete(line));
    let text: string | null = null;
    (answers.greeting ?? ((one) => one.write('220 bad.test\r\n')))(line);
    line.on('data', (chunk) => {
      if (text !== null) {
        text += chunk.toString();
        if (!text.endsWith('\r\n.\r\n')) return;
        text = null;
        (answers.letter ?? ((one) => one.write('250 taken\r\n')))(line);
        return;
      }
      for (const command of chunk.toString().trim().split('\r\n')) {
        if (answers.command?.(line, command)) continue;
        if (/^DATA/i.test(command)) {
          text = '';
          line.write('354 go on\r\n');
        } else line.write('250 fine\r\n');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};
const send = async (port: number): Promise<Delivery> =>
  await sendMail(loopbackAccount(port), letter, { timeouts });

/** Never silent for as long as a timeout, and never finished. */
const drip = (text: string) => (line: Socket) => {
  const timer = setInterval(() => line.write(text), 100);
  line.on('close', () => clearInterval(timer));
};

test.each([
  ['greets for ever', { greeting: drip('220-welcome\r\n') }, 'no-connection'],
  ['never ends the line of its greeting', { greeting: drip('x') }, 'no-connection'],
  ['never ends its answer to the letter', { letter: drip('250-still at it\r\n') }, 'unknown'],
] as const)('a server that %s is given up after a while', async (_, answers, kind) => {
  const port = await peer(answers);
  const began = performance.now();
  expect((await send(port)).kind).toBe(kind);
  expect(performance.now() - began).toBeLessThan(10_000);
});

test.each([
  ['\u0000\u0001\u0002 not a mail server \u0007\r\n'],
  ['HTTP/1.1 400 Bad Request\r\n\r\n'],
  ['554 no service\r\n'],
  [`220 ${'x'.repeat(500_000)}\r\n`],
])('any greeting gives one line of plain words', async (greeting) => {
  const port = await peer({ greeting: (line) => void line.write(greeting) });
  const { words } = await send(port);
  expect(words.length).toBeLessThan(500);
  expect(words).not.toMatch(/\p{Cc}/u);
});
