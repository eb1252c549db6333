import { existsSync } from 'node:fs';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { QueuedTable } from '../../../db/queued-db.ts';
import { queuedDatabase } from '../../../db/queued-db.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { BulkLoad } from './bulk-load.ts';
import { filledTables, prepareBulkLoad } from './bulk-load.ts';
import { canBeFilled, keysOf } from './bulk-load.queries.ts';
import type { Answer, FromWriter, SentError, ToWriter, WriterTask } from './bulk-thread.ts';
import { mostWaiting, places, roomForPlaces, stop, waitUntil } from './bulk-thread.ts';
import { isRowError } from '../failures.ts';
import { IndexBuilder } from './words-beside.ts';
import { mostPagesOf } from './tune-for-import.queries.ts';

/** A load in bulk that another thread writes: as `BulkLoad`, and nobody waits for what takes long. */
export type BulkAside = Pick<BulkLoad, 'putOn'> & {
  /** The database as the load has it: rows go there. */
  readonly db: ReadableDB;
  /** @throws RowsRefusedLate, SqliteError; what is left is `giveUp`. */
  readonly build: (goOn: (done: number) => boolean) => Promise<boolean>;
  readonly ready: () => Promise<void>;
  readonly giveUp: () => Promise<void>;
};

class WriterError extends Error {
  readonly code: string;

  constructor({ code, message }: SentError) {
    super(message);
    this.name = 'SqliteError';
    this.code = code;
  }
}

/**
 * The database refused a row after others had followed: nobody can say any more what would have become of those. In one thread the
 * same file comes in without it.
 */
export class RowsRefusedLate extends Error {
  /** Of the database, and of no row. */
  readonly code = 'SQLITE_LATE';
}

/** It holds little but pieces of rows: what is garbage goes soon. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 } as const;

// Source beside source, bundle beside bundle; a bundler may have put this file into a folder of shared parts.
const writerFile = ['./bulk-writer.ts', './bulk-writer.mjs', './bulk-writer.js', '../bulk-writer.js']
  .map((place) => new URL(place, import.meta.url))
  .find((url) => existsSync(url));

const tables = new Map<string, QueuedTable>(
  filledTables.map((table) => [
    table,
    {
      hasId: table !== 'file_said',
      key: table in keysOf ? keysOf[table as keyof typeof keysOf].column : null,
    },
  ]),
);

const valueOf = (answer: Answer): unknown => {
  if (answer.ok) return answer.value;
  const error = new WriterError(answer.error);
  throw answer.late && isRowError(error) ? new RowsRefusedLate(error.message, { cause: error }) : error;
};

/** The writing thread, seen from the one that reads. */
class Writer {
  private readonly worker: Worker;
  private readonly answers: MessagePort;
  private readonly memory = new Int32Array(roomForPlaces());
  private sent = 0;
  private asked = 0;
  private readonly words: IndexBuilder;

  constructor(file: URL, task: Omit<WriterTask, 'shared' | 'answers'>) {
    const { port1, port2 } = new MessageChannel();
    this.answers = port1;
    this.words = new IndexBuilder(this.memory, port1);
    const workerData: WriterTask = { ...task, shared: this.memory.buffer, answers: port2 };
    this.worker = new Worker(file, { workerData, transferList: [port2], resourceLimits });
    // An error is told by its end.
    this.worker.on('error', () => undefined);
  }

  /** Waits in this thread until a number moves on. */
  private wait(place: number, isEnough: (now: number) => boolean): void {
    if (!waitUntil(this.memory, place, isEnough))
      throw new WriterError({ code: 'SQLITE_INTERNAL', message: 'writer is silent' });
  }

  send(rows: (ToWriter & { readonly kind: 'rows' })['rows']): void {
    this.wait(places.written, (written) => this.sent - written < mostWaiting);
    this.sent += 1;
    this.tell({ kind: 'rows', rows });
  }

  /** Asks and waits in this thread. */
  ask(message: ToWriter): unknown {
    this.asked += 1;
    this.tell(message);
    this.wait(places.answered, (answered) => answered >= this.asked);
    const received = receiveMessageOnPort(this.answers) as { readonly message: Answer } | undefined;
    if (received === undefined)
      throw new WriterError({ code: 'SQLITE_INTERNAL', message: 'writer gave no answer' });
    return valueOf(received.message);
  }

  /** Has something done that may take long. @param hear told how much of it is done. */
  do(message: ToWriter, hear: (done: number) => void = () => undefined): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const { worker } = this;
      const listen = (said: FromWriter): void => {
        if (said.kind === 'built') {
          hear(said.done);
          return;
        }
        if (said.kind !== 'done') {
          this.words.hear(said);
          return;
        }
        worker.off('message', listen);
        worker.off('exit', ended);
        try {
          resolve(valueOf(said.answer));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      const ended = (): void =>
        reject(new WriterError({ code: 'SQLITE_INTERNAL', message: 'writer has ended' }));
      worker.on('message', listen);
      worker.on('exit', ended);
      this.tell(message);
    });
  }

  stop(): void {
    stop(this.memory);
  }

  async end(message: ToWriter): Promise<void> {
    const exited = new Promise((resolve) => void this.worker.once('exit', resolve));
    try {
      await this.do(message);
    } finally {
      await exited;
      this.answers.close();
      this.words.close();
    }
  }

  private tell(message: ToWriter): void {
    this.worker.postMessage(message);
  }
}

const inThisThread = (db: ReadableDB, load: BulkLoad): BulkAside => ({
  db,
  putOn: load.putOn,
  build: (goOn) => Promise.resolve().then(() => load.build(goOn)),
  ready: () => Promise.resolve().then(load.ready),
  giveUp: () => Promise.resolve().then(load.giveUp),
});

/**
 * Prepares a load in bulk that a thread of its own writes, so that a file is read and checked beside it.
 * @param inOneThread everything in this thread: rows that the database refuses are known at once.
 * @returns null where the library has requests. @throws as `prepareBulkLoad`.
 */
export const prepareBulkAside = async (
  db: ReadableDB,
  journal: number | null,
  inOneThread: boolean,
): Promise<BulkAside | null> => {
  if (!canBeFilled(db)) return null;
  if (inOneThread || writerFile === undefined) {
    const load = prepareBulkLoad(db, journal);
    return load && inThisThread(db, load);
  }
  const writer = new Writer(writerFile, { databaseFile: db.name, mostPages: mostPagesOf(db), journal });
  let isPrepared: unknown = false;
  try {
    isPrepared = await writer.do({ kind: 'prepare' });
  } finally {
    if (isPrepared !== true) await writer.end({ kind: 'give-up' }).catch(() => undefined);
  }
  if (isPrepared !== true) return null;
  let isOver = false;
  const queued = queuedDatabase(
    db.name,
    {
      send: (rows) => writer.send(rows),
      ask: (asked) => writer.ask({ kind: 'ask', asked }),
    },
    tables,
    (table) => keysOf[table as keyof typeof keysOf].list(db),
  );
  return {
    db: queued.db,
    putOn: (index) => void writer.ask({ kind: 'put-on', index }),
    build: async (goOn) => {
      let goesOn = true;
      queued.flush();
      const isBuilt = await writer.do({ kind: 'build' }, (done) => {
        if (!goesOn || goOn(done)) return;
        goesOn = false;
        writer.stop();
      });
      return isBuilt === true && goesOn;
    },
    ready: () => {
      isOver = true;
      return writer.end({ kind: 'ready' });
    },
    giveUp: async () => {
      if (isOver) return;
      isOver = true;
      writer.stop();
      await writer.end({ kind: 'give-up' });
    },
  };
};
