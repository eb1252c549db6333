import { app, dialog } from 'electron';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf } from '../db/errors.ts';
import type { Switches } from './switches.ts';
import { t } from '../../../shared/words/words.ts';

/** Where everything of a run lies. */
export type DataDir = {
  readonly dataDir: string;
  /** The folder of the window's engine that cannot be written, with the system's code; null when it can. */
  readonly chromiumFault: { readonly folder: string; readonly code: string } | null;
};

/** The folder that the command line names, or the system's place. */
export const dataDirOf = ({ dataDir }: Pick<Switches, 'dataDir'>): string =>
  dataDir ?? join(app.getPath('appData'), app.getName());

/**
 * Settles where everything of this run lies, before anything else happens: the lock of the single instance lies there too,
 * so that runs with other data folders do not meet.
 * @returns the data folder; whether it can be used is found out when the database is opened.
 */
export const settleDataDir = (switches: Switches): DataDir => {
  const dataDir = dataDirOf(switches);
  const folder = join(dataDir, 'chromium');
  const code = whyUnwritable(folder);
  // The window that tells of a folder that cannot be written needs a folder itself.
  app.setPath('userData', code === null ? folder : temporaryFolder(folder));
  // Where nothing in the data folder can be written the opening of the database says so.
  const isTheOnlyOne = code !== null && whyUnwritable(dataDir) === null;
  return { dataDir, chromiumFault: isTheOnlyOne ? { folder, code } : null };
};

// Without any folder there is no window either: this is said where a start is watched, and in the system's own box.
const temporaryFolder = (wanted: string): string => {
  try {
    return mkdtempSync(join(tmpdir(), 'borrow-desk-'));
  } catch {
    const words = t(
      '{name} cannot start: neither {wanted} nor the temporary folder {tmpdir} can be written to. Ask your IT staff for write access to one of them.',
      {
        name: app.getName(),
        wanted,
        tmpdir: tmpdir(),
      },
    );
    process.stderr.write(`${words}\n`);
    dialog.showErrorBox(t('{name} cannot start', { name: app.getName() }), words);
    process.exit(1);
  }
};

// Electron ends without a word where it cannot write, so a file of our own is tried first.
const whyUnwritable = (folder: string): string | null => {
  const probe = join(folder, 'write-test.tmp');
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, '.');
    rmSync(probe);
    return null;
  } catch (error) {
    return codeOf(error) || 'unknown';
  }
};
