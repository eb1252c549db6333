import type { CDPSession, Page } from '@playwright/test';
import Database from 'better-sqlite3';
import type BetterSqlite3 from 'better-sqlite3';
import { setTimeout as pause } from 'node:timers/promises';
import { databaseFileOf } from '../../electron/main/db/start.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { waitFor } from '../support/waiting.ts';
import { heldNow, type Held } from './held-memory.ts';
import { median, report } from './report.ts';

const sampleEvery = 100;
const idleMs = 20_000;
/** A scan without an answer after this time was refused (for example incomplete on a busy machine): it is scanned again, and counted. */
const answerLimitMs = 5_000;
const triesLimit = 3;

type Sample = Held & {
  readonly receives: number;
  readonly nodes: number;
  readonly eachMs: number;
};
type Bench = {
  readonly desk: Desk;
  readonly db: BetterSqlite3.Database;
  readonly devTools: CDPSession;
  scansRepeated: number;
};

/** The memory in use once no slip is being printed. */
const heldBy = async ({ desk, db, devTools }: Bench): Promise<Held> => {
  const waiting = db.prepare("SELECT count(*) FROM print_job WHERE state IN ('queued', 'printing')").pluck();
  await waitFor('The last slip', () => (waiting.get() === 0 ? true : undefined), 120_000);
  // The process that drew a slip exits a moment later.
  await pause(1_000);
  return heldNow(desk, devTools);
};

/** Measures three times and takes the median by total memory. */
const heldSteadily = async (bench: Bench): Promise<Held> => {
  const looks = [await heldBy(bench), await heldBy(bench), await heldBy(bench)];
  const middle = median(looks.map(({ mb }) => mb));
  return looks.find(({ mb }) => mb === middle) ?? { mb: Number.NaN, mainMb: Number.NaN, pageMb: Number.NaN };
};

const nodesOf = ({ page }: Desk): Promise<number> =>
  page.evaluate(() => document.querySelectorAll('*').length);

/** The slope of a line through the samples, in MB per thousand receives. */
const trendOf = (samples: readonly Sample[]): number => {
  const meanX = samples.reduce((sum, { receives }) => sum + receives, 0) / samples.length;
  const meanY = samples.reduce((sum, { mb }) => sum + mb, 0) / samples.length;
  const above = samples.reduce((sum, { receives, mb }) => sum + (receives - meanX) * (mb - meanY), 0);
  const below = samples.reduce((sum, { receives }) => sum + (receives - meanX) ** 2, 0);
  return (above / below) * 1000;
};

/** Waits until the box of this name is empty and has the focus, and the last step shows a code: then staff would scan. */
const isReady = async (page: Page, label: string, lastStep: string): Promise<boolean> =>
  page
    .waitForFunction(
      ({ name, code }) => {
        const box = document.activeElement;
        if (!(box instanceof HTMLInputElement) || box.labels?.[0]?.textContent !== name) return false;
        const told = document.querySelector('[aria-label="Last step"]')?.textContent ?? '';
        return box.value === '' && !box.readOnly && told.includes(code);
      },
      { name: label, code: lastStep },
      { timeout: answerLimitMs },
    )
    .then(() => true)
    .catch(() => false);

const scanUntil = async (
  bench: Bench,
  code: string,
  next: { readonly label: string; readonly lastStep: string },
): Promise<void> => {
  for (let tries = 0; tries < triesLimit; tries += 1) {
    if (tries > 0) bench.scansRepeated += 1;
    // The answer to the driver may get lost in a busy process; the page shows whether the scan was received.
    await scan(bench.desk, code).catch(() => undefined);
    if (await isReady(bench.desk.page, next.label, next.lastStep)) return;
  }
  throw new Error(`${code} was scanned ${triesLimit} times and not taken.`);
};

const receiveAll = async (bench: Bench, ids: readonly string[]): Promise<Sample[]> => {
  const samples: Sample[] = [];
  let spentMs = 0;
  for (const [index, id] of ids.entries()) {
    const startMs = performance.now();
    await scanUntil(bench, id, { label: 'Temporary barcode', lastStep: '' });
    await scanUntil(bench, `MEM-${index}`, { label: 'External identifier', lastStep: `MEM-${index} ` });
    spentMs += performance.now() - startMs;
    if ((index + 1) % sampleEvery !== 0) continue;
    samples.push({
      ...(await heldBy(bench)),
      receives: index + 1,
      nodes: await nodesOf(bench.desk),
      eachMs: spentMs / sampleEvery,
    });
    spentMs = 0;
  }
  return samples;
};

/** A day's work without pauses: each receive with two scans and its slip as a PDF. */
export const benchMemory = async (dataDir: string, receives: number): Promise<void> => {
  const db = new Database(databaseFileOf(dataDir), { readonly: true });
  const ids = db
    .prepare(
      "SELECT external_id FROM request WHERE status = 'SHIPPED_PHYSICALLY' AND volumes_expected = 1 LIMIT ?",
    )
    .pluck()
    .all(receives) as string[];
  const desk = await launchDesk({ dataDir });
  await openReceiving(desk);
  const devTools = await desk.page.context().newCDPSession(desk.page);
  const bench: Bench = { desk, db, devTools, scansRepeated: 0 };
  await pause(idleMs);
  const idle = await heldSteadily(bench);
  const nodesIdle = await nodesOf(desk);
  const samples = await receiveAll(bench, ids);
  await pause(idleMs / 2);
  const after = await heldSteadily(bench);
  const nodesAfter = await nodesOf(desk);
  db.close();
  await desk.close();
  report({
    what: `memory after ${ids.length} receives`,
    value: after.mb,
    floor: idle.mb,
    unit: 'MB',
    goalRatio: 1.3,
    more: {
      floorIs: 'the same program idle',
      trendMbPerThousand: Math.round(trendOf(samples)),
      trendOfSecondHalfMbPerThousand: Math.round(trendOf(samples.slice(Math.floor(samples.length / 2)))),
      peakMb: Math.round(Math.max(...samples.map(({ mb }) => mb))),
      mainMb: Math.round(after.mainMb),
      mainIdleMb: Math.round(idle.mainMb),
      pageMb: Math.round(after.pageMb),
      pageIdleMb: Math.round(idle.pageMb),
      nodesIdle,
      nodesAfterFirstHundred: samples[0]?.nodes ?? 0,
      nodesAfter,
      receiveMsAtFirst: Math.round(samples[0]?.eachMs ?? 0),
      receiveMsAtLast: Math.round(samples.at(-1)?.eachMs ?? 0),
      scansRepeated: bench.scansRepeated,
    },
  });
};
