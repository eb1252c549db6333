import type { PrintJobId } from '../../../shared/domain/ids.ts';
import { sharedTables, type SharedTable } from '../db/hub-capture.ts';
import { inTransaction } from '../db/open.ts';
import type { WritableDB } from '../db/types.ts';
import { forgetChangesOfRow, readRow } from '../desk/store/change-log.queries.ts';
import { findCommand } from '../desk/store/command-log.queries.ts';
import { putImage, touchRequestOf } from '../desk/store/hub-changes.queries.ts';
import { keepStep } from '../desk/store/hub-kept.queries.ts';
import { lastLogLine, moveHubState } from '../desk/store/hub.queries.ts';
import {
  listPlacesOf,
  listSetAsideWithRows,
  removeSetAside,
  removeSetAsideRow,
} from '../desk/store/set-aside.queries.ts';
import type { Hub } from './hub.ts';
import { writeUnderPending } from './roll-back.ts';
import { writeInBatches } from './set-aside.ts';
import type { SyncParts } from './sync-parts.ts';
import type { IncomingStep, PulledStep, Row } from './wire.ts';
import { forgetPatronOf, known, writeLogLines } from './write-step.ts';

// Rows that differ from the hub because steps are set aside are overwritten with the hub's version.

const rowBatchSize = 500;

/** A row at the hub; null if it does not exist there. */
type HubRow = { readonly table: SharedTable; readonly id: number; readonly row: Row | null };

/** Fetches the current version of rows from the hub. @param wanted by table and id. Rejects if the hub cannot be reached. */
export const fetchHubRows = async (
  hub: Hub,
  wanted: readonly Pick<HubRow, 'table' | 'id'>[],
): Promise<readonly HubRow[]> => {
  const found: HubRow[] = [];
  for (const table of new Set(wanted.map((row) => row.table))) {
    const ids = [...new Set(wanted.flatMap((row) => (row.table === table ? [row.id] : [])))].sort(
      (one, other) => one - other,
    );
    // Rows with neighbouring ids are fetched in one answer.
    for (let first = ids[0]; first !== undefined; first = ids[0]) {
      const rows = await hub.rowsAfter(table, first - 1, rowBatchSize);
      const byId = new Map(rows.map((row) => [Number(row['id']), row]));
      const last = rows.length < rowBatchSize ? Number.MAX_SAFE_INTEGER : Number(rows.at(-1)?.['id']);
      const many = ids.findLastIndex((id) => id <= last) + 1;
      for (const id of ids.splice(0, many)) found.push({ table, id, row: byId.get(id) ?? null });
    }
  }
  return found;
};

/** What is written: a row of the hub, or the lines that a step has in the log. */
type Coming = HubRow | IncomingStep;

/**
 * Sorts rows so that referenced rows are inserted before those that refer to them, and deleted after them: records and requests, lines of
 * the log, then what belongs to requests.
 */
const inOrder = (rows: readonly HubRow[], steps: readonly IncomingStep[]): readonly Coming[] => {
  const of = (tables: readonly string[], isThere: boolean): readonly HubRow[] =>
    tables.flatMap((table) => rows.filter((row) => row.table === table && (row.row !== null) === isThere));
  const first = sharedTables.slice(0, sharedTables.indexOf('request') + 1);
  const later = sharedTables.slice(first.length);
  return [...of(first, true), ...steps, ...of(later, true), ...of([...sharedTables].reverse(), false)];
};

/**
 * Writes rows as the hub has them, as many as can be written, with the log lines of the steps that would change them. A set-aside step that
 * would change no other rows is then done.
 * @returns whether a row differed here. Rejects if the hub cannot be reached.
 */
export const writeHubRows = async (parts: SyncParts, rows: readonly HubRow[]): Promise<boolean> => {
  const { db, hub } = parts;
  const steps = new Map<number, PulledStep | undefined>();
  for (const seq of new Set(rows.flatMap((row) => listPlacesOf(db, row))))
    steps.set(seq, await fetchStep(hub, seq));
  let hasChanged = false;
  writeInBatches(
    inOrder(
      rows,
      [...steps.values()].flatMap((step) =>
        step !== undefined && 'changes' in step && step.unreadable !== true ? [step] : [],
      ),
    ),
    (some) => {
      if (writeAll(parts, some)) hasChanged = true;
    },
    () => undefined,
  );
  const open = new Set(listSetAsideWithRows(db));
  inTransaction(db, (writable) => {
    for (const [seq, step] of steps)
      if (!open.has(seq)) {
        // The step's own changes are not known here, so it is neither undone nor compared.
        if (step) keepStep(writable, { seq, opId: step.opId, body: '' });
        removeSetAside(writable, seq);
      }
  });
  return hasChanged;
};

/** Writes rows of the hub beneath the steps that are pending here. @returns whether any row differed here. */
const writeAll = ({ db, replay, onSlipsRemoved }: SyncParts, coming: readonly Coming[]): boolean => {
  const slips: PrintJobId[] = [];
  const hasChanged = inTransaction(db, (writable) =>
    writeUnderPending(writable, replay, () => {
      const others = coming.filter((one) =>
        'table' in one ? writeRow(writable, one, slips) : writeLines(writable, one),
      );
      // Log lines that came from the hub are not pushed to it.
      moveHubState(writable, { logTo: lastLogLine(writable) });
      return others.length > 0;
    }),
  );
  onSlipsRemoved(slips);
  return hasChanged;
};

/** @returns false: a new line in the log does not count as a changed row. */
const writeLines = (db: WritableDB, step: IncomingStep): boolean => {
  if (findCommand(db, step.opId) === undefined) writeLogLines(db, step);
  return false;
};

/** @param slips collects the slips that are no longer kept. @returns whether the row differed here. */
const writeRow = (db: WritableDB, { table, id, row }: HubRow, slips: PrintJobId[]): boolean => {
  const here = readRow(db, table, id);
  removeSetAsideRow(db, { table, id });
  const there = known(db, table, row);
  if (there === null ? here === undefined : here !== undefined && isLike(here, there)) return false;
  putImage(db, { table, rowId: id }, here ?? null, here && there ? { ...here, ...there } : there);
  touchRequestOf(db, { table, rowId: id }, there ?? here ?? null);
  forgetChangesOfRow(db, table, id);
  slips.push(...forgetPatronOf(db, table, id, row));
  return true;
};

const isLike = (here: Row, there: Row): boolean =>
  Object.entries(there).every(([name, value]) => (here[name] ?? null) === value);

/** Fetches the step at a position of the hub's order; undefined if there is none. */
export const fetchStep = async ({ pull }: Hub, seq: number): Promise<PulledStep | undefined> =>
  (await pull(seq - 1, 0, 1)).ops.find((step) => step.seq === seq);
