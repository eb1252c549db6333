import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appId } from '../../../../shared/domain/app-id.ts';
import { capture } from '../../../../electron/tooling/lib/processes.ts';
import { smallMsi, smallProgram, smallSetup } from '../../../support/packaging/small-setup.ts';
import { startWine, type Wine } from '../../../support/packaging/wine.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

// What the MSI package refuses and what it leaves alone, with a program of a few bytes, in Wine.

const state = String.raw`HKLM\Software\Borrow Desk`;
const groupPolicy = String.raw`HKLM\Software\Policies\Borrow Desk`;
/** Another account that is signed in: its registry is loaded. */
const account = String.raw`HKU\S-1-5-21-1-2-3-1001`;

const output = temporaryFolder();
let wine: Wine;
let beta: string;
let final: string;
beforeAll(async () => {
  beta = await smallMsi(output, '0.2.0-beta.1');
  final = await smallMsi(output, '0.2.0');
  wine = await startWine();
});
afterAll(() => {
  wine.stop();
  rmSync(output, { recursive: true, force: true });
});

const folder = (): string => join(wine.drive, 'Program Files', 'Borrow Desk');
const install = (msi: string, ...properties: readonly string[]): Promise<number> =>
  wine.run('msiexec', ['/i', msi, '/qn', ...properties]);
const remove = (msi: string): Promise<number> => wine.run('msiexec', ['/x', msi, '/qn']);

/** Installs with a log. @returns the name of the action in the log that refused, whose sentence Wine does not write */
const refusalOf = async (msi: string, ...properties: readonly string[]): Promise<string | undefined> => {
  const log = join(wine.drive, 'refused.log');
  rmSync(log, { force: true });
  expect(await install(msi, '/l*v', wine.pathOf(log), ...properties)).not.toBe(0);
  // Windows Installer writes UTF-16.
  const bytes = readFileSync(log);
  const text = bytes.toString(bytes[0] === 0xff ? 'utf16le' : 'utf8');
  return /^Action ended [\d:]+: (\w+)\. Return value [^1]/m.exec(text)?.[1];
};

/** What is there of an installation: a refusal leaves nothing, and each test removes what it installed. */
const left = (): readonly unknown[] => [existsSync(folder()), wine.registry(state)];
const nothing = [false, null];

test('a setup of another account that is signed in is seen, also by the account of the system', async () => {
  wine.setRegistry(`${account}\\${state.slice(5)}`, 'Kind', 'setup');
  expect(await refusalOf(final)).toBe('RefuseSetupOfAccount');
  const setup = await smallSetup(output, { version: '0.2.0', files: smallProgram('0.2.0') });
  expect(await wine.run(setup, ['/S', '/allusers'])).toBe(3);
  wine.removeRegistry(`${account}\\${state.slice(5)}`);
  expect(left()).toEqual(nothing);
});

test('the final version takes the place of its beta, and not the other way round', async () => {
  expect(await install(beta)).toBe(0);
  expect(wine.registry(state)).toMatchObject({ Version: '0.2.0-beta.1' });
  expect(await install(final)).toBe(0);
  expect(wine.registry(state)).toMatchObject({ Version: '0.2.0' });
  expect(await refusalOf(beta)).toBe('RefuseNewerVersion');
  expect(wine.registry(state)).toMatchObject({ Version: '0.2.0' });
  // There is one of them.
  expect(await remove(beta)).not.toBe(0);
  expect(await remove(final)).toBe(0);
  expect(left()).toEqual(nothing);
});

test('what Group Policy says is neither changed nor removed', async () => {
  wine.setRegistry(groupPolicy, 'DataFolder', 'D:\\Policy');
  expect(await install(beta, 'DATAFOLDER=D:\\Package', 'UPDATES=off')).toBe(0);
  expect(wine.registry(groupPolicy)).toEqual({ DataFolder: 'D:\\Policy' });
  expect(wine.registry(`${state}\\Policy`)).toEqual({ DataFolder: 'D:\\Package', Updates: 'off' });
  expect(await install(final)).toBe(0);
  expect(wine.registry(`${state}\\Policy`)).toEqual({ DataFolder: 'D:\\Package', Updates: 'off' });
  expect(await remove(final)).toBe(0);
  expect(wine.registry(groupPolicy)).toEqual({ DataFolder: 'D:\\Policy' });
  wine.removeRegistry(groupPolicy);
  expect(left()).toEqual(nothing);
});

test('what the properties set is removed with the package: an older one needs them again', async () => {
  const properties = ['DATAFOLDER=D:\\Package', 'UPDATES=off', 'DESKTOPLINK=0'];
  const set = (): readonly unknown[] => [
    wine.registry(`${state}\\Policy`),
    wine.registry(state)?.['DesktopLink'],
  ];
  const given = [{ DataFolder: 'D:\\Package', Updates: 'off' }, '0'];
  expect(await install(final, ...properties)).toBe(0);
  expect(set()).toEqual(given);
  expect(await remove(final)).toBe(0);
  expect(left()).toEqual(nothing);
  expect(await install(beta)).toBe(0);
  expect(set()).toEqual([null, undefined]);
  expect(await remove(beta)).toBe(0);
  expect(await install(beta, ...properties)).toBe(0);
  expect(set()).toEqual(given);
  expect(await remove(beta)).toBe(0);
  expect(left()).toEqual(nothing);
});

test('a value that the program would ignore or not start with is refused', async () => {
  expect(await refusalOf(final, 'UPDATES=never')).toBe('RefuseUpdatesValue');
  for (const wrong of ['Desks', '\\\\server\\share'])
    expect(await refusalOf(final, `DATAFOLDER=${wrong}`)).toBe('RefuseDataFolderValue');
  expect(left()).toEqual(nothing);
});

test('no folder outside of that for programs', async () => {
  for (const elsewhere of ['C:\\Desk', 'C:\\Progra~1\\..\\Desk'])
    expect(await refusalOf(final, `APPLICATIONFOLDER=${elsewhere}`)).toBe('RefuseFolder');
  expect(existsSync(join(wine.drive, 'Desk'))).toBe(false);
  // The folder of an earlier version is taken from the registry, and looked at in the same way.
  wine.setRegistry(state, 'Folder', 'C:\\Desk\\');
  expect(await install(final)).not.toBe(0);
  wine.setRegistry(state, 'Folder', 'C:\\Program Files\\Library\\Desk\\');
  expect(await install(final)).toBe(0);
  const library = join(wine.drive, 'Program Files', 'Library');
  expect(existsSync(join(library, 'Desk', 'Borrow Desk.exe'))).toBe(true);
  expect(await remove(final)).toBe(0);
  expect(existsSync(join(library, 'Desk'))).toBe(false);
  expect(left()).toEqual(nothing);
});

test('link, classes and identity are there, and a repair brings back what is missing', async () => {
  const table = capture('msiinfo', ['export', final, 'MsiShortcutProperty']).stdout.split(/\r?\n/);
  // Wine keeps no identity in a link.
  for (const link of ['MenuShortcut', 'DesktopShortcut'])
    expect(table).toContain([`${link}Id`, link, 'System.AppUserModel.ID', appId].join('\t'));
  expect(await install(final)).toBe(0);
  // Wine puts the links of everybody into one account.
  const user = wine.profile;
  const menu = 'AppData/Roaming/Microsoft/Windows/Start Menu/Programs';
  for (const where of [menu, 'Desktop'])
    expect([where, existsSync(join(user, where, 'Borrow Desk.lnk'))]).toEqual([where, true]);
  const classes = String.raw`HKLM\Software\Classes`;
  for (const type of ['borrow-desk', 'BorrowDesk.Library'])
    expect(wine.registry(`${classes}\\${type}\\shell\\open\\command`)).toEqual({
      '(Default)': `"${wine.pathOf(folder())}\\Borrow Desk.exe" -- "%1"`,
    });
  expect(wine.registry(`${classes}\\borrow-desk`)).toMatchObject({ 'URL Protocol': '' });
  expect(wine.registry(`${classes}\\.borrow-desk`)).toEqual({ '(Default)': 'BorrowDesk.Library' });
  expect(wine.registry(`${classes}\\BorrowDesk.Library`)).toMatchObject({ AppUserModelID: appId });
  const lost = join(folder(), 'resources', 'app.asar');
  const link = join(user, menu, 'Borrow Desk.lnk');
  for (const each of [lost, link]) rmSync(each);
  // What /famus sets: Wine's msiexec knows that switch for no file.
  expect(await install(final, 'REINSTALL=ALL', 'REINSTALLMODE=amus')).toBe(0);
  expect(readFileSync(lost, 'utf8')).toBe('archive 0.2.0');
  expect(existsSync(link)).toBe(true);
  expect(await remove(final)).toBe(0);
  expect(existsSync(join(user, menu, 'Borrow Desk.lnk'))).toBe(false);
  expect(wine.registry(`${classes}\\borrow-desk`)).toBeNull();
  expect(left()).toEqual(nothing);
});

// Wine does not tell a removal that it is a part of an update, so that it would be removed then, too.
test('what starts with the sessions of accounts is removed', async () => {
  const runKey = String.raw`Software\Microsoft\Windows\CurrentVersion\Run`;
  for (const root of [account, 'HKCU']) {
    wine.setRegistry(`${root}\\${runKey}`, appId, 'Borrow Desk.exe');
    wine.setRegistry(`${root}\\${runKey}`, 'other', 'other.exe');
  }
  expect(await install(final)).toBe(0);
  for (const root of [account, 'HKCU'])
    expect(wine.registry(`${root}\\${runKey}`)).toMatchObject({ [appId]: 'Borrow Desk.exe' });
  expect(await remove(final)).toBe(0);
  for (const root of [account, 'HKCU'])
    expect(wine.registry(`${root}\\${runKey}`)).toEqual({ other: 'other.exe' });
  expect(left()).toEqual(nothing);
});

test('Windows 8.1 is refused, by the setup program too', async () => {
  expect(await wine.run('winecfg', ['-v', 'win81'])).toBe(0);
  expect(await refusalOf(final)).toBe('RefuseOldWindows');
  const setup = await smallSetup(output, { version: '0.2.0', files: smallProgram('0.2.0') });
  expect(await wine.run(setup, ['/S'])).toBe(2);
  expect(await wine.run('winecfg', ['-v', 'win10'])).toBe(0);
  expect(left()).toEqual(nothing);
});
