import { capturedTables } from '../../../../electron/main/db/change-capture.ts';
import type { ReadableDB } from '../../../../electron/main/db/types.ts';
import { inTransaction } from '../../../../electron/main/db/open.ts';
import { openImportLog } from '../../../../electron/main/files/import-log.ts';
import { type UndoEnd, undoImport } from '../../../../electron/main/files/undo-import/undo-import.ts';
import { createWriteLock } from '../../../../electron/main/files/process/write-lock.ts';
import {
  findCommand,
  insertCommand,
  undoImportKind,
} from '../../../../electron/main/desk/store/command-log.queries.ts';
import type { DeskId, Instant, OpId } from '../../../../shared/domain/ids.ts';
import type { ImportReport } from '../../../../shared/ipc/import-views.ts';
import { newOpId } from '../../../support/desk.ts';
import { type ImportDesk, testImporter } from '../import-desk.ts';

/** Returns all rows of a library, including stored file values and counts. */
export const dump = ({ db }: ImportDesk): Record<string, unknown[]> => {
  const rows = (query: string): unknown[] => db.prepare(query).all();
  const tables = [...capturedTables, 'file_said', 'file_conflict', 'file_profile', 'notice', 'outbox'];
  return {
    ...Object.fromEntries(tables.map((table) => [table, rows(`SELECT * FROM ${table} ORDER BY 1, 2`)])),
    // An empty cell counts nothing.
    counts: rows('SELECT * FROM request_cube WHERE n <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11'),
  };
};

/** An import's ids and its report. */
export type Imported = { readonly opId: OpId; readonly number: number; readonly report: ImportReport };

/** Imports a file like the program: with an entry in the command log and a journal. */
export const importNoted = async (desk: ImportDesk, path: string): Promise<Imported> => {
  const log = openImportLog(desk.db as ReadableDB, () => new Date('2026-11-25T12:00:00Z'));
  const begun = log.begin(testImporter, path);
  const report = await desk.import(path, { importNumber: begun.number });
  log.end(begun.opId, report, null);
  return { ...begun, report };
};

/** Undoes an import in this thread. @param undoneBy the command that was interrupted. @param steps how often it may write. */
export const undoImported = async (
  desk: Pick<ImportDesk, 'db'>,
  { opId: undoes, number }: Pick<Imported, 'opId' | 'number'>,
  undoneBy = newOpId(),
  steps = Infinity,
): Promise<UndoEnd> => {
  const db = desk.db as ReadableDB;
  if (!findCommand(db, undoneBy))
    inTransaction(db, (writable) =>
      insertCommand(writable, {
        opId: undoneBy,
        kind: undoImportKind,
        operatorId: 1,
        deskId: 1,
        at: '2026-11-25T13:00:00.000Z' as Instant,
        requestId: null,
        input: JSON.stringify({ undoes }),
        answer: '{}',
      }),
    );
  const lock = createWriteLock();
  let left = steps;
  return undoImport({
    db,
    number,
    undoneBy,
    deskId: 1 as DeskId,
    now: () => new Date('2026-11-25T13:00:00Z'),
    cancelled: () => (left -= 1) < 0,
    progress: () => undefined,
    // If the number of steps is limited, each transaction ends after one row.
    lock: { ...lock, isPaused: () => steps !== Infinity },
  });
};
