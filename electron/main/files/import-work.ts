import { copySnapshot } from '../db/file-tasks.ts';
import { failureMessage } from './failures.ts';
import type { FromImport, ImportTask, TakeBackTask, Work } from './import-messages.ts';
import { asFaultMessage } from './import-messages.ts';
import { FileDigest } from './reading/source-file.ts';
import { runImport } from './run-import.ts';
import { openForImport, syncImported } from './storing/import-connection.ts';
import { forgetOldJournals } from './taking-back/old-journals.ts';
import { takeBackImport } from './taking-back/take-back-import.ts';
import type { Turns } from './turns.ts';

type Tell = (message: FromImport) => void;

/** Imports a file, or takes an import back, with a connection of its own; the last message is what came of it. */
export const runWork = (work: Work, turns: Turns, tell: Tell): Promise<void> => {
  const answered = answering(turns, tell);
  return work.kind === 'import' ? importFile(work.task, answered, tell) : takeBack(work.task, answered, tell);
};

const importFile = async (task: ImportTask, turns: Turns, tell: Tell): Promise<void> => {
  const isTrial = task.trialCopy !== null;
  const databaseFile = task.trialCopy ?? task.databaseFile;
  if (isTrial) await copySnapshot(task.databaseFile, databaseFile);
  const db = openForImport(databaseFile, task.isUnattended, task.timeZone);
  const digest = new FileDigest();
  const report = await (async () => {
    try {
      if (!isTrial)
        await forgetOldJournals({ db, now: () => new Date(), cancelled: turns.isCancelled, turns });
      return await runImport({
        file: task.file,
        db,
        importer: task.importer,
        mapping: task.mapping,
        stamp: task.stamp,
        rowReport: task.rowReport,
        importNumber: task.importNumber,
        listsRows: task.listsRows,
        isUnattended: task.isUnattended,
        digest,
        reportsDir: task.reportsDir,
        timeZone: task.timeZone,
        now: () => new Date(),
        cancelled: turns.isCancelled,
        progress: (progress) => tell({ kind: 'progress', progress }),
        turns,
        onBulk: () => tell({ kind: 'in-bulk' }),
        onFault: (error) => tell({ kind: 'fault', fault: asFaultMessage(error) }),
        ...(!isTrial && { beforeReport: () => syncImported(databaseFile) }),
      });
    } finally {
      db.close();
    }
  })();
  tell({ kind: 'report', report, read: digest.part() });
};

const takeBack = async (task: TakeBackTask, turns: Turns, tell: Tell): Promise<void> => {
  try {
    const db = openForImport(task.databaseFile, false);
    try {
      const end = await takeBackImport({
        db,
        number: task.number,
        undoneBy: task.undoneBy,
        deskId: task.deskId,
        now: () => new Date(),
        cancelled: turns.isCancelled,
        progress: (done, total) => tell({ kind: 'taking-back', done, total }),
        turns,
      });
      syncImported(task.databaseFile);
      tell({ kind: 'taken-back', end });
    } finally {
      db.close();
    }
  } catch (error) {
    tell({ kind: 'fault', fault: asFaultMessage(error) });
    tell({ kind: 'taken-back', end: { kind: 'failed', failure: failureMessage(error) } });
  }
};

/** The end of a transaction answers the step that waits for it. */
const answering = (turns: Turns, tell: Tell): Turns => ({
  ...turns,
  done: () => {
    const request = turns.done();
    if (request !== null) tell({ kind: 'waiting', request });
    return request;
  },
});
