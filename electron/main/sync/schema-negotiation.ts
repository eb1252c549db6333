import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { OpId } from '../../../shared/domain/ids.ts';
import { codeOf } from '../db/errors.ts';
import type { SharedTable } from '../db/hub-capture.ts';
import { allowedCodesForHub } from '../db/hub-forms.ts';
import { describeSharedTables, type HubTable, type SharedLists } from '../db/hub-schema.ts';
import { kindsForHub } from '../db/hub-writes.ts';
import { inTransaction } from '../db/open.ts';
import type { WritableDB } from '../db/types.ts';
import { keysOf } from '../desk/steps/frame/hub-keys.ts';
import { readRow } from '../desk/store/change-log.queries.ts';
import { noteHubChange, putImage } from '../desk/store/hub-changes.queries.ts';
import { listRowsAfter, moveHubState } from '../desk/store/hub.queries.ts';
import { putPending } from '../desk/store/pending-steps.queries.ts';
import type { Hub } from './hub.ts';
import { fetchAtHead } from './pull-steps.ts';
import { writeUnderPending } from './roll-back.ts';
import { writeInBatches } from './set-aside.ts';
import { stateOf, type SyncParts } from './sync-parts.ts';
import type { Row } from './wire.ts';

// Two versions of the program can share one hub, because migrations only add. The newer program adds its missing columns to the hub, and an
// updated program fetches the values it had left out. New tables, kinds of steps and codes of closed lists need an administrator.

/** The key under which the digest of the program's lists is stored; no table has this name. */
const ofLists = '';
const rowBatchSize = 500;

type Columns = Readonly<Record<string, readonly string[]>>;

/** Returns the columns of each table that a list lacks; a table missing from the list lacks all of its columns. */
const missingFrom = (tables: readonly HubTable[], known: Columns): readonly HubTable[] =>
  tables
    .map((one) => ({
      ...one,
      columns: one.columns.filter(({ name }) => known[one.table]?.includes(name) !== true),
    }))
    .filter(({ columns }) => columns.length > 0);

/**
 * Brings the hub and this workstation to the same columns: the hub gets the columns it lacks, with the values that rows have there by now;
 * this workstation gets the values of columns that the program did not know when it was last in step. Rejects if the hub cannot be reached:
 * the next connection continues.
 * @returns whether the hub knows everything that this program shares; if not, an administrator must update it first.
 */
export const negotiateSchema = async (parts: SyncParts, schemaVersion: number): Promise<boolean> => {
  const { db, hub } = parts;
  const mine = describeSharedTables(db);
  const lists: SharedLists = {
    tables: mine.map(({ table }) => table),
    kinds: kindsForHub().map(({ kind }) => kind),
    words: allowedCodesForHub(),
  };
  const digest = createHash('sha256').update(JSON.stringify(lists)).digest('hex');
  const noted = JSON.stringify({
    ...Object.fromEntries(mine.map(({ table, columns }) => [table, columns.map(({ name }) => name)])),
    [ofLists]: [digest],
  });
  const { knownColumns } = stateOf(db);
  if (knownColumns === noted) return true;
  if ((await hub.lacks(lists)).length > 0) return false;
  const lacking = missingFrom(mine, await hub.knownColumns());
  const anew = knownColumns === '' ? [] : missingFrom(mine, JSON.parse(knownColumns) as Columns);
  if (lacking.length > 0 && !(await addColumns(hub, lacking, schemaVersion))) return false;
  const lacks = (table: string, name: string): boolean =>
    lacking.some((one) => one.table === table && one.columns.some((column) => column.name === name));
  const toFetch = anew
    .map((one) => ({ ...one, columns: one.columns.filter(({ name }) => !lacks(one.table, name)) }))
    .filter(({ columns }) => columns.length > 0);
  const fetched = toFetch.length === 0 ? [] : await fetchAtHead(parts, () => fetchColumns(hub, toFetch));
  // A row that cannot be written is found when the library is compared with the hub.
  writeInBatches(
    fetched,
    (some) => inTransaction(db, (writable) => writeFetched(writable, parts, some)),
    () => undefined,
  );
  inTransaction(db, (writable) => {
    // If the library has just come from the hub, or waits to be pushed again, only steps fill the columns.
    if (knownColumns !== '') for (const one of lacking) pushValues(writable, one);
    moveHubState(writable, { knownColumns: noted });
  });
  return true;
};

/** Error code: a table of the hub has as many columns as workstations may add. */
const noMoreColumns = 'HB016';

/** @returns whether the hub has them now: if workstations may add no more, an administrator must update the hub. */
const addColumns = async (
  hub: Hub,
  lacking: readonly HubTable[],
  schemaVersion: number,
): Promise<boolean> => {
  try {
    await hub.addColumns(lacking, schemaVersion);
    return true;
  } catch (error) {
    if (codeOf(error) === noMoreColumns) return false;
    throw error;
  }
};

type Fetched = { readonly table: SharedTable; readonly id: number; readonly row: Row };

/** Fetches the hub's values of columns that were not known here. */
const fetchColumns = async (hub: Hub, tables: readonly HubTable[]): Promise<readonly Fetched[]> => {
  const found: Fetched[] = [];
  for (const { table, columns } of tables)
    for (let after = Number.MIN_SAFE_INTEGER; ;) {
      const rows = await hub.rowsAfter(table, after, rowBatchSize);
      const last = rows.at(-1);
      if (!last) break;
      after = Number(last['id']);
      for (const row of rows) {
        const named = columns.filter(({ name, without }) => (row[name] ?? null) !== without);
        if (named.length > 0)
          found.push({
            table: table as SharedTable,
            id: Number(row['id']),
            row: Object.fromEntries(named.map(({ name }) => [name, row[name] ?? null])),
          });
      }
    }
  return found;
};

const writeFetched = (db: WritableDB, { replay }: SyncParts, fetched: readonly Fetched[]): void => {
  if (fetched.length === 0) return;
  writeUnderPending(db, replay, () => {
    for (const { table, id, row } of fetched) {
      const here = readRow(db, table, id);
      putImage(db, { table, rowId: id }, here ?? null, here ? { ...here, ...row } : row);
    }
  });
};

/** Pushes the values of columns that the hub has just got from here: a migration may have filled them. */
const pushValues = (db: WritableDB, { table, columns }: HubTable): void => {
  const shared = table as SharedTable;
  const isNew = columns.some(({ name }) => name === 'id');
  const names = columns.map(({ name }) => name);
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const rows = listRowsAfter(db, shared, isNew ? names : ['id', ...names], after, rowBatchSize);
    const last = rows.at(-1);
    if (!last) return;
    after = Number(last['id']);
    const filled = rows.flatMap((row) => {
      const of = columns.filter(({ name, without }) => isNew || (row[name] ?? null) !== without);
      const images = {
        before: isNew ? null : Object.fromEntries(of.map(({ name, without }) => [name, without])),
        after: Object.fromEntries(of.map(({ name }) => [name, row[name] ?? null])),
      };
      return of.length === 0 ? [] : [{ table: shared, rowId: Number(row['id']), ...images }];
    });
    if (filled.length > 0) pushChanges(db, filled);
  }
};

const pushChanges = (db: WritableDB, changes: readonly Parameters<typeof noteHubChange>[2][]): void => {
  const opId = uuidv7() as OpId;
  for (const change of changes) noteHubChange(db, opId, change);
  const { lastN, logTo } = stateOf(db);
  const keys = keysOf(db, { opId, requestId: null, isStep: false });
  putPending(db, {
    n: lastN + 1,
    opId,
    kind: null,
    timeZone: 'UTC',
    refusal: null,
    logTo,
    toCheck: false,
    ...keys,
  });
};
