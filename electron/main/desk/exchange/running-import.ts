import type { ImportProgress, ImportReport } from '../../../../shared/ipc/import-views.ts';
import type { ReadPart } from './import-log.ts';
import type { FromImport, TakingBackFailed, ToImport, Work } from './import-messages.ts';
import { errorOfFault } from './import-messages.ts';
import type { TakenBackEnd } from './taking-back/take-back-import.ts';

/** A process that was started with the code of import-process.ts, whoever starts it: Electron, or Node in tests. */
export type ImportProcess = {
  readonly send: (message: ToImport) => void;
  readonly onMessage: (hear: (message: FromImport) => void) => void;
  /** It is gone, for whatever reason. */
  readonly onExit: (hear: () => void) => void;
  /** Ends it at once, even where the system keeps it waiting for a file. */
  readonly kill: () => void;
};

/** How an import ended: its report and what it read, or null when its process went without one, and whether we ended it. */
export type ImportEnd = {
  readonly report: ImportReport | null;
  readonly read: ReadPart | null;
  /** What came of taking an import back, where that was the task. */
  readonly takenBack: TakenBackEnd | TakingBackFailed | null;
  readonly killed: boolean;
  /** Whether it took more memory than any sound file does, and was ended for that. */
  readonly exhausted: boolean;
  /** Whether it stored in bulk: without a report nothing of it is stored. */
  readonly inBulk: boolean;
};

/** A running import. */
export type RunningImport = {
  /** Settles when the process has ended, at the latest three seconds after `cancel`. Never rejects. */
  readonly ended: Promise<ImportEnd>;
  /** Asks it to stop after the rows that it is storing; where it does not, it is ended. */
  readonly cancel: () => void;
  /** Whether it stores in bulk now: until its end nobody else can store anything. */
  readonly isInBulk: () => boolean;
  /** Asks it to write nothing for a moment. Settles when it waits, or soon. Never rejects. */
  readonly giveWay: () => Promise<void>;
  /** Lets it write again. */
  readonly goOn: () => void;
};

/** How long an import that is cancelled may take to stop by itself. */
const stopPatienceMs = 2_000;
/** By then the system has ended a process, unless it waits for a device that is gone: then nobody can. */
const exitPatienceMs = 1_000;
/** An import answers between two transactions. After this a step tries its luck with the lock of the database. */
const answerPatienceMs = 250;

const faultWithoutReport = ({ killed, exhausted }: Pick<ImportEnd, 'killed' | 'exhausted'>): Error => {
  if (exhausted) return new Error('The process took too much memory.');
  return new Error(killed ? 'The process had to be ended.' : 'The process went without a report.');
};

/**
 * Imports a file in a process of its own, or takes an import back. A thread would not do: a read from a network drive that is gone never returns,
 * and a program with such a thread cannot end.
 */
export const startImport = (
  process: ImportProcess,
  work: Work,
  told: {
    readonly onProgress?: (progress: ImportProgress) => void;
    readonly onTakingBack?: (done: number, total: number) => void;
    readonly onFault: (error: Error) => void;
  },
): RunningImport => {
  let report: ImportReport | null = null;
  let read: ReadPart | null = null;
  let takenBack: ImportEnd['takenBack'] = null;
  let killed = false;
  let exhausted = false;
  let inBulk = false;
  let faultWasReported = false;
  let cancelling = false;
  let isGone = false;
  let isSilent = false;
  const timers = new Set<NodeJS.Timeout>();
  const after = (delayMs: number, act: () => void): void => void timers.add(setTimeout(act, delayMs));
  let requests = 0;
  const asked = new Map<number, () => void>();
  /** Settles what was asked up to a request. */
  const answerUpTo = (request: number): void => {
    for (const [number, settle] of asked) {
      if (number > request) continue;
      asked.delete(number);
      settle();
    }
  };
  let settle = (_end: ImportEnd): void => undefined;
  const ended = new Promise<ImportEnd>((resolve) => {
    settle = resolve;
  });
  const end = (): void => {
    if (isGone) return;
    isGone = true;
    for (const timer of timers) clearTimeout(timer);
    answerUpTo(requests);
    if (report === null && takenBack === null && !faultWasReported)
      told.onFault(faultWithoutReport({ killed, exhausted }));
    settle({ report, read, takenBack, killed, exhausted, inBulk });
  };
  const send = (message: ToImport): void => {
    if (!isGone) process.send(message);
  };
  process.onMessage((message) => {
    isSilent = false;
    if (message.kind === 'progress') told.onProgress?.(message.progress);
    else if (message.kind === 'in-bulk') inBulk = true;
    else if (message.kind === 'taking-back') told.onTakingBack?.(message.done, message.total);
    else if (message.kind === 'report') {
      ({ report, read } = message);
      send({ kind: 'heard' });
    } else if (message.kind === 'taken-back') {
      takenBack = message.end;
      send({ kind: 'heard' });
    } else if (message.kind === 'fault') {
      faultWasReported = true;
      told.onFault(errorOfFault(message.fault));
    } else if (message.kind === 'exhausted') {
      exhausted = true;
      process.kill();
    } else if (message.kind === 'waiting') answerUpTo(message.request);
  });
  process.onExit(end);
  send(work);
  return {
    ended,
    cancel: () => {
      send({ kind: 'cancel' });
      if (cancelling) return;
      cancelling = true;
      after(stopPatienceMs, () => {
        killed = true;
        process.kill();
        after(exitPatienceMs, end);
      });
    },
    isInBulk: () => inBulk && !isGone,
    giveWay: () =>
      new Promise((resolve) => {
        if (isGone) return resolve();
        requests += 1;
        const request = requests;
        send({ kind: 'wait', request });
        // One that did not answer the last time keeps no further step waiting.
        if (isSilent) return resolve();
        asked.set(request, resolve);
        after(answerPatienceMs, () => {
          isSilent ||= asked.delete(request);
          resolve();
        });
      }),
    goOn: () => send({ kind: 'go-on' }),
  };
};
