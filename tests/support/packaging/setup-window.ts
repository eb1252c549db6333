import { execaSync } from 'execa';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../../../electron/tooling/lib/processes.ts';
import { waitFor } from '../waiting.ts';
import type { Wine } from './wine.ts';

/** The window of a setup program or uninstaller in Wine, as staff see and use it. */
export type SetupWindow = {
  /** Waits for a page with all of these lines; "* " is in front of what is selected, and "&" of the letter that Alt reaches. */
  readonly shows: (...lines: readonly string[]) => Promise<void>;
  /** Presses keys, as xdotool names them. */
  readonly press: (...keys: readonly string[]) => void;
};

const keyLimitMs = 30_000;

/**
 * Begins to watch the window with a title, in a Wine with a display that DISPLAY names, too.
 *
 * @param work a folder for files of its own
 * @throws if makensis fails
 */
export const watchWindow = (wine: Wine, title: string, work: string): SetupWindow => {
  const [reader, file] = [join(work, `${title}.exe`), join(wine.drive, `${title}.txt`)];
  const defines = [`-DOUT=${reader}`, `-DTITLE=${title}`, `-DFILE=${wine.pathOf(file)}`];
  const made = capture('makensis', ['-V2', ...defines, join(import.meta.dirname, 'window-texts.nsi')]);
  if (made.code !== 0) throw new Error(`makensis failed: ${made.stdout}${made.stderr}`);
  void wine.start(reader);
  const lines = (): readonly string[] =>
    existsSync(file) ? readFileSync(file, 'utf16le').split(/\r?\n/) : [];
  return {
    shows: async (...wanted) => {
      const name = `The page with ${wanted.join(' | ')}`;
      // What was there before may have ended since.
      rmSync(file, { force: true });
      await waitFor(name, () => wanted.every((each) => lines().includes(each)) || undefined);
    },
    press: (...keys) => {
      const window = ['search', '--sync', '--onlyvisible', '--name', `^${title} ?$`];
      execaSync('xdotool', [...window, 'windowfocus', '--sync'], { timeout: keyLimitMs });
      // As a keyboard, and not to that window: it may close before the key is up.
      execaSync('xdotool', ['key', ...keys], { timeout: keyLimitMs });
    },
  };
};
