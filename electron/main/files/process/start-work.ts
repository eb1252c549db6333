import { type ChildEnd, type FileProcess, FollowedChild } from './child-process.ts';
import { type FromProcess, type Work, type WorkKind, type Works, errorOfFault } from './messages.ts';

/** How work in a process ended. */
export type WorkEnd<Kind extends WorkKind> = ChildEnd & {
  /** Null when its process ended without one. */
  readonly end: Works[Kind]['end'] | null;
  /** Whether it took more memory than any sound file does, and was ended for that. */
  readonly exhausted: boolean;
  /** Whether it stored in bulk: where it came to no end nothing of it is stored. */
  readonly inBulk: boolean;
};

export type RunningWork<Kind extends WorkKind = WorkKind> = {
  /** Settles when the process has ended, at the latest three seconds after `cancel`. Never rejects. */
  readonly ended: Promise<WorkEnd<Kind>>;
  /** Asks it to stop after the rows that it is storing; where it does not, it is ended. */
  readonly cancel: () => void;
  /** Whether it stores in bulk now: until its end nobody else can store anything. */
  readonly isInBulk: () => boolean;
  /** Asks it to write nothing for a moment. Settles when it waits, or soon. Never rejects. */
  readonly giveWay: () => Promise<void>;
  /** Lets it write again. */
  readonly goOn: () => void;
};

/** It answers between two transactions. After this a step tries its luck with the lock of the database. */
const answerPatienceMs = 250;

const faultWithoutEnd = (killed: boolean, exhausted: boolean): Error => {
  if (exhausted) return new Error('The process took too much memory.');
  return new Error(killed ? 'The process had to be ended.' : 'The process went without a report.');
};

/** Asks a process to write nothing for a moment. */
class Pauses {
  private readonly child: FollowedChild;
  private requests = 0;
  private isSilent = false;
  private readonly asked = new Map<number, () => void>();

  constructor(child: FollowedChild) {
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
      if (this.child.isGone) return resolve();
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
 * Imports or exports a file, or takes an import back, in a process of its own. A thread would not do: a read from a network drive that
 * is gone never returns, and a program with such a thread cannot end.
 */
export const startWork = <Kind extends WorkKind>(
  process: FileProcess,
  work: Work<Kind>,
  report: {
    readonly onProgress: (progress: Works[Kind]['progress']) => void;
    readonly onFault: (error: Error) => void;
  },
): RunningWork<Kind> => {
  let end: Works[Kind]['end'] | null = null;
  let exhausted = false;
  let inBulk = false;
  let faultWasReported = false;
  const hear = (message: FromProcess): void => {
    pauses.heard();
    if (message.kind === 'progress') report.onProgress(message.progress as Works[Kind]['progress']);
    else if (message.kind === 'in-bulk') inBulk = true;
    else if (message.kind === 'done') {
      end = message.end as Works[Kind]['end'];
      child.send({ kind: 'heard' });
    } else if (message.kind === 'fault') {
      faultWasReported = true;
      report.onFault(errorOfFault(message.fault));
    } else if (message.kind === 'exhausted') {
      exhausted = true;
      process.kill();
    } else if (message.kind === 'waiting') pauses.answerUpTo(message.request);
  };
  const child = new FollowedChild(process, hear);
  const pauses = new Pauses(child);
  child.send(work as Work);
  return {
    ended: child.ended.then((ended) => {
      pauses.answerUpTo();
      if (end === null && !faultWasReported) report.onFault(faultWithoutEnd(ended.killed, exhausted));
      return { ...ended, end, exhausted, inBulk };
    }),
    cancel: () => child.cancel(),
    isInBulk: () => inBulk && !child.isGone,
    giveWay: () => pauses.ask(),
    goOn: () => child.send({ kind: 'go-on' }),
  };
};
