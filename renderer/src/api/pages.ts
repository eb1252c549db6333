import type { UseQueryResult } from '@tanstack/react-query';

/** The number of rows per page of a long list. */
export const rowsPerPage = 100;

/** Combines the results of several page queries into rows by page. Pages still loading are left out. */
export const rowsByPage =
  <R>(pages: readonly number[]) =>
  (results: readonly UseQueryResult<{ readonly rows: readonly R[] }>[]): ReadonlyMap<number, readonly R[]> =>
    new Map(
      results.flatMap(({ data }, index) => {
        const page = pages[index];
        return data && page !== undefined ? [[page, data.rows] as const] : [];
      }),
    );
