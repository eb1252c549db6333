import { copySnapshot } from '../../db/file-tasks.ts';
import { exportFile } from '../export/export-file.ts';
import { failureMessage } from '../failures.ts';
import { FileDigest } from '../reading/source-file.ts';
import { runImport } from '../run-import.ts';
import { openForImport, syncImported } from '../storing/import-connection.ts';
import { deleteOldJournals } from '../undo-import/old-journals.ts';
import { undoImport } from '../undo-import/undo-import.ts';
import {
  type FromProcess,
  type ImportTask,
  type TakeBackTask,
  type Work,
  type Works,
  asFaultMessage,
} from './messages.ts';
import type { WriteLock } from './write-lock.ts';

type Send = (message: FromProcess) => void;

/** Does a piece of work; the last message is its end. */
export const runWork = async (work: Work, writeLock: WriteLock, send: Send): Promise<void> => {
  const lock = answering(writeLock, send);
  if (work.kind === 'import') send({ kind: 'done', end: await importFile(work.task, lock, send) });
  else if (work.kind === 'take-back') send({ kind: 'done', end: await runUndo(work.task, lock, send) });
  else {
    const end = await exportFile(work.task, {
      isCancelled: lock.isCancelled,
      progress: (progress) => send({ kind: 'progress', progress }),
      onFault: (error) => send({ kind: 'fault', fault: asFaultMessage(error) }),
    });
    send({ kind: 'done', end });
  }
};

const now = (): Date => new Date();

const importFile = async (task: ImportTask, lock: WriteLock, send: Send): Promise<Works['import']['end']> => {
  const isDryRun = task.dryRunCopy !== null;
  const databaseFile = task.dryRunCopy ?? task.databaseFile;
  if (isDryRun) await copySnapshot(task.databaseFile, databaseFile);
  const db = openForImport(databaseFile, task.isUnattended, task.timeZone);
  const digest = new FileDigest();
  const cancelled = lock.isCancelled;
  try {
    if (!isDryRun) await deleteOldJournals({ db, now, cancelled, lock });
    const report = await runImport({
      ...task,
      db,
      digest,
      now,
      cancelled,
      lock,
      progress: (progress) => send({ kind: 'progress', progress }),
      onBulk: () => send({ kind: 'in-bulk' }),
      onFault: (error) => send({ kind: 'fault', fault: asFaultMessage(error) }),
      ...(!isDryRun && { beforeReport: () => syncImported(databaseFile) }),
    });
    return { report, read: digest.part() };
  } finally {
    db.close();
  }
};

const runUndo = async (
  task: TakeBackTask,
  lock: WriteLock,
  send: Send,
): Promise<Works['take-back']['end']> => {
  try {
    const db = openForImport(task.databaseFile, false);
    try {
      const end = await undoImport({
        ...task,
        db,
        now,
        cancelled: lock.isCancelled,
        progress: (done, total) => send({ kind: 'progress', progress: { done, total } }),
        lock,
      });
      syncImported(task.databaseFile);
      return end;
    } finally {
      db.close();
    }
  } catch (error) {
    send({ kind: 'fault', fault: asFaultMessage(error) });
    return { kind: 'failed', failure: failureMessage(error) };
  }
};

/** Adds to `release` the answer to a command that waits for the end of the transaction. */
const answering = (lock: WriteLock, send: Send): WriteLock => ({
  ...lock,
  release: () => {
    const request = lock.release();
    if (request !== null) send({ kind: 'waiting', request });
    return request;
  },
});
