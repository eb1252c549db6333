import type { CalendarDate, Instant, PatronId, RequestId } from '../../../../shared/domain/ids.ts';
import type { NoticeKind } from '../../../../shared/domain/letters/all-letters.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** A notice to a patron about a volume, written by the clock, once. */
export type Notice = {
  readonly requestId: RequestId;
  readonly barcode: string;
  readonly patronId: PatronId;
  readonly kind: NoticeKind;
  /** The due date, or the last day on the shelf. */
  readonly day: CalendarDate;
  /** Days before or after the day. */
  readonly stage: number;
};

/** Whether a notice was written, whatever happened to its letter. */
export const hasNotice = (
  db: ReadableDB,
  { requestId, barcode, patronId, kind, day, stage }: Notice,
): boolean =>
  sql<object>(
    db,
    `SELECT 1 FROM notice
      WHERE request_id = @requestId AND barcode = @barcode AND patron_id = @patronId AND kind = @kind AND day = @day AND stage = @stage`,
  ).get({ requestId, barcode, patronId, kind, day, stage }) !== undefined;

/** Records that a notice was written. @throws SqliteError if it was recorded before. */
export const insertNotice = (db: WritableDB, notice: StoredNotice): void => {
  const { requestId, barcode, patronId, kind, day, stage, at } = notice;
  sql<object>(
    db,
    `INSERT INTO notice (id, request_id, barcode, patron_id, kind, day, stage, written_at)
     VALUES (@id, @requestId, @barcode, @patronId, @kind, @day, @stage, @at)`,
  ).run({ id: newId(db, 'notice'), requestId, barcode, patronId, kind, day, stage, at });
};

/** A notice with the time when it was written. */
export type StoredNotice = Notice & { readonly at: Instant };

/** Returns the notices of a request, in the order in which they were written. */
export const listNotices = (db: ReadableDB, requestId: RequestId): StoredNotice[] =>
  sql<[RequestId], StoredNotice>(
    db,
    `SELECT request_id AS requestId, barcode, patron_id AS patronId, kind, day, stage, written_at AS at
       FROM notice WHERE request_id = ? ORDER BY id`,
  ).all(requestId);
