import { chmodSync, cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { desktopEntry } from '../../../../shared/domain/desktop-entry.ts';
import { projectFolder } from '../../lib/paths.ts';
import { capture } from '../../lib/processes.ts';
import type { Target } from '../targets.ts';

const name = 'borrow-desk';
/** Where the program is on the user's computer. */
const programFolder = '/opt/Borrow Desk';

type Deb = {
  readonly target: Target;
  /** The folder of the package. */
  readonly folder: string;
  readonly version: string;
  /** The folder for the package for Debian. */
  readonly output: string;
  /** False saves tests the minute that compression takes. */
  readonly isCompressed?: boolean | undefined;
};

const architectures: Readonly<Record<Target['arch'], string>> = { x64: 'amd64', arm64: 'arm64' };

/** What Electron needs of the system; each brings further ones. Older systems have some under a name without t64. */
const libraries = ['libgtk-3-0t64 | libgtk-3-0', 'libnss3', 'libasound2t64 | libasound2', 'libgbm1'];

/** Returns a version as dpkg orders it: a beta comes before its final version, where the hyphen would put it after. */
export const debianVersion = (version: string): string => version.replace('-', '~');

/** Returns the oldest C library that has what the native modules below a folder ask for. Electron itself asks for less. */
const neededLibc = (folder: string): string => {
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.node'),
  );
  const minors = modules.flatMap((path) =>
    [...readFileSync(join(folder, path), 'latin1').matchAll(/GLIBC_2\.(\d+)/gu)].map(([, minor]) =>
      Number(minor),
    ),
  );
  return `libc6 (>= 2.${Math.max(0, ...minors)})`;
};

const control = (
  architecture: string,
  version: string,
  kilobytes: number,
  needed: readonly string[],
): string => `Package: ${name}
Version: ${debianVersion(version)}
Architecture: ${architecture}
Maintainer: Borrow Desk developers <borrow-desk@users.noreply.github.com>
Installed-Size: ${kilobytes}
Depends: ${needed.join(', ')}
Section: misc
Priority: optional
Description: Interlibrary-loan borrowing desk
 Receive, hold, lend, renew and return what other libraries lend, with a
 scanner, offline too.
`;

const menuEntry = desktopEntry({
  name: 'Borrow Desk',
  // After "--" nothing is taken for a switch, whatever a link or a file is called.
  command: [`${programFolder}/${name}`, '--'],
  opened: '%u',
  keys: {
    Comment: 'Interlibrary-loan borrowing desk',
    'Comment[de]': 'Fernleihe: die Theke, die bestellt',
    'Comment[es]': 'Préstamo interbibliotecario: el mostrador que solicita',
    Icon: name,
    Categories: 'Office;',
    MimeType: 'x-scheme-handler/borrow-desk;application/x-borrow-desk-library;',
    StartupWMClass: 'Borrow Desk',
  },
});

const fileType = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/x-borrow-desk-library">
    <comment>Borrow Desk library</comment>
    <glob pattern="*.borrow-desk"/>
  </mime-type>
</mime-info>
`;

const iconSizes = [16, 24, 32, 48, 64, 128, 256, 512];

const isRunnable = (path: string): boolean => {
  const stats = statSync(path);
  return stats.isDirectory() || (stats.mode & 0o100) !== 0;
};

/** Writes what goes into the package below a folder, as it lies on the user's computer. */
const writeTree = async (root: string, folder: string): Promise<void> => {
  const share = join(root, 'usr', 'share');
  cpSync(folder, join(root, programFolder), { recursive: true });
  // Chromium's own helper, which closes its processes off where the system does not let users do that.
  const sandbox = join(root, programFolder, 'chrome-sandbox');
  for (const path of [
    root,
    ...readdirSync(root, { recursive: true, encoding: 'utf8' }).map((each) => join(root, each)),
  ])
    chmodSync(path, isRunnable(path) ? 0o755 : 0o644);
  chmodSync(sandbox, 0o4755);
  await mkdir(join(root, 'usr', 'bin'), { recursive: true });
  await symlink(`${programFolder}/${name}`, join(root, 'usr', 'bin', name));
  for (const [below, file, text] of [
    ['applications', `${name}.desktop`, menuEntry],
    ['mime/packages', `${name}.xml`, fileType],
    [`doc/${name}`, 'copyright', await readFile(join(projectFolder, 'LICENSE'), 'utf8')],
  ] as const) {
    await mkdir(join(share, below), { recursive: true });
    await writeFile(join(share, below, file), text, { mode: 0o644 });
  }
  for (const size of iconSizes) {
    const icons = join(share, 'icons', 'hicolor', `${size}x${size}`, 'apps');
    await mkdir(icons, { recursive: true });
    cpSync(
      join(projectFolder, 'resources', 'installer', 'icons', `${size}x${size}.png`),
      join(icons, `${name}.png`),
    );
  }
};

const bytesBelow = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name: file }) => sum + statSync(join(parentPath, file)).size, 0);

/**
 * Makes the package for Debian with dpkg-deb. Debian's own triggers tell the desktop of the link, the file type and the icons.
 *
 * @returns the file
 * @throws if dpkg-deb is missing or fails
 */
export async function makeDeb({
  target,
  folder,
  version,
  output,
  isCompressed = true,
}: Deb): Promise<string> {
  const architecture = architectures[target.arch];
  const file = join(output, `${name}_${version}_${architecture}.deb`);
  const root = await mkdtemp(join(tmpdir(), 'borrow-desk-deb-'));
  try {
    await writeTree(root, folder);
    const text = control(architecture, version, Math.ceil(bytesBelow(root) / 1024), [
      neededLibc(folder),
      ...libraries,
    ]);
    await mkdir(join(root, 'DEBIAN'), { mode: 0o755 });
    await writeFile(join(root, 'DEBIAN', 'control'), text, { mode: 0o644 });
    cpSync(join(import.meta.dirname, 'prerm.sh'), join(root, 'DEBIAN', 'prerm'));
    chmodSync(join(root, 'DEBIAN', 'prerm'), 0o755);
    const { code, stdout, stderr } = capture('dpkg-deb', [
      ...(isCompressed ? ['-Zxz', '-z1'] : ['-Znone']),
      '--root-owner-group',
      '--build',
      root,
      file,
    ]);
    if (code !== 0) throw new Error(`dpkg-deb failed: ${stdout}${stderr}`);
    return file;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
