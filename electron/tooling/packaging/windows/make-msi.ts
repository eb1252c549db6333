import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appId } from '../../../../shared/domain/app-id.ts';
import { escapeHtml } from '../../../../shared/domain/escape-html.ts';
import { projectFolder } from '../../lib/paths.ts';
import { capture } from '../../lib/processes.ts';
import { versionOrder } from '../version-order.ts';
import { packageFiles, type Entry, type PackageFiles } from './file-lists.ts';
import { makeNsis } from './nsis.ts';
import { signForWindows, signsForWindows } from './sign.ts';

type Msi = {
  /** The folder of the package. */
  readonly folder: string;
  readonly version: string;
  /** Absolute path of the MSI package. */
  readonly file: string;
};

/** An identifier of a table: letters, digits and lines, and the same for a path in every version. */
const idOf = (kind: string, path: string): string =>
  `${kind}_${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;

/** The GUID of a component; Windows counts by it who uses a file, so a path keeps it in every version. */
const guidOf = (path: string): string =>
  createHash('sha256')
    .update(`${appId}/${path}`)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
    .toUpperCase();

const componentOf = (folder: string, { path, name }: Entry): string =>
  `<Component Id="${idOf('C', path)}" Guid="${guidOf(path)}" Win64="yes"><File Id="${idOf('F', path)}" Name="${escapeHtml(name)}" Source="${escapeHtml(join(folder, path))}" KeyPath="yes" /></Component>`;

const foldersIn = (folder: string, parent: string, all: PackageFiles): string => {
  const files = all.files.filter((each) => each.parent === parent).map((each) => componentOf(folder, each));
  const folders = all.folders
    .filter((each) => each.parent === parent)
    .map(
      ({ path, name }) =>
        `<Directory Id="${idOf('D', path)}" Name="${escapeHtml(name)}">${foldersIn(folder, path, all)}</Directory>`,
    );
  return [...files, ...folders].join('\n');
};

/** Fills the files into package.wxs. */
const sourceOf = async (folder: string): Promise<string> => {
  const all = packageFiles(folder);
  const group = all.files.map(({ path }) => `<ComponentRef Id="${idOf('C', path)}" />`).join('\n');
  const text = await readFile(join(import.meta.dirname, 'package.wxs'), 'utf8');
  return (
    text
      .replace('<!-- FILES -->', () => foldersIn(folder, '', all))
      // wixl takes none.
      .replace(/<!--[^]*?-->/g, '')
      .replace('</Product>', () => `<ComponentGroup Id="Files">${group}</ComponentGroup>\n</Product>`)
  );
};

// Kinds of actions: https://learn.microsoft.com/en-us/windows/win32/msi/summary-list-of-all-custom-action-types
const programOfPackage = 2;
const programInFolder = 34;
const whateverItAnswers = 64;
const asSystem = 1024 + 2048;
const failure = 19;

const action = (name: string, type: number, source: string, target: string): string =>
  `INSERT INTO \`CustomAction\` (\`Action\`, \`Type\`, \`Source\`, \`Target\`) VALUES ('${name}', ${type}, '${source}', '${target}')`;

/**
 * What is refused under a condition in package.wxs. A launch condition would leave no name in a log, and in Wine nothing: an action that fails
 * has its name and sentence there.
 */
const refusals: Readonly<Record<string, string>> = {
  // One computer has one installation: installer.nsi looks for this package in the same way.
  RefuseSetupForEverybody:
    'Borrow Desk is already installed for everybody on this computer by its setup program, in [SETUPFORALL]. Remove it first.',
  RefuseOldWindows: 'Borrow Desk needs a 64-bit Windows 10 or newer.',
  RefuseFolder:
    '[APPLICATIONFOLDER] is not in [ProgramFiles64Folder]: people other than administrators could change what everybody starts there.',
  RefuseUpdatesValue: 'UPDATES is [UPDATES]: it can be off, announce or automatic.',
  RefuseDataFolderValue:
    'DATAFOLDER is [DATAFOLDER]: it must be a full path, such as D:\\Desks\\%USERNAME%, and not on a network drive, where databases get damaged.',
};

/**
 * What the small program refuses. A log of Windows Installer has the name of an action that failed and its command line, so that the reason is
 * in the latter: nothing is shown in a silent installation.
 */
const refusalsOfProgram = [
  {
    name: 'RefuseSetupOfAccount',
    flag: '--refuse-setup-of-account',
    why: 'Borrow Desk is already installed for one account of this computer by its setup program. Remove it first. Nothing was installed.',
  },
  {
    name: 'RefuseNewerVersion',
    flag: '--refuse-newer-version',
    why: 'A newer version of Borrow Desk is installed. Remove it before you install an older one. Nothing was installed.',
  },
];

/**
 * What wixl does not know: actions that start a program, when an old version is removed, and the identity of the program in its links
 * (electron/main/app/identity.ts).
 */
const additions = [
  action(
    'EndProgram',
    programInFolder + whateverItAnswers,
    'APPLICATIONFOLDER',
    '"[APPLICATIONFOLDER]Borrow Desk.exe" --quit',
  ),
  ...Object.entries(refusals).map(([name, why]) =>
    action(name, failure, '', `${why} Nothing was installed.`),
  ),
  ...refusalsOfProgram.flatMap(({ name, flag, why }) => [
    action(name, programOfPackage, 'Actions', `${flag} "${why}"`),
    action(`${name}InWindow`, programOfPackage, 'Actions', `${flag} --window`),
  ]),
  action('Clean', programOfPackage + whateverItAnswers + asSystem, 'Actions', '--clean'),
  // wixl puts it before InstallInitialize, where nothing runs as the system.
  "UPDATE `InstallExecuteSequence` SET `Sequence` = 3100 WHERE `Action` = 'Clean'",
  // After InstallInitialize: an upgrade that fails later brings the old version back.
  "UPDATE `InstallExecuteSequence` SET `Sequence` = 1501 WHERE `Action` = 'RemoveExistingProducts'",
  'CREATE TABLE `MsiShortcutProperty` (`MsiShortcutProperty` CHAR(72) NOT NULL, `Shortcut_` CHAR(72) NOT NULL, `PropertyKey` CHAR(255) NOT NULL LOCALIZABLE, `PropVariantValue` CHAR(255) NOT NULL LOCALIZABLE PRIMARY KEY `MsiShortcutProperty`)',
  ...['MenuShortcut', 'DesktopShortcut'].map(
    (link) =>
      `INSERT INTO \`MsiShortcutProperty\` (\`MsiShortcutProperty\`, \`Shortcut_\`, \`PropertyKey\`, \`PropVariantValue\`) VALUES ('${link}Id', '${link}', 'System.AppUserModel.ID', '${appId}')`,
  ),
];

const call = (tool: string, args: readonly string[]): void => {
  const { code, stdout, stderr } = capture(tool, args);
  if (code !== 0)
    throw new Error(`${tool} failed; Debian has it in the package ${tool}:\n${stdout}${stderr}`);
};

/**
 * Makes the MSI package with wixl, and signs it if there is a certificate.
 *
 * @throws if wixl or msibuild is missing or fails
 */
export async function makeMsi({ folder, version, file }: Msi): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'borrow-desk-msi-'));
  try {
    const source = join(work, 'package.wxs');
    await writeFile(source, await sourceOf(folder));
    const actions = join(work, 'actions.exe');
    const order = versionOrder(version);
    makeNsis('package-actions.nsi', { OUT: actions, ORDER: order, APP_ID: appId });
    if (signsForWindows()) await signForWindows(actions);
    const values = {
      Version: version.replace(/-.*/, ''),
      FullVersion: version,
      Order: order,
      AppId: appId,
      Icon: join(projectFolder, 'resources', 'installer', 'icon.ico'),
      Actions: actions,
    };
    const defines = Object.entries(values).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
    call('wixl', ['-a', 'x64', ...defines, '-o', file, source]);
    for (const query of additions) call('msibuild', [file, '-q', query]);
    if (signsForWindows()) await signForWindows(file);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
