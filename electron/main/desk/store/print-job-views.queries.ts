import type { DeskId, PrintJobId } from '../../../../shared/domain/ids.ts';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { type LibraryScope, requestInScope } from '../../db/library-scope.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';
import { isUndone, subjectUndone } from './print-jobs.queries.ts';

const isOnPaper = (job: string): string => `+${job}.state IN ('printing', 'printed')`;

/** The paper of a parcel lists an item that was taken out of it. */
const parcelReduced = `(
  ${isOnPaper('print_job')} AND NOT ${subjectUndone}
  AND EXISTS (SELECT 1 FROM print_job AS other
               WHERE other.parcel = print_job.parcel AND ${isOnPaper('other')} AND ${isUndone('other')}))`;

const viewColumns = `
  id, kind, state, note, created_at AS createdAt, updated_at AS updatedAt,
  ifnull(json_extract(slip, '$.externalId'), '') AS externalId,
  ifnull(json_extract(slip, '$.title'), '') AS title,
  ifnull(json_extract(slip, '$.barcode'), '') AS barcode,
  ${subjectUndone} AS undone, ${parcelReduced} AS parcelReduced, parcel`;

type ViewRow = Omit<PrintJobView, 'undone' | 'parcelReduced'> & {
  readonly undone: 0 | 1;
  readonly parcelReduced: 0 | 1;
};
const viewOfRow = (row: ViewRow): PrintJobView => ({
  ...row,
  undone: row.undone === 1,
  parcelReduced: row.parcelReduced === 1,
});

/** Returns one job as the page shows it, or undefined. */
export const printJobView = (db: ReadableDB, jobId: PrintJobId): PrintJobView | undefined => {
  const row = sql<[number], ViewRow>(db, `SELECT ${viewColumns} FROM print_job WHERE id = ?`).get(jobId);
  return row && viewOfRow(row);
};

/** The visible slips: those of requests of these libraries, and those that steps at this desk requested. */
export type SlipScope = { readonly libraries: LibraryScope; readonly deskId: DeskId | null };

// A slip without a request is a test of the printer.
const inScope = ({ libraries, deskId }: SlipScope): string =>
  libraries === null
    ? 'true'
    : `(print_job.request_id IS NULL
        OR EXISTS (SELECT 1 FROM request WHERE request.id = print_job.request_id AND ${requestInScope(libraries)})
        OR EXISTS (SELECT 1 FROM command_log
                    WHERE command_log.op_id = print_job.op_id AND command_log.desk_id = ${deskId === null ? 'NULL' : Number(deskId)}))`;

/** Whether a slip belongs to the scope. */
export const isSlipInScope = (db: ReadableDB, jobId: PrintJobId, scope: SlipScope): boolean =>
  sql<[number]>(db, `SELECT 1 FROM print_job WHERE id = ? AND ${inScope(scope)}`).get(jobId) !== undefined;

/** Returns a page of jobs, newest first. `unprinted` omits the printed ones. */
export const printJobPage = (
  db: ReadableDB,
  page: SlipScope & { readonly only: 'all' | 'unprinted'; readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: readonly PrintJobView[] } => {
  const where = `WHERE ${page.only === 'unprinted' ? `state <> 'printed'` : 'true'} AND ${inScope(page)}`;
  const total = sql<[], { n: number }>(db, `SELECT count(*) AS n FROM print_job ${where}`).get()?.n ?? 0;
  const rows = sql<[number, number], ViewRow>(
    db,
    `SELECT ${viewColumns} FROM print_job ${where} ORDER BY id DESC LIMIT ? OFFSET ?`,
  ).all(page.limit, page.offset);
  return { total, rows: rows.map(viewOfRow) };
};
