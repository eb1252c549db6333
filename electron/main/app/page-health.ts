import { dialog, type BrowserWindow } from 'electron';
import type { Log } from '../log/log.ts';
import { pageGoneDocument } from './documents.ts';
import { t } from '../../../shared/words/words.ts';

const reloadLimit = 3;
const withinMs = 60_000;

/**
 * Reloads the page when its process has crashed: everything that staff did is stored in the main process, so a reload loses nothing. After
 * three crashes in a minute it shows a page that says so. Asks staff when the page is unresponsive.
 */
export const reloadCrashedPage = (window: BrowserWindow, url: string, log: Log): void => {
  const mayReload = limiter(reloadLimit, withinMs);
  const load = (address: string): void => {
    window.loadURL(address).catch((error: unknown) => log.error('page.not-loaded', error));
  };
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.warn('page.gone', { reason, exitCode });
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    load(mayReload(Date.now()) ? url : pageGoneDocument(url));
  });
  let waiting: AbortController | null = null;
  window.on('responsive', () => waiting?.abort());
  window.on('unresponsive', () => {
    if (waiting) return;
    log.warn('page.stands-still');
    const asked = new AbortController();
    waiting = asked;
    void askToReload(window, asked.signal)
      .then((reload) => {
        if (reload && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
      })
      .finally(() => {
        waiting = null;
      });
  });
};

// Resolves with "wait" when the page responds again.
const askToReload = async (window: BrowserWindow, signal: AbortSignal): Promise<boolean> => {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: t('The window is not responding'),
    detail: t(
      'Everything confirmed so far is saved. You can wait, or reload the page; anything typed but not saved will be lost.',
    ),
    buttons: [t('Wait'), t('Reload the page')],
    defaultId: 0,
    cancelId: 0,
    signal,
  });
  return response === 1;
};

/**
 * Returns a function that says whether one more event is within the limit.
 * @param limit how many events may happen in a time span. The time of each event (milliseconds) is passed in.
 */
const limiter = (limit: number, spanMs: number): ((nowMs: number) => boolean) => {
  let times: readonly number[] = [];
  return (nowMs) => {
    times = [...times.filter((time) => nowMs - time < spanMs), nowMs];
    return times.length <= limit;
  };
};
