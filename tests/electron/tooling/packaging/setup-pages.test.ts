import { execaSync } from 'execa';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useOwnDisplay } from '../../../support/display.ts';
import { filesBelow } from '../../../support/packaging/contents.ts';
import { watchWindow, type SetupWindow } from '../../../support/packaging/setup-window.ts';
import { smallProgram, smallSetup } from '../../../support/packaging/small-setup.ts';
import { startWine, type Wine } from '../../../support/packaging/wine.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { waitFor } from '../../../support/waiting.ts';

// The pages of the setup program and of its uninstaller, on a display with real keys, in Wine. The program is a few bytes that leave a file.

const output = temporaryFolder();
const program = 'Borrow Desk.exe';
const uninstaller = 'Uninstall Borrow Desk.exe';
const state = String.raw`Software\Borrow Desk`;
const policy = String.raw`HKLM\Software\Policies\Borrow Desk`;
const kept = 'The data of your library stays on this computer. Click Uninstall to start.';

let wine: Wine;
let setup = '';
let setupWindow: SetupWindow;
let uninstallWindow: SetupWindow;
let endDisplay = (): void => undefined;

const makeProgram = (): Buffer => {
  const [script, made] = [join(output, 'program.nsi'), join(output, 'program.exe')];
  const head = ['Target amd64-unicode', 'SilentInstall silent', `OutFile "${made}"`];
  const lines = ['SetOutPath "$LOCALAPPDATA\\Borrow Desk"', 'FileOpen $0 started.txt w'];
  writeFileSync(script, [...head, 'Section', ...lines, 'SectionEnd'].join('\n'));
  execaSync('makensis', ['-V2', script]);
  return readFileSync(made);
};

beforeAll(async () => {
  setup = await smallSetup(output, {
    version: '0.1.0',
    files: { ...smallProgram('0.1.0'), [program]: makeProgram() },
  });
  endDisplay = await useOwnDisplay();
  wine = await startWine(process.env['DISPLAY']);
  setupWindow = watchWindow(wine, 'Borrow Desk Setup', output);
  uninstallWindow = watchWindow(wine, 'Borrow Desk Uninstall', output);
});
afterAll(() => {
  wine.stop();
  endDisplay();
  rmSync(output, { recursive: true, force: true });
});

const dataFolder = (): string => join(wine.profile, 'AppData', 'Local', 'Borrow Desk');
const ofAccount = (): string => join(wine.profile, 'AppData', 'Local', 'Programs', 'Borrow Desk');
const ofEverybody = (): string => join(wine.drive, 'Program Files', 'Borrow Desk');

/** Goes through the pages of the uninstaller. @param lines what its last page says of the data */
const uninstall = async (folder: string, ...lines: readonly string[]): Promise<void> => {
  void wine.start(join(folder, uninstaller));
  await uninstallWindow.shows(
    'Uninstall Borrow Desk',
    `Borrow Desk will be removed from this folder. ${kept}`,
    `${wine.pathOf(folder)}\\`,
  );
  uninstallWindow.press('Return');
  await uninstallWindow.shows('Completing Borrow Desk Uninstall', ...lines);
  uninstallWindow.press('Return');
  await waitFor('The removal', () => !existsSync(folder) || undefined);
};

test('cancelled on its first page: nothing is installed', async () => {
  const ended = wine.start(setup);
  await setupWindow.shows('Who is it for?');
  setupWindow.press('Escape');
  expect((await ended).exitCode).toBe(1);
  for (const hive of ['HKCU', 'HKLM']) expect(wine.registry(`${hive}\\${state}`)).toBeNull();
  expect([existsSync(ofAccount()), existsSync(ofEverybody())]).toEqual([false, false]);
});

test('for one account, by Enter alone: installed and started; once more without a question; removed, and the data named', async () => {
  const ended = wine.start(setup);
  await setupWindow.shows('Who is it for?', '* Only for &me', '&Next >');
  setupWindow.press('Return');
  await setupWindow.shows('Choose Install Location', wine.pathOf(ofAccount()), '&Install');
  expect(existsSync(ofAccount())).toBe(false);
  setupWindow.press('Return');
  await setupWindow.shows('Completing Borrow Desk Setup', '* &Run Borrow Desk', '&Finish');
  setupWindow.press('Return');
  expect((await ended).exitCode).toBe(0);
  await waitFor('The start', () => existsSync(join(dataFolder(), 'started.txt')) || undefined);
  expect(wine.registry(`HKCU\\${state}`)).toMatchObject({ Kind: 'setup', Folder: wine.pathOf(ofAccount()) });
  expect(wine.registry(`HKLM\\${state}`)).toBeNull();
  expect([...filesBelow(ofAccount())].sort()).toEqual(
    [...Object.keys(smallProgram('0.1.0')), uninstaller].sort(),
  );
  rmSync(dataFolder(), { recursive: true });

  const again = wine.start(setup);
  await setupWindow.shows('Completing Borrow Desk Setup', '* &Run Borrow Desk');
  setupWindow.press('alt+r');
  await setupWindow.shows('&Run Borrow Desk');
  setupWindow.press('Return');
  expect((await again).exitCode).toBe(0);

  mkdirSync(dataFolder());
  // The program has not run with this policy.
  wine.setRegistry(policy, 'DataFolder', String.raw`C:\New`);
  await uninstall(
    ofAccount(),
    'The data of your library was not removed. It is here:',
    String.raw`C:\users\staff\AppData\Local\Borrow Desk`,
  );
  wine.removeRegistry(policy);
  expect(wine.registry(`HKCU\\${state}`)).toBeNull();
  // Kept, and nothing was started the second time.
  expect(readdirSync(dataFolder())).toEqual([]);
  rmSync(dataFolder(), { recursive: true });
});

test('an update by the program itself that cannot be written starts the earlier version again; without data the uninstaller names none', async () => {
  expect(await wine.run(setup, ['/S'])).toBe(0);
  // Files in the place of the folders for the new files, and for the earlier version.
  for (const name of ['~borrow-desk-new', '~borrow-desk-old']) {
    const inTheWay = join(ofAccount(), name);
    writeFileSync(inTheWay, '');
    expect(await wine.run(setup, ['--updated', '/S', '--force-run'])).toBe(2);
    await waitFor('The start', () => existsSync(join(dataFolder(), 'started.txt')) || undefined);
    expect(wine.registry(`HKCU\\${state}`)).not.toHaveProperty('Installing');
    rmSync(dataFolder(), { recursive: true });
    rmSync(inTheWay);
  }
  await uninstall(
    ofAccount(),
    String.raw`There is no library data in C:\users\staff\AppData\Local\Borrow Desk, and none was removed.`,
  );
});

test('for everybody, chosen after a step back: the folder follows the choice', async () => {
  const ended = wine.start(setup);
  await setupWindow.shows('* Only for &me');
  setupWindow.press('alt+n');
  await setupWindow.shows(wine.pathOf(ofAccount()));
  setupWindow.press('alt+b');
  await setupWindow.shows('* Only for &me');
  setupWindow.press('alt+e');
  await setupWindow.shows('* For &everybody who uses this computer (needs an administrator)');
  setupWindow.press('alt+n');
  await setupWindow.shows('Choose Install Location', wine.pathOf(ofEverybody()));
  setupWindow.press('alt+i');
  await setupWindow.shows('Completing Borrow Desk Setup', '* &Run Borrow Desk');
  setupWindow.press('alt+r');
  await setupWindow.shows('&Run Borrow Desk');
  setupWindow.press('alt+f');
  expect((await ended).exitCode).toBe(0);
  expect(wine.registry(`HKLM\\${state}`)).toMatchObject({
    Kind: 'setup',
    Folder: wine.pathOf(ofEverybody()),
  });
  expect(wine.registry(`HKCU\\${state}`)).toBeNull();
  expect([existsSync(join(ofEverybody(), program)), existsSync(ofAccount())]).toEqual([true, false]);

  await uninstall(
    ofEverybody(),
    'The data of your library was not removed. Each account has its own folder. Windows replaces the names between percent signs with the values of the account:',
    String.raw`%LOCALAPPDATA%\Borrow Desk`,
  );
  expect(wine.registry(`HKLM\\${state}`)).toBeNull();
});
