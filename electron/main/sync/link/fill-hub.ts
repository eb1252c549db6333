import { lifeEdges, stepsThatMayGoBack } from './life-edges.ts';
import { overForPatron } from '../../../../shared/domain/request-status.ts';
import { sharedColumns, sharedTables } from '../../db/hub-capture.ts';
import { allowedCodesForHub } from '../../db/hub-forms.ts';
import { hubTables } from '../../db/hub-schema.ts';
import { kindsForHub, rolesForHub } from '../../db/hub-writes.ts';
import type { ReadableDB } from '../../db/types.ts';
import { listHistoryOf } from '../../desk/store/command-log.queries.ts';
import { listLogAfter, listRowsAfter } from '../../desk/store/hub.queries.ts';
import type { Query } from '../hub.ts';
import { wordsOfCodes } from './words-of-codes.ts';

/**
 * The version of what resources/hub creates. After a release, the next change there must raise it: *Update the hub* then updates a hub to
 * it.
 */
export const hubVersion = 1;

/**
 * The oldest schema with which a workstation reads the rows correctly. Migrations only add, so it seldom rises: only if a column gets
 * another meaning. Once the hub is updated, a workstation with an older schema works alone and says that it must be updated.
 */
const oldestSchema = 1;

/** How many rows are sent at a time. */
const rowBatchSize = 1_000;

/** The SQL files of resources/hub: the one that creates a hub, and the views for the library's own reports. */
export type HubSql = { readonly hub: string; readonly reports: string };

type FillHub = {
  /** The library that the hub starts with. */
  readonly db: ReadableDB;
  /** Queries the new database, in one transaction, as an account that may create roles and schemas there. */
  readonly query: Query;
  /** Runs statements there that return nothing. */
  readonly run: (statements: string) => Promise<unknown>;
  readonly makes: HubSql;
  /** The first workstation: the one that creates the hub. */
  readonly first: { readonly login: string; readonly password: string; readonly name: string };
  /** Called with the number of rows and steps sent. */
  readonly progress?: (rows: number) => void;
};

/**
 * Creates a hub from the library of this workstation: schema, roles, functions, and tables with all rows and the log of steps, which come
 * first in the order.
 * @returns the number of the first workstation.
 * @throws what the database's driver throws: the caller rolls back, and nothing is created.
 */
export const fillHub = async ({ db, query, run, makes, first, progress }: FillHub): Promise<number> => {
  await createSchema({ query, run, makes, tables: hubTables(db) });
  let rows = 0;
  const brought = (more: number): void => {
    rows += more;
    progress?.(rows);
  };
  for (const table of sharedTables) await copyRows(db, query, table, brought);
  // Its number depends on the rows.
  const [made] = await query('SELECT hub.add_workstation($1, $2, $3) AS number', [
    first.login,
    first.password,
    first.name,
  ]);
  await copyLog(db, query, brought);
  return (made as { readonly number: number }).number;
};

/**
 * Creates everything of a hub in a database except its rows: missing tables and columns, all functions, the views for reports and the
 * program's own lists. Must run in one transaction, as an account that may create roles and schemas there.
 * @param tables statements that create the tables of the rows, or add what they lack.
 */
export const createSchema = async ({
  query,
  run,
  makes,
  tables,
}: Pick<FillHub, 'query' | 'run' | 'makes'> & { readonly tables: string }): Promise<void> => {
  await run(makes.hub);
  await run(tables);
  await run(makes.reports);
  await query('SELECT hub.load_words($1::jsonb)', [JSON.stringify(wordsOfCodes)]);
  await query('SELECT hub.load_roles($1::jsonb)', [JSON.stringify(rolesForHub())]);
  await query('SELECT hub.load_edges($1::jsonb, $2::jsonb)', [
    JSON.stringify(lifeEdges()),
    JSON.stringify(stepsThatMayGoBack),
  ]);
  await query('SELECT hub.load_over($1::jsonb)', [JSON.stringify(overForPatron)]);
  await query('SELECT hub.load_kinds($1::jsonb, $2::jsonb)', [
    JSON.stringify(kindsForHub()),
    JSON.stringify(allowedCodesForHub()),
  ]);
  await query('SELECT hub.load_version($1, $2)', [hubVersion, oldestSchema]);
};

const copyRows = async (
  db: ReadableDB,
  query: Query,
  table: (typeof sharedTables)[number],
  brought: (more: number) => void,
): Promise<void> => {
  const columns = sharedColumns(db, table);
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const found = listRowsAfter(db, table, columns, after, rowBatchSize);
    const last = found.at(-1);
    if (!last) return;
    await query('SELECT hub.load_rows($1, $2::jsonb)', [table, JSON.stringify(found)]);
    after = Number(last['id']);
    brought(found.length);
  }
};

const copyLog = async (db: ReadableDB, query: Query, brought: (more: number) => void): Promise<void> => {
  for (let after = 0; ;) {
    const found = listLogAfter(db, after, rowBatchSize);
    const last = found.at(-1);
    if (!last) return;
    const steps = found.map((one) => ({
      ...one,
      body: {
        input: one.input,
        answer: one.answer,
        undoneBy: one.undoneBy,
        events: listHistoryOf(db, one.opId),
      },
    }));
    await query('SELECT hub.load_steps($1::jsonb)', [JSON.stringify(steps)]);
    after = last.seq;
    brought(found.length);
  }
};
