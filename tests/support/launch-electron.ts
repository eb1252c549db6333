import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { ElectronApplication } from '@playwright/test';
import { _electron as electron } from '@playwright/test';

/** Long enough for a start on a busy machine, short enough for another try within a test's time. */
const launchLimitMs = 12_000;
const mostTries = 3;

// Playwright and Chromium would pack what they say to each other, on one machine: that took a tenth of the processor's time of a test.
subscribe('http.client.request.created', (message) =>
  (message as { readonly request: ClientRequest }).request.removeHeader('Sec-WebSocket-Extensions'),
);

/**
 * Starts Electron under Playwright. Playwright attaches to a window that may be in the middle of loading its page; when it
 * misses the moment of the change it waits for it for ever, though the program runs well (seen on about one start in
 * thirty). Such a start is ended and made again.
 *
 * @param beforeTry called right before each start, for those who take its time
 * @throws when no start is attached to, with the words of the last one
 */
export const launchElectron = async (
  options: NonNullable<Parameters<typeof electron.launch>[0]>,
  beforeTry: () => void = () => undefined,
): Promise<ElectronApplication> => {
  for (let tries = 1; ; tries += 1) {
    beforeTry();
    try {
      return await electron.launch({ timeout: launchLimitMs, ...options });
    } catch (error) {
      if (tries >= mostTries) throw error;
    }
  }
};
