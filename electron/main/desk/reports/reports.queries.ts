import type { CalendarDate, DeskId, LibraryId, PartnerId } from '../../../../shared/domain/ids.ts';
import type { LibraryScope } from '../../db/library-scope.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

/** From one span to another, both included: days, or months as `M2026-11`. */
export type Spans = readonly [from: string, to: string];

/** What a report is about. */
export type About = { readonly spans: readonly Spans[]; readonly libraries: LibraryScope };

/** Sums in some spans, those of requests that belong to nobody included. */
const summed = (table: string, columns: string, { libraries }: About): string => `
  SELECT ${columns}, sum(n) AS n FROM json_each(@spans) AS wanted
   CROSS JOIN ${table} ON span BETWEEN wanted.value ->> 0 AND wanted.value ->> 1
   WHERE ${libraries === null ? 'true' : `library_id IN (${[0, ...libraries].map(Number).join(', ')})`}
   GROUP BY ${columns} HAVING sum(n) <> 0`;

const spansOf = ({ spans }: About): object => ({ spans: JSON.stringify(spans) });

type N = { readonly n: number };

/** Requests by the day on which they were made and their status. */
export const sumMade = (
  db: ReadableDB,
  about: About,
): readonly (N & { readonly span: CalendarDate; readonly status: string })[] =>
  sql<object, N & { readonly span: CalendarDate; readonly status: string }>(
    db,
    summed('report_made', 'span, status', about),
  ).all(spansOf(about));

/** Partners asked, by what came of it. */
export const sumTurns = (
  db: ReadableDB,
  about: About,
): readonly (N & { readonly partnerId: PartnerId; readonly outcome: string })[] =>
  sql<object, N & { readonly partnerId: PartnerId; readonly outcome: string }>(
    db,
    `SELECT partner_id AS partnerId, outcome, n FROM (${summed('report_turn', 'partner_id, outcome', about)})`,
  ).all(spansOf(about));

/** How often a leg of a partner took so many days. */
export const sumLegs = (
  db: ReadableDB,
  about: About,
): readonly (N & { readonly partnerId: PartnerId; readonly leg: string; readonly days: number })[] =>
  sql<object, N & { readonly partnerId: PartnerId; readonly leg: string; readonly days: number }>(
    db,
    `SELECT partner_id AS partnerId, leg, days, n FROM (${summed('report_leg', 'partner_id, leg, days', about)})`,
  ).all(spansOf(about));

/** Loans that have ended, by how many days late; `late` is -1 for those that still run. */
export const sumLoans = (
  db: ReadableDB,
  about: About,
): readonly (N & { readonly dueOn: CalendarDate; readonly late: number })[] =>
  sql<object, N & { readonly dueOn: CalendarDate; readonly late: number }>(
    db,
    `SELECT span AS dueOn, late, n FROM (${summed('report_loan', 'span, late', about)})`,
  ).all(spansOf(about));

/** Items that left the hold shelf, by how many days they were there. */
export const sumShelf = (
  db: ReadableDB,
  about: About,
): readonly (N & { readonly lent: 0 | 1; readonly days: number })[] =>
  sql<object, N & { readonly lent: 0 | 1; readonly days: number }>(
    db,
    summed('report_shelf', 'lent, days', about),
  ).all(spansOf(about));

/** Steps by desk, hour and kind. */
export const sumWork = (
  db: ReadableDB,
  about: About,
): readonly (N & {
  readonly deskId: DeskId;
  readonly deskName: string;
  readonly hour: number;
  readonly kind: string;
})[] =>
  sql<
    object,
    N & { readonly deskId: DeskId; readonly deskName: string; readonly hour: number; readonly kind: string }
  >(
    db,
    `SELECT desk.id AS deskId, desk.name AS deskName, hour, kind, sum(n) AS n FROM json_each(@spans) AS wanted
      CROSS JOIN report_work ON span BETWEEN wanted.value ->> 0 AND wanted.value ->> 1
      JOIN desk ON desk.id = desk_id
      WHERE ${about.libraries === null ? 'true' : `desk.library_id IN (${about.libraries.map(Number).join(', ')})`}
      GROUP BY desk.id, hour, kind HAVING sum(n) <> 0`,
  ).all(spansOf(about));

/** The names of partners. */
export const partnerNames = (db: ReadableDB): ReadonlyMap<PartnerId, string> =>
  new Map(
    sql<[], { readonly id: PartnerId; readonly name: string }>(db, 'SELECT id, name FROM partner')
      .all()
      .map(({ id, name }) => [id, name]),
  );

/** Libraries by their names. */
export const namedLibraries = (
  db: ReadableDB,
): readonly { readonly id: LibraryId; readonly name: string }[] =>
  sql<[], { readonly id: LibraryId; readonly name: string }>(
    db,
    'SELECT id, name FROM library ORDER BY name, id',
  ).all();
