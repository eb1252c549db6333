import { resolve } from 'node:path';
import * as z from 'zod';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import { ok, type Result } from '../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../db/types.ts';
import { writeSetting } from '../../desk/records/settings/raw-settings.ts';
import { readSetting } from '../../desk/records/settings/settings.service.ts';
import { type FolderTurnsOptions, FolderTurns } from './folder-turns.ts';

type Options = Omit<FolderTurnsOptions, 'folder' | 'deal'> & {
  readonly db: ReadableDB;
  readonly now: () => Date;
  /** Keeps a message. @throws if it cannot be kept: then its file stays */
  readonly take: (message: Uint8Array) => Promise<unknown>;
  /** Whether the library is in use on another workstation. */
  readonly rests: () => boolean;
  /** Lets the operator choose a folder; null if the dialog was closed. */
  readonly chooseFolder: () => Promise<string | null>;
  /** Whether the operator may choose or leave a folder. */
  readonly check: () => Result<null>;
};

const kept = z.strictObject({ folder: z.string() }).nullable();
const key = 'message-folder';

/** Returns the folder for messages that was chosen at this workstation; null if there is none. */
export const readMessageFolder = (db: ReadableDB): string | null =>
  readSetting(db, key, kept)?.folder ?? null;

type Status = Output<'messageFolder.status'>;

/** Takes messages from the files of a folder, one after the other, for desks that no partner's system can reach. */
export class MessageFolder {
  readonly #options: Options;
  readonly #turns: FolderTurns;
  #last: Status['last'] = null;

  constructor(options: Options) {
    this.#options = options;
    this.#turns = new FolderTurns({
      ...options,
      folder: () => (options.rests() ? null : this.#folder()),
      deal: async (folder, { name }) => {
        const bytes = await this.#turns.ask({ what: 'bytes', folder, name });
        if (!bytes.ok) return { code: bytes.error.code, why: bytes.error.message };
        const to = bytes.value === null ? 'refused' : 'done';
        if (bytes.value !== null) await options.take(Buffer.from(bytes.value, 'base64'));
        this.#last = { name, at: instantOf(options.now()), to };
        options.changed();
        return { to, report: null };
      },
    });
  }

  /** Starts to look, if a folder was chosen. */
  readonly start = (): void => {
    if (this.#folder() !== null) this.#turns.start();
  };

  readonly close = (): void => this.#turns.close();

  readonly status = (): Result<Status> =>
    ok({ folder: this.#folder(), ...this.#turns.state, left: [...this.#turns.state.left], last: this.#last });

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
    this.#last = null;
    writeSetting(this.#options.db, key, next);
    this.start();
    this.#options.changed();
    return ok(null);
  }
}
