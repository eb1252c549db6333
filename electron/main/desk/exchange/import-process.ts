import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort as threadPort, Worker, workerData } from 'node:worker_threads';
import { copySnapshot } from '../../db/file-tasks.ts';
import { failureMessage } from './failures.ts';
import type { ChosenFile, FileAsk } from './file-reader.ts';
import { FileReader } from './file-reader.ts';
import type { FromImport, ImportTask, TakeBackTask, ToImport, Work } from './import-messages.ts';
import { asFaultMessage } from './import-messages.ts';
import { openForImport, syncImported } from './storing/import-connection.ts';
import { FileDigest } from './reading/source-file.ts';
import { FileFault } from './row-fault.ts';
import { forgetOldJournals } from './taking-back/old-journals.ts';
import { takeBackImport } from './taking-back/take-back-import.ts';
import { runImport } from './run-import.ts';
import type { Look } from './watching/look.ts';
import { folderLook } from './watching/look.ts';
import { putAway } from './watching/put-away.ts';
import type { Turns } from './turns.ts';
import { createTurns } from './turns.ts';
import { t } from '../../../../shared/words/words.ts';

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
      void open(message.chosen);
      return;
    case 'ask':
      void answer(message.request, message.ask);
      return;
    case 'import':
    case 'take-back':
      startThread({ work: message, shared: turns.shared });
      return;
    case 'look-at-folder':
      void lookAtFolder(message.folder);
      return;
    case 'put-away':
      void putAway(message.what).then((problem) => tell({ kind: 'put-away', problem }));
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

let fileReader: FileReader | null = null;
/** The last question of each kind: an earlier one is not worth an answer. */
const asked = new Map<FileAsk['what'], number>();

const open = async (chosen: ChosenFile): Promise<void> => {
  try {
    const { reader, stamp } = await FileReader.open(chosen);
    fileReader = reader;
    tell({ kind: 'opened', stamp });
  } catch (error) {
    tell({ kind: 'unfit', why: whyOf(error) });
    end();
  }
};

const answer = async (request: number, ask: FileAsk): Promise<void> => {
  asked.set(ask.what, request);
  const isStale = (): boolean => asked.get(ask.what) !== request;
  try {
    if (fileReader === null) throw new Error('No file was opened.');
    const value = await fileReader.answer(ask, isStale);
    // Half an answer is none: whoever wants it still asks again.
    if (isStale()) tell({ kind: 'no-answer', request, why: t('exchange.askedAnew'), isStale: true });
    else tell({ kind: 'answer', request, answer: value });
  } catch (error) {
    tell({ kind: 'no-answer', request, why: whyOf(error), isStale: false });
  }
};

/** Why it did not work, for staff; what is no fault of the file is told to the log. */
const whyOf = (error: unknown): string => {
  if (!(error instanceof FileFault)) tell({ kind: 'fault', fault: asFaultMessage(error) });
  return failureMessage(error);
};

/** The folder that was looked at before: what did not change since is ready. */
let watched: { readonly folder: string; readonly look: () => Promise<Look> } | null = null;

const lookAtFolder = async (folder: string): Promise<void> => {
  if (watched?.folder !== folder)
    watched = { folder, look: folderLook(folder, () => tell({ kind: 'alive' })) };
  tell({ kind: 'folder', look: await watched.look() });
};

/** What is garbage goes soon: a million rows leave much of it. */
const resourceLimits = { maxYoungGenerationSizeMb: 32 } as const;

const startThread = (workerData: ThreadTask): void => {
  const thread = new Worker(fileURLToPath(import.meta.url), { workerData, resourceLimits });
  thread.on('message', tell);
  thread.on('error', (error) => tell({ kind: 'fault', fault: asFaultMessage(error) }));
  thread.on('exit', end);
};

const importFile = async (task: ImportTask, turns: Turns): Promise<void> => {
  const isTrial = task.trialCopy !== null;
  const databaseFile = task.trialCopy ?? task.databaseFile;
  if (isTrial) await copySnapshot(task.databaseFile, databaseFile);
  const db = openForImport(databaseFile, task.isUnattended, task.timeZone);
  const digest = new FileDigest();
  const report = await (async () => {
    try {
      if (!isTrial)
        await forgetOldJournals({ db, now: () => new Date(), cancelled: turns.isCancelled, turns });
      return await runImport({
        file: task.file,
        db,
        importer: task.importer,
        mapping: task.mapping,
        stamp: task.stamp,
        rowReport: task.rowReport,
        importNumber: task.importNumber,
        listsRows: task.listsRows,
        isUnattended: task.isUnattended,
        digest,
        reportsDir: task.reportsDir,
        timeZone: task.timeZone,
        now: () => new Date(),
        cancelled: turns.isCancelled,
        progress: (progress) => tell({ kind: 'progress', progress }),
        turns,
        onBulk: () => tell({ kind: 'in-bulk' }),
        onFault: (error) => tell({ kind: 'fault', fault: asFaultMessage(error) }),
        ...(!isTrial && { beforeReport: () => syncImported(databaseFile) }),
      });
    } finally {
      db.close();
    }
  })();
  tell({ kind: 'report', report, read: digest.part() });
};

const takeBack = async (task: TakeBackTask, turns: Turns): Promise<void> => {
  try {
    const db = openForImport(task.databaseFile, false);
    try {
      const end = await takeBackImport({
        db,
        number: task.number,
        undoneBy: task.undoneBy,
        deskId: task.deskId,
        now: () => new Date(),
        cancelled: turns.isCancelled,
        progress: (done, total) => tell({ kind: 'taking-back', done, total }),
        turns,
      });
      syncImported(task.databaseFile);
      tell({ kind: 'taken-back', end });
    } finally {
      db.close();
    }
  } catch (error) {
    tell({ kind: 'fault', fault: asFaultMessage(error) });
    tell({ kind: 'taken-back', end: { kind: 'failed', failure: failureMessage(error) } });
  }
};

/** The end of a transaction answers the step that waits for it. */
const answering = (turns: Turns): Turns => ({
  ...turns,
  done: () => {
    const request = turns.done();
    if (request !== null) tell({ kind: 'waiting', request });
    return request;
  },
});

const runWork = ({ work, shared }: ThreadTask): Promise<void> => {
  const turns = answering(createTurns(shared));
  return work.kind === 'import' ? importFile(work.task, turns) : takeBack(work.task, turns);
};

/** By then the program has heard the last message, or is not there any more. */
const heardAtLatestMs = 1_000;

/** Lets the last message arrive, then ends: what a process of Electron has sent may be lost when it ends at once. */
const end = (): void => {
  if (parentPort) setTimeout(() => process.exit(0), heardAtLatestMs);
  else if (process.connected) process.disconnect();
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
else await runWork(workerData as ThreadTask);
