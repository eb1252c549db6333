import { app, dialog } from 'electron';
import type { Log } from '../log/log.ts';
import { t } from '../../../shared/words/words.ts';

/**
 * What happens to errors that nobody caught: they are logged, and staff are told once a run. The program goes on: every step
 * is a transaction of its own, so a half done one was rolled back.
 * Call it before everything else that can fail.
 */
export const catchTheRest = (log: Log): void => {
  let isAnnounced = false;
  const handle =
    (event: string) =>
    (error: unknown): void => {
      log.error(event, error);
      if (isAnnounced) return;
      isAnnounced = true;
      void announce();
    };
  process.on('uncaughtException', handle('uncaught.exception'));
  process.on('unhandledRejection', handle('uncaught.rejection'));
};

const announce = async (): Promise<void> => {
  await app.whenReady();
  await dialog.showMessageBox({
    type: 'warning',
    message: t('Something unexpected went wrong in Borrow Desk'),
    detail: t(
      'Everything confirmed so far is saved. You can keep working. If something stops responding, restart Borrow Desk and report the problem with the log in the data folder.',
    ),
    buttons: [t('Continue')],
  });
};
