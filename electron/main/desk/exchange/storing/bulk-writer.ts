import { parentPort, workerData } from 'node:worker_threads';
import { codeOf } from '../../../db/errors.ts';
import { QueuedWriter } from '../../../db/queued-writer.ts';
import type { BulkLoad } from './bulk-load.ts';
import { prepareBulkLoad } from './bulk-load.ts';
import type { Answer, FromWriter, ToWriter, WriterTask } from './bulk-thread.ts';
import { count, isStopped, places } from './bulk-thread.ts';
import { openForBulk } from './import-connection.ts';
import { wordsBeside } from './words-beside.ts';

// The thread that writes what a load in bulk brings, and builds what belongs to it, while another one reads and checks the file.

const { databaseFile, mostPages, journal, shared, answers } = workerData as WriterTask;
const memory = new Int32Array(shared);
const db = openForBulk(databaseFile, mostPages);
const writer = new QueuedWriter(db);
let load: BulkLoad | null = null;
/** Why rows could not be written: from then on nothing is. */
let broken: Answer | null = null;

const failed = (error: unknown, late: boolean): Answer => ({
  ok: false,
  error: { code: codeOf(error), message: error instanceof Error ? error.message : '' },
  late,
});
const tell = (message: FromWriter): void => parentPort?.postMessage(message);
const answering = (work: () => unknown): Answer => {
  if (broken !== null) return broken;
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return failed(error, false);
  }
};

/** The thread that has read the file is free, and builds the index of words. */
const words = wordsBeside(memory, answers, tell);

const answerNow = (work: () => unknown): void => {
  answers.postMessage(answering(work));
  count(memory, places.answered);
};

const end = (answer: Answer): void => {
  db.close();
  tell({ kind: 'done', answer });
  answers.close();
  parentPort?.close();
};

const hear = (message: ToWriter): void => {
  switch (message.kind) {
    case 'prepare': {
      const answer = answering(() => (load = prepareBulkLoad(db, journal)) !== null);
      tell({ kind: 'done', answer });
      return;
    }
    case 'rows':
      if (broken === null && !isStopped(memory))
        try {
          writer.write(message.rows);
        } catch (error) {
          broken = failed(error, true);
        }
      count(memory, places.written);
      return;
    case 'ask':
      answerNow(() => writer.answer(message.asked));
      return;
    case 'put-on':
      answerNow(() => load?.putOn(message.index));
      return;
    case 'build': {
      const goOn = (done: number): boolean => {
        tell({ kind: 'built', done });
        return !isStopped(memory);
      };
      tell({ kind: 'done', answer: answering(() => load?.build(goOn, words) === true) });
      return;
    }
    case 'ready':
      end(answering(() => load?.ready()));
      return;
    case 'give-up':
      load?.giveUp();
      end({ ok: true, value: null });
  }
};

parentPort?.on('message', hear);
