import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { take } from '../../electron/main/desk/steps/take.ts';
import { postMessage } from '../../electron/main/partners/exchange/post-message.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../support/desk.ts';
import { setProfile, startTestPartnerQueue } from '../support/lender/desk-and-lender.ts';
import { Lender } from '../support/lender/lender.ts';
import { freePort } from '../support/mail-server.ts';
import { waitFor } from '../support/waiting.ts';
import { report, timed } from './report.ts';

/** As many messages at once as the program posts to a partner. */
const atOnce = 8;

const openLender = async (folder: string): Promise<Lender> => {
  const lender = new Lender({
    symbol: 'NORTH',
    dialect: { version: '1.2', prefix: 'ns1' },
    file: join(mkdtempSync(join(folder, 'lender-')), 'book.json'),
    borrowerUrl: () => 'http://127.0.0.1:9/',
    script: () => ({}),
  });
  await lender.start();
  return lender;
};

/** Posts the messages without a desk, as many at once. */
const postAll = async (messages: readonly (readonly [raw: string, sentAs: string])[], address: string) => {
  const left = [...messages];
  const next = async (): Promise<void> => {
    for (let one = left.pop(); one !== undefined; one = left.pop())
      await postMessage(...one, { address, credentials: { kind: 'none' }, ca: null });
  };
  await Promise.all(Array.from({ length: atOnce }, next));
};

const areAllSent = ({ raw }: TestDesk): true | undefined =>
  raw.prepare("SELECT 1 FROM outbox WHERE recipient = 'partner' AND state <> 'sent' LIMIT 1").get() ===
    undefined || undefined;

/**
 * Measures how fast requests that waited during an outage leave to one partner on loopback, while nobody works: against the same messages posted
 * to it without a desk. The lender writes each in its book, in the same process.
 */
export const benchPartners = async (folder: string, letters = 2_000): Promise<void> => {
  const desk = openTestDesk(folder);
  setProfile(desk, `http://127.0.0.1:${await freePort()}/`);
  for (let index = 0; index < letters; index += 1) {
    const requestId = addRequest(desk, { externalId: `R-${index}`, status: 'READY_TO_SEND' });
    const sent = take(desk.context, 'send-request', { opId: newOpId(), requestId, asOf: null, note: '' });
    if (!sent.ok) throw new Error(sent.error.message);
  }
  const lender = await openLender(folder);
  setProfile(desk, lender.url);
  const queue = startTestPartnerQueue(desk);
  const cpu = process.cpuUsage();
  const tookMs = await timed(async () => {
    queue.kick();
    await waitFor('everything has left', () => areAllSent(desk), 600_000);
  });
  const { user, system } = process.cpuUsage(cpu);
  await queue.stop();
  const messages = desk.raw
    .prepare("SELECT raw, sent_as FROM partner_message WHERE direction = 'out'")
    .raw()
    .all() as [string, string][];
  desk.close();
  await lender.crash();
  const other = await openLender(folder);
  const floorMs = await timed(() => postAll(messages, other.url));
  await other.crash();
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
