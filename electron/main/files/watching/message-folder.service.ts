import { resolve } from 'node:path';
import * as z from 'zod';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import { ok, type Result } from '../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../db/types.ts';
import { writeSetting } from '../../desk/records/settings/raw-settings.ts';
import { readSetting } from '../../desk/records/settings/settings.service.ts';
import { AskedProcess } from '../process/asked-process.ts';
import type { FileProcess } from '../process/child-process.ts';
import type { ProcessedFolder, SeenFile } from './look.ts';
import { silentDrive } from './silent-drive.ts';

type Options = {
  readonly db: ReadableDB;
  readonly now: () => Date;
  readonly startProcess: () => FileProcess;
  /** Keeps a message. @throws if it cannot be kept: then its file stays */
  readonly take: (message: Uint8Array) => Promise<unknown>;
  /** Whether the library is in use on another workstation. */
  readonly rests: () => boolean;
  /** Lets the operator choose a folder; null if the dialog was closed. */
  readonly chooseFolder: () => Promise<string | null>;
  /** Whether the operator may choose or leave a folder. */
  readonly check: () => Result<null>;
  /** Called when the state has changed. */
  readonly changed: () => void;
  readonly logFault: (error: unknown) => void;
  /** The pause between two looks. */
  readonly everyMs?: number;
  readonly timeoutMs?: number;
};

const kept = z.strictObject({ folder: z.string() }).nullable();
const key = 'message-folder';

/** Returns the folder for messages that was chosen at this workstation; null if there is none. */
export const readMessageFolder = (db: ReadableDB): string | null =>
  readSetting(db, key, kept)?.folder ?? null;

type Status = Output<'messageFolder.status'>;
type State = Omit<Status, 'folder'>;
const nothingSeen: State = { problem: null, waiting: 0, left: [], last: null };

/** A file whose message was taken or refused, and that could not be moved yet. */
type Stuck = { readonly file: SeenFile; readonly to: ProcessedFolder; readonly why: string };

/** Takes messages from the files of a folder, one after the other, for desks that no partner's system can reach. */
export class MessageFolder {
  readonly #options: Options;
  readonly #process: AskedProcess;
  readonly #timeoutMs: number;
  #state = nothingSeen;
  #stuck: readonly Stuck[] = [];
  #timer: NodeJS.Timeout | null = null;
  /** Counts changes of the folder: a turn of an earlier round does nothing more. */
  #round = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#process = new AskedProcess(options.startProcess, options.logFault);
    this.#timeoutMs = options.timeoutMs ?? 60_000;
  }

  /** Starts to look, if a folder was chosen. */
  readonly start = (): void => {
    if (this.#folder() !== null) this.#next((this.#round += 1), 0);
  };

  readonly close = (): void => {
    this.#round += 1;
    if (this.#timer) clearTimeout(this.#timer);
    this.#process.close();
  };

  readonly status = (): Result<Status> => ok({ folder: this.#folder(), ...this.#state });

  readonly choose = async (): Promise<Result<null>> => {
    const allowed = this.#options.check();
    if (!allowed.ok) return allowed;
    const folder = await this.#options.chooseFolder();
    if (folder === null) return ok(null);
    const still = this.#options.check();
    return still.ok ? this.#keep({ folder: resolve(folder) }) : still;
  };

  readonly stop = (): Result<null> => {
    const allowed = this.#options.check();
    return allowed.ok ? this.#keep(null) : allowed;
  };

  #folder(): string | null {
    return readMessageFolder(this.#options.db);
  }

  #keep(next: z.infer<typeof kept>): Result<null> {
    this.close();
    this.#state = nothingSeen;
    this.#stuck = [];
    writeSetting(this.#options.db, key, next);
    this.start();
    this.#options.changed();
    return ok(null);
  }

  #next(round: number, inMs: number): void {
    this.#timer = setTimeout(() => {
      this.#turn(round).then(
        (isBusy) => {
          if (round === this.#round) this.#next(round, isBusy ? 0 : (this.#options.everyMs ?? 5_000));
        },
        (error: unknown) => {
          this.#options.logFault(error);
          if (round === this.#round) this.#next(round, this.#options.everyMs ?? 5_000);
        },
      );
    }, inMs);
  }

  /** @returns whether a file was dealt with, so that the next look need not wait */
  async #turn(round: number): Promise<boolean> {
    const folder = this.#folder();
    if (folder === null || this.#options.rests()) return false;
    for (const stuck of this.#stuck) await this.#putAway(folder, stuck.file, stuck.to);
    const exclude = this.#stuck.map(({ file }) => file);
    const answer = await this.#process.ask({ what: 'look', folder, exclude }, this.#timeoutMs);
    if (round !== this.#round) return false;
    if (!answer.ok) return this.#become({ problem: silentDrive.why });
    const { problem, waiting, left, ready } = answer.value;
    this.#become({
      problem: problem?.why ?? null,
      waiting,
      left: [...left, ...this.#stuck.map(({ file, why }) => ({ name: file.name, why }))],
    });
    if (ready === null) return false;
    const bytes = await this.#process.ask({ what: 'bytes', folder, name: ready.name }, this.#timeoutMs);
    if (round !== this.#round) return false;
    if (!bytes.ok) return this.#become({ problem: bytes.error.message });
    const to = bytes.value === null ? 'refused' : 'done';
    if (bytes.value !== null) await this.#options.take(Buffer.from(bytes.value, 'base64'));
    this.#become({ last: { name: ready.name, at: instantOf(this.#options.now()), to } });
    await this.#putAway(folder, ready, to);
    return true;
  }

  async #putAway(folder: string, file: SeenFile, to: ProcessedFolder): Promise<void> {
    const moved = { folder, file, to, report: null };
    const answer = await this.#process.ask({ what: 'put-away', moved }, this.#timeoutMs);
    const problem = answer.ok ? answer.value : silentDrive;
    const others = this.#stuck.filter((stuck) => stuck.file.name !== file.name);
    this.#stuck = problem === null ? others : [...others, { file, to, why: problem.why }];
  }

  #become(next: Partial<State>): false {
    const before = JSON.stringify(this.#state);
    this.#state = { ...this.#state, ...next };
    if (JSON.stringify(this.#state) !== before) this.#options.changed();
    return false;
  }
}
