import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { codeOf } from '../../../db/errors.ts';
import { IndexApart } from '../../store/words-apart.queries.ts';
import type { WordsApart } from './bulk-load.ts';
import type { IndexPiece, ToIndexBuilder } from './bulk-thread.ts';
import { count, isStopped, mostWaiting, places, waitUntil } from './bulk-thread.ts';

// The index of words is built by one thread while another one writes the database: what each of the two does for that.

type Memory = Int32Array<SharedArrayBuffer>;

/** So many pieces of words wait at the most. */
const mostWords = 2;

/**
 * The index that a thread beside this one builds.
 * @param tell sends to that thread. @param answers from it. All of it throws an error with a code where that thread says nothing.
 */
export const wordsBeside = (
  memory: Memory,
  answers: MessagePort,
  tell: (message: ToIndexBuilder) => void,
): WordsApart => {
  let given = 0;
  let taken = 0;
  const hasRoom = (indexed: number): boolean => given - indexed < mostWords;
  const wait = (place: number, isEnough: (now: number) => boolean): void => {
    if (!waitUntil(memory, place, (now) => isEnough(now) || isStopped(memory))) throw silent();
  };
  return {
    begin: (statement) => tell({ kind: 'begin-index', statement }),
    takesMore: (waits) => {
      if (waits) wait(places.indexed, hasRoom);
      return waits || hasRoom(Atomics.load(memory, places.indexed));
    },
    give: (words) => {
      given += 1;
      tell({ kind: 'words', words });
    },
    *take() {
      tell({ kind: 'end-index' });
      for (;;) {
        wait(places.sent, (now) => now > taken);
        if (isStopped(memory)) return;
        const received = receiveMessageOnPort(answers) as { readonly message: IndexPiece } | undefined;
        if (received === undefined) throw silent();
        taken += 1;
        count(memory, places.taken);
        const piece = received.message;
        if (piece === null) return;
        if ('code' in piece) throw Object.assign(new Error(piece.message), { code: piece.code });
        yield piece;
      }
    },
  };
};

const silent = (): Error =>
  Object.assign(new Error('the thread of the index is silent'), { code: 'SQLITE_INTERNAL' });

/** The thread that builds it. */
export class IndexBuilder {
  private readonly memory: Memory;
  private readonly answers: MessagePort;
  private index: IndexApart | null = null;
  private broken: Error | null = null;
  private sent = 0;

  constructor(memory: Memory, answers: MessagePort) {
    this.memory = memory;
    this.answers = answers;
  }

  /** Does what it is told. What goes wrong is told in the place of the index. */
  hear(said: ToIndexBuilder): void {
    try {
      if (said.kind === 'begin-index') this.index = new IndexApart(said.statement);
      else if (said.kind === 'words') this.index?.add(said.words);
      else {
        if (this.broken !== null) throw this.broken;
        for (const rows of this.index?.rows() ?? []) this.send(rows);
        this.send(null);
      }
    } catch (error) {
      this.broken = error instanceof Error ? error : new Error(String(error));
      if (said.kind === 'end-index')
        this.send({ code: codeOf(error) || 'SQLITE_INTERNAL', message: this.broken.message });
    }
    if (said.kind === 'words') count(this.memory, places.indexed);
  }

  private send(piece: IndexPiece): void {
    const hasRoom = (taken: number): boolean => this.sent - taken < mostWaiting || isStopped(this.memory);
    if (!waitUntil(this.memory, places.taken, hasRoom)) throw silent();
    this.sent += 1;
    this.answers.postMessage(piece);
    count(this.memory, places.sent);
  }

  close(): void {
    this.index?.close();
  }
}
