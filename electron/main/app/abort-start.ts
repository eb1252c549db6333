import { app, dialog } from 'electron';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { t } from '../../../shared/words/words.ts';

/** The exit codes of starts that do not become a running program. resources/guides/command-line.md lists them. */
export const startCodes = {
  /** What was requested could not be done, or not completely. */
  failed: 1,
  /** A switch or an environment variable is not allowed. */
  notAllowed: 2,
  /** A file to be written already exists, or must not be at that path. */
  fileNotNew: 3,
  /** Another process uses the data folder. */
  dataFolderHeld: 4,
  /** `--quit`: the program still runs in another session, for another account or with another data folder. */
  runsElsewhere: 5,
} as const;

/** Whether no user is there to close a box: a script or an installer started the program. */
const isUnattended = (): boolean =>
  process.argv.some((each) => /^--(?:quit|exit-when-done)(?:=|$)/u.test(each));

/**
 * Ends a start before Electron is ready: gives the reason on stderr, and, if a user is there, in the system's own message box if available
 * then (not on Linux).
 */
export const abortStart = (words: string, code: number): void => {
  process.stderr.write(`${words}\n`);
  if (!isUnattended() && process.platform !== 'linux')
    dialog.showErrorBox(t('{name} was not started', { name: app.getName() }), words);
  app.exit(code);
};

/** Whether the session has a display; outside Linux each has one. */
export const hasDisplay = (): boolean =>
  process.platform !== 'linux' ||
  ['DISPLAY', 'WAYLAND_DISPLAY'].some((name) => (process.env[name] ?? '') !== '');

/** Like `abortStart`, with a box on Linux too, if there is a display. */
export const abortStartInWindow = async (words: string, code: number): Promise<void> => {
  if (process.platform !== 'linux') return abortStart(words, code);
  process.stderr.write(`${words}\n`);
  if (hasDisplay()) {
    // The engine's folder belongs to the running program.
    const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-'));
    app.setPath('userData', folder);
    await app.whenReady();
    dialog.showErrorBox(t('{name} was not started', { name: app.getName() }), words);
    rmSync(folder, { recursive: true, force: true });
  }
  app.exit(code);
};

/** Ends a start for which the program could not be loaded. @param error what loading it threw; it goes to stderr. */
export const abortUnloaded = (error: unknown): void => {
  process.stderr.write(`${String(error)}\n`);
  abortStart(
    t(
      '{name} could not be loaded. Some of its files may be missing or damaged. Install it again: your data stays as it is.',
      { name: app.getName() },
    ),
    startCodes.failed,
  );
};
