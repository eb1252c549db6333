import type { PrintJobId } from '../../../shared/domain/ids.ts';
import { sharedTables, withoutHubCapture, type SharedTable } from '../db/hub-capture.ts';
import { deferForeignKeys, inTransaction } from '../db/open.ts';
import type { WritableDB } from '../db/types.ts';
import { findCommand } from '../desk/store/command-log.queries.ts';
import { forgetChangesOfRow, readRow } from '../desk/store/change-log.queries.ts';
import {
  listAsideWithRows,
  listPlacesOf,
  removeAside,
  removeAsideRow,
} from '../desk/store/hub-aside.queries.ts';
import { putImage, touchRequestOf } from '../desk/store/hub-changes.queries.ts';
import { keepStep } from '../desk/store/hub-kept.queries.ts';
import { lastLogLine, listPending, moveHubState } from '../desk/store/hub.queries.ts';
import type { ForeignOp, Pulled, Row } from './op.ts';
import { writeAsMany } from './set-aside.ts';
import type { SharingParts } from './share.ts';
import { forgetOf, known, putBackAll, writeLines } from './take-in.ts';

// Rows that are not as at the hub, because of steps that are set aside, come as they are there.

const rowsAtOnce = 500;

/** A row as it is at the hub; null where it is not there. */
export type HubRow = { readonly table: SharedTable; readonly id: number; readonly row: Row | null };

/** Fetches rows as they are at the hub now. @param wanted by table and id. Rejects where the hub cannot be reached. */
export const fetchHubRows = async (
  { hub }: Pick<SharingParts, 'hub'>,
  wanted: readonly Pick<HubRow, 'table' | 'id'>[],
): Promise<readonly HubRow[]> => {
  const found: HubRow[] = [];
  for (const table of new Set(wanted.map((row) => row.table))) {
    const ids = [...new Set(wanted.flatMap((row) => (row.table === table ? [row.id] : [])))].sort(
      (one, other) => one - other,
    );
    // Those that lie close together come in one answer.
    for (let first = ids[0]; first !== undefined; first = ids[0]) {
      const rows = await hub.rowsAfter(table, first - 1, rowsAtOnce);
      const byId = new Map(rows.map((row) => [Number(row['id']), row]));
      const last = rows.length < rowsAtOnce ? Number.MAX_SAFE_INTEGER : Number(rows.at(-1)?.['id']);
      const many = ids.findLastIndex((id) => id <= last) + 1;
      for (const id of ids.splice(0, many)) found.push({ table, id, row: byId.get(id) ?? null });
    }
  }
  return found;
};

/** What comes from the hub: a row as it is there, or the lines that a step has in the log. */
type Coming = HubRow | ForeignOp;

/** What others refer to comes before them, and goes after them: records and requests, lines of the log, and what belongs to requests. */
const inOrder = (rows: readonly HubRow[], steps: readonly ForeignOp[]): readonly Coming[] => {
  const of = (tables: readonly string[], isThere: boolean): readonly HubRow[] =>
    tables.flatMap((table) => rows.filter((row) => row.table === table && (row.row !== null) === isThere));
  const first = sharedTables.slice(0, sharedTables.indexOf('request') + 1);
  const later = sharedTables.slice(first.length);
  return [...of(first, true), ...steps, ...of(later, true), ...of([...sharedTables].reverse(), false)];
};

/**
 * Takes rows as they are at the hub, as many as can be written, with the lines in the log of the steps that would change them. A step that would change no
 * others is done then.
 * @returns whether a row was another here. Rejects where the hub cannot be reached.
 */
export const putHubRows = async (parts: SharingParts, rows: readonly HubRow[]): Promise<boolean> => {
  const { db } = parts;
  const steps = new Map<number, ArrivedStep | undefined>();
  for (const seq of new Set(rows.flatMap((row) => listPlacesOf(db, row))))
    steps.set(seq, await fetchStep(parts, seq));
  let hasChanged = false;
  writeAsMany(
    inOrder(
      rows,
      [...steps.values()].flatMap((op) =>
        op !== undefined && 'changes' in op && op.unreadable !== true ? [op] : [],
      ),
    ),
    (some) => {
      if (putAll(parts, some)) hasChanged = true;
    },
    () => undefined,
  );
  const open = new Set(listAsideWithRows(db));
  inTransaction(db, (writable) => {
    for (const [seq, op] of steps)
      if (!open.has(seq)) {
        // What it did itself is not known here, so that it is neither undone nor checked.
        if (op) keepStep(writable, { seq, opId: op.opId, body: '' });
        removeAside(writable, seq);
      }
  });
  return hasChanged;
};

/** Writes rows of the hub, and checks the steps that wait here again on top. @returns whether any row differed here. */
const putAll = ({ db, rebase, slipsGone }: SharingParts, coming: readonly Coming[]): boolean => {
  const slips: PrintJobId[] = [];
  const hasChanged = inTransaction(db, (writable) => {
    deferForeignKeys(writable);
    const back = putBackAll(writable, listPending(writable));
    const put = withoutHubCapture(writable, () =>
      coming.filter((one) => ('table' in one ? putRow(writable, one, slips) : putLines(writable, one))),
    );
    // Lines that came from the hub are not offered there.
    moveHubState(writable, { logTo: lastLogLine(writable) });
    const [moved, given] = [new Set<number>(), new Set<string>()];
    for (const step of back) rebase(writable, { ...step, moved, given });
    return put.length > 0;
  });
  slipsGone(slips);
  return hasChanged;
};

/** @returns false: that a line of the log came is no other row. */
const putLines = (db: WritableDB, op: ForeignOp): boolean => {
  if (findCommand(db, op.opId) === undefined) writeLines(db, op);
  return false;
};

/** @param slips gets those that are not kept any longer. @returns whether the row was another one. */
const putRow = (db: WritableDB, { table, id, row }: HubRow, slips: PrintJobId[]): boolean => {
  const here = readRow(db, table, id);
  removeAsideRow(db, { table, id });
  const there = known(db, table, row);
  if (there === null ? here === undefined : here !== undefined && isLike(here, there)) return false;
  putImage(db, { table, rowId: id }, here ?? null, here && there ? { ...here, ...there } : there);
  touchRequestOf(db, { table, rowId: id }, there ?? here ?? null);
  forgetChangesOfRow(db, table, id);
  slips.push(...forgetOf(db, table, id, row));
  return true;
};

const isLike = (here: Row, there: Row): boolean =>
  Object.entries(there).every(([name, value]) => (here[name] ?? null) === value);

/** A step as it comes from the hub. */
export type ArrivedStep = Pulled['ops'][number];

/** A step at a place of the order; undefined where none is there. */
export const fetchStep = async (
  { hub }: Pick<SharingParts, 'hub'>,
  seq: number,
): Promise<ArrivedStep | undefined> => (await hub.pull(seq - 1, 0, 1)).ops.find((op) => op.seq === seq);
