import { app, ipcMain } from 'electron';
import type { Channel } from '../../../shared/ipc/channels.ts';
import type { Handlers } from './handlers.ts';
import type { CallLog } from './dispatch.ts';
import { dispatch } from './dispatch.ts';

/** Where our own pages live; nothing else may call. */
export type TrustedOrigin = string;

/**
 * Answers the calls of the page. The only place that touches `ipcMain`.
 * Only the main frame of a page from `trustedOrigin` is heard; every answer is a Result, whatever happens.
 */
export const registerHandlers = (
  handlers: Handlers<Channel>,
  options: { readonly trustedOrigin: TrustedOrigin; readonly log: CallLog },
): void => {
  ipcMain.handle('call', (event, channel: unknown, input: unknown) => {
    const frame = event.senderFrame;
    const trusted =
      frame !== null && frame.parent === null && originOf(frame.url) === originOf(options.trustedOrigin);
    return dispatch(handlers, { channel, input, trusted, checkOutput: !app.isPackaged }, options.log);
  });
};

// Schemes of our own have the origin "null" in Node's URL, so scheme and host are compared.
const originOf = (address: string): string | null => {
  if (!URL.canParse(address)) return null;
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
};
