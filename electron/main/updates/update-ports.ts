import type { Log } from '../log/log.ts';
import type { ServerFault } from './build-facts.ts';
import type { Installation } from './installation.ts';
import type { UpdateNote } from './update-note.ts';
import type { UpdateSource } from './update-source.ts';
import type { Installed } from './verify.ts';
import type { Moment, UpdateMode } from './when.ts';

/** What updates need of the program. */
export type UpdatePorts = {
  readonly installed: Installed;
  readonly installation: Installation;
  readonly mode: () => UpdateMode;
  /** Null if neither the build nor the policy names a server that may be used. */
  readonly source: UpdateSource | null;
  /** Why none is used although one is named, or may be. */
  readonly serverFault: ServerFault | null;
  readonly readNote: () => UpdateNote;
  readonly writeNote: (note: UpdateNote) => void;
  /** Makes a backup of the database that the older version can be given again. */
  readonly backUp: () => Promise<void>;
  readonly startInstaller: (file: string, occasion: Moment['occasion']) => Promise<void>;
  /** Ends the program; the installer waits for it. */
  readonly quit: () => void;
  readonly moment: () => Pick<Moment, 'hasFileWork' | 'isPrinting' | 'isOpen' | 'idleMinutes'>;
  /** Asks the page to call `install` unless somebody works there. */
  readonly askPage: (occasion: 'start' | 'tick') => void;
  /** Calls back once after this time. @returns cancels it. */
  readonly later: (ms: number, run: () => void) => () => void;
  readonly nowMs: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly changed: () => void;
  readonly log: Pick<Log, 'info' | 'warn'>;
};
