import { sharedTables, withoutHubCapture, type SharedTable } from '../../db/hub-capture.ts';
import { deferForeignKeys, inTransaction, undoable } from '../../db/open.ts';
import type { WritableDB } from '../../db/types.ts';
import { readRow } from '../store/change-log.queries.ts';
import { findCommand } from '../store/command-log.queries.ts';
import {
  countAside,
  listAsideAfter,
  listAsideRows,
  listAsideWithRows,
  listNameless,
  nameCulprit,
  removeAside,
  removeAsideRow,
} from '../store/hub-aside.queries.ts';
import { putImage } from '../store/hub-changes.queries.ts';
import { keepStep } from '../store/hub-kept.queries.ts';
import { lastLogLine, listPending, moveHubState } from '../store/hub.queries.ts';
import type { Row } from './op.ts';
import { whyNotWritten, writeAsMany } from './set-aside.ts';
import { stateOf, takeInAll, type SharingParts } from './share.ts';
import { forgetOf, known, putBackAll, takeIn, writeLines } from './take-in.ts';

// What becomes of steps that are set aside: they are tried again, or their rows come as they are at the hub.

const rowsAtOnce = 500;
/** How often rows are asked for anew because somebody shared something meanwhile. */
const mostTries = 20;

/** Asks the hub what the workstations are called because of which steps are set aside. Rejects where it cannot be reached. */
export const nameCulprits = async ({ db, hub, changed }: SharingParts): Promise<void> => {
  const nameless = listNameless(db);
  if (nameless.length === 0) return;
  const names = new Map((await hub.workstations()).map(({ number, name }) => [number, name]));
  inTransaction(db, (writable) => {
    for (const number of nameless) nameCulprit(writable, number, names.get(number) ?? '');
  });
  changed();
};

/**
 * Tries again to write what is set aside, in the hub's order: the program may be another one since, or what was in the way is gone.
 * @param most how many of them. @returns how many were written. Rejects where the hub cannot be reached.
 */
export const tryAside = async (parts: SharingParts, most = Number.MAX_SAFE_INTEGER): Promise<number> => {
  const { db, turns, changed } = parts;
  let written = 0;
  for (const { seq, opId } of listAsideAfter(db, Number.MIN_SAFE_INTEGER, most)) {
    const op = await fetchStep(parts, seq);
    await turns.pause();
    // A hub that was restored has another one there, or none.
    if (op?.opId !== opId) inTransaction(db, (writable) => removeAside(writable, seq));
    else if (writeLate(parts, op)) written += 1;
  }
  if (written > 0) changed();
  return written;
};

type Arrived = Parameters<typeof takeIn>[1][number];

/** A step at a place of the order; undefined where none is there. */
const fetchStep = async ({ hub }: SharingParts, seq: number): Promise<Arrived | undefined> =>
  (await hub.pull(seq - 1, 0, 1)).ops.find((op) => op.seq === seq);

const writeLate = ({ db, rebase, slipsGone }: SharingParts, op: Arrived): boolean => {
  if (!('changes' in op) || op.gone) return false;
  try {
    const taken = inTransaction(db, (writable) => {
      const done = takeIn(db, [op], rebase, 'again');
      removeAside(writable, op.seq);
      return done;
    });
    slipsGone(taken.slipsGone);
    return true;
  } catch (error) {
    if (whyNotWritten(error) === null) throw error;
    return false;
  }
};

/** A row as it is at the hub; null where it is not there. */
type HubRow = { readonly table: SharedTable; readonly id: number; readonly row: Row | null };

/**
 * Takes the rows that steps set aside would change as they are at the hub, as many as can be written, and with them the lines of those steps in the log.
 * @returns how many steps are still set aside. Rejects where the hub cannot be reached.
 */
export const takeHubRows = async (parts: SharingParts): Promise<number> => {
  const { db, changed } = parts;
  await tryAside(parts);
  const places = listAsideWithRows(db);
  const left = new Set<HubRow>();
  const rows = await fetchAtHead(parts);
  writeAsMany(
    rows,
    (some) => putRows(parts, some),
    (row) => left.add(row),
  );
  const open = new Set(listAsideWithRows(db));
  for (const seq of places) if (!open.has(seq)) await finish(parts, seq);
  if (places.length > 0) changed();
  return countAside(db);
};

/** The rows of one moment at which everything else is in. */
const fetchAtHead = async (parts: SharingParts): Promise<readonly HubRow[]> => {
  for (let tries = 0; tries < mostTries; tries += 1) {
    await takeInAll(parts);
    const rows = await fetchRows(parts, listAsideRows(parts.db));
    const { cursor, confirmedN } = stateOf(parts.db);
    if ((await parts.hub.pull(cursor, confirmedN, 1)).head === cursor) return inOrder(rows);
  }
  throw new Error('the hub is too busy to be asked for rows');
};

const fetchRows = async (
  { hub }: SharingParts,
  wanted: ReturnType<typeof listAsideRows>,
): Promise<readonly HubRow[]> => {
  const found: HubRow[] = [];
  for (let at = 0; at < wanted.length;) {
    const { table, id: first } = wanted[at] ?? { table: 'request', id: 0 };
    const rows = new Map(
      (await hub.rowsAfter(table, first - 1, rowsAtOnce)).map((row) => [Number(row['id']), row] as const),
    );
    const last = rows.size < rowsAtOnce ? Number.MAX_SAFE_INTEGER : Math.max(...rows.keys());
    // Those that lie close together come in one answer.
    for (let next = wanted[at]; next?.table === table && next.id <= last; next = wanted[(at += 1)])
      found.push({ table, id: next.id, row: rows.get(next.id) ?? null });
  }
  return found;
};

/** Rows come before those that refer to them, and go after them. */
const inOrder = (rows: readonly HubRow[]): readonly HubRow[] => {
  const byTable = sharedTables.map((table) => rows.filter((row) => row.table === table));
  return [
    ...byTable.flatMap((some) => some.filter(({ row }) => row !== null)),
    ...byTable.reverse().flatMap((some) => some.filter(({ row }) => row === null)),
  ];
};

/** What waits here goes on top again: it was done on rows as they were. */
const putRows = ({ db, rebase, slipsGone }: SharingParts, rows: readonly HubRow[]): void => {
  const gone = inTransaction(db, (writable) => {
    deferForeignKeys(writable);
    const back = putBackAll(writable, listPending(writable));
    const slips = withoutHubCapture(writable, () => rows.flatMap((row) => putRow(writable, row)));
    const [moved, given] = [new Set<number>(), new Set<string>()];
    for (const step of back) rebase(writable, { ...step, moved, given });
    return slips;
  });
  slipsGone(gone);
};

const putRow = (db: WritableDB, { table, id, row }: HubRow): ReturnType<typeof forgetOf> => {
  const here = readRow(db, table, id);
  removeAsideRow(db, { table, id });
  if (row === null && here === undefined) return [];
  const there = known(db, table, row);
  putImage(db, { table, rowId: id }, here ?? null, here && there ? { ...here, ...there } : there);
  return forgetOf(db, table, id, row);
};

/** Its rows are as they are at the hub: now its lines of the log come, where they can be written. What it did itself nobody here can take back or check. */
const finish = async (parts: SharingParts, seq: number): Promise<void> => {
  const op = await fetchStep(parts, seq);
  inTransaction(parts.db, (db) => {
    if (op && 'changes' in op && findCommand(db, op.opId) === undefined)
      undoable(
        db,
        () => withoutHubCapture(db, () => writeLines(db, op)),
        (error) => whyNotWritten(error) !== null,
      );
    // They came from the hub and are not offered there.
    moveHubState(db, { logTo: lastLogLine(db) });
    if (op) keepStep(db, { seq, opId: op.opId, body: '' });
    removeAside(db, seq);
  });
};
