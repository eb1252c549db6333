import { connect } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { DeskContext } from '../../desk/context.ts';
import { exportFailure } from '../failures.ts';
import { sessionOf } from '../importer.ts';
import type { ExportEnd, ExportProgress, ExportTask } from './export-task.ts';
import { libraryPieces, requestsOfLibrary } from './library-pieces.ts';
import { listTable } from './list-table.ts';
import { beginReading, endReading } from './one-moment.queries.ts';
import { type Piece, tablePieces } from './table-pieces.ts';
import { beginWholeFile, type WholeFile } from './whole-file.ts';

const progressEveryMs = 100;

/** The callbacks of an export to its process. */
type Exporting = {
  readonly isCancelled: () => boolean;
  readonly progress: (progress: ExportProgress) => void;
  /** Receives the error that stopped the export, for the log. */
  readonly onFault: (error: unknown) => void;
};

/** Writes a file from a snapshot of the database. Never throws: an error is returned in the end, and then there is no file. */
export const exportFile = async (task: ExportTask, exporting: Exporting): Promise<ExportEnd> => {
  let file: WholeFile | null = null;
  let db: ReadableDB | null = null;
  try {
    file = beginWholeFile(task.file, task.mayReplace);
    db = connect(task.databaseFile, undefined, true) as ReadableDB;
    const context = contextOf(db, task);
    beginReading(db);
    const written = await writePieces(file, piecesOf(context, task), exporting);
    if (written === null) {
      file.abandon();
      return { outcome: 'cancelled' };
    }
    endReading(db);
    file.finish();
    return { outcome: 'done', ...written };
  } catch (error) {
    file?.abandon();
    exporting.onFault(error);
    return { outcome: 'failed', why: exportFailure(error) };
  } finally {
    db?.close();
  }
};

/** A context with the session of the operator who saves the file, so that lists leave out what they may not read. */
const contextOf = (db: ReadableDB, { who, libraries, timeZone, at }: ExportTask): DeskContext => ({
  db,
  session: { ...sessionOf(who), libraries: () => libraries },
  now: () => new Date(at),
  timeZone: () => timeZone,
});

type Pieces = { readonly total: number; readonly pieces: Iterable<Piece> | AsyncIterable<Piece> };

const piecesOf = (context: DeskContext, { wanted, timeZone }: ExportTask): Pieces => {
  if (wanted.kind === 'library')
    return {
      total: requestsOfLibrary(context.db),
      pieces: libraryPieces(context.db, wanted.withoutPatrons),
    };
  if (wanted.kind === 'text')
    return { total: wanted.rows, pieces: [{ piece: wanted.text, rows: wanted.rows }] };
  const table = listTable(context, wanted.of);
  return { total: table.total, pieces: tablePieces(table, wanted.format, timeZone) };
};

/** @returns the number of rows and bytes written; null if the export was cancelled. */
const writePieces = async (
  file: WholeFile,
  { total, pieces }: Pieces,
  { isCancelled, progress }: Exporting,
): Promise<{ readonly rows: number; readonly bytes: number } | null> => {
  let done = 0;
  let bytes = 0;
  let reportedAt = -Infinity;
  for await (const { piece, rows } of pieces) {
    file.write(piece);
    bytes += Buffer.byteLength(piece);
    done = rows;
    if (performance.now() - reportedAt < progressEveryMs) continue;
    reportedAt = performance.now();
    progress({ rows: done, rowsTotal: total });
    if (isCancelled()) return null;
  }
  return isCancelled() ? null : { rows: done, bytes };
};
