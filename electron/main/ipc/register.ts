import { ipcMain, type WebFrameMain } from 'electron';
import { memoryChannels } from '../../../shared/ipc/channels.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { PageMemory } from '../app/page-memory.ts';
import { isSamePlace } from '../app/trusted-urls.ts';

/** Runs one call of the page; never rejects. `trusted`: whether the caller is the main frame of one of our own pages. */
export type AnswerCall = (call: {
  readonly channel: unknown;
  readonly input: unknown;
  readonly trusted: boolean;
}) => Promise<Result<unknown>>;

/**
 * Handles the calls of the page. Only this module uses `ipcMain`.
 * Only the main frame of a page at the same origin as `pageUrl` is accepted. Calls that arrive before the program has started wait.
 * @param called is called with each call, before it waits.
 */
export const registerHandlers = (
  answering: Promise<AnswerCall>,
  pageUrl: string,
  memory: PageMemory,
  called: () => void,
): void => {
  const isOurs = (frame: WebFrameMain | null): boolean =>
    frame !== null && frame.parent === null && isSamePlace(frame.url, pageUrl);
  ipcMain.handle('call', async (event, channel: unknown, input: unknown) => {
    // Checked now: the frame may be gone when the program has started.
    const trusted = isOurs(event.senderFrame);
    called();
    const answer = await answering;
    return answer({ channel, input, trusted });
  });
  ipcMain.on(memoryChannels.read, (event) => {
    event.returnValue = isOurs(event.senderFrame) ? memory.read() : {};
  });
  ipcMain.on(memoryChannels.keep, (event, name: unknown, text: unknown) => {
    if (isOurs(event.senderFrame)) memory.keep(name, text);
  });
};
