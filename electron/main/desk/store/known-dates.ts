import type { CalendarDate, Instant } from '../../../../shared/domain/ids.ts';
import type { ItemRow } from './items.queries.ts';
import type { RequestRow } from './requests.queries.ts';

// The rows of receipts and loans of files that do not date them have a date with a mark that it is not known. It is nowhere shown or counted.

/** When an item was received; null if no file said when. */
export const receivedAtOf = ({
  receivedAt,
  receivedUnknown,
}: Pick<ItemRow, 'receivedAt' | 'receivedUnknown'>): Instant | null =>
  receivedUnknown === 1 ? null : receivedAt;

/** The same as a column of `item`. */
export const receivedAtColumn = 'iif(item.received_unknown, NULL, item.received_at)';

/** When a loan began; null if no file said when, or there is no loan. */
export const loanedOnOf = ({
  loanedOn,
  beginUnknown,
}: {
  readonly loanedOn: CalendarDate | null;
  readonly beginUnknown: number | null;
}): CalendarDate | null => (beginUnknown === 1 ? null : loanedOn);

/** The same as a column of `loan`. */
export const loanedOnColumn = 'iif(loan.begin_unknown, NULL, loan.loaned_on)';

/** Of what the rows of a request say when it happened; null if the moment of an import is there because no file said it: queues count from it. */
export const knownMoment = (
  { assumedMoments }: Pick<RequestRow, 'assumedMoments'>,
  at: Instant | null,
): Instant | null => (at !== null && assumedMoments.includes(at) ? null : at);

/** The assumed moments of a request that its columns or its parts still have, and a new one. */
export const stillAssumed = (
  { assumedMoments }: Pick<RequestRow, 'assumedMoments'>,
  at: Instant,
  rows: readonly object[],
): string => {
  const values = new Set(rows.flatMap((row): readonly unknown[] => Object.values(row)));
  return [...assumedMoments.split(' ').filter((moment) => moment !== at && values.has(moment)), at].join(' ');
};
