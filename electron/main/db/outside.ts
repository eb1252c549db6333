import type { OutsideAnswer, OutsideDone, OutsideTask } from './outside-tasks.ts';

/** A process with the code of outside-process.ts. */
export type OutsideProcess = {
  readonly send: (task: OutsideTask) => void;
  readonly onMessage: (hear: (answer: OutsideAnswer) => void) => void;
  readonly onExit: (hear: () => void) => void;
  /** Ends it at once, whatever it waits for. */
  readonly kill: () => void;
};

/** Does a task on folders that are not ours. Rejects with an error that has the system's `code`. */
export type RunOutside = (
  task: OutsideTask,
  progress?: (bytes: number, of: number) => void,
) => Promise<OutsideDone>;

/** A drive that is silent for so long is gone. */
const usualSilenceMs = 60_000;

class OutsideError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'OutsideError';
    this.code = code;
  }
}

/**
 * Runs tasks on drives that may be gone, each in a process of its own: nobody waits for a drive that does not answer.
 * @param silenceMs how long nothing may be heard of it.
 */
export const runOutsideWith =
  (start: () => OutsideProcess, silenceMs = usualSilenceMs): RunOutside =>
  (task, progress = () => undefined) =>
    new Promise((resolve, reject) => {
      const child = start();
      let isOver = false;
      const end = (how: () => void): void => {
        if (isOver) return;
        isOver = true;
        clearTimeout(timer);
        child.kill();
        how();
      };
      const silent = (): void =>
        end(() => reject(new OutsideError('ETIMEDOUT', 'The drive does not answer.')));
      let timer = setTimeout(silent, silenceMs);
      child.onMessage((answer) => {
        clearTimeout(timer);
        switch (answer.kind) {
          case 'progress':
            timer = setTimeout(silent, silenceMs);
            return progress(answer.bytes, answer.of);
          case 'done':
            return end(() => resolve(answer.done));
          case 'failed':
            return end(() => reject(new OutsideError(answer.code, answer.message)));
        }
      });
      child.onExit(() => end(() => reject(new OutsideError('', 'The process ended by itself.'))));
      child.send(task);
    });
