import { app, powerMonitor, type BrowserWindow } from 'electron';
import type { Log } from '../log/log.ts';
import { doneInTime } from '../with-timeout.ts';

/** Something to clean up before the program exits. Steps run one after the other, in the order given. */
export type CleanUpStep = { readonly name: string; readonly run: () => void | Promise<void> };

type LifecycleOptions = {
  /** For example: let the current print job be handed over, stop backups, close the database. */
  readonly cleanUp: readonly CleanUpStep[];
  /** What must be done synchronously if Windows ends the program (it does not wait for promises): close the database. */
  readonly atOnce: () => void;
  readonly log: Log;
  /** The exit code of the program; 0 by default. */
  readonly exitCode?: () => number;
  /** The time limit for all clean-up steps together. */
  readonly timeLimitMs?: number;
};

/**
 * Exits the program properly, once, whatever requests it: the menu, the closed window, a signal, the system. After the time limit it exits
 * anyway: a printer that does not respond must not keep the program running.
 */
export const manageLifecycle = (options: LifecycleOptions): void => {
  let ending = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (ending) return;
    ending = true;
    // Deferred, so that all listeners for the quit have run before the database is closed.
    setImmediate(() => void end(options));
  });
  // The hidden window of a print job must neither keep the program running nor end it: the main window decides.
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

/**
 * Exits the program when this window is closed, or Windows ends it: with the session, or for an installer (Restart Manager). Electron itself
 * would go on running.
 */
export const quitWithWindow = (window: BrowserWindow, atOnce: () => void): void => {
  window.once('closed', () => app.quit());
  window.on('session-end', () => {
    atOnce();
    app.exit(0);
  });
};

/** Runs clean-up steps in order. A failed step is reported and does not prevent the others. */
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
