import { statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../lib/paths.ts';
import { capture } from '../../lib/processes.ts';
import { installerLists, packageFiles } from './file-lists.ts';
import { signForWindows, signsForWindows } from './sign.ts';

/** An older NSIS unpacks what an elevated installer runs where other programs of the account can replace it. */
const oldestNsis = [3, 11] as const;

type Setup = {
  /** The folder of the package. */
  readonly folder: string;
  readonly version: string;
  /** Absolute path of the installer. */
  readonly file: string;
  /** False saves tests the minute that compression takes. */
  readonly isCompressed?: boolean | undefined;
};

const isNewEnough = (version: string): boolean => {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number.parseFloat);
  return major > oldestNsis[0] || (major === oldestNsis[0] && minor >= oldestNsis[1]);
};

/** @throws if makensis is missing or too old */
const checkNsis = (): void => {
  const { code, stdout } = capture('makensis', ['-VERSION']);
  if (code !== 0)
    throw new Error(
      'An installer for Windows is made by makensis, which is missing. Debian has it in the package nsis.',
    );
  if (!isNewEnough(stdout.trim()))
    throw new Error(`makensis ${stdout.trim()} is too old: version ${oldestNsis.join('.')} is needed.`);
};

/**
 * Makes the installer (installer.nsi), and signs it and its uninstaller if there is a certificate.
 *
 * @throws if makensis is missing, too old or fails
 */
export async function makeSetup({ folder, version, file, isCompressed = true }: Setup): Promise<void> {
  checkNsis();
  const work = await mkdtemp(join(tmpdir(), 'borrow-desk-setup-'));
  try {
    const lists = join(work, 'lists.nsh');
    const found = packageFiles(folder);
    await writeFile(lists, installerLists(found));
    const bytes = found.files.reduce((sum, { path }) => sum + statSync(join(folder, path)).size, 0);
    const signs = signsForWindows();
    const signer = join(import.meta.dirname, 'sign-file.ts');
    const defines = {
      VERSION: version,
      // Windows wants four numbers.
      FILE_VERSION: `${version.replace(/-.*/, '')}.0`,
      SOURCE: folder,
      OUT: file,
      ICON: join(projectFolder, 'resources', 'installer', 'icon.ico'),
      LISTS: lists,
      SIZE_KB: String(Math.ceil(bytes / 1024)),
      ...(isCompressed ? {} : { UNCOMPRESSED: '1' }),
      ...(signs ? { SIGN: `"${process.execPath}" "${signer}"` } : {}),
    };
    const args = Object.entries(defines).map(([name, value]) => `-D${name}=${value}`);
    const script = join(import.meta.dirname, 'installer.nsi');
    const { code, stdout, stderr } = capture('makensis', [
      '-V2',
      '-WX',
      '-INPUTCHARSET',
      'UTF8',
      ...args,
      script,
    ]);
    if (code !== 0) throw new Error(`makensis failed:\n${stdout}${stderr}`);
    if (signs) await signForWindows(file);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
