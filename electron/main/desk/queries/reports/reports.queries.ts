import type { DeskId, LibraryId, PartnerId } from '../../../../../shared/domain/ids.ts';
import type { LibraryScope } from '../../../db/library-scope.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { Kind, What } from './stored-sums.queries.ts';

/** The scope of a report: first and last day, both included, as days since 1 January 1970. */
export type About = { readonly from: number; readonly to: number; readonly libraries: LibraryScope };

/** How often something was counted in a period. */
type Sum = Pick<Kind, 'who' | 'value' | 'detail'> & { readonly n: number };
/** The same for one day: days since 1 January 1970. */
type SumOfDay = Sum & { readonly day: number };

type Query = Pick<About, 'from' | 'to'> & { readonly what: What };

/** Returns an SQL condition for the kinds of these libraries. Kinds without a library count for all. */
const isOf = (what: What, libraries: LibraryScope): string => {
  if (libraries === null) return 'true';
  const ids = [0, ...libraries].map(Number).join(', ');
  return what === 'work'
    ? `who IN (SELECT id FROM desk WHERE library_id IN (${ids}))`
    : `library_id IN (${ids})`;
};

const isInPeriod = 'kind_id = report_kind.id AND day BETWEEN @from AND @to';

/** Returns sums of a whole period, one for each kind and library. */
export const sumsOf = (db: ReadableDB, what: What, { from, to, libraries }: About): readonly Sum[] =>
  sql<Query, Sum>(
    db,
    `SELECT who, value, detail, (SELECT ifnull(sum(n), 0) FROM report_sum WHERE ${isInPeriod}) AS n
       FROM report_kind WHERE what = @what AND ${isOf(what, libraries)}`,
  )
    .all({ what, from, to })
    .filter(({ n }) => n > 0);

/** Returns sums of the single days of a period. @param detail only this one. */
export const sumsOfDays = (
  db: ReadableDB,
  what: What,
  { from, to, libraries }: About,
  detail: string | null = null,
): readonly SumOfDay[] =>
  sql<Query & { readonly detail: string | null }, SumOfDay>(
    db,
    `SELECT who, value, detail, day, n FROM report_kind CROSS JOIN report_sum ON ${isInPeriod}
      WHERE what = @what AND detail = ifnull(@detail, detail) AND n > 0 AND ${isOf(what, libraries)}`,
  ).all({ what, detail, from, to });

const names = <Id>(db: ReadableDB, table: 'partner' | 'desk'): ReadonlyMap<Id, string> =>
  new Map(
    sql<[], { readonly id: Id; readonly name: string }>(db, `SELECT id, name FROM ${table}`)
      .all()
      .map(({ id, name }) => [id, name]),
  );

/** Returns the names of partners. */
export const partnerNames = (db: ReadableDB) => names<PartnerId>(db, 'partner');

/** Returns the names of desks. */
export const deskNames = (db: ReadableDB) => names<DeskId>(db, 'desk');

/** Returns libraries by name. */
export const namedLibraries = (
  db: ReadableDB,
): readonly { readonly id: LibraryId; readonly name: string }[] =>
  sql<[], { readonly id: LibraryId; readonly name: string }>(
    db,
    'SELECT id, name FROM library ORDER BY name, id',
  ).all();
