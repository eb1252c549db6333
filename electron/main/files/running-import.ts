import type { ImportProgress, ImportReport } from '../../../shared/ipc/import-views.ts';
import type { ReadPart } from './import-log.ts';
import type { FromImport, TakingBackFailed, ToImport, Work } from './import-messages.ts';
import type { ChildProcess, ChildWork } from './child-process.ts';
import { followChild } from './child-process.ts';
import { errorOfFault } from './import-messages.ts';
import type { TakenBackEnd } from './taking-back/take-back-import.ts';

/** A process that was started with the code of import-process.ts. */
export type ImportProcess = ChildProcess<ToImport, FromImport>;

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

/** An import answers between two transactions. After this a step tries its luck with the lock of the database. */
const answerPatienceMs = 250;

const faultWithoutReport = ({ killed, exhausted }: Pick<ImportEnd, 'killed' | 'exhausted'>): Error => {
  if (exhausted) return new Error('The process took too much memory.');
  return new Error(killed ? 'The process had to be ended.' : 'The process went without a report.');
};

/** Asks an import to write nothing for a moment. */
class Pauses {
  private readonly child: ChildWork<ToImport>;
  private requests = 0;
  private isSilent = false;
  private readonly asked = new Map<number, () => void>();

  constructor(child: ChildWork<ToImport>) {
    this.child = child;
  }

  /** The process has said something. */
  heard(): void {
    this.isSilent = false;
  }

  /** Settles what was asked up to a request. */
  answerUpTo(request = this.requests): void {
    for (const [number, settle] of this.asked) {
      if (number > request) continue;
      this.asked.delete(number);
      settle();
    }
  }

  ask(): Promise<void> {
    return new Promise((resolve) => {
      if (this.child.isGone()) return resolve();
      this.requests += 1;
      const request = this.requests;
      this.child.send({ kind: 'wait', request });
      // One that did not answer the last time keeps no further step waiting.
      if (this.isSilent) return resolve();
      this.asked.set(request, resolve);
      this.child.after(answerPatienceMs, () => {
        this.isSilent ||= this.asked.delete(request);
        resolve();
      });
    });
  }
}

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
  let exhausted = false;
  let inBulk = false;
  let faultWasReported = false;
  const child = followChild<ToImport, FromImport>(process, { kind: 'cancel' }, (message) => {
    pauses.heard();
    if (message.kind === 'progress') told.onProgress?.(message.progress);
    else if (message.kind === 'in-bulk') inBulk = true;
    else if (message.kind === 'taking-back') told.onTakingBack?.(message.done, message.total);
    else if (message.kind === 'report') {
      ({ report, read } = message);
      child.send({ kind: 'heard' });
    } else if (message.kind === 'taken-back') {
      takenBack = message.end;
      child.send({ kind: 'heard' });
    } else if (message.kind === 'fault') {
      faultWasReported = true;
      told.onFault(errorOfFault(message.fault));
    } else if (message.kind === 'exhausted') {
      exhausted = true;
      process.kill();
    } else if (message.kind === 'waiting') pauses.answerUpTo(message.request);
  });
  const pauses = new Pauses(child);
  child.send(work);
  return {
    ended: child.ended.then(({ killed }) => {
      pauses.answerUpTo();
      if (report === null && takenBack === null && !faultWasReported)
        told.onFault(faultWithoutReport({ killed, exhausted }));
      return { report, read, takenBack, killed, exhausted, inBulk };
    }),
    cancel: child.cancel,
    isInBulk: () => inBulk && !child.isGone(),
    giveWay: () => pauses.ask(),
    goOn: () => child.send({ kind: 'go-on' }),
  };
};
