import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { spawnTied } from './tied.ts';

export type Display = {
  /** As DISPLAY wants it, such as ":4711". */
  readonly name: string;
  /** Ends the display; windows that are still on it lose their connection. */
  readonly stop: () => void;
};

const startLimitMs = 15_000;

/**
 * Starts a display without a screen (Xvfb). It ends with this process at the latest.
 *
 * @param size width and height in pixels
 * @param pictureFolder where it keeps the file with the picture of its screen, for programs that look at it
 * @throws when Xvfb is missing or does not answer within 15 seconds
 */
export async function startDisplay(
  size: `${number}x${number}` = '1280x800',
  pictureFolder?: string,
): Promise<Display> {
  // Xvfb picks the number itself and writes it to descriptor 3: no two starts can pick the same.
  const args = ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'];
  if (pictureFolder !== undefined) args.push('-fbdir', pictureFolder);
  const child = spawnTied('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await announcedNumber(child);
  child.unref();
  return { name: `:${number}`, stop: () => void child.kill() };
}

function announcedNumber(child: ChildProcess): Promise<string> {
  const announcements = child.stdio[3] as Readable;
  return new Promise((resolve, reject) => {
    const refuse = (why: string): void => {
      clearTimeout(timer);
      child.kill();
      reject(new Error(`No display: Xvfb ${why}.`));
    };
    const timer = setTimeout(() => refuse('did not start in time'), startLimitMs);
    child.once('error', (error) => refuse(`could not be started (${error.message})`));
    child.once('exit', () => refuse('is missing, or ended at once'));
    let text = '';
    announcements.on('data', (data: Buffer) => {
      text += data.toString('utf8');
      // It writes the end of the line separately, and would die of a reader that is gone by then.
      if (!text.endsWith('\n')) return;
      clearTimeout(timer);
      announcements.destroy();
      resolve(text.trim());
    });
  });
}
