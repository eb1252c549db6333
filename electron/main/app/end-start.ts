import { app, dialog } from 'electron';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { t } from '../../../shared/words/words.ts';

/** With which code a start ends that does not become a running program. README.md lists them. */
export const startCodes = {
  /** What was asked for could not be done, or not all of it. */
  failed: 1,
  /** A switch or a variable of the environment that is not allowed. */
  notAllowed: 2,
  /** A file that is to be written is there already, or may not be where it is named. */
  fileNotNew: 3,
  /** Another start works with the data folder. */
  dataFolderHeld: 4,
} as const;

/**
 * Ends a start before Electron is ready: says why on stderr, and in the system's own box where it has one then (not on Linux).
 * @param isUnattended nobody is there to close a box.
 */
export const endStart = (words: string, code: number, isUnattended: boolean): void => {
  process.stderr.write(`${words}\n`);
  if (!isUnattended && process.platform !== 'linux')
    dialog.showErrorBox(t('{name} was not started', { name: app.getName() }), words);
  app.exit(code);
};

/** The same, with a box on Linux too, where there is a display. */
export const endStartInWindow = async (words: string, code: number): Promise<void> => {
  if (process.platform !== 'linux') return endStart(words, code, false);
  process.stderr.write(`${words}\n`);
  if ((process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '') {
    // The engine's folder is the running program's.
    const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-'));
    app.setPath('userData', folder);
    await app.whenReady();
    dialog.showErrorBox(t('{name} was not started', { name: app.getName() }), words);
    rmSync(folder, { recursive: true, force: true });
  }
  app.exit(code);
};
