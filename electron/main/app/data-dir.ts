import { app } from 'electron';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf } from '../db/errors.ts';
import { networkDriveOf } from '../db/network-drive.ts';
import { logFolderOf } from '../log/log.ts';
import { makeFolder } from '../make-folder.ts';
import { abortStart, startCodes } from './abort-start.ts';
import { dataDirOf } from './data-folder.ts';
import { closeFolder } from './private-files.ts';
import type { Switches } from './switches.ts';
import { t } from '../../../shared/words/words.ts';

/** Where all data of a run is stored. */
export type DataDir = {
  readonly dataDir: string;
  /** Whether this run has created it. */
  readonly isNew: boolean;
  /** The folder of the window's engine if it cannot be written to, with the system's error code; null if it can. */
  readonly chromiumFault: { readonly folder: string; readonly code: string } | null;
  /** The folder for the log: inside the data folder, unless that is on a network drive. */
  readonly logFolder: string;
};

/**
 * Determines where all data of this run is stored, before anything else happens: the lock of the single instance is stored there too, so
 * that runs with different data folders do not interfere.
 * @returns the data folder; whether it can be used turns out when the database is opened.
 */
export const resolveDataDir = (switches: Switches, driveOf = networkDriveOf): DataDir => {
  const dataDir = dataDirOf(switches.dataDir);
  const folder = join(dataDir, 'chromium');
  // Opening the database reports it. Nothing may be written there.
  if (driveOf(dataDir) !== null) {
    const elsewhere = temporaryFolder(folder);
    app.setPath('userData', elsewhere);
    return { dataDir, isNew: false, chromiumFault: null, logFolder: logFolderOf(elsewhere) };
  }
  closeFolder(dataDir);
  const wasThere = existsSync(dataDir);
  const code = whyUnwritable(folder);
  // The window that reports an unwritable folder needs a folder itself.
  app.setPath('userData', code === null ? folder : temporaryFolder(folder));
  // If nothing in the data folder can be written, opening the database reports that.
  const isTheOnlyOne = code !== null && whyUnwritable(dataDir) === null;
  const isNew = !wasThere && existsSync(dataDir);
  return {
    dataDir,
    isNew,
    chromiumFault: isTheOnlyOne ? { folder, code } : null,
    logFolder: logFolderOf(dataDir),
  };
};

// Without any folder no window can be shown either: the message goes to stderr and the system's own message box.
const temporaryFolder = (wanted: string): string => {
  try {
    return mkdtempSync(join(tmpdir(), 'borrow-desk-'));
  } catch (error) {
    const words = t(
      '{name} cannot start: neither {wanted} nor the temporary folder {tmpdir} can be written to. Ask your IT staff for write access to one of them.',
      {
        name: app.getName(),
        wanted,
        tmpdir: tmpdir(),
      },
    );
    abortStart(words, startCodes.failed);
    // Not reached: Electron is not ready yet, so the program has ended.
    throw error;
  }
};

// Electron exits silently if it cannot write there, so this first tries to write a file.
const whyUnwritable = (folder: string): string | null => {
  const probe = join(folder, 'write-test.tmp');
  try {
    makeFolder(folder);
    writeFileSync(probe, '.');
    rmSync(probe);
    return null;
  } catch (error) {
    return codeOf(error) || 'unknown';
  }
};
