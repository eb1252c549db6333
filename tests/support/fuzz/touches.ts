import type BetterSqlite3 from 'better-sqlite3';

/** A row that a call changed, with its library before the change. */
export type Touch = {
  readonly kind: string;
  readonly libraryId: number | null;
  readonly requestId: number | null;
};

const homeOf = (row: string): string =>
  `CASE WHEN ${row}.pickup_desk_id IS NULL THEN ${row}.made_at_library_id
        ELSE (SELECT library_id FROM desk WHERE id = ${row}.pickup_desk_id) END`;

const requestHome = (row: string): string =>
  `(SELECT ${homeOf('request')} FROM request WHERE request.id = ${row}.request_id)`;

const trigger = (
  table: string,
  when: 'INSERT' | 'UPDATE' | 'DELETE',
  row: 'OLD' | 'NEW',
  values: string,
): string =>
  `CREATE TEMP TRIGGER touch_${table}_${when}_${row} AFTER ${when} ON main.${table}
   BEGIN INSERT INTO touched (kind, library_id, request_id, role, sign) VALUES (${values}); END;`;

const ofRequests = [
  'item',
  'request_note',
  'turn_condition',
  'turn',
  'outbox',
  'incoming_mail',
  'print_job',
] as const;
const ofLibraries: readonly (readonly [table: string, library: string])[] = [
  ['library', 'id'],
  ['desk', 'library_id'],
  ['patron', 'library_id'],
  ['opening_hours', 'library_id'],
  ['closed_day', 'library_id'],
];

/** Both versions of a changed row, the earlier one first. */
const sides = [
  ['INSERT', 'NEW', 1],
  ['UPDATE', 'OLD', -1],
  ['UPDATE', 'NEW', 1],
  ['DELETE', 'OLD', -1],
] as const;

const triggers = (): string =>
  [
    ...sides.flatMap(([when, row, sign]) => [
      ...ofLibraries.map(([table, library]) =>
        trigger(table, when, row, `'${table}', ${row}.${library}, NULL, NULL, 0`),
      ),
      trigger(
        'operator_role',
        when,
        row,
        `'role', ${row}.library_id, NULL, ${row}.operator_id || ' ' || ${row}.role || ' ' || ifnull(${row}.desk_id, 0), ${sign}`,
      ),
      ...ofRequests.map((table) =>
        trigger(table, when, row, `'${table}', ${requestHome(row)}, ${row}.request_id, NULL, 0`),
      ),
    ]),
    trigger('request', 'UPDATE', 'OLD', `'request', ${homeOf('OLD')}, OLD.id, NULL, 0`),
    trigger('request', 'DELETE', 'OLD', `'request', ${homeOf('OLD')}, OLD.id, NULL, 0`),
  ].join('\n');

/** Starts recording the rows changed by this connection. Changes that are rolled back are not recorded. */
export const watchTouches = (raw: BetterSqlite3.Database): (() => readonly Touch[]) => {
  raw.exec(`CREATE TEMP TABLE touched (id INTEGER PRIMARY KEY, kind TEXT, library_id INTEGER, request_id INTEGER, role TEXT, sign INTEGER);
    ${triggers()}`);
  const rows = raw.prepare(
    `SELECT kind, library_id AS libraryId, request_id AS requestId FROM touched WHERE kind <> 'role'
     UNION ALL
     SELECT kind, library_id, NULL FROM touched WHERE kind = 'role' GROUP BY role, library_id HAVING sum(sign) <> 0`,
  );
  const clear = raw.prepare('DELETE FROM touched');
  return () => {
    const touches = rows.all() as Touch[];
    clear.run();
    return touches;
  };
};
