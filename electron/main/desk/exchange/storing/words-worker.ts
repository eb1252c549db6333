import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { ToIndexBuilder } from './bulk-thread.ts';
import { IndexBuilder } from './words-beside.ts';

// The thread that builds the index of words of a library that comes from a hub, while another one writes it.

/** How it is begun. */
export type WordsTask = { readonly shared: SharedArrayBuffer; readonly answers: MessagePort };

const { shared, answers } = workerData as WordsTask;
const builder = new IndexBuilder(new Int32Array(shared), answers);

parentPort?.on('message', (message: ToIndexBuilder | null) => {
  if (message !== null) {
    builder.hear(message);
    return;
  }
  builder.close();
  answers.close();
  parentPort?.close();
});
