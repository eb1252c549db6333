import type { UseQueryResult } from '@tanstack/react-query';

/** How many rows of a long list one call reads. */
export const rowsPerPage = 100;

/** Puts the answers about several pages together: the rows by page; a page that is being read is not in it. */
export const rowsByPage =
  <R>(pages: readonly number[]) =>
  (results: readonly UseQueryResult<{ readonly rows: readonly R[] }>[]): ReadonlyMap<number, readonly R[]> =>
    new Map(
      results.flatMap(({ data }, index) => {
        const page = pages[index];
        return data && page !== undefined ? [[page, data.rows] as const] : [];
      }),
    );
