import { setImmediate as turn } from 'node:timers/promises';
import type { ReadableDB } from '../../db/types.ts';
import type { DeskContext } from '../../desk/kernel/context.ts';
import { sessionOf } from '../importer.ts';
import { libraryOut, requestsOfLibrary } from './library-out.ts';
import { listOut } from './lists.ts';
import { beginReading, endReading } from './one-moment.queries.ts';
import type { Piece } from './table-out.ts';
import { tableOut } from './table-out.ts';
import type { WholeFile } from './whole-file.ts';
import { beginWholeFile } from './whole-file.ts';
import { writeFailure } from './write-failure.ts';
import type { Far, WriteTask, Written } from './write-messages.ts';

const progressEveryMs = 100;

/** What writing needs from its process. */
export type Writer = {
  readonly open: () => ReadableDB;
  readonly isCancelled: () => boolean;
  readonly progress: (far: Far) => void;
  /** Takes what stopped it, for the log. */
  readonly onFault: (error: unknown) => void;
};

/** Writes a file of what the database has in one moment. Never throws: what stops it is told, and then there is no file. */
export const writeFile = async (task: WriteTask, writer: Writer): Promise<Written> => {
  let file: WholeFile | null = null;
  let db: ReadableDB | null = null;
  try {
    file = beginWholeFile(task.file, task.mayReplace);
    db = writer.open();
    const context = contextOf(db, task);
    beginReading(db);
    const written = await writePieces(file, piecesOf(context, task), writer);
    if (written === null) {
      file.abandon();
      return { outcome: 'cancelled' };
    }
    endReading(db);
    file.finish();
    return { outcome: 'done', ...written };
  } catch (error) {
    file?.abandon();
    writer.onFault(error);
    return { outcome: 'failed', why: writeFailure(error) };
  } finally {
    db?.close();
  }
};

/** Whoever saves the file, as who works here: what they may not read is in none of their lists. */
const contextOf = (db: ReadableDB, { who, libraries, timeZone, at }: WriteTask): DeskContext => ({
  db,
  session: { ...sessionOf(who), libraries: () => libraries },
  now: () => new Date(at),
  timeZone: () => timeZone,
});

type Pieces = { readonly total: number; readonly pieces: Iterable<Piece> | AsyncIterable<Piece> };

const piecesOf = (context: DeskContext, { wanted, timeZone }: WriteTask): Pieces => {
  if (wanted.kind === 'library')
    return {
      total: requestsOfLibrary(context.db),
      pieces: libraryOut(context.db, wanted.withoutPatrons),
    };
  if (wanted.kind === 'text')
    return { total: wanted.rows, pieces: [{ piece: wanted.text, rows: wanted.rows }] };
  const table = listOut(context, wanted.of);
  return { total: table.total, pieces: tableOut(table, wanted.format, timeZone) };
};

/** @returns how many rows and bytes were written; null where somebody cancelled. */
const writePieces = async (
  file: WholeFile,
  { total, pieces }: Pieces,
  { isCancelled, progress }: Writer,
): Promise<{ readonly rows: number; readonly bytes: number } | null> => {
  let done = 0;
  let bytes = 0;
  let toldAt = -Infinity;
  for await (const { piece, rows } of pieces) {
    file.write(piece);
    bytes += Buffer.byteLength(piece);
    done = rows;
    if (performance.now() - toldAt < progressEveryMs) continue;
    toldAt = performance.now();
    progress({ rows: done, rowsTotal: total });
    // Messages are heard between two pieces.
    await turn();
    if (isCancelled()) return null;
  }
  return isCancelled() ? null : { rows: done, bytes };
};
