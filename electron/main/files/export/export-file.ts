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

/** What an export needs from its process. */
type Exporting = {
  readonly isCancelled: () => boolean;
  readonly progress: (progress: ExportProgress) => void;
  /** Takes what stopped it, for the log. */
  readonly onFault: (error: unknown) => void;
};

/** Writes a file of what the database has in one moment. Never throws: what stops it is in the end, and then there is no file. */
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

/** Whoever saves the file, as who works here: what they may not read is in none of their lists. */
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

/** @returns how many rows and bytes were written; null where somebody cancelled. */
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
