import { connect } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import { asFaultMessage } from '../import-messages.ts';
import { programPort } from '../program-port.ts';
import { writeFile } from './write-file.ts';
import type { FromWriter, ToWriter } from './write-messages.ts';

/**
 * The process in which a library or a list is written into a file, with its own connection: neither the window nor a clerk's step waits for it,
 * and a drive that does not answer stops nothing but this. It does one thing, tells what came of it, and ends.
 */

const port = programPort<ToWriter, FromWriter>();
let isCancelled = false;

const hear = (message: ToWriter): void => {
  switch (message.kind) {
    case 'write':
      void writeFile(message.task, {
        open: () => connect(message.task.databaseFile, undefined, true) as ReadableDB,
        isCancelled: () => isCancelled,
        progress: (far) => port.tell({ kind: 'progress', far }),
        onFault: (error) => port.tell({ kind: 'fault', fault: asFaultMessage(error) }),
      }).then((written) => {
        port.tell({ kind: 'written', written });
        port.end();
      });
      return;
    case 'cancel':
      isCancelled = true;
      return;
    case 'heard':
      port.endNow();
  }
};

port.listen(hear);
