import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { ElectronApplication } from '@playwright/test';
import { _electron as electron } from '@playwright/test';

/** Long enough for a start on a busy machine, short enough for another attempt within a test's time. */
const launchLimitMs = 12_000;
const maxTries = 3;

// Playwright and Chromium would compress their messages, although both are on one machine: that took a tenth of a test's processor time.
subscribe('http.client.request.created', (message) =>
  (message as { readonly request: ClientRequest }).request.removeHeader('Sec-WebSocket-Extensions'),
);

/**
 * Starts Electron under Playwright. Playwright attaches to a window that may be loading its page; if it misses the moment of the change,
 * it waits forever, although the program runs well (about one start in thirty). Such a start is killed and repeated.
 *
 * @param beforeTry called right before each start, for callers that measure its time
 * @throws if no start succeeds, with the last error
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
      if (tries >= maxTries) throw error;
    }
  }
};
