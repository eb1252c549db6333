import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AfterPackContext } from 'electron-builder';

/**
 * Called by electron-builder when the package's folder is whole, before it is signed: takes Electron's default app out, which runs
 * whatever folder it is given. electron-builder does so itself only with an Electron that it has downloaded.
 */
export async function afterPack({ appOutDir, packager }: AfterPackContext): Promise<void> {
  await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
}
