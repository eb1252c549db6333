import type { OutsideAnswer, OutsideDone, OutsideTask } from './outside-tasks.ts';

/** A process that runs outside-process.ts. */
type OutsideProcess = {
  readonly send: (task: OutsideTask) => void;
  readonly onMessage: (hear: (answer: OutsideAnswer) => void) => void;
  readonly onExit: (hear: () => void) => void;
  /** Terminates it immediately, whatever it waits for. */
  readonly kill: () => void;
};

/** Runs a task on folders outside the program's control. Rejects with an error that has the system's `code`. */
export type RunOutside = (
  task: OutsideTask,
  progress?: (bytes: number, of: number) => void,
) => Promise<OutsideDone>;

/** A drive that is silent for this long counts as gone. */
const silenceMs = 60_000;

class OutsideError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'OutsideError';
    this.code = code;
  }
}

/** Runs tasks on drives that may be gone, each in a separate process, so that nothing hangs on a drive that does not respond. */
export const runOutsideWith =
  (start: () => OutsideProcess): RunOutside =>
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
