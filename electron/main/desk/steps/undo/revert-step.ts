import type { Instant, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { undoLetters } from '../../output/letters/undo-letters.ts';
import { movePartnerMessages } from '../../store/messages.queries.ts';
import { withdrawSending } from '../../store/other-system.queries.ts';
import { withdrawUnprinted } from '../../store/print-jobs.queries.ts';
import { markUndone } from '../../store/command-log.queries.ts';
import {
  type Change,
  deleteRow,
  findNewestChange,
  insertRow,
  listChanges,
  listLaterChanges,
  moveChange,
  readRow,
  rewriteChange,
  type RowImage,
  type StepTable,
  writeColumns,
} from '../../store/change-log.queries.ts';
import { isReferredTo } from '../../store/hub-changes.queries.ts';
import { findRequestRow, recomputeRequest } from '../../store/requests.queries.ts';
import { listReferences } from '../../store/set-aside.queries.ts';

/** Other tables that the first volume of a parcel changes: these changes stay as long as another volume of the parcel does. */
const besideVolumes: readonly StepTable[] = ['turn', 'turn_condition', 'request_note'];

/** The columns in which two images of a row differ, with the values of the first. */
const differing = (wanted: RowImage, other: RowImage): RowImage =>
  Object.fromEntries(Object.entries(wanted).filter(([column, value]) => value !== other[column]));

const sameRow = (one: RowImage | undefined, other: RowImage): boolean =>
  one !== undefined && Object.keys(differing(other, one)).length === 0;

/** Columns that record what partners were told of a volume: they do not count as changes of its receipt. */
const told: readonly string[] = ['receipt_told'];

const without = (row: RowImage, columns: readonly string[]): RowImage =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)));

/** Whether the rows that a step inserted or deleted are still as it left them. */
export const areUntouched = (db: ReadableDB, changes: readonly Change[]): boolean => {
  const made = new Set(
    changes.flatMap(({ table, rowId, before }) => (before === null ? [`${table} ${rowId}`] : [])),
  );
  const last = new Map(changes.map((change) => [`${change.table} ${change.rowId}`, change]));
  return [...last].every(([row, { table, rowId, after }]) => {
    const now = readRow(db, table, rowId);
    if (after === null) return now === undefined;
    return !made.has(row) || sameRow(now, without(after, told));
  });
};

/**
 * Whether a restored row refers to a deleted one, or a deleted row is referred to. During a replay the database itself checks this only at
 * the end.
 */
export const lacksOther = (db: ReadableDB, changes: readonly Change[]): boolean =>
  changes.some(({ table, rowId }) => {
    const now = readRow(db, table, rowId);
    if (now === undefined) return isReferredTo(db, table, rowId);
    return listReferences(db, table).some(({ from, table: other }) => {
      const id = now[from];
      return typeof id === 'number' && readRow(db, other, id) === undefined;
    });
  });

/**
 * Takes one change out of a row's history. A column that a later step changed as well keeps its present value: the later step's "before"
 * becomes ours, so that undoing that step too restores the state before both. A successor is the later step that is credited with the
 * change from now on: the row stays unchanged.
 */
const revertRowChange = (
  db: WritableDB,
  change: Change & { readonly before: RowImage; readonly after: RowImage },
  successor: OpId | null,
): void => {
  const mine = { ...differing(change.before, change.after) };
  for (const later of listLaterChanges(db, change)) {
    if (later.before === null || later.after === null) break;
    const images = { before: { ...later.before }, after: { ...later.after } };
    for (const [column, value] of Object.entries(mine)) {
      if (later.opId === successor || images.before[column] !== images.after[column]) delete mine[column];
      else images.after[column] = value;
      images.before[column] = value;
    }
    rewriteChange(db, later.id, images);
  }
  writeColumns(db, change.table, change.rowId, mine);
};

/**
 * Restores every row that a step changed, newest change first, and withdraws its slips and messages that have not been printed or sent. A
 * sent message is followed by a correction. Runs inside the undo's own transaction.
 * @returns how many of its slips are on paper.
 */
export const revertStep = (
  db: WritableDB,
  step: {
    readonly opId: OpId;
    readonly requestId: RequestId;
    readonly undoneBy: OpId;
    readonly at: Instant;
    /** The step that takes over what this one began, messages included; null if none does. */
    readonly successor: OpId | null;
  },
): { readonly slipsOnPaper: number } => {
  for (const change of listChanges(db, step.opId).reverse()) {
    const { before, after } = change;
    // The parcel ended the turn of another partner: it still arrived, by the step that takes over.
    if (step.successor !== null && besideVolumes.includes(change.table) && before && after)
      moveChange(db, change.id, step.successor);
    else if (before === null) deleteRow(db, change.table, change.rowId);
    else if (after === null) insertRow(db, change.table, before);
    else revertRowChange(db, { ...change, before, after }, step.successor);
  }
  if (step.successor !== null) movePartnerMessages(db, step.opId, step.successor);
  undoLetters(db, step);
  withdrawSending(db, step.opId, step.at);
  markUndone(db, step.opId, step.undoneBy);
  return { slipsOnPaper: withdrawUnprinted(db, step.opId).onPaper };
};

/**
 * Recomputes the derived columns of a request, after its parts were restored. If the remaining steps give it another status than their log
 * says, the newest of them is credited with it, so that undoing that step too restores the status before.
 */
export const recomputeAfterUndo = (db: WritableDB, requestId: RequestId, at: Instant): void => {
  const logged = findRequestRow(db, requestId);
  recomputeRequest(db, requestId, at);
  const row = findRequestRow(db, requestId);
  if (!row || row.status === logged?.status) return;
  const newest = findNewestChange(db, 'request', requestId);
  if (newest?.after)
    rewriteChange(db, newest.id, {
      ...newest,
      after: { ...newest.after, status: row.status, status_at: row.statusAt },
    });
};
