import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

export type Display = {
  /** As DISPLAY wants it, such as ":99". */
  readonly name: string;
  /** Ends the display; windows that are still on it lose their connection. */
  readonly stop: () => void;
};

const startLimitMs = 15_000;

/** Whether windows can be shown without our help: a display is there, or this system always has one. */
export function hasDisplay(environment: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(environment['DISPLAY']) || Boolean(environment['WAYLAND_DISPLAY']);
}

/**
 * Starts a display without a screen (Xvfb) under the next free number. It ends with this process at the latest.
 *
 * @param size width and height in pixels
 * @throws when Xvfb is missing or does not answer within 15 seconds
 */
export async function startDisplay(size: `${number}x${number}` = '1280x800'): Promise<Display> {
  // Xvfb picks the number itself and writes it to descriptor 3: no two starts can pick the same.
  const args = ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp'];
  const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const stop = (): void => void child.kill();
  process.once('exit', stop);
  const number = await announcedNumber(child);
  child.unref();
  return { name: `:${number}`, stop };
}

function announcedNumber(child: ChildProcess): Promise<string> {
  const announcements = child.stdio[3] as Readable;
  return new Promise((resolve, reject) => {
    const refuse = (why: string): void => reject(new Error(`No display: Xvfb ${why}.`));
    const timer = setTimeout(() => refuse('did not start in time'), startLimitMs);
    child.once('error', (error) => refuse(`could not be started (${error.message})`));
    child.once('exit', () => refuse('ended at once'));
    announcements.once('data', (data: Buffer) => {
      clearTimeout(timer);
      announcements.destroy();
      resolve(data.toString('utf8').trim());
    });
  });
}
