import type { Mapping } from '../../../shared/domain/intake/mapping.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { fail, ok } from '../../../shared/ipc/result.ts';
import type { ChosenFile, FileAnswers, FileAsk } from './file-reader.ts';
import { errorOfFault } from './import-messages.ts';
import type { FileStamp } from './reading/open-regular.ts';
import type { ImportProcess } from './running-import.ts';
import { t } from '../../../shared/words/words.ts';

/** A chosen file, in a process of its own: whatever it or its drive does, the program goes on. */
export type OpenFile = {
  readonly stamp: FileStamp;
  /** Asks something of it. Never rejects. @returns failed: why there is no answer, for staff. */
  readonly ask: <W extends keyof FileAnswers>(
    what: W,
    mapping: Mapping,
    name?: string,
  ) => Promise<Result<FileAnswers[W]>>;
  readonly close: () => void;
};

/** A file on a network drive may take so long to be found. */
const openPatienceMs = 5_000;
/** What takes a look at the beginning, and what reads a file of gigabytes to its end. */
const askPatienceMs: Readonly<Record<keyof FileAnswers, number>> = {
  read: 60_000,
  survey: 600_000,
  keep: 60_000,
};

/**
 * Opens a file to be asked how it would be read.
 * @param logFault takes errors that are not the file's. Messages may hold values of rows.
 * @returns failed: why it cannot be imported, for staff. Never rejects.
 */
export const openFile = (
  process: ImportProcess,
  chosen: ChosenFile,
  logFault: (error: Error) => void,
): Promise<Result<OpenFile>> =>
  new Promise((resolve) => {
    const waiting = new Map<number, (answer: Result<FileAnswers[keyof FileAnswers]>) => void>();
    let requests = 0;
    let isGone = false;
    let why = silentFile();
    const unreadable = (why: string, isToBeAskedAgain = false) =>
      fail('file-unreadable', why, undefined, isToBeAskedAgain);
    const settle = (request: number, answer: Result<FileAnswers[keyof FileAnswers]>): void => {
      waiting.get(request)?.(answer);
      waiting.delete(request);
    };
    const end = (): void => {
      isGone = true;
      clearTimeout(late);
      resolve(unreadable(why));
      for (const request of waiting.keys()) settle(request, unreadable(why));
    };
    const late = setTimeout(() => {
      process.kill();
      end();
    }, openPatienceMs);
    const ask = <W extends keyof FileAnswers>(
      what: W,
      mapping: Mapping,
      name = '',
    ): Promise<Result<FileAnswers[W]>> =>
      new Promise((answered) => {
        if (isGone) return answered(unreadable(silentFile()));
        const request = (requests += 1);
        const overdue = setTimeout(() => {
          process.kill();
          end();
        }, askPatienceMs[what]);
        waiting.set(request, (answer) => {
          clearTimeout(overdue);
          // What was asked is what is answered: the compiler cannot see that through the process.
          answered(answer as Result<FileAnswers[W]>);
        });
        const question: FileAsk = { what, mapping, name };
        process.send({ kind: 'ask', request, ask: question });
      });
    process.onMessage((message) => {
      if (message.kind === 'opened') {
        clearTimeout(late);
        resolve(ok({ stamp: message.stamp, ask, close: () => process.kill() }));
      } else if (message.kind === 'unfit') {
        clearTimeout(late);
        resolve(unreadable(message.why));
        process.send({ kind: 'heard' });
      } else if (message.kind === 'answer') settle(message.request, ok(message.answer));
      else if (message.kind === 'no-answer')
        settle(message.request, unreadable(message.why, message.isStale));
      else if (message.kind === 'exhausted') {
        why = t('exchange.theFileIsDamagedItNeeds', { stays: '' });
        process.kill();
      } else if (message.kind === 'fault') logFault(errorOfFault(message.fault));
    });
    process.onExit(end);
    process.send({ kind: 'open', chosen });
  });

const silentFile = (): string => t('exchange.theFileCannotBeReadIts');
