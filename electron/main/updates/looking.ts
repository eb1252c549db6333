import type { UpdatePorts } from './update-ports.ts';

// How often the update server is asked. Pure: clock and randomness are passed in.

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const firstRetryMs = 15 * minuteMs;
/** A server may be away for as long as a vacation before anybody is told. */
const silenceMs = 30 * dayMs;

/**
 * Returns how long after a start the server is asked first: from half a minute, by which time the page is open, to a minute.
 * @param random from 0 to 1, as for `nextLookMs`.
 */
export const firstLookMs = (random: number): number => (minuteMs / 2) * (1 + random);

/**
 * Returns how long to wait before the server is asked again: a day, or after failures a quarter of an hour, twice as long after each, up to
 * a day.
 * @param failures how many attempts in a row have failed.
 * @param random from 0 to 1, so that desks that start together do not ask at the same time.
 */
export const nextLookMs = (failures: number, random: number): number => {
  const wait = failures === 0 ? dayMs : Math.min(dayMs, firstRetryMs * 2 ** (failures - 1));
  return wait * (0.75 + random / 2);
};

/** What the server answered counts this long, when an update is installed by itself. */
export const answerCountsMs = 15 * minuteMs;

/** Before an update is installed by itself, the server has this long to answer. Just after the computer starts, there may be no network yet. */
const answerLimitMs = 10_000;
const askAgainMs = 2_000;

/** Asks every two seconds until there is an answer, for ten seconds at most. @param ask returns whether there is one. */
export const askInTime = async (later: UpdatePorts['later'], ask: () => Promise<boolean>): Promise<void> => {
  const pause = (ms: number): Promise<void> => new Promise((resolve) => void later(ms, resolve));
  const late = pause(answerLimitMs).then(() => true);
  const again = (): Promise<boolean> => pause(askAgainMs).then(() => false);
  while (!(await Promise.race([ask(), late])) && !(await Promise.race([again(), late])));
};

/** Whether something happened less than `ms` milliseconds ago. A clock that was set back does not count. */
export const isRecent = (at: number | null, now: number, ms: number): boolean =>
  at !== null && now >= at && now - at < ms;

/** Whether staff are told that the server does not answer. @param since the last answer, or the first attempt. */
export const isSilentTooLong = (since: number | null, now: number): boolean =>
  since !== null && now - since > silenceMs;
