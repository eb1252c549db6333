import { parentPort, workerData } from 'node:worker_threads';
import { codeOf } from '../db/errors.ts';
import { openNewDatabase } from '../db/sharing.ts';
import { tuneForSorting } from '../files/storing/import.queries.ts';
import { IncomingLibrary } from './incoming-library.ts';
import type { FromLibraryWriter, ToLibraryWriter } from './start-library-writer.ts';

// The worker thread that stores the library of a hub, so that the window is not blocked by a million rows and their indexes.

const post = (message: FromLibraryWriter): void => parentPort?.postMessage(message);
const db = openNewDatabase(workerData as string);
tuneForSorting(db);
let library: IncomingLibrary | null = null;
let isBroken = false;

const take = (message: ToLibraryWriter): void => {
  if (message.kind === 'give-up') {
    library?.giveUp();
    end();
    return;
  }
  library ??= new IncomingLibrary(db);
  switch (message.kind) {
    case 'rows':
      library.rows(message.table, message.json, (came) => post({ kind: 'came', came }));
      return;
    case 'steps':
      library.steps(message.json, (came) => post({ kind: 'came', came }));
      return;
    case 'end':
      library.end(message.hub);
      end({ kind: 'stored' });
  }
};

const end = (last?: FromLibraryWriter): void => {
  db.close();
  // Messages posted after the port is closed would be lost.
  if (last) post(last);
  parentPort?.close();
};

parentPort?.on('message', (message: ToLibraryWriter) => {
  if (isBroken && message.kind !== 'give-up') return;
  try {
    take(message);
  } catch (error) {
    isBroken = true;
    post({ kind: 'failed', code: codeOf(error), message: error instanceof Error ? error.message : '' });
  }
});
