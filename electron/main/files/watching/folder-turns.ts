import type { Result } from '../../../../shared/ipc/result.ts';
import { AskedProcess } from '../process/asked-process.ts';
import type { FileProcess } from '../process/child-process.ts';
import type { Answers, Question } from '../process/messages.ts';
import type { Look, ProcessedFolder, ReadyFile, SeenFile } from './look.ts';
import { silentDrive } from './silent-drive.ts';

/** What was done with a file: where it is moved, with its report of rows, if it has one. */
export type Dealt = { readonly to: ProcessedFolder; readonly report: string | null };
/** Why the folder cannot be used, for staff, and as a code for the log. */
type Problem = NonNullable<Look['problem']>;

export type FolderTurnsOptions = {
  readonly startProcess: () => FileProcess;
  /** The folder; null: nothing is done now. */
  readonly folder: () => string | null;
  /** Deals with a file that is complete. Null: it stays. A problem: it stays, and no other is dealt with. */
  readonly deal: (folder: string, file: ReadyFile) => Promise<Dealt | Problem | null>;
  /** Called when the state has changed. */
  readonly changed: () => void;
  /** Receives the code of a problem, once until it changes. */
  readonly logProblem?: (code: string) => void;
  readonly logFault: (error: unknown) => void;
  /** The pause between two looks. */
  readonly everyMs?: number;
  /** How long the drive may stay silent. */
  readonly timeoutMs?: number;
};

/** What staff are told about a folder. */
export type FolderState = {
  readonly problem: string | null;
  readonly waiting: number;
  readonly left: readonly { readonly name: string; readonly why: string }[];
};
const nothingSeen: FolderState = { problem: null, waiting: 0, left: [] };

type Stuck = Dealt & { readonly folder: string; readonly file: SeenFile; readonly why: string };
const idOf = ({ name, sizeBytes, modifiedMs }: SeenFile): string =>
  JSON.stringify([name, sizeBytes, modifiedMs]);

/**
 * Takes the files of a folder one after the other, in order of time, and moves each once it was dealt with. It works in another process: a drive
 * that is gone may never answer.
 */
export class FolderTurns {
  readonly #options: FolderTurnsOptions;
  readonly #process: AskedProcess;
  readonly #timeoutMs: number;
  #state = nothingSeen;
  #loggedCode = '';
  #timer: NodeJS.Timeout | null = null;
  #isOn = false;
  /** Counts starts and ends: a turn of an earlier round schedules no other. */
  #round = 0;
  /** Files that were dealt with but could not be moved. Only moving them is tried again, and other files are taken. */
  readonly #stuck = new Map<string, Stuck>();

  constructor(options: FolderTurnsOptions) {
    this.#options = options;
    this.#timeoutMs = options.timeoutMs ?? 60_000;
    this.#process = new AskedProcess(options.startProcess, options.logFault);
  }

  /** Starts to look. */
  start(): void {
    this.#isOn = true;
    this.#next((this.#round += 1), 0);
  }

  /** Looks no more, moves nothing more, forgets what was seen, and ends the process. */
  close(): void {
    this.#isOn = false;
    this.#round += 1;
    if (this.#timer) clearTimeout(this.#timer);
    this.#process.close();
    this.#state = nothingSeen;
  }

  get state(): FolderState {
    return this.#state;
  }

  /** Asks the process about the folder. Never rejects. */
  ask<Q extends Question>(question: Q): Promise<Result<Answers[Q['what']]>> {
    return this.#process.ask(question, this.#timeoutMs);
  }

  #next(round: number, inMs: number): void {
    this.#timer = setTimeout(() => void this.#turn(round), inMs);
  }

  async #turn(round: number): Promise<void> {
    const isBusy = await this.#takeNext(round).catch((error: unknown) => {
      this.#options.logFault(error);
      return false;
    });
    if (round === this.#round) this.#next(round, isBusy ? 0 : (this.#options.everyMs ?? 5_000));
    else if (!this.#isOn) this.#process.close();
  }

  /** @returns whether a file was dealt with, so that the next look need not wait. */
  async #takeNext(round: number): Promise<boolean> {
    const folder = this.#options.folder();
    if (folder === null) return false;
    const stuck = (): Stuck[] => [...this.#stuck.values()].filter((one) => one.folder === folder);
    for (const one of stuck()) if (!(await this.#move(one))) return false;
    const exclude = stuck().map(({ file }) => file);
    const answer = await this.ask({ what: 'look', folder, exclude });
    if (round !== this.#round) return false;
    if (!answer.ok) return this.#stopAt(silentDrive);
    const { waiting, left, problem, ready } = answer.value;
    this.#become({
      waiting,
      left: [...left, ...stuck().map(({ file, why }) => ({ name: file.name, why }))],
    });
    this.#noteProblem(problem);
    if (problem !== null || ready === null) return false;
    const dealt = await this.#options.deal(folder, ready);
    if (dealt === null || !this.#isOn) return false;
    return 'to' in dealt ? this.#move({ ...dealt, folder, file: ready }) : this.#stopAt(dealt);
  }

  /** Moves a file that was dealt with. @returns whether others can be taken; false if the folder has a problem. */
  async #move({ folder, file, to, report }: Omit<Stuck, 'why'>): Promise<boolean> {
    const moved = { folder, file, to, report };
    const answer = await this.ask({ what: 'put-away', moved });
    const problem = answer.ok ? answer.value : { ...silentDrive, isOnlyThisFile: false };
    if (problem === null) {
      this.#stuck.delete(idOf(file));
      return true;
    }
    this.#stuck.set(idOf(file), { ...moved, why: problem.why });
    return problem.isOnlyThisFile || this.#stopAt(problem);
  }

  #stopAt(problem: Problem): false {
    this.#noteProblem(problem);
    return false;
  }

  #noteProblem(problem: Problem | null): void {
    const { code = '', why = null } = problem ?? {};
    if (code !== '' && code !== this.#loggedCode) this.#options.logProblem?.(code);
    this.#loggedCode = code;
    this.#become({ problem: why });
  }

  #become(next: Partial<FolderState>): void {
    const before = JSON.stringify(this.#state);
    this.#state = { ...this.#state, ...next };
    if (JSON.stringify(this.#state) !== before) this.#options.changed();
  }
}
