import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HubCheckView } from '../../../shared/ipc/hub-views.ts';
import { sharedColumns, sharedTables, withoutHubCapture, type SharedTable } from '../db/hub-capture.ts';
import { deferForeignKeys, inTransaction } from '../db/open.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { listPending, removePending } from '../desk/store/pending-steps.queries.ts';
import { listRowsAfter, readHubState, removeFromLog, withdrawSlips } from '../desk/store/hub.queries.ts';
import { culpritOfRow, type RowName } from '../desk/store/set-aside.queries.ts';
import { keepStep, listKeptAfter, listKeptPlaces } from '../desk/store/hub-kept.queries.ts';
import { findLogLine, putImage } from '../desk/store/hub-changes.queries.ts';
import type { Hub } from './hub.ts';
import { rollBackSteps } from './roll-back.ts';
import { noteSetAside, whyNotWritten, writeInBatches } from './set-aside.ts';
import { stepVerifier } from './verify-steps.ts';
import type { IncomingStep, OutgoingStep, Row } from './wire.ts';
import { isShared, known, withoutNumber, writeStep } from './write-step.ts';

const rowBatchSize = 500;
const stepBatchSize = 100;
const maxNamed = 20;

/**
 * Compares all rows with those of the hub and verifies the kept steps in the hub's order. Yields to other work in between.
 * @param copy a copy of this workstation's database, on a connection that captures changes for the hub: it is modified, and discarded
 * afterwards.
 * @param progress called with the number of rows and steps compared.
 * @returns the differences, for developers, with only the first ones listed.
 * @throws what the hub's driver throws; the signal's reason.
 */
export const compareWithHub = async (
  copy: ReadableDB,
  hub: Hub,
  progress: (looked: number) => void,
  signal: AbortSignal,
): Promise<HubCheckView> => {
  const differing: string[] = [];
  let [count, ofAside] = [0, 0];
  const differs = (what: string, row?: RowName): void => {
    count += 1;
    if (row && culpritOfRow(copy, row) !== undefined) ofAside += 1;
    if (differing.length < maxNamed) differing.push(what.slice(0, 500));
  };
  await catchUpWithHub(copy, hub);
  let rows = 0;
  for (const table of sharedTables)
    for await (const looked of compareTable(copy, hub, table, differs)) {
      rows += looked;
      progress(rows);
      signal.throwIfAborted();
    }
  const steps = await goBack(copy, signal);
  const verify = stepVerifier(copy);
  for (const [at, step] of steps.entries()) {
    const why = verified(verify, step);
    if (why !== null) differs(`step ${step.seq} ${step.kind ?? ''}: ${why}`);
    progress(rows + at + 1);
    await nextTurn();
    signal.throwIfAborted();
  }
  return { rows, steps: steps.length, differing, count, ofAside };
};

/** Removes the pending steps and applies the hub's newer ones. */
const catchUpWithHub = async (copy: ReadableDB, hub: Hub): Promise<void> => {
  inTransaction(copy, (db) => {
    deferForeignKeys(db);
    const waiting = listPending(db);
    rollBackSteps(db, waiting);
    for (const { opId } of waiting) {
      withdrawSlips(db, opId);
      removePending(db, opId);
    }
  });
  for (let place = readHubState(copy)?.cursor ?? 0; ;) {
    const { ops } = await hub.pull(place, 0, stepBatchSize);
    const last = ops.at(-1);
    if (!last) return;
    writeInBatches(
      ops.filter((op) => 'changes' in op),
      (some) => inTransaction(copy, (db) => writeSteps(db, some)),
      (op, why) => inTransaction(copy, (db) => noteSetAside(db, op, why, op.at)),
    );
    place = last.seq;
  }
};

const writeSteps = (db: WritableDB, ops: readonly IncomingStep[]): void => {
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
  hub: Hub,
  table: SharedTable,
  differs: (what: string, row: RowName) => void,
): AsyncGenerator<number> {
  const columns = sharedColumns(copy, table);
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const there = await hub.rowsAfter(table, after, rowBatchSize);
    const here = listRowsAfter(copy, table, columns, after, rowBatchSize);
    // Compares up to the id that both lists reach: later rows come with the next batch.
    const ends = [there, here].map((list) =>
      list.length < rowBatchSize ? Number.MAX_SAFE_INTEGER : Number(list.at(-1)?.['id']),
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

/** Rolls back the kept steps, last first. Returns them in their order. */
const goBack = async (copy: ReadableDB, signal: AbortSignal): Promise<readonly IncomingStep[]> => {
  const steps: IncomingStep[] = [];
  const places = listKeptPlaces(copy, 0, Number.MAX_SAFE_INTEGER).reverse();
  for (const { seq } of places) {
    const [kept] = listKeptAfter(copy, seq - 1, 1);
    // The library was loaded together with this step, so nothing before it is kept.
    if (!kept || kept.body === '') break;
    const op = { ...(JSON.parse(kept.body) as OutgoingStep), seq };
    // Next to steps that are set aside, rolling back may violate a constraint of the database.
    if (!isRolledBack(copy, op)) break;
    steps.push(op);
    if (steps.length % stepBatchSize === 0) await nextTurn();
    signal.throwIfAborted();
  }
  return steps.reverse();
};

const isRolledBack = (copy: ReadableDB, op: IncomingStep): boolean => {
  try {
    inTransaction(copy, (db) => rollBack(db, op));
    return true;
  } catch (error) {
    if (whyNotWritten(error) === null) throw error;
    return false;
  }
};

const verified = (verify: ReturnType<typeof stepVerifier>, step: IncomingStep): string | null => {
  try {
    return verify(step);
  } catch (error) {
    const why = whyNotWritten(error);
    if (why === null) throw error;
    return why;
  }
};

const rollBack = (db: WritableDB, { opId, changes, amends }: IncomingStep): void => {
  deferForeignKeys(db);
  withoutHubCapture(db, () => {
    for (const { t, id, b, a } of [...changes].reverse())
      if (isShared(t)) putImage(db, { table: t, rowId: id }, known(db, t, a), known(db, t, b));
    for (const { log, b, a } of [...amends].reverse()) {
      const line = a === null ? 0 : findLogLine(db, log, a);
      if (line !== undefined)
        putImage(db, { table: log, rowId: line }, a && withoutNumber(a), withoutNumber(known(db, log, b)));
    }
    // Slips belong to this workstation only.
    withdrawSlips(db, opId);
    removeFromLog(db, opId);
  });
};
