import type { ReadableDB } from '../../electron/main/db/types.ts';
import { countPending } from '../../electron/main/desk/store/pending-steps.queries.ts';
import { readHubState } from '../../electron/main/desk/store/hub.queries.ts';
import { waitFor } from '../support/waiting.ts';
import { ofWhoWasAway, takeDay } from './day-of-steps.ts';
import { openLink, type HubWorld } from './hub-world.ts';
import { report } from './report.ts';

/** The number of steps taken while the workstation was away. */
const own = 500;
const limitMs = 600_000;

/** Measures the longest pause of this thread: by the clock, and by processor time, because other processes use the processor too. */
const watchPauses = (): (() => { readonly longestMs: number; readonly longestProcessorMs: number }) => {
  const processor = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  };
  let last = performance.now();
  let lastProcessor = processor();
  let longestMs = 0;
  let longestProcessorMs = 0;
  const look = (): void => {
    const [now, nowProcessor] = [performance.now(), processor()];
    longestMs = Math.max(longestMs, now - last);
    longestProcessorMs = Math.max(longestProcessorMs, nowProcessor - lastProcessor);
    [last, lastProcessor] = [now, nowProcessor];
  };
  const timer = setInterval(look, 1);
  return () => {
    clearInterval(timer);
    return { longestMs: Math.round(longestMs), longestProcessorMs: Math.round(longestProcessorMs) };
  };
};

/**
 * Measures a workstation that comes back after a day: its own steps, without conflicts, get their verdicts, and those of the others are
 * received.
 * @param stepMs the duration of a step here.
 */
export const benchBack = async (world: HubWorld, stepMs: number): Promise<void> => {
  const away = world.sharing(2);
  const db = away.raw as ReadableDB;
  takeDay(away, own, ofWhoWasAway, 1_000_000);
  const foreign = Number((await world.client.query('SELECT seq FROM hub.head')).rows[0].seq);
  // A program that comes back has been running for a while, so its start is not measured.
  const stopWatching = watchPauses();
  const startMs = performance.now();
  const cpu = process.cpuUsage();
  const link = await openLink(world, away, 2);
  await waitFor('Every own step has its verdict', () => countPending(db) === 0 || undefined, limitMs);
  const verdictsMs = performance.now() - startMs;
  const all = foreign + own;
  await waitFor('All steps are in', () => (readHubState(db)?.cursor ?? 0) >= all || undefined, limitMs);
  const cameInMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  const pauses = stopWatching();
  await link.stop();
  away.raw.close();
  const floors = { floor: stepMs, floorIs: 'the step itself, here' };
  report({
    what: `${own} steps of a workstation that was away have their verdicts`,
    value: verdictsMs,
    floor: stepMs * own,
    unit: 'ms',
    goalRatio: null,
    goalValue: 5_000,
    more: { floorIs: 'the steps themselves, here', foreign },
  });
  report({
    what: 'a step of another workstation that comes in',
    value: cameInMs / foreign,
    floor: floors.floor,
    unit: 'ms',
    goalRatio: null,
    goalValue: 30_000 / 24_000,
    more: {
      floorIs: floors.floorIs,
      processorMs: (user + system) / 1_000 / foreign,
      steps: foreign,
      seconds: cameInMs / 1_000,
    },
  });
  report({
    what: 'the longest pause of the main process while they come in',
    value: pauses.longestMs,
    floor: 1,
    unit: 'ms',
    goalRatio: null,
    goalValue: 50,
    more: { floorIs: 'a millisecond, in which it is looked', byProcessorMs: pauses.longestProcessorMs },
  });
};
