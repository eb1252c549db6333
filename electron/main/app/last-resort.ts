import { app, dialog } from 'electron';
import type { Log } from '../log/log.ts';

/**
 * What happens to errors that nobody caught: they are logged, and staff are told once a run. The program goes on: every step
 * is a transaction of its own, so a half done one was rolled back.
 * Call it before everything else that can fail.
 */
export const catchTheRest = (log: Log): void => {
  let told = false;
  const handle =
    (event: string) =>
    (error: unknown): void => {
      log.error(event, error);
      if (told) return;
      told = true;
      void tell();
    };
  process.on('uncaughtException', handle('uncaught.exception'));
  process.on('unhandledRejection', handle('uncaught.rejection'));
};

const tell = async (): Promise<void> => {
  await app.whenReady();
  await dialog.showMessageBox({
    type: 'warning',
    message: 'Something went wrong that Borrow Desk did not expect',
    detail:
      'Everything that was confirmed is stored. You can go on working. If something does not answer any more, start Borrow Desk again; please report it with the log in the data folder.',
    buttons: ['Go on'],
  });
};
