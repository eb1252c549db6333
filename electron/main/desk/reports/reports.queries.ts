import type { CalendarDate, DeskId, LibraryId, PartnerId } from '../../../../shared/domain/ids.ts';
import type { LibraryScope } from '../../db/library-scope.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

/** From one span to another, both included: days, months as `M2026-11`, or years as `Y2026`. */
export type Spans = readonly [from: string, to: string];

/** What a report is about. */
export type About = { readonly spans: readonly Spans[]; readonly libraries: LibraryScope };

/** How often something was counted. */
type Sum<What> = What & { readonly n: number };

/** From where, by which columns, and for which rows besides sums are read. */
type Asked = {
  readonly from: string;
  readonly by: readonly string[];
  readonly where?: string;
  /** Which rows are those of some libraries; left out: those with their `library_id`. */
  readonly ofLibraries?: (ids: string) => string;
};

/** Sums in some spans, added up by columns. */
const sums = <What>(
  db: ReadableDB,
  { spans, libraries }: About,
  { from, by, where = 'true', ofLibraries = (ids) => `library_id IN (${ids})` }: Asked,
): readonly Sum<What>[] => {
  // 0 stands for no library: what belongs to nobody counts for everybody.
  const inScope = libraries === null ? 'true' : ofLibraries([0, ...libraries].map(Number).join(', '));
  return sql<[string], Sum<What>>(
    db,
    `SELECT ${by.join(', ')}, sum(n) AS n FROM json_each(?) AS wanted
      CROSS JOIN ${from} ON span BETWEEN wanted.value ->> 0 AND wanted.value ->> 1
      WHERE ${inScope} AND ${where} GROUP BY ${by.map((_, index) => index + 1).join(', ')} HAVING sum(n) <> 0`,
  ).all(JSON.stringify(spans));
};

/** Requests by when they were made and by their status. */
export const sumMade = (db: ReadableDB, about: About) =>
  sums<{ readonly span: string; readonly status: string }>(db, about, {
    from: 'report_made',
    by: ['span', 'status'],
  });

/** Partners asked, by what came of it. */
export const sumTurns = (db: ReadableDB, about: About) =>
  sums<{ readonly partnerId: PartnerId; readonly outcome: string }>(db, about, {
    from: 'report_turn',
    by: ['partner_id AS partnerId', 'outcome'],
  });

/** How often a leg of a partner took so many days. */
export const sumLegs = (db: ReadableDB, about: About) =>
  sums<{ readonly partnerId: PartnerId; readonly leg: string; readonly days: number }>(db, about, {
    from: 'report_leg',
    by: ['partner_id AS partnerId', 'leg', 'days'],
  });

/** Loans that have ended, by how many days late. */
export const sumEndedLoans = (db: ReadableDB, about: About) =>
  sums<{ readonly late: number }>(db, about, { from: 'report_loan', by: ['late'], where: 'late <> -1' });

/** Loans that still run, by the day on which they were due. */
export const sumRunningLoans = (db: ReadableDB, about: About) =>
  sums<{ readonly dueOn: CalendarDate }>(db, about, {
    from: 'report_loan INDEXED BY report_loan_out',
    by: ['span AS dueOn'],
    where: 'late = -1',
  });

/** Items that left the hold shelf, by how many days they were there. */
export const sumShelf = (db: ReadableDB, about: About) =>
  sums<{ readonly lent: 0 | 1; readonly days: number }>(db, about, {
    from: 'report_shelf',
    by: ['lent', 'days'],
  });

/** Steps by desk, hour and kind. */
export const sumWork = (db: ReadableDB, about: About) =>
  sums<{ readonly deskId: DeskId; readonly hour: number; readonly kind: string }>(db, about, {
    from: 'report_work',
    by: ['desk_id AS deskId', 'hour', 'kind'],
    ofLibraries: (ids) => `desk_id IN (SELECT id FROM desk WHERE library_id IN (${ids}))`,
  });

const names = <Id>(db: ReadableDB, table: 'partner' | 'desk'): ReadonlyMap<Id, string> =>
  new Map(
    sql<[], { readonly id: Id; readonly name: string }>(db, `SELECT id, name FROM ${table}`)
      .all()
      .map(({ id, name }) => [id, name]),
  );

/** The names of partners. */
export const partnerNames = (db: ReadableDB) => names<PartnerId>(db, 'partner');

/** The names of desks. */
export const deskNames = (db: ReadableDB) => names<DeskId>(db, 'desk');

/** Libraries by their names. */
export const namedLibraries = (
  db: ReadableDB,
): readonly { readonly id: LibraryId; readonly name: string }[] =>
  sql<[], { readonly id: LibraryId; readonly name: string }>(
    db,
    'SELECT id, name FROM library ORDER BY name, id',
  ).all();
