import type {
  CalendarDate,
  Instant,
  ItemId,
  OpId,
  PrintJobId,
  RequestId,
  TurnId,
} from '../../../../shared/domain/ids.ts';
import type { CancelWish } from '../../../../shared/domain/life/request.machine.ts';
import { listed } from '../../../../shared/domain/listed.ts';
import { type Slip, slipKinds } from '../../../../shared/domain/slips/all-slips.ts';
import { type PrintJobState, printJobStates, savedAs } from '../../../../shared/domain/slips/printing.ts';
import type { SlipState } from '../../../../shared/ipc/views.ts';
import { isTakenAgain } from '../../db/new-id.ts';
import { shownTurn } from '../../db/selects.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { designed } from './slip-design.ts';

/** A job as the worker reads it: `slip` is the frozen document as JSON. */
export type StoredPrintJob = {
  readonly id: PrintJobId;
  readonly requestId: RequestId | null;
  readonly itemId: ItemId | null;
  readonly state: PrintJobState;
  /** Where a printed job went, or why it failed. */
  readonly note: string;
  readonly slip: string;
  /** The parcel whose slips are printed as one; null for an individual slip. */
  readonly parcel: string | null;
};

/** Queues a slip of a step; one of a parcel is held until the parcel is complete. Returns the job's id. */
export const insertPrintJob = (
  db: WritableDB,
  row: {
    readonly opId: OpId;
    readonly requestId: RequestId | null;
    readonly itemId: ItemId | null;
    readonly slip: Slip;
    readonly at: Instant;
    readonly parcel?: string | null;
    /** A reprint looks as it did then; a new slip uses the library's current design. */
    readonly isCopy?: boolean;
  },
): PrintJobId =>
  (isTakenAgain(db) ? findJobAgain(db, row) : undefined) ??
  (sql<object>(
    db,
    `INSERT INTO print_job (op_id, request_id, item_id, kind, slip, state, parcel, created_at, updated_at)
     VALUES (@opId, @requestId, @itemId, @kind, @slip, iif(@parcel IS NULL, 'queued', 'held'), @parcel, @at, @at)`,
  ).run({
    ...row,
    kind: listed(slipKinds, row.slip.kind),
    slip: JSON.stringify(row.isCopy === true ? row.slip : designed(db, row.slip)),
    isCopy: null,
    parcel: row.parcel ?? null,
  }).lastInsertRowid as PrintJobId);

/**
 * The slip of a step that is replayed because of changes elsewhere: it is not printed twice. If it is not printed yet, its contents are
 * updated.
 */
const findJobAgain = (
  db: WritableDB,
  { opId, itemId, slip }: { readonly opId: OpId; readonly itemId: ItemId | null; readonly slip: Slip },
): PrintJobId | undefined => {
  const id = sql<object, PrintJobId>(
    db,
    'SELECT id FROM print_job WHERE op_id = @opId AND kind = @kind AND item_id IS @itemId LIMIT 1',
  )
    .pluck()
    .get({ opId, kind: slip.kind, itemId });
  if (id !== undefined)
    sql<object>(
      db,
      "UPDATE print_job SET slip = @slip WHERE id = @id AND state IN ('queued', 'held', 'failed')",
    ).run({ id, slip: JSON.stringify(designed(db, slip)) });
  return id;
};

/** Returns the state of the newest slip of an item; null if none was requested. */
export const slipStateOfItem = (db: ReadableDB, itemId: ItemId): SlipState | null =>
  sql<[number], SlipState>(
    db,
    `SELECT id AS jobId, state, note FROM print_job WHERE item_id = ? ORDER BY id DESC LIMIT 1`,
  ).get(itemId) ?? null;

/** Returns the place in a set that is on the newest printed slip of an item; undefined if no printed slip shows one. */
export const placeOnSlip = (
  db: ReadableDB,
  itemId: ItemId,
): { readonly volume: number; readonly of: number | null } | undefined =>
  sql<[number], { readonly volume: number; readonly of: number | null }>(
    db,
    `SELECT slip ->> '$.volume' AS volume, slip ->> '$.volumesExpected' AS "of" FROM print_job
      WHERE item_id = ? AND state NOT IN ('queued', 'held', 'failed') AND slip ->> '$.volume' IS NOT NULL
      ORDER BY id DESC LIMIT 1`,
  ).get(itemId);

/** Returns the slips that a step requested, oldest first. */
export const slipsOfOp = (db: ReadableDB, opId: OpId): readonly SlipState[] =>
  sql<[string], SlipState>(
    db,
    `SELECT id AS jobId, state, note FROM print_job WHERE op_id = ? ORDER BY id`,
  ).all(opId);

// The plus signs keep SQLite from starting with all changes of items ever made, or with all slips in a state.
const slipsOfStep = `
  op_id = @opId OR item_id IN
    (SELECT row_id FROM change_log WHERE op_id = @opId AND +table_name = 'item' AND before IS NULL)`;

/**
 * Removes the slips of a step, and those printed later for an item that it inserted, from the queue if they have not reached the printer.
 * @returns how many are already printed or being printed, and must be thrown away. Slips saved as files do not count.
 */
export const withdrawUnprinted = (db: WritableDB, opId: OpId): { readonly onPaper: number } => {
  sql<object>(
    db,
    `DELETE FROM print_job WHERE (${slipsOfStep}) AND +state IN ('held', 'queued', 'failed')`,
  ).run({
    opId,
  });
  const left = sql<object, { n: number }>(
    db,
    `SELECT count(*) AS n FROM print_job WHERE (${slipsOfStep}) AND note NOT LIKE '${savedAs}%'`,
  ).get({ opId });
  return { onPaper: left?.n ?? 0 };
};

/** Returns how many slips failed and wait for staff. */
export const failedSlipCount = (db: ReadableDB): number =>
  sql<[], { n: number }>(db, `SELECT count(*) AS n FROM print_job WHERE state = 'failed'`).get()?.n ?? 0;

/** Whether a slip is being printed. Slips that wait do not count: they are printed after the next start. */
export const hasSlipAtPrinter = (db: ReadableDB): boolean =>
  sql<[], { one: number }>(db, `SELECT 1 AS one FROM print_job WHERE state = 'printing' LIMIT 1`).get() !==
  undefined;

/** Returns the oldest queued slip, or undefined. */
export const oldestQueuedJob = (db: ReadableDB): StoredPrintJob | undefined =>
  sql<[], StoredPrintJob>(
    db,
    `SELECT id, request_id AS requestId, item_id AS itemId, state, slip, parcel
       FROM print_job WHERE state = 'queued' ORDER BY id LIMIT 1`,
  ).get();

/** Returns one job, or undefined. */
export const findPrintJob = (db: ReadableDB, jobId: PrintJobId): StoredPrintJob | undefined =>
  sql<[number], StoredPrintJob>(
    db,
    `SELECT id, request_id AS requestId, item_id AS itemId, state, note, slip, parcel FROM print_job WHERE id = ?`,
  ).get(jobId);

/** Whether the subject of a slip was undone: its own step, or the receipt of its item. @param job the alias of its table */
export const isUndone = (job: string): string => `(
  EXISTS (SELECT 1 FROM command_log
           WHERE command_log.op_id = ${job}.op_id AND command_log.undone_by IS NOT NULL)
  OR (${job}.item_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM item WHERE item.id = ${job}.item_id)))`;

/** The same for the table itself. */
export const subjectUndone = isUndone('print_job');

/** Whether the subject of a slip was undone. */
export const isSlipUndone = (db: ReadableDB, jobId: PrintJobId): boolean =>
  sql<[number]>(db, `SELECT 1 FROM print_job WHERE id = ? AND ${subjectUndone}`).get(jobId) !== undefined;

/** Sets the state of a job; `attempts` counts how often it went to the printer. */
export const setPrintJobState = (
  db: WritableDB,
  row: {
    readonly jobId: PrintJobId;
    readonly state: PrintJobState;
    readonly note: string;
    readonly at: Instant;
  },
): void => {
  sql<object>(
    db,
    `UPDATE print_job SET state = @state, note = @note, updated_at = @at,
            attempts = attempts + (@state = 'printing')
      WHERE id = @jobId`,
  ).run({ ...row, state: listed(printJobStates, row.state) });
};

/** Sets the note of a job without changing its state. */
export const noteOnJob = (
  db: WritableDB,
  row: { readonly jobId: PrintJobId; readonly note: string; readonly at: Instant },
): void => {
  sql<object>(db, 'UPDATE print_job SET note = @note, updated_at = @at WHERE id = @jobId').run(row);
};

/** Requeues jobs with this note that a program left in printing when it exited. */
export const requeueJobs = (db: WritableDB, row: { readonly note: string; readonly at: Instant }): void => {
  sql<object>(
    db,
    `UPDATE print_job SET state = 'queued', note = '', updated_at = @at WHERE state = 'printing' AND note = @note`,
  ).run(row);
};

/** Marks jobs that a program left in printing when it exited as failed. Returns them. */
export const failInterruptedJobs = (
  db: WritableDB,
  row: { readonly note: string; readonly at: Instant },
): readonly PrintJobId[] =>
  sql<object, { id: PrintJobId }>(
    db,
    `UPDATE print_job SET state = 'failed', note = @note, updated_at = @at WHERE state = 'printing' RETURNING id`,
  )
    .all(row)
    .map(({ id }) => id);

/** The facts of a request on a return slip. `partnerAddress` is a JSON list. */
export type ReturnSlipFacts = {
  readonly externalId: string;
  readonly title: string;
  readonly author: string;
  readonly status: string;
  readonly cancelWish: CancelWish | null;
  /** The partner's due date. */
  readonly dueOn: CalendarDate | null;
  readonly volumesExpected: number | null;
  readonly partnerName: string | null;
  readonly partnerAddress: string | null;
  readonly partnerEmail: string | null;
  readonly partnerPhone: string | null;
};

/**
 * Returns the facts for a return slip, or undefined for a request that does not exist.
 * @param turnId the turn whose partner sent the item; null for the turn that the request shows.
 */
export const returnSlipFacts = (
  db: ReadableDB,
  requestId: RequestId,
  turnId: TurnId | null = null,
): ReturnSlipFacts | undefined =>
  sql<[TurnId | null, number], ReturnSlipFacts>(
    db,
    `SELECT request.external_id AS externalId, request.title, request.author, request.status, request.cancel_wish AS cancelWish,
            turn.due_on AS dueOn, request.volumes_expected AS volumesExpected, partner.name AS partnerName,
            partner.address AS partnerAddress, partner.email AS partnerEmail, partner.phone AS partnerPhone
       FROM request LEFT JOIN turn ON turn.id = ifnull(?, ${shownTurn}) LEFT JOIN partner ON partner.id = turn.partner_id
      WHERE request.id = ?`,
  ).get(turnId, requestId);

/** Returns the name, address (a JSON list) and contact details of a library, or undefined. */
export const libraryOnPaper = (
  db: ReadableDB,
  libraryId: number,
): Readonly<Record<'name' | 'address' | 'email' | 'phone', string>> | undefined =>
  sql<[number], Record<'name' | 'address' | 'email' | 'phone', string>>(
    db,
    'SELECT name, address, email, phone FROM library WHERE id = ?',
  ).get(libraryId);
