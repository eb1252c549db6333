import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { runFileTask, type AnswerOf, type FileAnswer, type FileTask } from './file-tasks.ts';

/** What the thread sends back. */
export type WorkerAnswer =
  | { readonly ok: true; readonly report: FileAnswer }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** An error of SQLite or of the system that happened in the thread. */
class FileTaskError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'FileTaskError';
    this.code = code;
  }
}

// Source beside source, bundle beside bundle; a bundler may have put this file into a folder of shared parts.
const workerFile = ['./file-worker.ts', './file-worker.js', '../file-worker.js']
  .map((place) => new URL(place, import.meta.url))
  .find((url) => existsSync(url));

/**
 * Runs a task on a whole database file in a worker thread.
 * @returns what it found.
 * @throws Error with SQLite's or the system's `code` when the file cannot be read or written.
 */
export const runInFileWorker = <T extends FileTask>(task: T): Promise<AnswerOf<T>> =>
  // Each task has an answer of its own (AnswerOf), which the thread's message does not tell the compiler.
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
    // A thread that cannot start must not cost the backup: a window that stands still is the lesser evil.
    const inPlace = (): void => {
      if (answered) return;
      answered = true;
      runFileTask(task).then(resolve, reject);
    };
    worker.once('error', inPlace);
    worker.once('exit', inPlace);
  });
