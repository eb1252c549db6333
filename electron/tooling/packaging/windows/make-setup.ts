import { statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appId } from '../../../../shared/domain/app-id.ts';
import { projectFolder } from '../../lib/paths.ts';
import { versionOrder } from '../version-order.ts';
import { installerLists, packageFiles } from './file-lists.ts';
import { makeNsis } from './nsis.ts';
import { signForWindows, signsForWindows } from './sign.ts';

type Setup = {
  /** The folder of the package. */
  readonly folder: string;
  readonly version: string;
  /** Absolute path of the installer. */
  readonly file: string;
  /** False saves tests the minute that compression takes. */
  readonly isCompressed?: boolean | undefined;
};

/**
 * Makes the installer (installer.nsi), and signs it and its uninstaller if there is a certificate.
 *
 * @throws if makensis is missing, too old or fails
 */
export async function makeSetup({ folder, version, file, isCompressed = true }: Setup): Promise<void> {
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
      ORDER: versionOrder(version),
      APP_ID: appId,
      SOURCE: folder,
      OUT: file,
      ICON: join(projectFolder, 'resources', 'installer', 'icon.ico'),
      SIDE: join(projectFolder, 'resources', 'installer', 'setup-side.bmp'),
      LISTS: lists,
      SIZE_KB: String(Math.ceil(bytes / 1024)),
      ...(isCompressed ? {} : { UNCOMPRESSED: '1' }),
      ...(signs ? { SIGN: `"${process.execPath}" "${signer}"` } : {}),
    };
    makeNsis('installer.nsi', defines);
    if (signs) await signForWindows(file);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
