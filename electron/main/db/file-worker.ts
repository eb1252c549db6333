import { parentPort, workerData } from 'node:worker_threads';
import { codeOf } from './errors.ts';
import { runFileTask, type FileTask } from './file-tasks.ts';
import type { WorkerAnswer } from './run-file-task.ts';

// The thread that run-file-task.ts starts: one task, one answer. Errors lose their code when they are posted, so it is sent separately.
const answer = async (): Promise<WorkerAnswer> => {
  try {
    return { ok: true, report: await runFileTask(workerData as FileTask) };
  } catch (error) {
    return { ok: false, code: codeOf(error), message: error instanceof Error ? error.message : '' };
  }
};

void answer().then((told) => parentPort?.postMessage(told));
