import type { Instant, RequestId } from '../../../../shared/domain/ids.ts';
import type { WritableDB } from '../../db/types.ts';
import type { Change } from '../store/change-log.queries.ts';
import { findNewestChange, rewriteChange } from '../store/change-log.queries.ts';
import { listItems, updateItem, volumeOf } from '../store/items.queries.ts';
import { forgetTurnsAhead } from '../store/rota.queries.ts';
import type { RequestRow } from '../store/requests.queries.ts';
import { findRequestRow, lifeOf, writeLife } from '../store/requests.queries.ts';
import {
  isOfEarlierVersion,
  lentItemsOf,
  restoreWord,
  wasBroughtBack,
  wordBefore,
} from './earlier-version.ts';

/**
 * Works out the status and what is kept beside it, after the parts of a request were put back as they were before a step.
 * @param changes what the step had changed, as its log said before it was taken back.
 * @param isLast whether no step that matters to the life stands after it: only then does a word of an earlier version hold for all
 *   of the request.
 */
export const restoreLife = (
  db: WritableDB,
  {
    requestId,
    at,
    changes,
    isLast,
  }: {
    readonly requestId: RequestId;
    readonly at: Instant;
    readonly changes: readonly Change[];
    readonly isLast: boolean;
  },
): void => {
  const row = findRequestRow(db, requestId);
  if (!row) return;
  const word = isLast ? wordBefore(changes) : null;
  if (word !== null) restoreWord(db, row, word);
  else {
    if (isOfEarlierVersion(changes)) restoreBroughtBack(db, requestId, changes);
    writeLife(db, row, lifeOf(row, listItems(db, requestId).map(volumeOf)), {}, at);
    logDueDate(db, row);
  }
  forgetWhatIsAhead(db, requestId);
};

/**
 * The log of steps before version 220 does not know when a partner was asked or shipped, nor when a volume left the shelf or went back:
 * what was found out of it later ends with the step.
 */
const forgetWhatIsAhead = (db: WritableDB, requestId: RequestId): void => {
  const row = findRequestRow(db, requestId);
  if (row) forgetTurnsAhead(db, row);
  for (const { id, status, returnedAt, shelvedAt, leftShelfAt } of listItems(db, requestId)) {
    if (returnedAt !== null && status !== 'returned-to-partner') updateItem(db, id, { returnedAt: null });
    if (leftShelfAt !== null && shelvedAt !== null && leftShelfAt > shelvedAt)
      updateItem(db, id, { leftShelfSince: null, leftShelfAt: null, leftShelfAs: null });
  }
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

/** Whether the patron had brought back the volumes that a step moved: the log of an earlier version does not say so itself. */
const restoreBroughtBack = (db: WritableDB, requestId: RequestId, changes: readonly Change[]): void => {
  const lent = lentItemsOf(db, requestId);
  for (const item of listItems(db, requestId))
    if (changes.some(({ table, rowId }) => table === 'item' && rowId === item.id))
      updateItem(db, item.id, { broughtBack: wasBroughtBack(item, lent.has(item.id)) ? 1 : 0 });
};
