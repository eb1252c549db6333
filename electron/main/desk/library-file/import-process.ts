import { failureMessage } from './failures.ts';
import type { FromImport, ImportTask, ToImport } from './import-messages.ts';
import { toldFault } from './import-messages.ts';
import { openForImport, syncImported } from './storing/import-connection.ts';
import { FileDigest } from './reading/source-file.ts';
import { openRegular } from './reading/open-regular.ts';
import { runImport } from './run-import.ts';
import { createTurns } from './turns.ts';

/**
 * The process in which a file is looked at or imported, with its own connection: neither the window nor a clerk's step waits
 * for it, and whatever the file does to it, the program goes on. It does one thing, tells what came of it, and ends.
 */
const turns = createTurns();
let cancelled = false;

// Electron's processes have a port to the program, Node's are one themselves.
const { parentPort } = process as { readonly parentPort?: Electron.ParentPort };
const tell = (message: FromImport): void => {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
};

const hear = (message: ToImport): void => {
  switch (message.kind) {
    case 'look':
      void look(message.file).then(end);
      return;
    case 'import':
      void importFile(message.task)
        .catch((error: unknown) => tell({ kind: 'fault', fault: toldFault(error) }))
        .then(end);
      return;
    case 'cancel':
      cancelled = true;
      turns.goOn();
      return;
    case 'wait':
      // Transactions are not interrupted by messages: who reads one is not in a transaction.
      turns.hold();
      tell({ kind: 'waiting' });
      return;
    case 'go-on':
      turns.goOn();
  }
};

const look = async (path: string): Promise<void> => {
  try {
    const { file, sizeBytes } = await openRegular(path);
    await file.close();
    tell({ kind: 'looked', sizeBytes });
  } catch (error) {
    tell({ kind: 'unfit', why: failureMessage(error) });
  }
};

const importFile = async (task: ImportTask): Promise<void> => {
  const db = openForImport(task.databaseFile);
  const digest = new FileDigest();
  try {
    const report = await runImport({
      file: task.file,
      db,
      importer: task.importer,
      digest,
      reportsDir: task.reportsDir,
      timeZone: task.timeZone,
      now: () => new Date(),
      cancelled: () => cancelled,
      progress: (progress) => tell({ kind: 'progress', progress }),
      turn: turns.take,
      onFault: (error) => tell({ kind: 'fault', fault: toldFault(error) }),
      beforeReport: () => syncImported(task.databaseFile),
    });
    tell({ kind: 'report', report, read: digest.part() });
  } finally {
    db.close();
  }
};

/** Lets the last message leave, then ends. */
const end = (): void => {
  if (parentPort) setImmediate(() => process.exit(0));
  else process.disconnect();
};

if (parentPort) parentPort.on('message', ({ data }) => hear(data as ToImport));
else process.on('message', hear).once('disconnect', () => process.exit(0));
