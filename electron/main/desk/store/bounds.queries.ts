import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import { unmatchedBounds } from '../../../../shared/domain/partner-messages.ts';

/**
 * Returns SQL for the ids of rows that are beyond the bounds of what belongs to no request (`atBounds`): those from before a moment, and the oldest
 * beyond a number and a size.
 * @param rows the table, the columns with the moment and the text of a row, and which of its rows belong to no request
 */
export const beyondBounds = (rows: {
  readonly table: string;
  readonly at: string;
  readonly text: string;
  readonly where: string;
}): string => `
  SELECT id FROM (
    SELECT id, ${rows.at} AS at, row_number() OVER newest AS place, sum(octet_length(${rows.text})) OVER newest AS bytes
      FROM ${rows.table} WHERE ${rows.where} WINDOW newest AS (ORDER BY ${rows.at} DESC, id DESC))
   WHERE at < @before OR place > @messages OR (bytes > @bytes AND place > 1)`;

/** Returns the values of `beyondBounds` at a moment. */
export const atBounds = (
  now: Instant,
): { readonly messages: number; readonly bytes: number; readonly before: Instant } => {
  const { messages, bytes, days } = unmatchedBounds;
  return { messages, bytes, before: instantOf(new Date(Date.parse(now) - days * 86_400_000)) };
};
