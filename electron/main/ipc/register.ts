import { app, ipcMain } from 'electron';
import type { Channel } from '../../../shared/ipc/channels.ts';
import { isSamePlace } from '../app/trusted-urls.ts';
import type { Log } from '../log/log.ts';
import type { Handlers } from './handlers.ts';
import { dispatch } from './dispatch.ts';

/**
 * Answers the calls of the page. The only place that touches `ipcMain`.
 * Only the main frame of a page of the place of `pageUrl` is heard; every answer is a Result, whatever happens.
 */
export const registerHandlers = (
  handlers: Handlers<Channel>,
  options: { readonly pageUrl: string; readonly log: Log; readonly onDamage: () => void },
): void => {
  ipcMain.handle('call', (event, channel: unknown, input: unknown) => {
    const frame = event.senderFrame;
    const trusted = frame !== null && frame.parent === null && isSamePlace(frame.url, options.pageUrl);
    return dispatch(
      handlers,
      { channel, input, trusted, checkOutput: !app.isPackaged, onDamage: options.onDamage },
      options.log,
    );
  });
};
