import { errorOfFault } from '../import-messages.ts';
import { writerWentAway } from './write-failure.ts';
import type { Far, FromWriter, ToWriter, WriteTask, Written } from './write-messages.ts';

/** A process that was started with the code of write-process.ts, whoever starts it: Electron, or Node in tests. */
export type WriteProcess = {
  readonly send: (message: ToWriter) => void;
  readonly onMessage: (hear: (message: FromWriter) => void) => void;
  /** It is gone, for whatever reason. */
  readonly onExit: (hear: () => void) => void;
  /** Ends it at once, even where the system keeps it waiting for a file. */
  readonly kill: () => void;
};

/** A file that is being written. */
export type RunningWrite = {
  /** Settles when the process has ended, at the latest three seconds after `cancel`. Never rejects. */
  readonly ended: Promise<Written>;
  readonly cancel: () => void;
};

/** How long a process that is cancelled may take to stop by itself, and to be gone when it was ended. */
const stopPatienceMs = 2_000;
const exitPatienceMs = 1_000;

/** Writes a file in a process of its own. */
export const startWriting = (
  process: WriteProcess,
  task: WriteTask,
  told: { readonly onProgress: (far: Far) => void; readonly onFault: (error: Error) => void },
): RunningWrite => {
  let written: Written | null = null;
  let isCancelling = false;
  let isGone = false;
  const timers = new Set<NodeJS.Timeout>();
  const after = (delayMs: number, act: () => void): void => void timers.add(setTimeout(act, delayMs));
  let settle = (_written: Written): void => undefined;
  const ended = new Promise<Written>((resolve) => {
    settle = resolve;
  });
  const end = (): void => {
    if (isGone) return;
    isGone = true;
    for (const timer of timers) clearTimeout(timer);
    if (written === null && !isCancelling) told.onFault(new Error('The process went without a word.'));
    settle(written ?? (isCancelling ? { outcome: 'cancelled' } : { outcome: 'failed', why: writerWentAway }));
  };
  process.onMessage((message) => {
    if (message.kind === 'progress') told.onProgress(message.far);
    else if (message.kind === 'fault') told.onFault(errorOfFault(message.fault));
    else {
      ({ written } = message);
      process.send({ kind: 'heard' });
    }
  });
  process.onExit(end);
  process.send({ kind: 'write', task });
  return {
    ended,
    cancel: () => {
      if (!isGone) process.send({ kind: 'cancel' });
      if (isCancelling) return;
      isCancelling = true;
      after(stopPatienceMs, () => {
        process.kill();
        after(exitPatienceMs, end);
      });
    },
  };
};
