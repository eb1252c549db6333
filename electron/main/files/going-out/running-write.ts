import type { ChildProcess } from '../child-process.ts';
import { followChild } from '../child-process.ts';
import { errorOfFault } from '../import-messages.ts';
import { writerWentAway } from './write-failure.ts';
import type { Far, FromWriter, ToWriter, WriteTask, Written } from './write-messages.ts';

/** A process that was started with the code of write-process.ts. */
export type WriteProcess = ChildProcess<ToWriter, FromWriter>;

/** A file that is being written. */
export type RunningWrite = {
  /** Settles when the process has ended, at the latest three seconds after `cancel`. Never rejects. */
  readonly ended: Promise<Written>;
  readonly cancel: () => void;
};

/** Writes a file in a process of its own. */
export const startWriting = (
  process: WriteProcess,
  task: WriteTask,
  told: { readonly onProgress: (far: Far) => void; readonly onFault: (error: Error) => void },
): RunningWrite => {
  let written: Written | null = null;
  const work = followChild<ToWriter, FromWriter>(process, { kind: 'cancel' }, (message) => {
    if (message.kind === 'progress') told.onProgress(message.far);
    else if (message.kind === 'fault') told.onFault(errorOfFault(message.fault));
    else {
      ({ written } = message);
      work.send({ kind: 'heard' });
    }
  });
  work.send({ kind: 'write', task });
  return {
    cancel: work.cancel,
    ended: work.ended.then(({ isCancelled }): Written => {
      if (written !== null) return written;
      if (isCancelled) return { outcome: 'cancelled' };
      told.onFault(new Error('The process went without a word.'));
      return { outcome: 'failed', why: writerWentAway };
    }),
  };
};
