import { Worker } from 'node:worker_threads';
import type { ImportProgress, ImportReport } from '../../../../shared/ipc/import-views.ts';
import type { FromWorker, ImportTask, ToWorker } from './worker-messages.ts';

/** A running import. */
export type ImportThread = {
  /** Settles when the thread has ended: the report, or null when it died without one. Never rejects. */
  readonly ended: Promise<ImportReport | null>;
  /** Asks it to stop after the rows that it is storing. */
  readonly cancel: () => void;
};

/** Starts a thread that imports one file. @param workerFile the thread's code. */
export const startImportThread = (
  workerFile: string,
  task: ImportTask,
  told: {
    readonly onProgress: (progress: ImportProgress) => void;
    /** The thread died of this. */
    readonly onFault: (error: Error) => void;
  },
): ImportThread => {
  const worker = new Worker(workerFile, { workerData: task });
  let report: ImportReport | null = null;
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'progress') told.onProgress(message.progress);
    else report = message.report;
  });
  const ended = new Promise<ImportReport | null>((resolve) => {
    // An error of the thread is followed by its exit, which settles the promise.
    worker.on('error', told.onFault);
    worker.on('exit', () => resolve(report));
  });
  return {
    ended,
    cancel: () => worker.postMessage({ kind: 'cancel' } satisfies ToWorker),
  };
};
