import { ipcMain, type WebFrameMain } from 'electron';
import { memoryChannels } from '../../../shared/ipc/channels.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { PageMemory } from '../app/page-memory.ts';
import { isSamePlace } from '../app/trusted-urls.ts';

/** Carries out one call of the page; never rejects. `trusted` says whether one of our own pages called, in its main frame. */
export type AnswerCall = (call: {
  readonly channel: unknown;
  readonly input: unknown;
  readonly trusted: boolean;
}) => Promise<Result<unknown>>;

/**
 * Answers the calls of the page. The only place that touches `ipcMain`.
 * Only the main frame of a page of the place of `pageUrl` is heard. Calls that come before the program has been started wait.
 */
export const registerHandlers = (
  answering: Promise<AnswerCall>,
  pageUrl: string,
  memory: PageMemory,
): void => {
  const isOurs = (frame: WebFrameMain | null): boolean =>
    frame !== null && frame.parent === null && isSamePlace(frame.url, pageUrl);
  ipcMain.handle('call', async (event, channel: unknown, input: unknown) => {
    // At once: the frame may be gone when the program is there.
    const trusted = isOurs(event.senderFrame);
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
