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

/** What the page may ask for, and from when on. */
type Answers = {
  /** The page that may ask: the main frame of one at the same origin. */
  readonly pageUrl: string;
  /** Settles when the program has started: calls wait for it. */
  readonly answer: () => Promise<AnswerCall>;
  /** Settles when the database is open: until then the scripts of the page wait. */
  readonly memory: () => Promise<PageMemory>;
  /** Is called with each call, before it waits. */
  readonly called: () => void;
};

/** Handles the calls of the page. Only this module uses `ipcMain`. */
export const registerHandlers = ({ pageUrl, answer, memory, called }: Answers): void => {
  const isOurs = (frame: WebFrameMain | null): boolean =>
    frame !== null && frame.parent === null && isSamePlace(frame.url, pageUrl);
  ipcMain.handle('call', async (event, channel: unknown, input: unknown) => {
    // Checked now: the frame may be gone when the program has started.
    const trusted = isOurs(event.senderFrame);
    called();
    const answerCall = await answer();
    return answerCall({ channel, input, trusted });
  });
  ipcMain.on(memoryChannels.read, (event) => {
    if (!isOurs(event.senderFrame)) event.returnValue = {};
    else void memory().then((kept) => (event.returnValue = kept.read()));
  });
  ipcMain.on(memoryChannels.keep, (event, name: unknown, text: unknown) => {
    if (isOurs(event.senderFrame)) void memory().then((kept) => kept.keep(name, text));
  });
};
