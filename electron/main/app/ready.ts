import { app, type BrowserWindow } from 'electron';
import type { Log } from '../log/log.ts';
import { screenshotWhenReady } from './screenshot.ts';
import { codeOf } from '../db/errors.ts';
import type { Switches } from './switches.ts';
import { t } from '../../../shared/words/words.ts';

/**
 * What the command line wants done when the page is there and the files are in: a picture, the end.
 * A picture that cannot be taken is no reason not to work.
 */
export const whenReady = (
  window: BrowserWindow,
  switches: Switches,
  imports: Promise<unknown>,
  log: Log,
): void => {
  window.webContents.once('did-finish-load', () => {
    void imports
      .then(() =>
        switches.screenshotFile === null ? undefined : screenshotWhenReady(window, switches.screenshotFile),
      )
      .catch((error: unknown) => {
        log.error('screenshot.failed', error);
        process.stderr.write(`${t('program.thePictureCouldNotBeWritten', { code: codeOf(error) })}\n`);
      })
      .finally(() => {
        if (switches.exitWhenReady) app.quit();
      });
  });
};
