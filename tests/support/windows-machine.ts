import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureWindowsNode } from '../../electron/tooling/windows/wine.ts';

const minutes = 60_000;

/** A Windows to read the registry of: this one, or on Linux Wine with a registry of its own. */
export type WindowsMachine = {
  /** Runs a script with the Windows build of Node, and returns what it prints. */
  readonly node: (script: string) => string;
  /** Runs the registry editor of the command line. */
  readonly reg: (...args: readonly string[]) => void;
  /** Deletes the registry, if it is Wine's. */
  readonly remove: () => void;
};

/** Opens one; the first time on a computer, the Windows build of Node is fetched from the npm registry (36 MB). */
export const openWindowsMachine = async (): Promise<WindowsMachine> => {
  if (process.platform === 'win32')
    return {
      node: (script) => execFileSync(process.execPath, [script], { encoding: 'utf8' }),
      reg: (...args) => void execFileSync('reg.exe', args),
      remove: () => undefined,
    };
  const node = await ensureWindowsNode();
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-wine-'));
  // Only what Wine needs: it crashes with what the test runner adds.
  const env = {
    HOME: folder,
    PATH: process.env['PATH'],
    LANG: 'C.UTF-8',
    WINEPREFIX: join(folder, 'prefix'),
    WINEDEBUG: '-all',
    // Nobody is asked to install what web pages and .NET need.
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
  };
  const wine = (...args: readonly string[]): string => {
    // Windows programs find no pipe of Linux: their output goes to a file.
    const [output, faults] = [join(folder, 'output.txt'), join(folder, 'faults.txt')];
    const files = [openSync(output, 'w'), openSync(faults, 'w')] as const;
    try {
      execFileSync('wine', args, { env, stdio: ['ignore', ...files], timeout: 2 * minutes });
    } catch (error) {
      throw new Error(readFileSync(faults, 'utf8'), { cause: error });
    } finally {
      for (const file of files) closeSync(file);
    }
    return readFileSync(output, 'utf8');
  };
  return {
    node: (script) => wine(node, script),
    reg: (...args) => void wine('reg', ...args),
    remove: () => {
      execFileSync('wineserver', ['--kill', '--wait'], { env, stdio: 'ignore' });
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
