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

/** What was read of a file: the digest of its first so many bytes; of all of it, unless the import ended before. */
export type ReadPart = { readonly sha256: string; readonly bytes: number };

/** The lines of imports in the log of steps: who imported what, where and when, and what came of it. */
export type ImportLog = {
  /** Notes that an import begins, and begins the journal by which it is taken back: one that is not noted must not begin. @throws SqliteError. */
  readonly begin: (importer: Importer, file: string) => { readonly opId: OpId; readonly number: number };
  /** Notes how it ended. @param read null where nobody knows any more. @throws SqliteError. */
  readonly end: (opId: OpId, report: ImportReport, read: ReadPart | null) => void;
};

/** The kind of these lines. */
const importKind = 'import';
/** Where the import is noted that runs, so that the next start knows of it when this one is killed. */
const runningKey = 'import-running';

/**
 * Opens the log of imports; an import that the last run of the program did not see to its end is noted as interrupted. The log
 * holds no values of rows: what somebody deletes is not to live on in it.
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
