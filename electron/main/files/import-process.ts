import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort as threadPort, Worker, workerData } from 'node:worker_threads';
import type { FileQuestion } from './file-questions.ts';
import type { FromImport, ToImport, Work } from './import-messages.ts';
import { asFaultMessage } from './import-messages.ts';
import { heapLimits, watchMemory } from './memory-limit.ts';
import { programPort } from './program-port.ts';
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

const port = programPort<ToImport, FromImport>();
const tell = (message: FromImport): void => {
  if (threadPort) threadPort.postMessage(message);
  else port.tell(message);
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
      port.endNow();
  }
};

const fileOf = (work: Work): string | null => (work.kind === 'import' ? work.task.file : null);

/** @param file that somebody gave, and that the thread reads; null: none. */
const startThread = (workerData: ThreadTask, file: string | null): Worker => {
  const thread = new Worker(fileURLToPath(import.meta.url), { workerData, resourceLimits: heapLimits });
  const exhausted = (): void => {
    void thread.terminate();
    tell({ kind: 'exhausted' });
  };
  if (file !== null) watchMemory(file, exhausted);
  thread.on('message', tell);
  thread.on('error', (error: Error & { readonly code?: string }) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') exhausted();
    else tell({ kind: 'fault', fault: asFaultMessage(error) });
  });
  thread.on('exit', port.end);
  return thread;
};

let questions: Worker | null = null;

const ask = (question: FileQuestion): void => {
  questions ??= startThread({ kind: 'questions' }, question.kind === 'open' ? question.chosen.file : null);
  questions.postMessage(question);
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

if (isMainThread) {
  const turns = createTurns();
  port.listen((message) => hear(message, turns));
} else await beThread(workerData as ThreadTask);
