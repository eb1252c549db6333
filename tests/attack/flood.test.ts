import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { take } from '../../electron/main/desk/steps/take.ts';
import { type Endpoint, startEndpoint } from '../../electron/main/partners/exchange/endpoint.ts';
import { DeskAtWork } from '../../electron/main/desk/output/desk-at-work.ts';
import { InboxQueue } from '../../electron/main/partners/exchange/inbox-queue.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import { unmatchedBounds } from '../../shared/domain/partner-messages.ts';
import { beginConversation } from '../support/conversations.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../support/desk.ts';
import { howMany } from '../support/how-many.ts';
import { setProfile } from '../support/lender/desk-and-lender.ts';
import { sayingXml } from '../support/lender/peer-xml.ts';
import { valueOf } from '../support/results.ts';

// Ten thousand messages in a minute, at the endpoint of a desk where staff work on.

const messages = howMany('FLOOD_MESSAGES', 600, 10_000);
const perSecond = 10_000 / 60;

let desk: TestDesk;
let inbox: InboxQueue;
let atWork: DeskAtWork;
let endpoint: Endpoint;
let worked: RequestId;
let faults: unknown[];
beforeEach(async () => {
  desk = openTestDesk();
  setProfile(desk, 'http://127.0.0.1:9/');
  worked = addRequest(desk, { externalId: 'W-1' });
  for (let index = 0; index < 50; index += 1)
    beginConversation(desk, addRequest(desk, { externalId: `R-${index}` }), `R-${index}`);
  faults = [];
  const logFault = (error: unknown): void => void faults.push(error);
  atWork = new DeskAtWork();
  inbox = new InboxQueue({
    context: desk.context,
    mayApply: () => true,
    atWork,
    applied: () => undefined,
    logFault,
  });
  endpoint = await startEndpoint({
    host: '127.0.0.1',
    port: 0,
    path: '/',
    tls: null,
    credentials: null,
    mayCall: () => true,
    take: (message) => Promise.resolve(inbox.take(message)),
    logFault,
  });
});
afterEach(async () => {
  await endpoint.stop();
  await inbox.stop(1_000);
  desk.close();
});

/** Half of the messages are of partners; the others are about requests that nobody has, or nothing at all. */
const bodies = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => {
    const of = {
      lender: 'NORTH',
      borrower: 'MAIN',
      at: new Date(Date.UTC(2026, 10, 25) + index).toISOString(),
    };
    const note = `Message ${index} ${'x'.repeat(index % 4 === 3 ? 20_000 : 200)}`;
    if (index % 4 === 2) return `<html>${note}</html>`;
    const requestId = index % 4 === 3 ? `N-${index}` : `R-${index % 50}`;
    return sayingXml({ reason: 'Notification', note }, { ...of, requestId }, { version: '1.2', prefix: 'n' });
  });

/** Posts from another thread, at a steady pace. */
const poster = `
const { parentPort, workerData: { port, bodies, everyMs } } = require('node:worker_threads');
const { Agent, request } = require('node:http');
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
let confirmed = 0;
const post = (body) => new Promise((resolve) => {
  const one = request({ port, host: '127.0.0.1', method: 'POST', path: '/', agent, headers: { 'Content-Type': 'application/xml' } }, (answer) => {
    if (answer.statusCode === 200) confirmed += 1;
    answer.resume().on('end', resolve).on('error', resolve);
  });
  one.on('error', resolve);
  one.end(body);
});
(async () => {
  const start = performance.now();
  const all = [];
  for (const [index, body] of bodies.entries()) {
    const early = start + index * everyMs - performance.now();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    all.push(post(body));
  }
  await Promise.all(all);
  agent.destroy();
  parentPort.postMessage({ confirmed, tookMs: performance.now() - start });
})();
`;

/** Staff write a note. @returns how long it took from the moment in which they wanted to, in milliseconds */
const writesNote = async (): Promise<number> => {
  const wanted = performance.now() + 20;
  await pause(20);
  const input = { opId: newOpId(), requestId: worked, text: 'Seen', active: false };
  valueOf(take(desk.context, 'add-note', input));
  atWork.note();
  return performance.now() - wanted;
};
const half = (times: readonly number[]): number =>
  times.toSorted((one, other) => one - other)[times.length >> 1] ?? 0;

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;
const heap = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};
const count = (state: string): number =>
  desk.raw.prepare('SELECT count(*) FROM partner_message WHERE state = ?').pluck().get(state) as number;

test(
  `${messages} messages at the pace of 10,000 in a minute are all confirmed, cost bounded memory, and hardly delay staff`,
  { timeout: 120_000 + messages * 60 },
  async () => {
    const quiet: number[] = [];
    for (let times = 0; times < 60; times += 1) quiet.push(await writesNote());
    const before = heap();
    const workerData = { port: endpoint.port, bodies: bodies(messages), everyMs: 1_000 / perSecond };
    const flood = new Worker(poster, { eval: true, workerData });
    const ended = once(flood, 'message') as Promise<[{ confirmed: number; tookMs: number }]>;
    let isOver = false;
    void ended.then(() => (isOver = true));
    const busy: number[] = [];
    while (!isOver) busy.push(await writesNote());
    const [{ confirmed, tookMs }] = await ended;
    await expect.poll(() => count('stored')).toBe(0);
    workerData.bodies = [];
    const grownMb = heap() - before;
    process.stdout.write(
      `${JSON.stringify({ messages, perSecond: Math.round((1_000 * messages) / tookMs), quietMs: half(quiet), busyMs: half(busy), grownMb })}\n`,
    );
    expect([confirmed, faults]).toEqual([messages, []]);
    expect(count('applied')).toBe(messages / 2);
    expect(count('unmatched')).toBeLessThanOrEqual(unmatchedBounds.messages);
    expect(grownMb).toBeLessThan(30);
    // A step waits for one message at most; the rest is for machines that do other things besides.
    expect(half(busy)).toBeLessThan(half(quiet) * 3 + 20);
  },
);
