import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NoticeClock } from '../../../../../electron/main/desk/output/notices/notice-clock.ts';
import { noticeClock } from '../../../../../electron/main/desk/output/notices/notice-clock.ts';
import { countRows } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { openTestDeskOn } from './notice-desk.ts';

const desk = forEachTest(() => openTestDeskOn('2026-12-08'));
let clock: NoticeClock;
let mailWorks: boolean;
let isImporting: boolean;
let faults: unknown[];
let news: number;
let tick: () => void;

const newClock = (): NoticeClock =>
  noticeClock({
    db: desk.context.db,
    now: desk.context.now,
    timeZone: desk.context.timeZone,
    mailWorks: () => mailWorks,
    mayNot: () => isImporting,
    every: (_ms, run) => {
      tick = run;
      return () => (tick = () => undefined);
    },
    written: () => (news += 1),
    logFault: (error) => faults.push(error),
  });
beforeEach(() => {
  mailWorks = true;
  isImporting = false;
  faults = [];
  news = 0;
  tick = () => undefined;
  clock = newClock();
});
afterEach(() => clock.stop());

/** The number of outbox rows once the clock has finished its pending work. */
const written = async (): Promise<number> => {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  return countRows(desk, 'outbox');
};
const at = (day: string): void => desk.setNow(`${day}T09:00:00Z`);

test('writes on start and when the day changes, once a day', async () => {
  desk.lend('R-1', 'N-1');
  clock.start();
  expect(await written()).toBe(1);
  expect(news).toBe(1);
  desk.lend('R-2', 'N-2');
  tick();
  expect(await written()).toBe(1);
  at('2026-12-09');
  tick();
  expect(await written()).toBe(2);
  expect(faults).toEqual([]);
});

test('another start on the same day writes nothing twice', async () => {
  desk.lend('R-1', 'N-1');
  clock.start();
  await written();
  await clock.stop();
  clock = newClock();
  clock.start();
  expect(await written()).toBe(1);
});

test('an import triggers a check; nothing is written while one is running', async () => {
  clock.start();
  await written();
  desk.lend('R-1', 'N-1');
  isImporting = true;
  at('2026-12-09');
  tick();
  expect(await written()).toBe(0);
  isImporting = false;
  await clock.look();
  expect(countRows(desk, 'outbox')).toBe(1);
});

test('writes nothing before a mail account works, and then only the newest notice', async () => {
  desk.lend('R-1', 'N-1');
  mailWorks = false;
  clock.start();
  at('2026-12-12');
  tick();
  expect(await written()).toBe(0);
  at('2026-12-19');
  mailWorks = true;
  tick();
  expect(await written()).toBe(1);
  expect(desk.payloads()).toMatchObject([{ stage: 7 }]);
});

test('an error is logged, and the next tick tries again', async () => {
  desk.lend('R-1', 'N-1');
  desk.raw.exec(
    "CREATE TRIGGER full BEFORE INSERT ON notice BEGIN SELECT raise(ABORT, 'the disk is full'); END",
  );
  clock.start();
  expect(await written()).toBe(0);
  expect(faults).toHaveLength(1);
  desk.raw.exec('DROP TRIGGER full');
  tick();
  expect(await written()).toBe(1);
});

test('writes nothing after it was stopped', async () => {
  clock.start();
  await written();
  await clock.stop();
  desk.lend('R-1', 'N-1');
  await clock.look();
  clock.start();
  expect(await written()).toBe(0);
});
