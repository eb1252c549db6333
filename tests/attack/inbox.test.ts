import { request as requestHttp } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from '../../electron/main/partners/exchange/endpoint.ts';
import { postMessage } from '../../electron/main/partners/exchange/post-message.ts';
import { type Incoming, takeIn } from '../../electron/main/partners/exchange/take-in.ts';
import { messageLimits } from '../../electron/main/xml/tree.ts';
import { writeMessage } from '../../electron/main/partners/iso18626/write-message.ts';
import type { Instant } from '../../shared/domain/ids.ts';
import { howMany } from '../support/how-many.ts';
import { fullMessages } from '../support/iso18626/full-messages.ts';

// Callers of the endpoint for partners' messages that do everything but say something, while a partner does.

const genuine = writeMessage(fullMessages[2]!, '1.2');
const rounds = howMany('INBOX_ROUNDS', 40, 4_000);

/** What is kept of a message: of a hostile one only that it was no message of ours, or the test would hold the memory that it measures. */
const kept = { genuine: 0, other: 0 };
const keep = ({ message, verdict }: Incoming): void => {
  if (message !== null && verdict === 'ok') kept.genuine += 1;
  else kept.other += 1;
};

const open = (): Promise<Endpoint> =>
  startEndpoint({
    host: '127.0.0.1',
    port: 0,
    path: '/iso18626',
    tls: null,
    credentials: null,
    mayCall: () => true,
    take: (raw) =>
      Promise.resolve(
        takeIn(raw, '2026-11-25T09:30:00.000Z' as Instant, {
          versionFor: (requestId) => (requestId === 'R1' ? '1.2' : null),
          isFull: () => false,
          keep,
        }),
      ),
    logFault: (error) => {
      throw error;
    },
    limits: { connections: 60, headersMs: 500, requestMs: 1_000 },
  });

// About a request that is not ours: what is kept as genuine is the partner's.
const hostile = genuine.replaceAll('>R1<', '>R2<');
const inNote = (text: string): string => hostile.replace('Handle with care', text);
const bodies: readonly string[] = [
  inNote('<a>'.repeat(60_000)),
  inNote('a'.repeat(messageLimits.charactersOfText + 1)),
  inNote('<a/>'.repeat(40_000)),
  `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(99)}">]>${inNote('&b;'.repeat(99))}`,
  `<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>${inNote('&a;')}`,
  `<?xml version="1.0" encoding="UTF-7"?>${hostile}`,
  hostile.slice(0, hostile.length / 2),
  'x'.repeat(messageLimits.bytes * 3),
  '\u0000'.repeat(10_000),
  '',
];
const headers: readonly Readonly<Record<string, string>>[] = [
  { 'Content-Type': 'application/xml' },
  { 'Content-Type': 'text/xml; charset=utf-16' },
  { 'Content-Type': 'multipart/form-data; boundary=x' },
  { 'Content-Type': 'application/xml', 'Transfer-Encoding': 'chunked' },
  { 'Content-Type': 'application/xml', 'Content-Encoding': 'gzip' },
  { 'Content-Type': 'application/xml', Expect: '100-continue' },
  { 'Content-Type': 'application/xml', Authorization: `Basic ${'A'.repeat(9_000)}` },
  { 'Content-Type': 'application/xml', 'X-Long': 'a'.repeat(30_000) },
];

/** Posts something. @returns the status code; 0 if the connection was broken */
const post = (port: number, body: string, given: Readonly<Record<string, string>>): Promise<number> =>
  new Promise((resolve) => {
    const request = requestHttp(
      { host: '127.0.0.1', port, path: '/iso18626', method: 'POST', agent: false, headers: given },
      (response) => {
        response.resume();
        response.on('error', () => undefined);
        resolve(response.statusCode ?? 0);
      },
    );
    request.on('error', () => resolve(0));
    request.end(body);
  });

/** Raw bytes that are no request, or one that never ends. */
const raw: readonly string[] = [
  '',
  'POST /iso18626 HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 99999\r\n\r\n<a',
  'POST /iso18626 HTTP/1.1\r\nHost: x\r\nX: ',
  '\u0016\u0003\u0001\u0002',
  'GET / HTTP/0.9\r\n\r\n',
];
const hang = (port: number, text: string): Socket => {
  const socket = connect(port, '127.0.0.1', () => socket.write(text));
  socket.on('error', () => undefined);
  return socket;
};

test('callers that say nothing, too much or nonsense cost bounded memory, and every message of a partner is taken', async () => {
  const endpoint = await open();
  const { port } = endpoint;
  const destination = {
    address: `http://127.0.0.1:${port}/iso18626`,
    credentials: { kind: 'none' } as const,
    ca: null,
  };
  let sent = 0;
  const statuses = new Map<number, number>();
  const runRound = async (): Promise<void> => {
    const sockets = raw.map((text) => hang(port, text));
    const answers = await Promise.all(
      bodies.flatMap((body) => headers.slice(0, 4).map((given) => post(port, body, given))),
    );
    answers.push(...(await Promise.all(headers.map((given) => post(port, 'x', given)))));
    for (const status of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    // As a partner: the same message until it is confirmed.
    for (let isConfirmed = false; !isConfirmed;)
      isConfirmed = (await postMessage(genuine, 'R1', destination)).kind === 'ok';
    sent += 1;
    for (const socket of sockets) socket.destroy();
  };
  for (let warm = 0; warm < 10; warm += 1) await runRound();
  const before = process.memoryUsage().rss;
  for (let round = 0; round < rounds; round += 1) await runRound();
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  expect(kept.genuine).toBe(sent);
  expect(kept.other).toBeGreaterThan(rounds);
  for (const [status, name] of [
    [413, 'too large'],
    [415, 'another type'],
    [431, 'headers too large'],
  ] as const)
    expect(statuses.get(status) ?? 0, name).toBeGreaterThan(0);
  expect(statuses.get(500) ?? 0).toBe(0);
  await endpoint.stop();
});
