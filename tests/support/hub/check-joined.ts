import type BetterSqlite3 from 'better-sqlite3';
import type { FirstLibrary } from './first-library.ts';
import type { TestHub } from './hub-server.ts';
import { joinedLibrary } from './joined-library.ts';
import { columnsToCompare, compareRows, type Rows, sharedRows } from './rows.ts';

/** Returns the lines of the log of steps with their history, by their steps: without its words if the patron was forgotten, which one that joins does not get. */
const linesOf = (db: BetterSqlite3.Database): ReadonlyMap<string, string> =>
  new Map(
    (
      db
        .prepare(
          `SELECT op_id AS opId, json_array(kind, operator_id, desk_id, at, request_id, input, answer, undone_by,
                  (SELECT json_group_array(json_array(request_id, at, kind, status_before, status_after,
                    (SELECT iif(patron_forgotten_at IS NULL, headline, '') FROM request WHERE request.id = request_id), turn_id))
                     FROM (SELECT * FROM request_event WHERE request_event.op_id = command_log.op_id ORDER BY request_id))) AS line
             FROM command_log`,
        )
        .all() as { readonly opId: string; readonly line: string }[]
    ).map(({ opId, line }) => [opId, line]),
  );

/** Compares the library of a workstation that joins now with that of the others: its rows, and its log and history of steps. */
export const checkJoined = async (
  shared: { readonly hub: TestHub; readonly library: FirstLibrary },
  first: BetterSqlite3.Database,
  there: Rows,
): Promise<readonly string[]> => {
  let joined: Awaited<ReturnType<typeof joinedLibrary>>;
  try {
    joined = await joinedLibrary(shared);
  } catch (error) {
    return [`Nobody can join: ${String(error)}`];
  }
  const raw = joined as unknown as BetterSqlite3.Database;
  const [here, others] = [linesOf(raw), linesOf(first)];
  const differing = [...new Set([...here.keys(), ...others.keys()])].find(
    (opId) => here.get(opId) !== others.get(opId),
  );
  const findings = compareRows(columnsToCompare(raw), 'One that joins', sharedRows(raw), there);
  joined.close();
  return differing === undefined
    ? findings
    : [
        ...findings,
        `One that joins has another line in its log: ${differing}\n  ${here.get(differing)}\n  ${others.get(differing)}`,
      ];
};
