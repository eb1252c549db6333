import type { Instant, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { takeBackLetters } from '../../output/letters/take-back-letters.ts';
import { movePartnerMessages } from '../../store/messages.queries.ts';
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
import { listItems, volumeOf } from '../../store/items.queries.ts';
import { findRequestRow, lifeOf, type RequestRow, writeLife } from '../../store/requests.queries.ts';

/** What the first volume of a parcel changes besides: it stays as long as a volume of the parcel stands. */
const besideVolumes: readonly StepTable[] = ['rota_line', 'request_condition', 'request_note'];

/** The columns in which two images of a row differ, with the values of the first. */
const differing = (wanted: RowImage, other: RowImage): RowImage =>
  Object.fromEntries(Object.entries(wanted).filter(([column, value]) => value !== other[column]));

const sameRow = (one: RowImage | undefined, other: RowImage): boolean =>
  one !== undefined && Object.keys(differing(other, one)).length === 0;

/** Whether a row that the step made or removed is still as the step left it. */
export const isUntouched = (db: ReadableDB, change: Change): boolean => {
  const now = readRow(db, change.table, change.rowId);
  if (change.before === null) return change.after !== null && sameRow(now, change.after);
  return change.after !== null || now === undefined;
};

/**
 * Takes one change out of a row's story. A column that a later step changed as well keeps its present value: there the
 * later step's own "before" becomes ours, so that undoing that one too arrives at the state before both.
 * A successor is the later step that from now on counts as the one that made the change: the row stays as it is.
 */
const takeOutOfRow = (
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
 * Restores every row that a step changed, newest change first, and takes its slips and messages back as far as they
 * have not left. A message that has left is followed by a correcting one. Runs inside the undo's own transaction.
 * @returns how many of its slips are on paper.
 */
export const takeBack = (
  db: WritableDB,
  step: {
    readonly opId: OpId;
    readonly requestId: RequestId;
    readonly undoneBy: OpId;
    readonly at: Instant;
    /** The step that takes over what this one began, messages included; null when nothing does. */
    readonly successor: OpId | null;
  },
): { readonly slipsOnPaper: number } => {
  for (const change of listChanges(db, step.opId).reverse()) {
    const { before, after } = change;
    // The parcel ended the turn of another partner: it still has come, by the step that takes over.
    if (step.successor !== null && besideVolumes.includes(change.table) && before && after)
      moveChange(db, change.id, step.successor);
    else if (before === null) deleteRow(db, change.table, change.rowId);
    else if (after === null) insertRow(db, change.table, before);
    else takeOutOfRow(db, { ...change, before, after }, step.successor);
  }
  if (step.successor !== null) movePartnerMessages(db, step.opId, step.successor);
  takeBackLetters(db, step);
  markUndone(db, step.opId, step.undoneBy);
  return { slipsOnPaper: withdrawUnprinted(db, step.opId).onPaper };
};

/** Works out the status and what is kept beside it, after the parts of a request were restored as they were before a step. */
export const restoreLife = (db: WritableDB, requestId: RequestId, at: Instant): void => {
  const row = findRequestRow(db, requestId);
  if (!row) return;
  writeLife(db, row, lifeOf(row, listItems(db, requestId).map(volumeOf)), {}, at);
  logDueDate(db, row);
};

/**
 * The due date follows the volumes that are still out. Where they give another one than the steps that still stand, the newest of
 * these is said to have given it: taken back as well, it arrives at the date before.
 * @param row the request as the steps that still stand left it.
 */
const logDueDate = (db: WritableDB, row: RequestRow): void => {
  const due_on = findRequestRow(db, row.id)?.dueOn ?? null;
  if (due_on === row.dueOn) return;
  const newest = findNewestChange(db, 'request', row.id);
  if (newest?.after) rewriteChange(db, newest.id, { ...newest, after: { ...newest.after, due_on } });
};
