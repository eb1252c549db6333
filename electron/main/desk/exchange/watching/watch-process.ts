import type { FromImport, ToImport } from '../import-messages.ts';
import type { ImportProcess } from '../running-import.ts';
import type { Look, SeenFile } from './look.ts';
import type { PutAway, PutAwayProblem } from './put-away.ts';

/** A process that looks at a folder: what asks a drive that is gone never returns, and a program with such a thread cannot end. */
export type WatchProcess = {
  /** Settles with null where the drive did not answer. Never rejects. */
  readonly look: (folder: string, passedOver: readonly SeenFile[]) => Promise<Look | null>;
  /** The same: why a file could not be moved; null: it was. */
  readonly putAway: (what: PutAway) => Promise<PutAwayProblem | null | 'silent'>;
  readonly close: () => void;
};

/** The process with who waits for its answer. */
type Running = {
  readonly process: ImportProcess;
  hear: ((message: FromImport | 'gone') => void) | null;
};

/** Keeps such a process, and begins another one where it went. @param patienceMs how long a drive may say nothing. */
export const watchProcess = (start: () => ImportProcess, patienceMs: number): WatchProcess => {
  let current: Running | null = null;
  const running = (): Running => {
    if (current) return current;
    const begun: Running = { process: start(), hear: null };
    current = begun;
    begun.process.onMessage((message) => begun.hear?.(message));
    begun.process.onExit(() => {
      if (current === begun) current = null;
      begun.hear?.('gone');
    });
    return begun;
  };
  const close = (): void => {
    current?.process.kill();
    current = null;
  };
  const ask = <T>(
    question: ToImport,
    read: (message: FromImport) => { readonly answer: T } | null,
  ): Promise<T | null> =>
    new Promise((resolve) => {
      const asked = running();
      const settle = (answer: T | null): void => {
        clearTimeout(late);
        asked.hear = null;
        resolve(answer);
      };
      const giveUp = (): void => {
        if (current === asked) close();
        settle(null);
      };
      let late = setTimeout(giveUp, patienceMs);
      asked.hear = (message) => {
        if (message === 'gone') return settle(null);
        clearTimeout(late);
        late = setTimeout(giveUp, patienceMs);
        const found = read(message);
        if (found) settle(found.answer);
      };
      asked.process.send(question);
    });
  let last: Promise<unknown> = Promise.resolve();
  /** One question after the other. */
  const inTurn = <T>(question: () => Promise<T>): Promise<T> => {
    const answer = last.then(question);
    last = answer;
    return answer;
  };
  return {
    look: (folder, passedOver) =>
      inTurn(() =>
        ask({ kind: 'look-at-folder', folder, passedOver }, (message) =>
          message.kind === 'folder' ? { answer: message.look } : null,
        ),
      ),
    putAway: async (what) => {
      const answer = await inTurn(() =>
        ask<{ readonly problem: PutAwayProblem | null }>({ kind: 'put-away', what }, (message) =>
          message.kind === 'put-away' ? { answer: { problem: message.problem } } : null,
        ),
      );
      return answer === null ? 'silent' : answer.problem;
    },
    close,
  };
};
