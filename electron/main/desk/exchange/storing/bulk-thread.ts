import type { MessagePort } from 'node:worker_threads';
import type { Asked, QueuedRows } from '../../../db/queued-writer.ts';
import type { IndexRows, Words } from '../../store/words-apart.queries.ts';

// What the thread that reads a file and the one that writes what stands in it say to each other.

/** How the writing thread is begun. */
export type WriterTask = {
  readonly databaseFile: string;
  /** The most pages that the database may have. */
  readonly mostPages: number;
  readonly journal: number | null;
  readonly shared: SharedArrayBuffer;
  /** Answers to questions go here: whoever waits for one hears nothing else. */
  readonly answers: MessagePort;
};

export type ToWriter =
  | { readonly kind: 'prepare' }
  | { readonly kind: 'rows'; readonly rows: QueuedRows }
  | { readonly kind: 'ask'; readonly asked: Asked }
  | { readonly kind: 'put-on'; readonly index: string }
  | { readonly kind: 'build' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'give-up' };

/** An error of the database, as it goes from thread to thread. */
export type SentError = { readonly code: string; readonly message: string };

export type Answer =
  | { readonly ok: true; readonly value: unknown }
  /** `late`: rows that were sent before could not be written. */
  | { readonly ok: false; readonly error: SentError; readonly late: boolean };

export type FromWriter =
  | { readonly kind: 'built'; readonly done: number }
  /** The index of words is to be built by the thread that has read the file. */
  | ToIndexBuilder
  | { readonly kind: 'done'; readonly answer: Answer };

/** What a thread that builds the index of words is told. */
export type ToIndexBuilder =
  | { readonly kind: 'begin-index'; readonly statement: string }
  | { readonly kind: 'words'; readonly words: Words }
  | { readonly kind: 'end-index' };

/** A piece of the index that was built; `null`: that was all of it. */
export type IndexPiece = IndexRows | null | SentError;

/**
 * What both see at once: how many questions were answered, how many pieces of rows written, whether to stop, how many pieces of words
 * are in the index, how many pieces of it were sent, and how many taken.
 */
export const places = { answered: 0, written: 1, stopped: 2, indexed: 3, sent: 4, taken: 5 } as const;

/** The room for them. */
export const roomForPlaces = (): SharedArrayBuffer =>
  new SharedArrayBuffer(Object.keys(places).length * Int32Array.BYTES_PER_ELEMENT);

/** So many pieces of rows wait at the most: memory stays small where one thread is faster than the other. */
export const mostWaiting = 4;

/** Ends what both do: whoever waits looks again. */
export const stop = (memory: Int32Array<SharedArrayBuffer>): void => {
  Atomics.store(memory, places.stopped, 1);
  for (const place of Object.values(places)) Atomics.notify(memory, place);
};

export const isStopped = (memory: Int32Array<SharedArrayBuffer>): boolean =>
  Atomics.load(memory, places.stopped) === 1;

/** Longer than a full disk takes to give up, or a slow one to put a piece away. */
const longestWaitMs = 120_000;

/** Waits in this thread until a number is enough. @returns false where it stays too little. */
export const waitUntil = (
  memory: Int32Array<SharedArrayBuffer>,
  place: number,
  isEnough: (now: number) => boolean,
): boolean => {
  const endsAt = performance.now() + longestWaitMs;
  for (;;) {
    const now = Atomics.load(memory, place);
    if (isEnough(now)) return true;
    if (Atomics.wait(memory, place, now, 1_000) === 'timed-out' && performance.now() > endsAt) return false;
  }
};

/** Moves a number on by one. */
export const count = (memory: Int32Array<SharedArrayBuffer>, place: number): void => {
  Atomics.add(memory, place, 1);
  Atomics.notify(memory, place);
};
