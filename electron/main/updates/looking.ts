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

/** Whether staff are told that the server does not answer. @param since the last answer, or the first attempt. */
export const isSilentTooLong = (since: number | null, now: number): boolean =>
  since !== null && now - since > silenceMs;
