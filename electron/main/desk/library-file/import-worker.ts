import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
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

const db = connect(task.databaseFile) as ReadableDB;
// A million rows touch the indexes all over: some more pages in memory and fewer, longer checkpoints.
db.pragma('cache_size = -32000');
db.pragma('wal_autocheckpoint = 4000');
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
