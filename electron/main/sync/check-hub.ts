import { setImmediate as nextTurn } from 'node:timers/promises';
import { sharedColumns, sharedTables, withoutHubCapture, type SharedTable } from '../db/hub-capture.ts';
import { deferForeignKeys, inTransaction } from '../db/open.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import {
  listPending,
  listRowsAfter,
  readHubState,
  removeFromLog,
  removePending,
  withdrawSlips,
} from '../desk/store/hub.queries.ts';
import { culpritOfRow, type RowName } from '../desk/store/hub-aside.queries.ts';
import { keepStep, listKeptAfter, listKeptPlaces } from '../desk/store/hub-kept.queries.ts';
import { findLogLine, putImage } from '../desk/store/hub-changes.queries.ts';
import type { ForeignOp, OfferedOp, Pulled, Row } from './op.ts';
import { known, putBackAll, withoutNumber, writeStep } from './take-in.ts';
import { noteAside, whyNotWritten, writeAsMany } from './set-aside.ts';
import { openVerifying } from './verify.ts';

/** What a check came to. */
export type HubCheck = {
  readonly rows: number;
  readonly steps: number;
  /** What differs, for developers: no more than the first of them. */
  readonly differing: readonly string[];
  /** How much differs. */
  readonly count: number;
  /** How much of it are rows that steps would change which are set aside here. */
  readonly ofAside: number;
};

/** What is asked of the hub, all of one moment. */
export type CheckedHub = {
  readonly pull: (place: number, own: number, most: number) => Promise<Pulled>;
  readonly rowsAfter: (table: string, after: number, most: number) => Promise<readonly Row[]>;
};

const rowsAtOnce = 500;
const stepsAtOnce = 100;
const mostTold = 20;

/**
 * Compares all rows with those of the hub, and takes the steps that are kept again by the rules, in the hub's order. In turns: nobody waits for it.
 * @param copy of this workstation's database, on a connection that captures changes for the hub: it is changed, and thrown away afterwards.
 * @param progress told how many rows and steps were looked at.
 * @throws what the hub's driver throws; the signal's reason.
 */
export const checkAgainstHub = async (
  copy: ReadableDB,
  hub: CheckedHub,
  progress: (looked: number) => void,
  signal: AbortSignal,
): Promise<HubCheck> => {
  const differing: string[] = [];
  let [count, ofAside] = [0, 0];
  const differs = (what: string, row?: RowName): void => {
    count += 1;
    if (row && culpritOfRow(copy, row) !== undefined) ofAside += 1;
    if (differing.length < mostTold) differing.push(what.slice(0, 500));
  };
  await bringToHead(copy, hub);
  let rows = 0;
  for (const table of sharedTables)
    for await (const looked of compareTable(copy, hub, table, differs)) {
      rows += looked;
      progress(rows);
      signal.throwIfAborted();
    }
  const steps = await goBack(copy, signal);
  const verify = openVerifying(copy);
  for (const [at, step] of steps.entries()) {
    for (const why of takenAgain(verify, step)) differs(`step ${step.seq} ${step.kind ?? ''}: ${why}`);
    progress(rows + at + 1);
    await nextTurn();
    signal.throwIfAborted();
  }
  return { rows, steps: steps.length, differing, count, ofAside };
};

/** Without what waits here, and with what the hub has besides. */
const bringToHead = async (copy: ReadableDB, hub: CheckedHub): Promise<void> => {
  inTransaction(copy, (db) => {
    deferForeignKeys(db);
    const waiting = listPending(db);
    putBackAll(db, waiting);
    for (const { opId } of waiting) {
      withdrawSlips(db, opId);
      removePending(db, opId);
    }
  });
  for (let place = readHubState(copy)?.cursor ?? 0; ;) {
    const { ops } = await hub.pull(place, 0, stepsAtOnce);
    const last = ops.at(-1);
    if (!last) return;
    writeAsMany(
      ops.filter((op) => 'changes' in op),
      (some) => inTransaction(copy, (db) => writeSteps(db, some)),
      (op, why) => inTransaction(copy, (db) => noteAside(db, op, why, op.at)),
    );
    place = last.seq;
  }
};

const writeSteps = (db: WritableDB, ops: readonly ForeignOp[]): void => {
  deferForeignKeys(db);
  for (const op of ops) {
    writeStep(db, op);
    keepStep(db, { seq: op.seq, opId: op.opId, body: JSON.stringify(op) });
  }
};

const byId = (rows: readonly Row[], end: number): ReadonlyMap<number, Row> =>
  new Map(rows.map((row) => [Number(row['id']), row] as const).filter(([id]) => id <= end));

async function* compareTable(
  copy: ReadableDB,
  hub: CheckedHub,
  table: SharedTable,
  differs: (what: string, row: RowName) => void,
): AsyncGenerator<number> {
  const columns = sharedColumns(copy, table);
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const there = await hub.rowsAfter(table, after, rowsAtOnce);
    const here = listRowsAfter(copy, table, columns, after, rowsAtOnce);
    // As far as both lists reach: what comes after it comes with the next rows.
    const ends = [there, here].map((list) =>
      list.length < rowsAtOnce ? Number.MAX_SAFE_INTEGER : Number(list.at(-1)?.['id']),
    );
    const end = Math.min(...ends);
    const [hubs, own] = [byId(there, end), byId(here, end)];
    for (const [id, row] of hubs) {
      const mine = own.get(id);
      if (!mine) differs(`${table} ${id}: it is not here`, { table, id });
      else
        for (const name of columns)
          if (name in row && (row[name] ?? null) !== (mine[name] ?? null))
            differs(
              `${table} ${id}: ${name} is ${JSON.stringify(mine[name])}, and there ${JSON.stringify(row[name])}`,
              { table, id },
            );
    }
    for (const id of own.keys()) if (!hubs.has(id)) differs(`${table} ${id}: it is not there`, { table, id });
    yield Math.max(hubs.size, own.size);
    if (end === Number.MAX_SAFE_INTEGER) return;
    after = end;
  }
}

/** Takes back the steps that are kept, the last first. Returns them in their order. */
const goBack = async (copy: ReadableDB, signal: AbortSignal): Promise<readonly ForeignOp[]> => {
  const steps: ForeignOp[] = [];
  const places = listKeptPlaces(copy, 0, Number.MAX_SAFE_INTEGER).reverse();
  for (const { seq } of places) {
    const [kept] = listKeptAfter(copy, seq - 1, 1);
    // With it the library came.
    if (!kept || kept.body === '') break;
    const op = { ...(JSON.parse(kept.body) as OfferedOp), seq };
    // Beside steps that are set aside it may lead to what the database does not allow.
    if (!isTakenBack(copy, op)) break;
    steps.push(op);
    if (steps.length % stepsAtOnce === 0) await nextTurn();
    signal.throwIfAborted();
  }
  return steps.reverse();
};

const isTakenBack = (copy: ReadableDB, op: ForeignOp): boolean => {
  try {
    inTransaction(copy, (db) => takeBack(db, op));
    return true;
  } catch (error) {
    if (whyNotWritten(error) === null) throw error;
    return false;
  }
};

const takenAgain = (verify: ReturnType<typeof openVerifying>, op: ForeignOp): readonly string[] => {
  try {
    return verify(op).map(({ why }) => why);
  } catch (error) {
    const why = whyNotWritten(error);
    if (why === null) throw error;
    return [why];
  }
};

const takeBack = (db: WritableDB, { opId, changes, amends }: ForeignOp): void => {
  deferForeignKeys(db);
  withoutHubCapture(db, () => {
    for (const { t, id, b, a } of [...changes].reverse())
      if ((sharedTables as readonly string[]).includes(t))
        putImage(
          db,
          { table: t as SharedTable, rowId: id },
          known(db, t as SharedTable, a),
          known(db, t as SharedTable, b),
        );
    for (const { log, b, a } of [...amends].reverse()) {
      const line = a === null ? 0 : findLogLine(db, log, a);
      if (line !== undefined)
        putImage(db, { table: log, rowId: line }, a && withoutNumber(a), withoutNumber(known(db, log, b)));
    }
    // Slips are of this workstation alone.
    withdrawSlips(db, opId);
    removeFromLog(db, opId);
  });
};
