import { getCurrentFuseWire } from '@electron/fuses';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { say } from '../lib/processes.ts';
import type { Carried } from './pack-program.ts';
import type { Target } from './targets.ts';

/** The program in the folder of an Electron, by system. */
const programs: Readonly<Record<Target['platform'], string>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app',
  linux: 'electron',
};

/** An Electron that the person at the terminal names. */
type Named = Carried & { readonly platform: Target['platform'] };

const hasFuses = (program: string): Promise<boolean> =>
  getCurrentFuseWire(program).then(
    () => true,
    () => false,
  );

/**
 * Returns the Electron in a folder, unpacked for one system. One without fuses is a stand-in: packages with it are for trials.
 *
 * @throws if there is none
 */
export async function carriedIn(folder: string): Promise<Named> {
  const file = join(folder, 'version');
  const platforms: readonly Target['platform'][] = ['win32', 'darwin', 'linux'];
  const platform = platforms.find((each) => existsSync(join(folder, programs[each])));
  if (!existsSync(file) || platform === undefined)
    throw new Error(`${folder} is not the folder of an Electron: it needs a file version and the program.`);
  const electronVersion = readFileSync(file, 'utf8').trim().replace(/^v/, '');
  const isReal = await hasFuses(join(folder, programs[platform]));
  if (!isReal)
    say(`${folder} has no fuses, so it is a stand-in for Electron. Give what is made with it to nobody.`);
  return { folder: resolve(folder), electronVersion, hasFuses: isReal, platform };
}

/** @throws if none of the targets can hold this Electron */
export function checkCarried({ folder, platform }: Named, targets: readonly Target[]): void {
  if (!targets.some((target) => target.platform === platform))
    throw new Error(`The Electron in ${folder} is for ${platform}, and no package for that is asked for.`);
}

/** Returns the named Electron for a target of its system; for other targets the usual one is taken. */
export const carriedFor = (carried: Named | undefined, { platform }: Target): Carried | undefined =>
  carried?.platform === platform ? carried : undefined;
