import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort as threadPort, Worker, workerData } from 'node:worker_threads';
import type { FileQuestion } from './file-questions.ts';
import type { FromImport, ToImport, Work } from './import-messages.ts';
import { asFaultMessage } from './import-messages.ts';
import { heapLimits, watchMemory } from './memory-limit.ts';
import type { Turns } from './turns.ts';
import { createTurns } from './turns.ts';

/**
 * The process in which a file is looked at or imported, or an import taken back, with its own connection: neither the window nor a clerk's step waits
 * for it, and whatever the file does to it, the program goes on. It does one thing, tells what came of it, and ends; one that looks at a watched folder stays. Its first
 * thread hears messages and watches the memory while the second one, with the same code, works.
 */
type ThreadTask =
  | { readonly kind: 'questions' }
  | { readonly kind: 'work'; readonly work: Work; readonly shared: SharedArrayBuffer };

// Electron's processes have a port to the program, Node's are one themselves.
const { parentPort } = process as { readonly parentPort?: Electron.ParentPort };
const tell = (message: FromImport): void => {
  if (threadPort) threadPort.postMessage(message);
  else if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
};

const hear = (message: ToImport, turns: Turns): void => {
  switch (message.kind) {
    case 'open':
    case 'ask':
    case 'look-at-folder':
    case 'put-away':
      ask(message);
      return;
    case 'import':
    case 'take-back':
      startThread({ kind: 'work', work: message, shared: turns.shared }, fileOf(message));
      return;
    case 'cancel':
      turns.cancel();
      return;
    case 'wait':
      // Where something is being written, the thread says when it is done.
      if (turns.hold(message.request)) tell({ kind: 'waiting', request: message.request });
      return;
    case 'go-on':
      turns.goOn();
      return;
    case 'heard':
      // Nothing is left to tell.
      if (parentPort) process.exit(0);
  }
};

const fileOf = (work: Work): string | null => (work.kind === 'import' ? work.task.file : null);

/** @param file that the thread reads. */
const startThread = (workerData: ThreadTask, file: string | null): Worker => {
  const thread = new Worker(fileURLToPath(import.meta.url), { workerData, resourceLimits: heapLimits });
  const exhausted = (): void => {
    void thread.terminate();
    tell({ kind: 'exhausted' });
  };
  watchMemory(file, exhausted);
  thread.on('message', tell);
  thread.on('error', (error: Error & { readonly code?: string }) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') exhausted();
    else tell({ kind: 'fault', fault: asFaultMessage(error) });
  });
  thread.on('exit', end);
  return thread;
};

/** By then the program has heard the last message, or is not there any more. */
const heardAtLatestMs = 1_000;

/** Lets the last message arrive, then ends: what a process of Electron has sent may be lost when it ends at once. */
const end = (): void => {
  if (parentPort) setTimeout(() => process.exit(0), heardAtLatestMs);
  else if (process.connected) process.disconnect();
};

let questions: Worker | null = null;

const ask = (question: FileQuestion): void => {
  questions ??= startThread({ kind: 'questions' }, question.kind === 'open' ? question.chosen.file : null);
  questions.postMessage(question);
};

const listen = (): void => {
  const turns = createTurns();
  if (parentPort) parentPort.on('message', ({ data }) => hear(data as ToImport, turns));
  else {
    process.on('message', (message) => hear(message as ToImport, turns));
    process.once('disconnect', () => process.exit(0));
  }
};

// What a thread needs is read when it is needed.
const beThread = async (task: ThreadTask): Promise<void> => {
  if (task.kind === 'work') {
    const { runWork } = await import('./import-work.ts');
    await runWork(task.work, createTurns(task.shared), tell);
    return;
  }
  const { answerQuestions } = await import('./file-questions.ts');
  threadPort?.on(
    'message',
    answerQuestions(tell, () => threadPort?.close()),
  );
};

if (isMainThread) listen();
else await beThread(workerData as ThreadTask);
