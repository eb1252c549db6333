import { parentPort, workerData } from 'node:worker_threads';
import { openForImport } from './storing/import-connection.ts';
import { runImport } from './run-import.ts';
import type { FromWorker, ImportTask, ToWorker } from './worker-messages.ts';

/**
 * The thread in which a file is imported, with its own connection, so that neither the window nor a clerk's step waits.
 * It imports one file, tells the report and ends.
 */
const task = workerData as ImportTask;
let cancelled = false;
parentPort?.on('message', (message: ToWorker) => {
  if (message.kind === 'cancel') cancelled = true;
});

const tell = (message: FromWorker): void => parentPort?.postMessage(message);

const db = openForImport(task.databaseFile);
try {
  const report = await runImport({
    file: task.file,
    db,
    reportsDir: task.reportsDir,
    timeZone: task.timeZone,
    now: () => new Date(),
    cancelled: () => cancelled,
    progress: (progress) => tell({ kind: 'progress', progress }),
  });
  tell({ kind: 'report', report });
} finally {
  db.close();
  parentPort?.close();
}
