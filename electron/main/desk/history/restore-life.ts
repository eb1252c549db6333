import type { Instant, RequestId } from '../../../../shared/domain/ids.ts';
import type { WritableDB } from '../../db/types.ts';
import { findNewestChange, rewriteChange } from '../store/change-log.queries.ts';
import { listItems, volumeOf } from '../store/items.queries.ts';
import type { RequestRow } from '../store/requests.queries.ts';
import { findRequestRow, lifeOf, writeLife } from '../store/requests.queries.ts';

/** Works out the status and what is kept beside it, after the parts of a request were put back as they were before a step. */
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
