import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { PartnerQueue } from '../../electron/main/partners/sending/partner-queue.ts';
import { postMessage } from '../../electron/main/partners/exchange/post-message.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import { addRequest, openTestDesk, type TestDesk } from '../support/desk.ts';
import type { LenderOrders, LendersBook } from '../support/exchange/outages.ts';
import { Restarted } from '../support/exchange/restarted.ts';
import { setProfile, startTestPartnerQueue } from '../support/lender/desk-and-lender.ts';
import { freePort } from '../support/mail-server.ts';
import { waitFor } from '../support/waiting.ts';
import { mustReceive, mustTake } from './must-take.ts';
import { median, percentile, report, timed } from './report.ts';

/** As many messages at once as the program posts to a partner. */
const atOnce = 8;
/** Faster than anyone works. */
const betweenCommandsMs = 50;
const commandsWhileQuiet = 200;

type Lender = { readonly address: string; readonly end: () => Promise<void> };

/** A lender in a process of its own, as it would be on another computer: it writes each message in its book, and confirms it. */
const openLender = async (folder: string): Promise<Lender> => {
  const port = await freePort();
  const lender = new Restarted<LendersBook>('tests/fixtures/exchange/lender-until-killed.ts', {
    file: join(mkdtempSync(join(folder, 'lender-')), 'book.json'),
    port,
    desks: [],
    faultShare: 0,
    isSilent: true,
  } satisfies LenderOrders);
  await lender.start();
  return { address: `http://127.0.0.1:${port}/iso18626`, end: () => lender.kill() };
};

/** A desk from which requests could not leave because of an outage, with parcels that have arrived. */
const deskAfterOutage = async (folder: string, letters: number, parcels = 0): Promise<TestDesk> => {
  const desk = openTestDesk(folder);
  setProfile(desk, `http://127.0.0.1:${await freePort()}/`);
  // Nothing but the requests leaves.
  desk.raw.exec(`UPDATE library SET letters_off = '["partner-received"]'`);
  // Only what is measured waits for the disk.
  desk.raw.pragma('synchronous = OFF');
  for (let index = 0; index < letters; index += 1) {
    const requestId = addRequest(desk, { externalId: `R-${index}`, status: 'READY_TO_SEND' });
    mustTake(desk.context, 'send-request', { requestId, asOf: null, note: '' });
  }
  for (let index = 0; index < parcels; index += 1) addRequest(desk, { externalId: `S-${index}` });
  desk.raw.pragma('synchronous = FULL');
  return desk;
};

/** The outage is over. @returns when everything has left, in milliseconds */
const catchUp = async (desk: TestDesk, queue: PartnerQueue, { address }: Lender): Promise<number> => {
  setProfile(desk, address);
  const tookMs = await timed(async () => {
    queue.kick();
    await waitFor('everything has left', () => areAllSent(desk), 600_000);
  });
  await queue.stop();
  return tookMs;
};

const areAllSent = ({ raw }: TestDesk): true | undefined =>
  raw.prepare("SELECT 1 FROM outbox WHERE kind = 'request' AND state <> 'sent' LIMIT 1").get() ===
    undefined || undefined;

/** Posts the messages without a desk, as many at once. */
const postAll = async (messages: readonly (readonly [raw: string, sentAs: string])[], address: string) => {
  const left = [...messages];
  const next = async (): Promise<void> => {
    for (let one = left.pop(); one !== undefined; one = left.pop())
      await postMessage(...one, { address, credentials: { kind: 'none' }, ca: null });
  };
  await Promise.all(Array.from({ length: atOnce }, next));
};

/** Measures how fast requests that waited during an outage leave to a partner while nobody works: against the same messages without a desk. */
const benchQuiet = async (folder: string, letters: number): Promise<void> => {
  const desk = await deskAfterOutage(folder, letters);
  const lender = await openLender(folder);
  const cpu = process.cpuUsage();
  const tookMs = await catchUp(desk, startTestPartnerQueue(desk), lender);
  const { user, system } = process.cpuUsage(cpu);
  await lender.end();
  const messages = desk.raw
    .prepare("SELECT raw, sent_as FROM partner_message WHERE direction = 'out'")
    .raw()
    .all() as [string, string][];
  desk.close();
  const other = await openLender(folder);
  const floorMs = await timed(() => postAll(messages, other.address));
  await other.end();
  report({
    what: 'catch-up with a partner after an outage, per message',
    value: tookMs / letters,
    floor: floorMs / letters,
    unit: 'ms',
    goalRatio: null,
    goalValue: 5,
    more: {
      floorIs: 'the same messages posted without a desk',
      messagesPerSecond: Math.round((1_000 * letters) / tookMs),
      cpuMs: Math.round((user + system) / 10 / letters) / 100,
    },
  });
};

/** Staff, who ask for something at fixed times, whatever the program does. */
class Staff {
  readonly #asking = new Worker(
    `const { parentPort } = require('node:worker_threads');
     setInterval(() => parentPort.postMessage(performance.timeOrigin + performance.now()), ${betweenCommandsMs});`,
    { eval: true },
  );
  #waits: number[] = [];

  /** @param command what they ask for */
  constructor(command: () => void) {
    this.#asking.on('message', (askedAt: number) => {
      command();
      this.#waits.push(performance.timeOrigin + performance.now() - askedAt);
    });
  }

  /** How long each command took since the last call, from its asking to its end, in milliseconds. */
  waits(): readonly number[] {
    return this.#waits.splice(0);
  }

  async end(): Promise<void> {
    await this.#asking.terminate();
  }
}

/** Receives one parcel after the other. */
const receivingAt = (desk: TestDesk): (() => void) => {
  const requests = desk.raw
    .prepare("SELECT id FROM request WHERE status = 'SHIPPED_PHYSICALLY'")
    .pluck()
    .all() as RequestId[];
  return () => {
    const requestId = requests.pop();
    if (requestId !== undefined) mustReceive(desk.context, requestId);
  };
};

/** Measures how long commands of staff take while letters that waited leave: against the same commands before. */
const benchBusy = async (folder: string, letters: number): Promise<void> => {
  const desk = await deskAfterOutage(folder, letters, 3_000);
  const lender = await openLender(folder);
  const queue = startTestPartnerQueue(desk);
  const receive = receivingAt(desk);
  const staff = new Staff(() => {
    receive();
    queue.atWork.note();
  });
  await pause(2_000);
  staff.waits();
  await pause(commandsWhileQuiet * betweenCommandsMs);
  const before = staff.waits();
  const tookMs = await catchUp(desk, queue, lender);
  const busy = staff.waits();
  await pause(commandsWhileQuiet * betweenCommandsMs);
  const quiet = [...before, ...staff.waits()];
  await staff.end();
  await lender.end();
  desk.close();
  report({
    what: 'a command of staff during a catch-up with a partner, p95',
    value: percentile(busy, 0.95),
    floor: percentile(quiet, 0.95),
    unit: 'ms',
    goalRatio: 1.5,
    more: {
      floorIs: 'the same command before and after',
      messagesPerSecond: Math.round((1_000 * letters) / tookMs),
      messagesPerSecondGoal: 60,
      medianMs: median(busy),
      floorMedianMs: median(quiet),
      maxMs: Math.max(...busy),
      commands: busy.length,
    },
  });
};

/** Measures the exchange with partners by protocol, against a lender on loopback. */
export const benchPartners = async (folder: string, letters = 2_000): Promise<void> => {
  await benchQuiet(folder, letters);
  await benchBusy(folder, 600);
};
