import { app, dialog } from 'electron';
import type { Log } from '../log/log.ts';
import { t } from '../../../shared/words/words.ts';

/**
 * Handles uncaught errors: logs them, and tells staff once per run. The program continues: every step is a transaction, so an incomplete
 * one was rolled back. Call it before anything else that can fail.
 */
export const handleUncaughtErrors = (log: Log): void => {
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
