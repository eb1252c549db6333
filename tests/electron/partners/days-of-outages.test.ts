import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { disagreements, heardTwice, stillOpen } from '../../support/exchange/both-sides.ts';
import {
  bookOf,
  type LendersBook,
  outage,
  messagesOf,
  outageWorld,
  prepareDesk,
  type RestartedDesk,
  tellFigures,
} from '../../support/exchange/outages.ts';
import type { Restarted } from '../../support/exchange/restarted.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { howMany } from '../../support/how-many.ts';
import { freePort } from '../../support/mail-server.ts';
import { waitFor } from '../../support/waiting.ts';

/** How many requests live their lives; 2,000 in a long run. */
const requests = howMany('OUTAGE_REQUESTS', 40, 2_000);

let desk: TestDesk;
let ours: RestartedDesk;
let lender: Restarted<LendersBook>;
beforeAll(async () => {
  desk = openTestDesk();
  const [port, lenderPort] = [await freePort(), await freePort()];
  prepareDesk(desk, lenderPort, requests);
  const world = outageWorld([{ file: desk.file, port }], lenderPort);
  ({ lender } = world);
  [ours] = world.desks as [RestartedDesk];
  await lender.start();
  await ours.start();
});
afterAll(async () => {
  await ours.kill();
  await lender.kill();
  desk.close();
});

const shareOver = (): number => (ours.progress?.over ?? 0) / requests;

/** Kills both at random, until a share of the requests has come to its end. */
const liveWithOutages = async (share: number): Promise<void> => {
  while (shareOver() < share) await outage(Math.random() < 0.6 ? ours : lender);
};

/** Kills only the lender. @returns what our side held at the beginning and in the end, in MB */
const liveWithOutagesOfLender = async (share: number): Promise<readonly [number, number]> => {
  const before = await waitFor(
    'our side has measured itself',
    () => ours.progress?.heldMb || undefined,
    120_000,
  );
  while (shareOver() < share) await outage(lender);
  return [before, ours.progress?.heldMb ?? 0];
};

/** Lets everything arrive. @returns the lender's book */
const becomeQuiet = async (): Promise<LendersBook> => {
  lender.tell('calm');
  ours.tell('finish');
  for (;;) {
    await pause(300);
    const book = await bookOf(lender);
    const { open, letters, stored } = ours.progress ?? { open: null, letters: 1, stored: 1 };
    if (open === 0 && letters === 0 && stored === 0 && book.waiting === 0) return book;
  }
};

test(
  'both sides agree on every request after a time of kills and broken connections',
  { timeout: 60_000 + requests * 1_000 },
  async () => {
    const began = performance.now();
    await liveWithOutages(0.4);
    const [before, after] = await liveWithOutagesOfLender(0.7);
    const lived = performance.now();
    const book = await becomeQuiet();
    tellFigures({
      requests,
      livedMs: lived - began,
      quietAfterMs: performance.now() - lived,
      heldMb: [before, after, book.heldMb],
      messages: messagesOf(desk.raw),
    });
    expect([...ours.faults, ...lender.faults]).toEqual([]);
    expect(book.entries.length).toBeGreaterThanOrEqual(requests * 0.7);
    expect(disagreements(desk.raw, book.entries)).toEqual([]);
    expect(heardTwice(book.entries)).toEqual([]);
    expect(stillOpen(desk.raw)).toEqual([]);
    // A message of which something stays in memory would add up.
    expect(after - before).toBeLessThan(5);
    expect(book.heldMb).toBeLessThan(100);
  },
);
