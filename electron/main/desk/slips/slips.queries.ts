import type {
  CalendarDate,
  Instant,
  ItemId,
  OpId,
  PrintJobId,
  RequestId,
} from '../../../../shared/domain/ids.ts';
import type { PrintJobState, Slip } from '../../../../shared/domain/slips.ts';
import type { PrintJobView, SlipState } from '../../../../shared/ipc/views.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** A job as the worker takes it: `slip` is the frozen document as JSON. */
export type StoredPrintJob = {
  readonly id: PrintJobId;
  readonly requestId: RequestId | null;
  readonly itemId: ItemId | null;
  readonly state: PrintJobState;
  readonly slip: string;
};

/** Queues a slip with the step that wants it. Returns the job's id. */
export const insertPrintJob = (
  db: WritableDB,
  row: {
    readonly opId: OpId;
    readonly requestId: RequestId | null;
    readonly itemId: ItemId | null;
    readonly slip: Slip;
    readonly at: Instant;
  },
): PrintJobId =>
  sql<object>(
    db,
    `INSERT INTO print_job (op_id, request_id, item_id, kind, slip, state, created_at, updated_at)
     VALUES (@opId, @requestId, @itemId, @kind, @slip, 'queued', @at, @at)`,
  ).run({ ...row, kind: row.slip.kind, slip: JSON.stringify(row.slip) }).lastInsertRowid as PrintJobId;

/** How far the newest slip of an item has come; null when none was asked for. */
export const slipStateOfItem = (db: ReadableDB, itemId: ItemId): SlipState | null =>
  sql<[number], SlipState>(
    db,
    `SELECT id AS jobId, state, note FROM print_job WHERE item_id = ? ORDER BY id DESC LIMIT 1`,
  ).get(itemId) ?? null;

/** The slips that a step asked for, oldest first. */
export const slipsOfOp = (db: ReadableDB, opId: OpId): readonly SlipState[] =>
  sql<[string], SlipState>(
    db,
    `SELECT id AS jobId, state, note FROM print_job WHERE op_id = ? ORDER BY id`,
  ).all(opId);

/**
 * Takes a step's slips out of the queue as far as they have not reached the printer.
 * @returns how many are on paper, or on the way there, all the same: to be thrown away by hand.
 */
export const withdrawUnprinted = (db: WritableDB, opId: OpId): { readonly onPaper: number } => {
  sql<[string]>(db, `DELETE FROM print_job WHERE op_id = ? AND state IN ('queued', 'failed')`).run(opId);
  return { onPaper: slipsOfOp(db, opId).length };
};

/** How many slips failed and wait for a person. */
export const failedSlipCount = (db: ReadableDB): number =>
  sql<[], { n: number }>(db, `SELECT count(*) AS n FROM print_job WHERE state = 'failed'`).get()?.n ?? 0;

/** The slip that has waited longest, or undefined. */
export const oldestQueuedJob = (db: ReadableDB): StoredPrintJob | undefined =>
  sql<[], StoredPrintJob>(
    db,
    `SELECT id, request_id AS requestId, item_id AS itemId, state, slip
       FROM print_job WHERE state = 'queued' ORDER BY id LIMIT 1`,
  ).get();

/** One job, or undefined. */
export const findPrintJob = (db: ReadableDB, jobId: PrintJobId): StoredPrintJob | undefined =>
  sql<[number], StoredPrintJob>(
    db,
    `SELECT id, request_id AS requestId, item_id AS itemId, state, slip FROM print_job WHERE id = ?`,
  ).get(jobId);

/** Moves a job on; `attempts` counts how often it went to the printer. */
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
  ).run(row);
};

/** Marks what an ended program left in the middle of printing as failed. Returns those jobs. */
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

const viewColumns = `
  id, kind, state, note, attempts, created_at AS createdAt, updated_at AS updatedAt,
  ifnull(json_extract(slip, '$.externalId'), '') AS externalId,
  ifnull(json_extract(slip, '$.title'), '') AS title,
  ifnull(json_extract(slip, '$.barcode'), '') AS barcode`;

/** One job as the page shows it, or undefined. */
export const printJobView = (db: ReadableDB, jobId: PrintJobId): PrintJobView | undefined =>
  sql<[number], PrintJobView>(db, `SELECT ${viewColumns} FROM print_job WHERE id = ?`).get(jobId);

/** A page of jobs, newest first. `unprinted` leaves out the printed ones. */
export const printJobPage = (
  db: ReadableDB,
  page: { readonly only: 'all' | 'unprinted'; readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: readonly PrintJobView[] } => {
  const where = page.only === 'unprinted' ? `WHERE state <> 'printed'` : '';
  const total = sql<[], { n: number }>(db, `SELECT count(*) AS n FROM print_job ${where}`).get()?.n ?? 0;
  const rows = sql<[number, number], PrintJobView>(
    db,
    `SELECT ${viewColumns} FROM print_job ${where} ORDER BY id DESC LIMIT ? OFFSET ?`,
  ).all(page.limit, page.offset);
  return { total, rows };
};

/** What a return slip says about a request. `partnerAddress` is a JSON list. */
export type ReturnSlipFacts = {
  readonly externalId: string;
  readonly title: string;
  readonly author: string;
  readonly status: string;
  readonly dueOn: CalendarDate | null;
  readonly volumesExpected: number | null;
  readonly partnerName: string | null;
  readonly partnerAddress: string | null;
  readonly partnerEmail: string | null;
  readonly partnerPhone: string | null;
};

/** The facts for a return slip, or undefined for a request that does not exist. */
export const returnSlipFacts = (db: ReadableDB, requestId: RequestId): ReturnSlipFacts | undefined =>
  sql<[number], ReturnSlipFacts>(
    db,
    `SELECT r.external_id AS externalId, r.title, r.author, r.status, r.due_on AS dueOn,
            r.volumes_expected AS volumesExpected, p.name AS partnerName, p.address AS partnerAddress,
            p.email AS partnerEmail, p.phone AS partnerPhone
       FROM request r LEFT JOIN partner p ON p.id = r.active_partner_id
      WHERE r.id = ?`,
  ).get(requestId);

/** The volumes of a request that are still with us, in their order. */
export const volumesHere = (
  db: ReadableDB,
  requestId: RequestId,
): readonly { readonly barcode: string; readonly volume: number; readonly receivedAt: Instant }[] =>
  sql<[number], { barcode: string; volume: number; receivedAt: Instant }>(
    db,
    `SELECT barcode, volume, received_at AS receivedAt FROM item
      WHERE request_id = ? AND status NOT IN ('returned-to-partner', 'lost') ORDER BY volume`,
  ).all(requestId);

/** Name and address (a JSON list) of a library, or undefined. */
export const libraryOnPaper = (
  db: ReadableDB,
  libraryId: number,
): { readonly name: string; readonly address: string } | undefined =>
  sql<[number], { name: string; address: string }>(db, `SELECT name, address FROM library WHERE id = ?`).get(
    libraryId,
  );
