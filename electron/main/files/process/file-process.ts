import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort as threadPort, Worker, workerData } from 'node:worker_threads';
import type { Asked } from './answer-questions.ts';
import { heapLimits, watchMemory } from './memory-limit.ts';
import { type FromProcess, type ToProcess, type Work, asFaultMessage } from './messages.ts';
import { programPort } from './program-port.ts';
import { createWriteLock } from './write-lock.ts';

/**
 * The process that reads and writes files, with its own database connection: neither the window nor a command waits for it, and whatever
 * a file or its drive does to it, the program keeps running. It does one piece of work and exits, or answers questions until it is
 * killed. Its main thread receives messages and watches memory; a worker thread with the same code does the work.
 */
type ThreadTask =
  | { readonly kind: 'questions' }
  | { readonly kind: 'work'; readonly work: Work; readonly shared: SharedArrayBuffer };

const port = programPort<ToProcess, FromProcess>();
const lock = createWriteLock();

/** @param file a file from the operator that the thread reads; null: none. */
const startThread = (workerData: ThreadTask, file: string | null): Worker => {
  const thread = new Worker(fileURLToPath(import.meta.url), { workerData, resourceLimits: heapLimits });
  const exhausted = (): void => {
    void thread.terminate();
    port.send({ kind: 'exhausted' });
  };
  if (file !== null) watchMemory(file, exhausted);
  thread.on('message', port.send);
  thread.on('error', (error: Error & { readonly code?: string }) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') exhausted();
    else port.send({ kind: 'fault', fault: asFaultMessage(error) });
  });
  thread.on('exit', port.end);
  return thread;
};

let questions: Worker | null = null;

const ask = (asked: Asked): void => {
  const { question } = asked;
  questions ??= startThread({ kind: 'questions' }, question.what === 'open' ? question.chosen.file : null);
  questions.postMessage(asked);
};

const hear = (message: ToProcess): void => {
  switch (message.kind) {
    case 'ask':
      ask(message);
      return;
    case 'import':
    case 'take-back':
    case 'export':
      startThread(
        { kind: 'work', work: message, shared: lock.shared },
        message.kind === 'import' ? message.task.file : null,
      );
      return;
    case 'cancel':
      lock.cancel();
      return;
    case 'wait':
      // If a transaction is open, the thread answers when it ends.
      if (lock.pause(message.request)) port.send({ kind: 'waiting', request: message.request });
      return;
    case 'go-on':
      lock.resume();
      return;
    case 'heard':
      port.endNow();
  }
};

// A thread loads its modules only when needed.
const beThread = async (task: ThreadTask): Promise<void> => {
  const send = (message: FromProcess): void => threadPort?.postMessage(message);
  if (task.kind === 'work') {
    const { runWork } = await import('./run-work.ts');
    await runWork(task.work, createWriteLock(task.shared), send);
    return;
  }
  const { answerQuestions } = await import('./answer-questions.ts');
  threadPort?.on('message', answerQuestions(send));
};

if (isMainThread) port.listen(hear);
else void beThread(workerData as ThreadTask);
