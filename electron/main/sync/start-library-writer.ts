import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { SharedTable } from '../db/hub-capture.ts';
import type { LibraryWriter } from './fetch-library.ts';
import type { PieceExtent } from './incoming-library.ts';

export type ToLibraryWriter =
  | { readonly kind: 'rows'; readonly table: SharedTable; readonly json: string }
  | { readonly kind: 'steps'; readonly json: string }
  | { readonly kind: 'end'; readonly hub: Parameters<LibraryWriter['end']>[0] }
  | { readonly kind: 'give-up' };

export type FromLibraryWriter =
  /** What a piece contains, sent before it is stored: the next one can be requested in the meantime. */
  | { readonly kind: 'came'; readonly came: PieceExtent }
  | { readonly kind: 'stored' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/** An error of the worker thread, with the database's error code. */
class LibraryWriterError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

// Source files lie side by side, and so do bundles; a bundler may have moved this file into a folder of shared chunks.
const writerFile = ['./library-writer.ts', './library-writer.cjs', '../library-writer.cjs']
  .map((place) => new URL(place, import.meta.url))
  .find((url) => existsSync(url));

/**
 * Starts the worker thread that stores a library in a new database file.
 * @returns the writer, and `close`, after which the file is no longer open; an incomplete library leaves nothing behind.
 */
export const startLibraryWriter = (file: string): LibraryWriter & { readonly close: () => Promise<void> } => {
  const worker = new Worker(writerFile ?? '', { workerData: file });
  let failure: Error | null = null;
  let heard: ((message: FromLibraryWriter) => void) | null = null;
  let refuse: ((error: Error) => void) | null = null;
  const fail = (error: Error): void => {
    failure ??= error;
    refuse?.(failure);
  };
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      fail(new LibraryWriterError('SQLITE_INTERNAL', 'writer has ended'));
      resolve();
    });
  });
  worker.on('error', fail);
  worker.on('message', (message: FromLibraryWriter) => {
    if (message.kind === 'failed') fail(new LibraryWriterError(message.code, message.message));
    else heard?.(message);
  });
  const say = (message: ToLibraryWriter): Promise<FromLibraryWriter> =>
    new Promise((resolve, reject) => {
      if (failure !== null) {
        reject(failure);
        return;
      }
      heard = resolve;
      refuse = reject;
      worker.postMessage(message);
    });
  const saying = async (message: ToLibraryWriter): Promise<PieceExtent> => {
    const answer = await say(message);
    return answer.kind === 'came' ? answer.came : { count: 0, last: 0 };
  };
  return {
    rows: (table, json) => saying({ kind: 'rows', table, json }),
    steps: (json) => saying({ kind: 'steps', json }),
    end: async (hub) => void (await say({ kind: 'end', hub })),
    close: async () => {
      worker.postMessage({ kind: 'give-up' } satisfies ToLibraryWriter);
      await exited;
    },
  };
};
