import { existsSync } from 'node:fs';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { WordsApart } from './bulk-load.ts';
import type { ToIndexBuilder } from './bulk-thread.ts';
import { roomForPlaces, stop } from './bulk-thread.ts';
import type { WordsTask } from './words-worker.ts';
import { wordsBeside } from './words-beside.ts';

// Source beside source, bundle beside bundle; a bundler may have put this file into a folder of shared parts.
const workerFile = ['./words-worker.ts', './words-worker.js', '../words-worker.js']
  .map((place) => new URL(place, import.meta.url))
  .find((url) => existsSync(url));

/** Starts a thread that builds the index of words for this one. To be closed, whatever came of it. */
export const startWordsThread = (): WordsApart & { readonly close: () => void } => {
  const memory = new Int32Array(roomForPlaces());
  const { port1, port2 } = new MessageChannel();
  const workerData: WordsTask = { shared: memory.buffer, answers: port1 };
  const worker = new Worker(workerFile ?? '', { workerData, transferList: [port1] });
  // Whoever waits for it is told that nothing comes.
  worker.on('error', () => undefined);
  return {
    ...wordsBeside(memory, port2, (message: ToIndexBuilder) => worker.postMessage(message)),
    close: () => {
      stop(memory);
      port2.close();
      worker.postMessage(null);
    },
  };
};
