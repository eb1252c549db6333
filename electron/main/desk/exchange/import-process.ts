import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort as threadPort, Worker, workerData } from 'node:worker_threads';
import type { FileQuestion } from './file-questions.ts';
import type { FromImport, ToImport, Work } from './import-messages.ts';
import { asFaultMessage } from './import-messages.ts';
import type { Turns } from './turns.ts';
import { createTurns } from './turns.ts';

/**
 * The process in which a file is looked at or imported, or an import taken back, with its own connection: neither the window nor a clerk's step waits
 * for it, and whatever the file does to it, the program goes on. It does one thing, tells what came of it, and ends; one that looks at a watched folder stays. Its first
 * thread hears messages while the second one, with the same code, imports.
 */
type ThreadTask = { readonly work: Work; readonly shared: SharedArrayBuffer };

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
      startThread({ work: message, shared: turns.shared });
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

/** What is garbage goes soon: a million rows leave much of it. */
const resourceLimits = { maxYoungGenerationSizeMb: 32 } as const;

const startThread = (workerData: ThreadTask): void => {
  const thread = new Worker(fileURLToPath(import.meta.url), { workerData, resourceLimits });
  thread.on('message', tell);
  thread.on('error', (error) => tell({ kind: 'fault', fault: asFaultMessage(error) }));
  thread.on('exit', end);
};

/** By then the program has heard the last message, or is not there any more. */
const heardAtLatestMs = 1_000;

/** Lets the last message arrive, then ends: what a process of Electron has sent may be lost when it ends at once. */
const end = (): void => {
  if (parentPort) setTimeout(() => process.exit(0), heardAtLatestMs);
  else if (process.connected) process.disconnect();
};

// What a thread needs is read when it is needed: one that only starts the other one begins in half the time.
let questions: Promise<(question: FileQuestion) => void> | null = null;

const ask = (question: FileQuestion): void => {
  questions ??= import('./file-questions.ts').then(({ answerQuestions }) => answerQuestions(tell, end));
  void questions.then((answer) => answer(question));
};

const listen = (): void => {
  const turns = createTurns();
  if (parentPort) parentPort.on('message', ({ data }) => hear(data as ToImport, turns));
  else {
    process.on('message', (message) => hear(message as ToImport, turns));
    process.once('disconnect', () => process.exit(0));
  }
};

if (isMainThread) listen();
else {
  const { work, shared } = workerData as ThreadTask;
  const { runWork } = await import('./import-work.ts');
  await runWork(work, createTurns(shared), tell);
}
