import type BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { sharedColumns, sharedTables } from '../../../electron/main/db/hub-capture.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { newOpId, openTestDesk } from '../../support/desk.ts';
import { joinedLibrary } from '../../support/hub/joined-library.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import { lifeTries } from '../../support/life-tries.ts';
import { valueOf } from '../../support/results.ts';

// Everything that is stored reaches the other workstations, or there is a reason why not.

const shared = sharedLibrary();

type Reasons = Readonly<Record<string, string>>;

const ofOneWorkstation: Reasons = {
  setting: 'what is set for one computer',
  barcode_series: 'each workstation has series of its own',
  print_job: 'a slip is printed where its step was taken',
  sending_here: 'what this program was sending when it ended',
  file_said: 'what a file said when it was read here',
  import_journal: 'undoes an import where it was made',
  import_change: 'undoes an import where it was made',
  watched_file: 'a file on this computer',
  hub_state: 'how far this workstation is',
  next_id: 'the ids that this workstation gives',
  hub_pending: 'what waits here for the hub',
  hub_change: 'what waits here for the hub',
  hub_kept: 'copies of steps: for a restored hub, and for the order of messages',
  hub_aside: 'what could not be written here',
  hub_aside_row: 'what could not be written here',
  change_log:
    'written anew from the rows of each step; a workstation that joins later cannot undo earlier ones',
  request_search_todo: 'follows from the rows',
  request_cube: 'follows from the rows',
  request_cube_day: 'follows from the rows',
  report_state: 'follows from the rows',
  report_changed: 'follows from the rows',
  report_kind: 'follows from the rows',
  report_fact: 'follows from the rows',
  report_sum: 'follows from the rows',
};

const columnsThatStay: Readonly<Record<string, Reasons>> = {
  request: {
    active_notes: 'triggers count it at each workstation',
    patron_due_on: 'triggers copy it from the loans at each workstation',
  },
  command_log: { seq: 'the number of the line is another one at each workstation' },
  request_event: { id: 'the number of the line is another one at each workstation' },
};

const columnsOf = (db: BetterSqlite3.Database, table: string): readonly string[] =>
  (db.pragma(`table_info(${table})`) as { readonly name: string }[]).map(({ name }) => name);
const sentColumns = (db: BetterSqlite3.Database, table: string): readonly string[] =>
  columnsOf(db, table).filter((name) => !Object.hasOwn(columnsThatStay[table] ?? {}, name));

test('each table is shared, is a log that goes with the steps, or stays for a reason', () => {
  const { raw, close } = openTestDesk();
  try {
    const tables = raw
      .prepare(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1`,
      )
      .pluck()
      .all();
    expect(tables).toEqual(
      [...sharedTables, 'command_log', 'request_event', ...Object.keys(ofOneWorkstation)].sort(),
    );
    for (const table of sharedTables)
      expect([table, sharedColumns(raw, table)]).toEqual([table, sentColumns(raw, table)]);
  } finally {
    close();
  }
});

test.each(['command_log', 'request_event'])(
  'each column of %s is the same at another workstation, and at one that joins',
  (table) =>
    shared.hub.playOn(async () => {
      const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
      const undoes = newOpId();
      const recalled = 12;
      valueOf(lifeTries(one)['partner-answer']?.(3 as RequestId, undoes, recalled) as never);
      valueOf(take(one.context, 'undo', { opId: newOpId(), undoes }) as never);
      await one.sync();
      await other.sync();
      const columns = sentColumns(one.raw, table);
      const rowsOf = (db: BetterSqlite3.Database): Record<string, unknown>[] =>
        db.prepare(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY op_id`).all() as Record<
          string,
          unknown
        >[];
      const rows = rowsOf(one.raw);
      for (const name of columns)
        expect(
          rows.some((row) => row[name] !== null),
          `a value in ${name}`,
        ).toBe(true);
      const joined = await joinedLibrary(shared);
      expect(rowsOf(other.raw)).toEqual(rows);
      expect(rowsOf(joined as unknown as BetterSqlite3.Database)).toEqual(rows);
      joined.close();
    }),
);
