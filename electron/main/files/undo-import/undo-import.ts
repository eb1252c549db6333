import { instantOf } from '../../../../shared/domain/dates.ts';
import type { DeskId, Instant, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { codeOf } from '../../db/errors.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { undoLetters } from '../../desk/output/letters/undo-letters.ts';
import { indexWithin } from '../../desk/store/search-index.service.ts';
import { findCommand, findOpIdOf, markUndone } from '../../desk/store/command-log.queries.ts';
import {
  type ImportChange,
  type JournalKind,
  type RequestImage,
  countChanges,
  findJournal,
  findWorkedOn,
  deleteJournalEntries,
  isChangedByLaterImport,
  isWorkedOnSince,
  journaledRecords,
  listSomeChanges,
  markUndoBegun,
  readRecord,
  removeChange,
  removeRecord,
  removeRequest,
  restoreImage,
  restoreRecord,
  restoreSourceValues,
} from '../../desk/store/import-changes.queries.ts';
import type { RowImage } from '../../desk/store/change-log.queries.ts';
import type { WriterLock } from '../process/write-lock.ts';
import { processInBatches } from './in-batches.ts';

/** The inputs of undoing an import. */
type UndoJob = {
  readonly db: ReadableDB;
  /** The import's number in the command log. */
  readonly number: number;
  /** The command that undoes it; it is already in the log. */
  readonly undoneBy: OpId;
  /** The operator's desk, which must stay. */
  readonly deskId: DeskId;
  readonly now: () => Date;
  readonly cancelled: () => boolean;
  readonly progress: (done: number, total: number) => void;
  readonly lock: WriterLock;
};

/** Rows that were deleted, rows that were restored, and rows that stayed because they are in use, or were worked on in the meantime. */
type UndoCounts = { readonly removed: number; readonly restored: number; readonly kept: number };

/** How undoing ended. */
export type UndoEnd =
  /** Staff have worked on some of its requests, so nothing was changed: their number, and the first of them. */
  | { readonly kind: 'worked-on'; readonly count: number; readonly externalIds: readonly string[] }
  | ({ readonly kind: 'done' | 'cancelled' } & UndoCounts);

/** The most identifiers in a message. */
const shownIds = 5;

/** The kinds of rows in the order in which they are undone: those that refer to others come first. */
const order: readonly JournalKind[] = ['request', 'said', ...journaledRecords];

/** What the counts of an import leave out, and so those of its undo. */
const notCounted: readonly JournalKind[] = ['said', 'file_profile'];

/**
 * Undoes an import. If staff have worked on any of its requests since, nothing is changed. Otherwise each row is deleted or restored, in
 * short transactions that let commands of staff go first: one long transaction would block the desks. Each request is undone as a whole
 * and its journal entry deleted, so that after a crash or a cancel the next run continues with the rest. Requests worked on in the
 * meantime stay, and so do records that are in use or were edited.
 */
export const undoImport = async (job: UndoJob): Promise<UndoEnd> => {
  const { db, number } = job;
  // A run that was interrupted is resumed: requests that staff have worked on since stay.
  if (findJournal(db, number)?.takenBackBy !== job.undoneBy) {
    const workedOn = findWorkedOn(db, number, shownIds);
    if (workedOn.count > 0) return { kind: 'worked-on', ...workedOn };
    inTransaction(db, (writable) => markUndoBegun(writable, number, job.undoneBy));
  }
  const counts = { removed: 0, restored: 0, kept: 0 };
  const total = countChanges(db, number);
  let undone = 0;
  for (const kind of order)
    for (const added of [false, true]) {
      const ended = await processInBatches(job, {
        read: (after, limit) => listSomeChanges(db, number, { kind, added, after, limit }),
        from: added ? Number.MAX_SAFE_INTEGER : 0,
        take: (writable, change) => {
          const how = undoRow(job, writable, change);
          if (how !== null && !notCounted.includes(kind)) counts[how] += 1;
          undone += 1;
          removeChange(writable, number, change.kind, change.rowId);
        },
        after: indexWithin,
        progressed: () => job.progress(undone, total),
      });
      if (!ended) return { kind: 'cancelled', ...counts };
    }
  inTransaction(db, (writable) => {
    // The journal is empty by now, and is deleted.
    deleteJournalEntries(writable, number, 1);
    const line = findOpIdOf(writable, number);
    if (line !== undefined) markUndone(writable, line, job.undoneBy);
  });
  return { kind: 'done', ...counts };
};

/** @returns how the row is counted; null: not at all. */
const undoRow = (job: UndoJob, db: WritableDB, change: ImportChange): keyof UndoCounts | null => {
  try {
    // A savepoint: if it fails, nothing of this row has changed.
    return inTransaction(db, (writable) => {
      if (change.kind === 'request') return undoRequest(job, writable, change);
      if (change.kind === 'said') return undoSourceValues(job, writable, change);
      return undoRecord(job, writable, { ...change, kind: change.kind });
    });
  } catch (error) {
    // Another row refers to it, or what it referred to was deleted.
    if (codeOf(error).startsWith('SQLITE_CONSTRAINT')) return 'kept';
    throw error;
  }
};

const undoRequest = (
  { number, undoneBy, now }: UndoJob,
  db: WritableDB,
  { rowId, before, steps }: ImportChange,
): keyof UndoCounts | null => {
  const id = rowId as RequestId;
  if (isWorkedOnSince(db, number, rowId)) return 'kept';
  if (before === null) {
    removeRequest(db, id);
    return 'removed';
  }
  undoSteps(db, { id, steps, undoneBy, at: instantOf(now()) });
  const image = JSON.parse(before) as RequestImage;
  restoreImage(db, id, image);
  // A row that was only in conflict changed nothing.
  return image.changed?.every((part) => part === 'conflict') ? null : 'restored';
};

/** The import's commands stay in the history as undone; their letters are not sent, or are corrected. */
const undoSteps = (
  db: WritableDB,
  {
    id,
    steps,
    undoneBy,
    at,
  }: {
    readonly id: RequestId;
    readonly steps: string | null;
    readonly undoneBy: OpId;
    readonly at: Instant;
  },
): void => {
  for (const opId of steps === null ? [] : (JSON.parse(steps) as OpId[])) {
    if (findCommand(db, opId)?.undoneBy !== null) continue;
    undoLetters(db, { opId, requestId: id, undoneBy, at });
    markUndone(db, opId, undoneBy);
  }
};

const undoSourceValues = (
  { number }: UndoJob,
  db: WritableDB,
  { rowId, before }: ImportChange,
): keyof UndoCounts => {
  if (before === null || isChangedByLaterImport(db, number, ['request', 'said'], rowId)) return 'kept';
  restoreSourceValues(db, rowId as RequestId, JSON.parse(before) as RowImage[]);
  return 'restored';
};

const undoRecord = (
  { number, deskId }: UndoJob,
  db: WritableDB,
  {
    kind,
    rowId,
    before,
  }: ImportChange & { readonly kind: Exclude<ImportChange['kind'], 'request' | 'said'> },
): keyof UndoCounts => {
  if (readRecord(db, kind, rowId) === undefined || isChangedByLaterImport(db, number, [kind, kind], rowId))
    return 'kept';
  if (before !== null) {
    restoreRecord(db, kind, JSON.parse(before) as RowImage);
    return 'restored';
  }
  if (kind === 'desk' && rowId === (deskId as number)) return 'kept';
  removeRecord(db, kind, rowId);
  return 'removed';
};
