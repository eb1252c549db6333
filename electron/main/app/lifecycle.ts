import { app, powerMonitor, type BrowserWindow } from 'electron';
import type { Log } from '../log/log.ts';
import { doneInTime } from '../with-timeout.ts';

/** One thing to put in order before the program ends. Steps run one after the other, in the order given. */
export type CleanUpStep = { readonly name: string; readonly run: () => void | Promise<void> };

export type LifecycleOptions = {
  /** For example: let the running print job be handed over, stop backups, close the database. */
  readonly cleanUp: readonly CleanUpStep[];
  /** What must be done at once when the system ends the session (Windows waits for no promise): close the database. */
  readonly atOnce: () => void;
  readonly log: Log;
  /** With which code the program ends; 0 unless told. */
  readonly exitCode?: () => number;
  /** How long all clean-up steps together may take. */
  readonly timeLimitMs?: number;
};

/**
 * Ends the program in good order, once, whatever asks for it: the menu, the closed window, a signal, the system.
 * After the time limit it ends all the same: a printer that does not answer must not keep the program alive.
 */
export const manageLifecycle = (options: LifecycleOptions): void => {
  let ending = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (ending) return;
    ending = true;
    // Later, so that everybody who listens for the quit has heard of it before the database is closed.
    setImmediate(() => void end(options));
  });
  // The hidden window of a print job must neither keep the program alive nor end it: the main window decides.
  app.on('window-all-closed', () => undefined);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  void app.whenReady().then(() => powerMonitor.on('shutdown', () => app.quit()));
};

const end = async (options: LifecycleOptions): Promise<void> => {
  const isDone = await doneInTime(
    options.timeLimitMs ?? 10_000,
    runCleanUp(options.cleanUp, (name, error) =>
      options.log.error('quit.step-failed', error, { step: name }),
    ),
  );
  if (!isDone) {
    options.log.warn('quit.out-of-time');
    options.atOnce();
  }
  options.log.info('quit.done');
  app.exit(options.exitCode?.() ?? 0);
};

/** Closing this window ends the program; so does the end of the Windows session. */
export const quitWithWindow = (window: BrowserWindow, atOnce: () => void): void => {
  window.once('closed', () => app.quit());
  window.on('session-end', atOnce);
};

/** Runs clean-up steps in order. A step that fails is reported and keeps none of the others from running. */
const runCleanUp = async (
  steps: readonly CleanUpStep[],
  failed: (name: string, error: unknown) => void,
): Promise<void> => {
  for (const { name, run } of steps) {
    try {
      await run();
    } catch (error) {
      failed(name, error);
    }
  }
};
