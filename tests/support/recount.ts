import { factsOf } from '../../electron/main/desk/queries/reports/facts.ts';
import { localTimeIn } from '../../electron/main/desk/queries/reports/local-time.ts';
import { readRequests } from '../../electron/main/desk/queries/reports/rows-to-count.queries.ts';
import {
  createUnstoredTable,
  listChanged,
  listRequestsAfter,
  readCounted,
} from '../../electron/main/desk/queries/reports/stored-sums.queries.ts';
import { sql } from '../../electron/main/db/sql.ts';
import type { ReadableDB } from '../../electron/main/db/types.ts';

/**
 * Compares the stored counts of reports with the rows: the facts of all counted requests that have not changed since, and the sums of all facts.
 * @returns the differences; empty if everything is right.
 */
export const recount = (db: ReadableDB): readonly string[] => {
  createUnstoredTable(db);
  const { requestsTo, timeZone } = readCounted(db);
  if (requestsTo < 0 || timeZone === '') return [];
  const changed = new Set(listChanged(db, Number.MAX_SAFE_INTEGER));
  const ids = listRequestsAfter(db, 0, Number.MAX_SAFE_INTEGER).filter(
    (id) => id <= requestsTo && !changed.has(id),
  );
  const counts = new Map<string, number>();
  for (const request of readRequests(db, ids))
    for (const { what, libraryId, who, value, detail, day } of factsOf(request, localTimeIn(timeZone))) {
      const key = [request.id, what, libraryId, who, value, detail, day].join(' ');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  const facts = [...counts].map(([key, n]) => `${key} ${n}`);
  return [
    ...differing('a fact', listFacts(db), facts),
    ...differing('a sum', listSums(db, 'kept'), listSums(db, 'of facts')),
  ];
};

const asText = 'what, library_id, who, value, detail, day';

/** The facts of each counted request that has not changed since: `requestId what library who value detail day n`. */
const listFacts = (db: ReadableDB): readonly string[] =>
  sql<[], string>(
    db,
    `SELECT concat_ws(' ', request_id, ${asText}, n) FROM report_fact JOIN report_kind ON id = kind_id
      WHERE request_id NOT IN (SELECT request_id FROM report_changed) ORDER BY 1`,
  )
    .pluck()
    .all();

/** All sums that are not 0, stored or not, as kept or as computed from the facts: `what library who value detail day n`. */
const listSums = (db: ReadableDB, which: 'kept' | 'of facts'): readonly string[] =>
  sql<[], string>(
    db,
    `SELECT concat_ws(' ', ${asText}, sum(n)) FROM (${
      which === 'kept'
        ? 'SELECT * FROM report_sum UNION ALL SELECT * FROM temp.report_unstored'
        : 'SELECT * FROM report_fact'
    }) JOIN report_kind ON id = kind_id GROUP BY kind_id, day HAVING sum(n) <> 0 ORDER BY 1`,
  )
    .pluck()
    .all();

const differing = (name: string, kept: readonly string[], counted: readonly string[]): readonly string[] => [
  ...without(kept, counted).map((row) => `reports: ${name} is kept, but not there: ${row}`),
  ...without(counted, kept).map((row) => `reports: ${name} is there, but not kept: ${row}`),
];

const without = (rows: readonly string[], others: readonly string[]): readonly string[] => {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
};
