import { app } from 'electron';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Switches } from './switches.ts';

/**
 * Settles where everything of this run lies, before anything else happens: the lock of the single instance lies there too,
 * so that runs with other data folders do not meet.
 * @returns the data folder; whether it can be used is found out when the database is opened.
 */
export const settleDataDir = (switches: Switches): string => {
  const dataDir = switches.dataDir ?? join(app.getPath('appData'), app.getName());
  app.setPath('userData', chromiumFolder(dataDir));
  return dataDir;
};

const chromiumFolder = (dataDir: string): string => {
  const folder = join(dataDir, 'chromium');
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    // The window that tells of a data folder that cannot be written needs a folder itself.
    return mkdtempSync(join(tmpdir(), 'borrow-desk-'));
  }
};
