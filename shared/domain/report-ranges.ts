import { t } from '../words/words.ts';

// The ranges of days by which reports group what they count.

/** Days late or overdue, from and to; null for no upper end. */
export const ages = [
  [1, 7],
  [8, 14],
  [15, 30],
  [31, 60],
  [61, null],
] as const satisfies readonly Range[];

/** Days on the hold shelf, from and to. */
export const stays = [
  [0, 0],
  [1, 1],
  [2, 2],
  [3, 3],
  [4, 5],
  [6, 7],
  [8, 10],
  [11, 14],
  [15, 21],
  [22, null],
] as const satisfies readonly Range[];

export type Range = readonly [from: number, to: number | null];

export const inRange = (days: number, [from, to]: Range): boolean =>
  days >= from && (to === null || days <= to);

/** Formats a range: `4–5 days`. */
export const rangeWords = ([from, to]: Range): string =>
  to === null
    ? t('{from} days or more', { from })
    : from === to
      ? t('{from, plural, one {1 day} other {{from} days}}', { from })
      : t('{from}–{to} days', { from, to });
