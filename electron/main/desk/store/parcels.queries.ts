import type { Instant, OpId, PartnerId, PrintJobId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { type StoredPrintJob, subjectUndone } from './print-jobs.queries.ts';

// A parcel is everything that was returned to one partner in one run. Each item keeps the slip of its own step; the slips of a parcel are
// printed as one, without undone ones. A reprint copies each slip into a new parcel.

/** Returns the key of a parcel: its run and its partner. */
export const parcelOf = (run: OpId, partnerId: PartnerId): string => `${run} ${partnerId}`;

const columns = 'id, op_id AS opId, request_id AS requestId, item_id AS itemId, state, slip, parcel';

/** A slip with its step. */
type ParcelSlip = StoredPrintJob & { readonly opId: OpId };

/** Returns a slip and the others of the same parcel, without undone ones, in the order in which they were requested. */
export const slipsOfParcel = (db: ReadableDB, jobId: PrintJobId): readonly ParcelSlip[] =>
  sql<object, ParcelSlip>(
    db,
    `SELECT ${columns} FROM print_job
      WHERE (id = @jobId OR parcel = (SELECT parcel FROM print_job WHERE id = @jobId)) AND NOT ${subjectUndone} ORDER BY id`,
  ).all({ jobId });

/** Returns the slips of a step that are in a parcel whose slip is printed or being printed. */
export const parcelSlipsOnPaper = (db: ReadableDB, opId: OpId): readonly ParcelSlip[] =>
  sql<[OpId], ParcelSlip>(
    db,
    `SELECT ${columns} FROM print_job
      WHERE op_id = ? AND parcel IS NOT NULL AND +state IN ('printing', 'printed') ORDER BY id`,
  ).all(opId);

/** Whether the parcel of a step's slip has another slip waiting for the printer. */
export const waitsForPrinter = (db: ReadableDB, opId: OpId): boolean =>
  sql<[OpId]>(
    db,
    `SELECT 1 FROM print_job WHERE op_id = ? AND parcel IS NOT NULL AND +state IN ('held', 'queued')`,
  ).get(opId) !== undefined;

/** Queues copies of a parcel's slips under a new parcel key. @returns the ids of the copies, in order */
export const copyIntoParcel = (
  db: WritableDB,
  slips: readonly ParcelSlip[],
  to: { readonly parcel: string; readonly state: 'held' | 'queued'; readonly at: Instant },
): readonly PrintJobId[] =>
  slips.map(
    ({ id }) =>
      sql<object>(
        db,
        `INSERT INTO print_job (op_id, request_id, item_id, kind, slip, state, parcel, created_at, updated_at)
         SELECT op_id, request_id, item_id, kind, slip, @state, @parcel, @at, @at FROM print_job WHERE id = @id`,
      ).run({ id, ...to }).lastInsertRowid as PrintJobId,
  );

/** Releases the held slips of a run to the printer. @param run null for those of all runs */
export const releaseHeld = (
  db: WritableDB,
  { run, at }: { readonly run: OpId | null; readonly at: Instant },
): void => {
  sql<object>(
    db,
    `UPDATE print_job SET state = 'queued', updated_at = @at
      WHERE state = 'held' ${run === null ? '' : `AND parcel GLOB @run || ' *'`}`,
  ).run({ at, ...(run !== null && { run }) });
};
