import { type ChildEnd, type FileProcess, FollowedChild } from './child-process.ts';
import { type FromProcess, type Work, type WorkKind, type Works, errorOfFault } from './messages.ts';

/** How work in a process ended. */
export type WorkEnd<Kind extends WorkKind> = ChildEnd & {
  /** Null if its process exited without one. */
  readonly end: Works[Kind]['end'] | null;
  /** Whether it was killed because it used more memory than any valid file needs. */
  readonly exhausted: boolean;
  /** Whether it ran in bulk. Without an end, nothing of it is stored then. */
  readonly inBulk: boolean;
};

export type RunningWork<Kind extends WorkKind = WorkKind> = {
  /** Settles when the process has exited, at most three seconds after `cancel`. Never rejects. */
  readonly ended: Promise<WorkEnd<Kind>>;
  /** Asks it to stop after the current batch of rows, and kills it if it does not. */
  readonly cancel: () => void;
  /** Whether it runs in bulk: until it ends, no other process can write. */
  readonly isInBulk: () => boolean;
  /** Asks it to pause writing. Settles when it has paused, or after a short timeout. Never rejects. */
  readonly giveWay: () => Promise<void>;
  /** Lets it continue writing. */
  readonly goOn: () => void;
};

/** The process answers between two transactions. After this timeout a command tries to lock the database anyway. */
const answerPatienceMs = 250;

const faultWithoutEnd = (killed: boolean, exhausted: boolean): Error => {
  if (exhausted) return new Error('The process took too much memory.');
  return new Error(killed ? 'The process had to be ended.' : 'The process went without a report.');
};

/** Asks a process to pause writing. */
class Pauses {
  private readonly child: FollowedChild;
  private requests = 0;
  private isSilent = false;
  private readonly asked = new Map<number, () => void>();

  constructor(child: FollowedChild) {
    this.child = child;
  }

  /** Called for every message of the process. */
  heard(): void {
    this.isSilent = false;
  }

  /** Settles all requests up to a number. */
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
      // If the last request timed out, no further command waits.
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
 * Imports or exports a file, or undoes an import, in its own process. Not in a thread: a read from a network drive that is gone never
 * returns, and a program with such a thread cannot exit.
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
