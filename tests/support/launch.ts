import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import { fillDesk } from './filled-desk.ts';
import { launchElectron } from './launch-electron.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { waitFor } from './waiting.ts';
import { prepareRuntime } from '../../electron/tooling/runtime/runtime.ts';

export { temporaryFolder };

export type LaunchOptions = {
  /** A folder that stays. Without it a new one is made, which is deleted when the test process exits. */
  readonly dataDir?: string;
  /** The folder for the settings of an account's programs: this start uses the standard data folder, which is there. */
  readonly account?: string;
  /** The initial contents of the new folder: `demo`, or the path of a library file. It is imported in advance (filled-desk.ts). */
  readonly library?: string;
  /** More switches, such as `--import=…`. */
  readonly args?: readonly string[];
  /** More environment variables, such as those of a print server; undefined removes one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `pdf` (the default) or the name of a print queue. */
  readonly printer?: string;
};

export type Desk = {
  readonly app: ElectronApplication;
  /** The main window's page. */
  readonly page: Page;
  readonly dataDir: string;
  /** Uncaught errors in the page. */
  readonly problems: readonly string[];
  /** Quits like a user. Throws if the program does not exit. */
  readonly close: () => Promise<void>;
  /** Kills the program and its children immediately, like a power cut. */
  readonly kill: () => Promise<void>;
};

type BeforeLaunch = {
  /** Makes room on the display: only one of two windows has the keyboard. */
  makeRoom: () => Promise<void>;
  /** Chromium switches for each start. */
  switches: readonly string[];
};

/** Settings for starting a program; the runner of the end-to-end tests has its own. */
export const beforeLaunch: BeforeLaunch = { makeRoom: () => Promise.resolve(), switches: [] };

const startLimitMs = 30_000;
const endLimitMs = 15_000;

/**
 * Starts the built program (out/) in the prepared Electron, and waits for its window.
 *
 * @throws if there is no build, or the program does not show a window within 30 seconds
 */
export async function launchDesk(options: LaunchOptions = {}): Promise<Desk> {
  await beforeLaunch.makeRoom();
  const { account } = options;
  const dataDir =
    account === undefined ? (options.dataDir ?? temporaryFolder()) : join(account, 'Borrow Desk');
  if (options.library !== undefined) await fillFolder(dataDir, options.library);
  const app = await launchElectron({
    executablePath: await electronExecutable(),
    args: [...programArguments(), ...ownArguments(dataDir, options)],
    env: childEnvironment({ ...options.env, ...(account === undefined ? {} : { XDG_CONFIG_HOME: account }) }),
    cwd: projectFolder,
  });
  // Not Playwright's own `close`, which also waits for the pipes: a helper that was just being started may hold them.
  const ended = new Promise<void>((resolve) => app.process().once('exit', () => resolve()));
  // Slips are drawn in pages too, and a slow start shows its own window.
  const page = await waitFor(
    'The window',
    () => app.windows().find((candidate) => candidate.url().startsWith('app://desk')),
    startLimitMs,
  );
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  return {
    app,
    page,
    dataDir,
    problems,
    close: async () => {
      const closing = app.close();
      if (await happensWithin(closing, endLimitMs)) return;
      endAtOnce(app);
      throw new Error(`The program did not quit within ${endLimitMs / 1000} seconds.`);
    },
    kill: async () => {
      endAtOnce(app);
      if (!(await happensWithin(ended, endLimitMs)))
        throw new Error(`The killed program did not end within ${endLimitMs / 1000} seconds.`);
    },
  };
}

/** Returns the Electron for tests: BORROW_DESK_ELECTRON, or the one available for this machine. */
export async function electronExecutable(): Promise<string> {
  const given = process.env['BORROW_DESK_ELECTRON'];
  if (given !== undefined && given !== '') return given;
  const { executable } = await prepareRuntime();
  process.env['BORROW_DESK_ELECTRON'] = executable;
  return executable;
}

const fillFolder = async (dataDir: string, library: string): Promise<void> =>
  fillDesk(dataDir, library, {
    executable: await electronExecutable(),
    args: programArguments(),
    env: childEnvironment(),
  });

/** Returns a data folder in the state after the program imported a library: `demo`, or the path of a library file. */
export async function filledFolder(library: string): Promise<string> {
  const dataDir = temporaryFolder();
  await fillFolder(dataDir, library);
  return dataDir;
}

function programArguments(): readonly string[] {
  if (!existsSync(join(projectFolder, 'out/main/index.cjs'))) {
    throw new Error('There is no built program to test. Run `npm run build` first.');
  }
  // Chromium's sandbox refuses to start as root, as on build machines.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [...asRoot, ...beforeLaunch.switches, projectFolder];
}

function ownArguments(dataDir: string, options: LaunchOptions): readonly string[] {
  const folder = options.account === undefined ? [`--data-dir=${dataDir}`] : [];
  return [...folder, `--printer=${options.printer ?? 'pdf'}`, ...(options.args ?? [])];
}

function childEnvironment(more: LaunchOptions['env'] = {}): Record<string, string> {
  // Variables for Node and test runners would change the program, and the last one would make it plain Node.
  const unwanted = {
    NODE_OPTIONS: undefined,
    NODE_COMPILE_CACHE: undefined,
    ELECTRON_RUN_AS_NODE: undefined,
  };
  const merged: NodeJS.ProcessEnv = { ...process.env, ...unwanted, ...more };
  return Object.fromEntries(
    Object.entries(merged).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function endAtOnce(app: ElectronApplication): void {
  const { pid } = app.process();
  if (pid === undefined) return;
  try {
    // Playwright starts it as the leader of its own process group: its helpers are killed too.
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has exited on its own in the meantime.
  }
}

function happensWithin(event: Promise<void>, limitMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), limitMs);
    event.then(() => resolve(true), reject).finally(() => clearTimeout(timer));
  });
}
