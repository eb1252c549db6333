const minute = 60_000;
const shortestMs = minute;
/** No pause is longer. */
export const longestMs = 6 * 60 * minute;

/**
 * How long to wait before the next try, in milliseconds: twice as long each time, from a minute to six hours, with a fifth of
 * chance so that many desks do not come back to a server in the same second.
 * @param failures how many tries failed in a row, 1 or more
 * @param random a number from 0 to 1
 */
export const backoffMs = (failures: number, random: number): number => {
  const doubled = shortestMs * 2 ** Math.min(failures - 1, 12);
  return Math.round(Math.min(longestMs, Math.max(shortestMs, doubled * (0.9 + 0.2 * random))));
};

/** After a fault of the account only a person can help: tries are rare, so that no server locks the account. */
export const accountPauseMs = longestMs;
