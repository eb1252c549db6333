import { existsSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AfterPackContext } from 'electron-builder';

/** Electron's licences beside it, and their names in a package. */
const licences = { LICENSE: 'LICENSE.electron.txt', 'LICENSES.chromium.html': 'LICENSES.chromium.html' };

/**
 * Called by electron-builder when the package's folder is whole, before it is signed. Does what electron-builder does only with an Electron
 * that it has downloaded: takes out Electron's default app, which runs whatever folder it is given, and on macOS brings the licences.
 */
export async function afterPack({
  appOutDir,
  packager,
  electronPlatformName,
}: AfterPackContext): Promise<void> {
  const resources = packager.getResourcesDir(appOutDir);
  await rm(join(resources, 'default_app.asar'), { force: true });
  const { electronDist } = packager.config;
  if (electronPlatformName !== 'darwin' || typeof electronDist !== 'string') return;
  for (const [name, packed] of Object.entries(licences)) {
    const file = join(electronDist, name);
    if (existsSync(file)) await copyFile(file, join(resources, packed));
  }
}
