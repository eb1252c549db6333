import { type Result, fail, ok } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { driveSilent } from '../failures.ts';
import { doneInTime } from '../../with-timeout.ts';
import { exitPatienceMs, type FileProcess } from './child-process.ts';
import { type Answers, type FromProcess, type Question, errorOfFault } from './messages.ts';

type Answer = Result<Answers[keyof Answers]>;

/** A question without an answer yet. */
type Waiting = {
  readonly settle: (answer: Answer) => void;
  readonly timeoutMs: number;
  late: NodeJS.Timeout;
};

const isOfOpenFile = ({ what }: Question): boolean => what === 'read' || what === 'survey' || what === 'keep';

const noAnswer = (why: string, mayBeAskedAgain = false): Result<never> =>
  fail('file-unreadable', why, undefined, mayBeAskedAgain);

/**
 * Sends questions about a file or a folder to a process. A call to a drive that is gone never returns, and a program with such a thread
 * cannot exit. The first question starts the process; if it has exited, the next one starts a new process.
 */
export class AskedProcess {
  private readonly start: () => FileProcess;
  private readonly logFault: (error: Error) => void;
  private process: FileProcess | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private requests = 0;
  /** Settles when the last process has exited. */
  private exited: Promise<void> = Promise.resolve();

  /** @param logFault receives errors that are not the file's. Messages may hold row values. */
  constructor(start: () => FileProcess, logFault: (error: Error) => void) {
    this.start = start;
    this.logFault = logFault;
  }

  /**
   * Never rejects.
   * @param timeoutMs how long the drive may stay silent; then the process is killed.
   * @returns failed: why there is no answer, for staff.
   */
  ask<Q extends Question>(question: Q, timeoutMs: number): Promise<Result<Answers[Q['what']]>> {
    return new Promise((resolve) => {
      // After the process has exited, no file is open.
      if (this.process === null && isOfOpenFile(question)) return resolve(noAnswer(driveSilent));
      const process = this.running();
      const request = (this.requests += 1);
      this.waiting.set(request, {
        // The answer has the type of the question; the compiler cannot check that across processes.
        settle: (answer) => resolve(answer as Result<Answers[Q['what']]>),
        timeoutMs,
        late: this.endLater(timeoutMs),
      });
      process.send({ kind: 'ask', request, question });
    });
  }

  /** Kills the process. Open questions get no answer. */
  close(why = driveSilent): void {
    const { process } = this;
    this.process = null;
    process?.kill();
    for (const request of this.waiting.keys()) this.settle(request, noAnswer(why));
  }

  /**
   * Kills the process, and waits until it has exited, a second at most: Windows can neither move nor replace a database that a process has
   * open.
   */
  async end(): Promise<void> {
    this.close();
    await doneInTime(exitPatienceMs, this.exited);
  }

  private endLater(timeoutMs: number): NodeJS.Timeout {
    return setTimeout(() => this.close(), timeoutMs);
  }

  private running(): FileProcess {
    if (this.process) return this.process;
    const process = this.start();
    this.process = process;
    process.onMessage((message) => {
      if (this.process === process) this.hear(message);
    });
    this.exited = new Promise((resolve) => {
      process.onExit(() => {
        resolve();
        if (this.process === process) this.close();
      });
    });
    return process;
  }

  private hear(message: FromProcess): void {
    if (message.kind === 'answer') this.settle(message.request, ok(message.answer));
    else if (message.kind === 'no-answer')
      this.settle(message.request, noAnswer(message.why, message.isStale));
    else if (message.kind === 'exhausted')
      this.close(
        t(
          'The file is damaged: it takes more memory than any list should{stays}. Open it in Excel, save it as “CSV UTF-8”, and import that file.',
          { stays: '' },
        ),
      );
    else if (message.kind === 'fault') this.logFault(errorOfFault(message.fault));
    else if (message.kind === 'alive')
      for (const one of this.waiting.values()) {
        clearTimeout(one.late);
        one.late = this.endLater(one.timeoutMs);
      }
  }

  private settle(request: number, answer: Answer): void {
    const one = this.waiting.get(request);
    if (!one) return;
    this.waiting.delete(request);
    clearTimeout(one.late);
    one.settle(answer);
  }
}
