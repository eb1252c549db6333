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

/** Keeps such a process, begins another one where it went, and asks it one question after the other. */
class AskedProcess {
  private readonly start: () => ImportProcess;
  private readonly patienceMs: number;
  private current: Running | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(start: () => ImportProcess, patienceMs: number) {
    this.start = start;
    this.patienceMs = patienceMs;
  }

  /** @param read what an answer is; null: another message. @returns null where the drive did not answer. */
  ask<T>(
    question: ToImport,
    read: (message: FromImport) => { readonly answer: T } | null,
  ): Promise<T | null> {
    const answer = this.last.then(() => this.askNow(question, read));
    this.last = answer;
    return answer;
  }

  close(): void {
    this.current?.process.kill();
    this.current = null;
  }

  private running(): Running {
    if (this.current) return this.current;
    const begun: Running = { process: this.start(), hear: null };
    this.current = begun;
    begun.process.onMessage((message) => begun.hear?.(message));
    begun.process.onExit(() => {
      if (this.current === begun) this.current = null;
      begun.hear?.('gone');
    });
    return begun;
  }

  private askNow<T>(
    question: ToImport,
    read: (message: FromImport) => { readonly answer: T } | null,
  ): Promise<T | null> {
    return new Promise((resolve) => {
      const asked = this.running();
      const settle = (answer: T | null): void => {
        clearTimeout(late);
        asked.hear = null;
        resolve(answer);
      };
      const giveUp = (): void => {
        if (this.current === asked) this.close();
        settle(null);
      };
      let late = setTimeout(giveUp, this.patienceMs);
      asked.hear = (message) => {
        if (message === 'gone') return settle(null);
        clearTimeout(late);
        late = setTimeout(giveUp, this.patienceMs);
        const found = read(message);
        if (found) settle(found.answer);
      };
      asked.process.send(question);
    });
  }
}

/** Begins with the first question. @param patienceMs how long a drive may say nothing. */
export const watchProcess = (start: () => ImportProcess, patienceMs: number): WatchProcess => {
  const asked = new AskedProcess(start, patienceMs);
  return {
    look: (folder, passedOver) =>
      asked.ask({ kind: 'look-at-folder', folder, passedOver }, (message) =>
        message.kind === 'folder' ? { answer: message.look } : null,
      ),
    putAway: async (what) => {
      const answer = await asked.ask<{ readonly problem: PutAwayProblem | null }>(
        { kind: 'put-away', what },
        (message) => (message.kind === 'put-away' ? { answer: { problem: message.problem } } : null),
      );
      return answer === null ? 'silent' : answer.problem;
    },
    close: () => asked.close(),
  };
};
