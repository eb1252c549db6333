import { app, dialog } from 'electron';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { t } from '../../../shared/words/words.ts';
import { codeOf } from '../db/errors.ts';
import { hasDisplay } from '../../../shared/domain/display.ts';
import { parseSwitches } from './switches.ts';

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
const isUnattended = (): boolean => {
  const { quit, exitWhenDone } = parseSwitches(process.argv.slice(1), '/');
  return quit || exitWhenDone;
};

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

/** Like `abortStart`, with a box on Linux too, if there is a display. It also works after Electron is ready. */
export const abortStartInWindow = async (words: string, code: number): Promise<void> => {
  if (process.platform !== 'linux' || isUnattended()) return abortStart(words, code);
  process.stderr.write(`${words}\n`);
  try {
    if (!hasDisplay(process)) return;
    // Before Electron is ready, its folder may belong to another copy that runs.
    const folder = app.isReady() ? null : mkdtempSync(join(tmpdir(), 'borrow-desk-'));
    if (folder !== null) app.setPath('userData', folder);
    await app.whenReady();
    dialog.showErrorBox(t('{name} was not started', { name: app.getName() }), words);
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  } finally {
    app.exit(code);
  }
};

/** What a missing or damaged file of the program throws. */
const codesOfLoading = ['ENOENT', 'MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND', 'ERR_DLOPEN_FAILED'];

/** Says that a start has failed. @param error what it threw. @param more what else staff should know. */
export const failedWords = (error: unknown, more: string): string => {
  const name = app.getName();
  const isUnloaded = error instanceof SyntaxError || codesOfLoading.includes(codeOf(error));
  const words = isUnloaded
    ? t(
        '{name} could not be loaded. Some of its files may be missing or damaged. Install it again: your data stays as it is.',
        { name },
      )
    : t('{name} could not start', { name });
  return `${words}\n${more}`;
};

/** Ends a start that threw before Electron was ready. @param error what it threw; staff can pass it on. */
export const abortFailed = (error: unknown): void =>
  abortStart(failedWords(error, String(error)), startCodes.failed);
