import { connect } from '../../../db/open.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { asFaultMessage } from '../import-messages.ts';
import { writeFile } from './write-file.ts';
import type { FromWriter, ToWriter } from './write-messages.ts';

/**
 * The process in which a library or a list is written into a file, with its own connection: neither the window nor a clerk's step waits for it,
 * and a drive that does not answer stops nothing but this. It does one thing, tells what came of it, and ends.
 */

// Electron's processes have a port to the program, Node's are one themselves.
const { parentPort } = process as { readonly parentPort?: Electron.ParentPort };
const tell = (message: FromWriter): void => {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
};

let isCancelled = false;

/** By then the program has heard the last message, or is not there any more. */
const heardAtLatestMs = 1_000;

const end = (): void => {
  if (parentPort) setTimeout(() => process.exit(0), heardAtLatestMs);
  else if (process.connected) process.disconnect();
};

const hear = (message: ToWriter): void => {
  switch (message.kind) {
    case 'write':
      void writeFile(message.task, {
        open: () => connect(message.task.databaseFile, undefined, true) as ReadableDB,
        isCancelled: () => isCancelled,
        progress: (far) => tell({ kind: 'progress', far }),
        onFault: (error) => tell({ kind: 'fault', fault: asFaultMessage(error) }),
      }).then((written) => {
        tell({ kind: 'written', written });
        end();
      });
      return;
    case 'cancel':
      isCancelled = true;
      return;
    case 'heard':
      if (parentPort) process.exit(0);
  }
};

if (parentPort) parentPort.on('message', ({ data }) => hear(data as ToWriter));
else {
  process.on('message', (message) => hear(message as ToWriter));
  process.once('disconnect', () => process.exit(0));
}
