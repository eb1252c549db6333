import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../lib/paths.ts';
import { say } from '../lib/processes.ts';
import { prepareRuntime } from '../runtime/runtime.ts';
import { makeDeb } from './linux/make-deb.ts';
import { carriedFrom, isThisMachine, packProgram, signsForMac, type Carried } from './pack-program.ts';
import type { Target } from './targets.ts';
import { makeMsi } from './windows/make-msi.ts';
import { makeSetup } from './windows/make-setup.ts';
import { signFolder, signsForWindows } from './windows/sign.ts';

type Packages = {
  readonly target: Target;
  /** The folder for what is made. */
  readonly output: string;
  /** Only the folder of the package, without an installer. */
  readonly unpacked: boolean;
  /** An Electron to pack; otherwise that of this machine, or, for another system, the one that electron-builder downloads. */
  readonly carried?: Carried | undefined;
  /** False saves tests the minutes that compression takes. */
  readonly isCompressed?: boolean | undefined;
};

/** The version of the program: that of package.json. */
export const programVersion = (): string =>
  (JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { readonly version: string })
    .version;

/**
 * Makes what is given out for a target: for Windows a setup program and (x64) an MSI package, for macOS a disk image and an archive, for
 * Linux a package for Debian. On Linux of macOS only the archive can be made.
 *
 * @returns the files, or the folder if nothing else was asked for
 * @throws with a sentence for the person at the terminal
 */
export async function makePackages(asked: Packages): Promise<readonly string[]> {
  const { target, output, unpacked, isCompressed } = asked;
  const carried = asked.carried ?? (isThisMachine(target) ? carriedFrom(await prepareRuntime()) : null);
  await mkdir(output, { recursive: true });
  const forMac = process.platform === 'darwin' ? ['zip', 'dmg'] : ['zip'];
  const formats = unpacked || target.platform !== 'darwin' ? ['dir'] : forMac;
  const folder = await packProgram({ target, output, carried, formats });
  if (unpacked) return [folder];
  const parts = { target, folder, version: programVersion(), output, isCompressed };
  switch (target.platform) {
    case 'win32':
      return makeForWindows(parts);
    case 'darwin':
      return formats.map((format) => join(output, `${macName(parts)}.${format}`));
    case 'linux':
      return [await makeDeb(parts)];
  }
}

type Parts = {
  readonly target: Target;
  readonly folder: string;
  readonly version: string;
  readonly output: string;
  readonly isCompressed?: boolean | undefined;
};

const macName = ({ target, version }: Parts): string =>
  `Borrow-Desk-${version}-mac-${target.arch}${signsForMac() ? '' : '-unsigned'}`;

/** Signs what is in the folder and makes the installers of it. A build without a certificate says so in its name. */
export async function makeForWindows({
  target,
  folder,
  version,
  output,
  isCompressed,
}: Parts): Promise<readonly string[]> {
  const isSigned = signsForWindows();
  if (isSigned) await signFolder(folder);
  else
    say(
      'There is no certificate for Windows (resources/guides/build-and-sign.md): what is made is not signed.',
    );
  const name = `Borrow-Desk-${version}-win-${target.arch}`;
  const suffix = isSigned ? '' : '-unsigned';
  const setup = join(output, `${name}-setup${suffix}.exe`);
  await makeSetup({ folder, version, file: setup, isCompressed });
  // wixl makes none for ARM.
  if (target.arch !== 'x64') return [setup];
  const msi = join(output, `${name}${suffix}.msi`);
  await makeMsi({ folder, version, file: msi });
  return [setup, msi];
}
