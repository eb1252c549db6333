import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makePackages } from '../packaging/packages.ts';
import type { Carried } from '../packaging/pack-program.ts';
import { resourcesIn, unpackedName, type Target } from '../packaging/targets.ts';
import { archivedIn, type Archived } from './bill-of-materials.ts';
import type { Made } from './update-files.ts';

/** What this machine can make. The setup program for Windows is made on Linux, and what is for macOS on macOS. */
export const targetsHere = (): readonly Target[] => {
  switch (process.platform) {
    case 'linux':
      return [
        { platform: 'linux', arch: 'x64' },
        { platform: 'win32', arch: 'x64' },
        { platform: 'win32', arch: 'arm64' },
      ];
    case 'darwin':
      return [
        { platform: 'darwin', arch: 'x64' },
        { platform: 'darwin', arch: 'arm64' },
      ];
    default:
      throw new Error('A release is made on Linux (for Linux and Windows) or on macOS (for macOS).');
  }
};

type Asked = {
  readonly targets: readonly Target[];
  /** The folder for the packages. */
  readonly output: string;
  /** An Electron to pack in place of the one that would be taken. */
  readonly carriedOf?: (target: Target) => Carried | undefined;
  readonly isCompressed?: boolean;
};

/** Makes the packages of a release from what is in out/. */
export async function makeAll({ targets, output, carriedOf, isCompressed }: Asked): Promise<{
  readonly made: readonly Made[];
  readonly archived: readonly Archived[];
}> {
  const made: Made[] = [];
  const archived: Archived[] = [];
  for (const target of targets) {
    const carried = carriedOf?.(target);
    const files = await makePackages({ target, output, unpacked: false, carried, isCompressed });
    made.push(...files.map((file) => ({ file, target })));
    archived.push(archivedIn(join(output, unpackedName(target), resourcesIn(target))));
  }
  return { made, archived };
}

/**
 * Takes the packages for macOS that were made on a Mac (`npm run package`).
 *
 * @param from their folder
 * @throws if there are none of this version
 */
export async function addFromMac(from: string, version: string, output: string): Promise<readonly Made[]> {
  if (!existsSync(from)) throw new Error(`There is no folder ${from}.`);
  const found = readdirSync(from).flatMap((name) => {
    const [, of, arch] = /^Borrow-Desk-(.+)-mac-(x64|arm64)(?:-unsigned)?\.(?:zip|dmg)$/.exec(name) ?? [];
    return of === version && (arch === 'x64' || arch === 'arm64') ? [{ name, arch } as const] : [];
  });
  if (found.length === 0) throw new Error(`${from} has no packages for macOS of version ${version}.`);
  await mkdir(output, { recursive: true });
  const made: Made[] = [];
  for (const { name, arch } of found) {
    const file = join(output, name);
    await copyFile(join(from, name), file);
    made.push({ file, target: { platform: 'darwin', arch } });
  }
  return made;
}
