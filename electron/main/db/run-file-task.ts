import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { runFileTask, type AnswerOf, type FileAnswer, type FileTask } from './file-tasks.ts';

/** The message that the thread sends back. */
export type WorkerAnswer =
  | { readonly ok: true; readonly report: FileAnswer }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** An error of SQLite or the system that occurred in the thread. */
class FileTaskError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'FileTaskError';
    this.code = code;
  }
}

// Source files lie side by side, and so do bundles; a bundler may have moved this file into a folder of shared chunks.
const workerFile = ['./file-worker.ts', './file-worker.cjs', '../file-worker.cjs']
  .map((place) => new URL(place, import.meta.url))
  .find((url) => existsSync(url));

/**
 * Runs a task on a whole database file in a worker thread.
 * @returns its result.
 * @throws Error with SQLite's or the system's `code` if the file cannot be read or written.
 */
export const runInFileWorker = <T extends FileTask>(task: T): Promise<AnswerOf<T>> =>
  // Each task has its own answer type (AnswerOf), which the compiler cannot infer from the thread's message.
  runInThread(task) as Promise<AnswerOf<T>>;

const runInThread = (task: FileTask): Promise<FileAnswer> =>
  new Promise((resolve, reject) => {
    if (workerFile === undefined) return void runFileTask(task).then(resolve, reject);
    const worker = new Worker(workerFile, { workerData: task });
    let answered = false;
    worker.once('message', (answer: WorkerAnswer) => {
      answered = true;
      if (answer.ok) resolve(answer.report);
      else reject(new FileTaskError(answer.code, answer.message));
    });
    // If the thread cannot start, the task runs here: blocking the window is better than having no backup.
    const inPlace = (): void => {
      if (answered) return;
      answered = true;
      runFileTask(task).then(resolve, reject);
    };
    worker.once('error', inPlace);
    worker.once('exit', inPlace);
  });
