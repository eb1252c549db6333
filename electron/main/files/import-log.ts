import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { instantOf } from '../../../shared/domain/dates.ts';
import type { OpId } from '../../../shared/domain/ids.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import { inTransaction } from '../db/open.ts';
import type { ReadableDB } from '../db/types.ts';
import { readRawSetting, writeSetting } from '../desk/records/settings/raw-settings.ts';
import { findCommand, insertCommand, updateCommand } from '../desk/store/command-log.queries.ts';
import { beginJournal } from '../desk/store/import-changes.queries.ts';
import type { Importer } from './importer.ts';

/** The part of a file that was read, as a digest and a length. The whole file, unless the import ended early. */
export type ReadPart = { readonly sha256: string; readonly bytes: number };

/** Records imports in the command log: who imported which file, where and when, and the result. */
export type ImportLog = {
  /**
   * Records the start of an import and begins its journal, which undo needs. If this fails, the import must not begin. @throws
   * SqliteError.
   */
  readonly begin: (importer: Importer, file: string) => { readonly opId: OpId; readonly number: number };
  /** Records how an import ended. @param read null if unknown. @throws SqliteError. */
  readonly end: (opId: OpId, report: ImportReport, read: ReadPart | null) => void;
};

/** The command kind of an import. */
const importKind = 'import';
/** The setting that holds the running import, so that the next start notices an interrupted one. */
const runningKey = 'import-running';

/**
 * Opens the log of imports, and marks an import that the last run did not finish as interrupted. The log holds no row values, because
 * deleted data must not survive in it.
 */
export const openImportLog = (
  db: ReadableDB,
  now: () => Date,
  newOpId = (): OpId => randomUUID() as string as OpId,
): ImportLog => {
  closeInterrupted(db);
  return {
    begin: (importer, file) => {
      const opId = newOpId();
      return inTransaction(db, (writable) => {
        insertCommand(writable, {
          opId,
          kind: importKind,
          operatorId: importer.operator.id,
          deskId: importer.desk.id,
          at: instantOf(now()),
          requestId: null,
          input: JSON.stringify({ fileName: basename(file) }),
          answer: JSON.stringify({ outcome: 'running' }),
        });
        writeSetting(db, runningKey, opId);
        const number = findCommand(writable, opId)?.seq ?? 0;
        beginJournal(writable, number);
        return { opId, number };
      });
    },
    end: (opId, { fileName, outcome, totals, bySection, endedAt }, read) =>
      inTransaction(db, (writable) => {
        updateCommand(writable, {
          opId,
          input: JSON.stringify({ fileName, ...read }),
          answer: JSON.stringify({ outcome, totals, bySection, endedAt }),
        });
        writeSetting(db, runningKey, null);
      }),
  };
};

const closeInterrupted = (db: ReadableDB): void => {
  const opId = readRawSetting(db, runningKey);
  if (typeof opId !== 'string') return;
  inTransaction(db, (writable) => {
    const command = findCommand(db, opId as OpId);
    if (command)
      updateCommand(writable, {
        opId: command.opId,
        input: command.input,
        answer: JSON.stringify({ outcome: 'interrupted' }),
      });
    writeSetting(db, runningKey, null);
  });
};
