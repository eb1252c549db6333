import { instantOf } from '../../../../shared/domain/dates.ts';
import type { DeskId, Instant, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { codeOf } from '../../db/errors.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { takeBackLetters } from '../../desk/output/letters/take-back-letters.ts';
import { indexWithin } from '../../desk/store/search-index.service.ts';
import {
  findCommand,
  findOpIdOf,
  insertRequestEvent,
  markUndone,
} from '../../desk/store/command-log.queries.ts';
import {
  type ImportChange,
  type JournalKind,
  type RequestImage,
  countChanges,
  findJournal,
  findWorkedOn,
  forgetChanges,
  isNotedLater,
  isWorkedOnSince,
  journaledRecords,
  listSomeChanges,
  noteTakingBack,
  readRecord,
  removeChange,
  removeRecord,
  removeRequest,
  restoreImage,
  restoreRecord,
  restoreSaid,
} from '../../desk/store/import-changes.queries.ts';
import { findRequestRow } from '../../desk/store/requests.queries.ts';
import type { RowImage } from '../../desk/store/change-log.queries.ts';
import type { WriterLock } from '../process/write-lock.ts';
import { inPieces } from './in-pieces.ts';
import { t } from '../../../../shared/words/words.ts';

/** What taking an import back works with. */
export type TakeBackJob = {
  readonly db: ReadableDB;
  /** The import's line in the log of steps. */
  readonly number: number;
  /** The step that takes it back; it is in the log by now. */
  readonly undoneBy: OpId;
  /** Where somebody stands: this desk stays. */
  readonly deskId: DeskId;
  readonly now: () => Date;
  readonly cancelled: () => boolean;
  readonly progress: (done: number, total: number) => void;
  readonly lock: WriterLock;
};

/** Rows that went, rows that are as before, and rows that stayed: in use, or worked on while the others were taken back. */
export type TakenBackCounts = { readonly removed: number; readonly restored: number; readonly kept: number };

/** How it ended. */
export type TakenBackEnd =
  /** Somebody worked on some of it, so nothing was changed: how many requests, and the first of them. */
  | { readonly kind: 'worked-on'; readonly count: number; readonly externalIds: readonly string[] }
  | ({ readonly kind: 'done' | 'cancelled' } & TakenBackCounts);

/** So many identifiers are named. */
const shownIds = 5;

/** The kinds of rows in the order in which they go: first what names the others. */
const order: readonly JournalKind[] = ['request', 'said', ...journaledRecords];

/**
 * Takes an import back. First it looks whether somebody worked on any of its requests; then nothing is changed. Otherwise row after
 * row goes or becomes what it was, in short transactions that let the steps of staff go first: one long transaction would keep a
 * desk waiting. Each request is taken back whole, with its note in the journal, so that a crash or a cancel leaves a rest that the
 * next run goes on with. What somebody works on meanwhile stays, and so does a record that is in use or was edited.
 */
export const takeBackImport = async (job: TakeBackJob): Promise<TakenBackEnd> => {
  const { db, number } = job;
  // What was begun is gone on with: who worked on the rest meanwhile keeps it.
  if (findJournal(db, number)?.takenBackBy !== job.undoneBy) {
    const workedOn = findWorkedOn(db, number, shownIds);
    if (workedOn.count > 0) return { kind: 'worked-on', ...workedOn };
    inTransaction(db, (writable) => noteTakingBack(writable, number, job.undoneBy));
  }
  const counts = { removed: 0, restored: 0, kept: 0 };
  const total = countChanges(db, number);
  for (const kind of order)
    for (const added of [false, true]) {
      const ended = await inPieces(job, {
        read: (after, limit) => listSomeChanges(db, number, { kind, added, after, limit }),
        from: added ? Number.MAX_SAFE_INTEGER : 0,
        take: (writable, change) => {
          counts[takeBackOne(job, writable, change)] += 1;
          removeChange(writable, number, change.kind, change.rowId);
        },
        after: indexWithin,
        progressed: () => job.progress(counts.removed + counts.restored + counts.kept, total),
      });
      if (!ended) return { kind: 'cancelled', ...counts };
    }
  inTransaction(db, (writable) => {
    // The journal is empty by now, and goes.
    forgetChanges(writable, number, 1);
    const line = findOpIdOf(writable, number);
    if (line !== undefined) markUndone(writable, line, job.undoneBy);
  });
  return { kind: 'done', ...counts };
};

const takeBackOne = (job: TakeBackJob, db: WritableDB, change: ImportChange): keyof TakenBackCounts => {
  try {
    // A savepoint: where it fails nothing of this one row is changed.
    return inTransaction(db, (writable) => {
      if (change.kind === 'request') return takeBackRequest(job, writable, change);
      if (change.kind === 'said') return takeBackSourceValues(job, writable, change);
      return takeBackRecord(job, writable, { ...change, kind: change.kind });
    });
  } catch (error) {
    // Something refers to it, or what it referred to is gone.
    if (codeOf(error).startsWith('SQLITE_CONSTRAINT')) return 'kept';
    throw error;
  }
};

const takeBackRequest = (
  { number, undoneBy, now }: TakeBackJob,
  db: WritableDB,
  { rowId, before, steps }: ImportChange,
): keyof TakenBackCounts => {
  const id = rowId as RequestId;
  if (isWorkedOnSince(db, number, rowId)) return 'kept';
  if (before === null) {
    removeRequest(db, id);
    return 'removed';
  }
  takeBackSteps(db, { id, steps, undoneBy, at: instantOf(now()) });
  const was = findRequestRow(db, id)?.status ?? '';
  restoreImage(db, id, JSON.parse(before) as RequestImage);
  if (steps !== null)
    insertRequestEvent(db, {
      requestId: id,
      opId: undoneBy,
      at: instantOf(now()),
      kind: 'undo',
      statusBefore: was,
      statusAfter: findRequestRow(db, id)?.status ?? was,
      headline: t('Undone with the file that it came from'),
    });
  return 'restored';
};

/** The steps that the import took stay in the history, as taken back; their letters do not leave, or are corrected. */
const takeBackSteps = (
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
    takeBackLetters(db, { opId, requestId: id, undoneBy, at });
    markUndone(db, opId, undoneBy);
  }
};

const takeBackSourceValues = (
  { number }: TakeBackJob,
  db: WritableDB,
  { rowId, before }: ImportChange,
): keyof TakenBackCounts => {
  if (before === null || isNotedLater(db, number, ['request', 'said'], rowId)) return 'kept';
  restoreSaid(db, rowId as RequestId, JSON.parse(before) as RowImage[]);
  return 'restored';
};

const takeBackRecord = (
  { number, deskId }: TakeBackJob,
  db: WritableDB,
  {
    kind,
    rowId,
    before,
  }: ImportChange & { readonly kind: Exclude<ImportChange['kind'], 'request' | 'said'> },
): keyof TakenBackCounts => {
  if (readRecord(db, kind, rowId) === undefined || isNotedLater(db, number, [kind, kind], rowId))
    return 'kept';
  if (before !== null) {
    restoreRecord(db, kind, JSON.parse(before) as RowImage);
    return 'restored';
  }
  if (kind === 'desk' && rowId === (deskId as number)) return 'kept';
  removeRecord(db, kind, rowId);
  return 'removed';
};
