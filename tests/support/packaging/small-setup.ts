import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeMsi } from '../../../electron/tooling/packaging/windows/make-msi.ts';
import { makeSetup } from '../../../electron/tooling/packaging/windows/make-setup.ts';

type Small = {
  readonly version: string;
  /** The files of the program with what is in them, by path. */
  readonly files: Readonly<Record<string, string | Buffer>>;
};

/** What every version has. The program is a text: it never runs, so nothing has to end. */
export const smallProgram = (version: string): Readonly<Record<string, string>> => ({
  'Borrow Desk.exe': `program ${version}`,
  'locales/de.pak': `German ${version}`,
  'resources/app.asar': `archive ${version}`,
  'resources/app.asar.unpacked/module.node': `module ${version}`,
});

const smallFolder = (output: string, { version, files }: Small): string => {
  const folder = join(output, `small-${version}`);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
};

/** Makes the installer as for a package, of a program of a few bytes: what it does takes a second. @returns its file */
export const smallSetup = async (output: string, small: Small): Promise<string> => {
  const file = join(output, `setup-${small.version}.exe`);
  const folder = smallFolder(output, small);
  await makeSetup({ folder, version: small.version, file, isCompressed: false });
  return file;
};

/** Makes the MSI package in the same way. @returns its file */
export const smallMsi = async (output: string, version: string): Promise<string> => {
  const file = join(output, `${version}.msi`);
  const folder = smallFolder(output, { version, files: smallProgram(version) });
  await makeMsi({ folder, version, file });
  return file;
};
