import { execa, execaSync } from 'execa';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ensureBuild } from '../../../../electron/tooling/lib/build.ts';
import { projectFolder } from '../../../../electron/tooling/lib/paths.ts';
import { electronSwitches } from '../../../../electron/tooling/lib/program.ts';
import { bundledPackages } from '../../../../electron/tooling/packaging/licences.ts';
import { debianVersion } from '../../../../electron/tooling/packaging/linux/make-deb.ts';
import { programVersion } from '../../../../electron/tooling/packaging/packages.ts';
import { makeAll } from '../../../../electron/tooling/release/make-packages.ts';
import { sectionOf } from '../../../../electron/tooling/release/notes.ts';
import { writeRelease } from '../../../../electron/tooling/release/write-release.ts';
import { checkSigningKey, checkUpdates } from '../../../../electron/tooling/updates/build-updates.ts';
import { checkoutOf } from '../../../../electron/tooling/testing/whole-run.ts';
import { readPrivateKey } from '../../../../electron/tooling/updates/sign-update.ts';
import { useOwnDisplay } from '../../../support/display.ts';
import { openGuide } from '../../../support/guides.ts';
import { ensureStandIn } from '../../../support/packaging/stand-in.ts';
import { isSignedWith, windowsPackages } from '../../../support/packaging/windows-packages.ts';
import { startWine, type Wine } from '../../../support/packaging/wine.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { waitFor } from '../../../support/waiting.ts';

// The commands of the guides for IT departments, in their order: a release is built and signed, then installed, moved and removed.

const values = { VERSION: programVersion(), NEXT: '0.9.9' };
const building = openGuide('build-and-sign', values);
const onLinux = openGuide('install-linux', values);
const onWindows = openGuide('install-windows', values);
const moving = openGuide('move-and-remove', values);
const policy = openGuide('policy', values);

const output = temporaryFolder();
const home = join(output, 'home');
let release = '';
let keys: readonly string[] = [];
let wine: Wine;
let endDisplay = (): void => undefined;

/** Runs commands as an administrator whose home is in a temporary folder. @returns what they print */
const sh = (commands: string, cwd: string): string =>
  execaSync(
    'bash',
    [
      '-euc',
      // Root needs no sudo, and only root starts Electron with these switches.
      `sudo() { "$@"; }\nborrow-desk() { command borrow-desk ${electronSwitches('unseen').join(' ')} "$@"; }\n${commands}`,
    ],
    {
      cwd,
      env: { HOME: home, XDG_CONFIG_HOME: undefined, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: 120_000,
    },
  ).stdout;

/** Runs commands as a batch file in the folder with the packages. */
const bat = async (commands: string): Promise<{ readonly code: number; readonly printed: string }> => {
  const write = (name: string, text: string): void =>
    writeFileSync(join(wine.drive, 'guide', name), text.replaceAll('\n', '\r\n'));
  write('guide.bat', `@echo off\n${commands}`);
  write('run.bat', '@echo off\ncd /d C:\\guide\ncall guide.bat > printed.txt\n');
  const code = await wine.run('cmd', ['/c', 'C:\\guide\\run.bat']);
  return { code, printed: readFileSync(join(wine.drive, 'guide', 'printed.txt'), 'utf8') };
};

beforeAll(async () => {
  mkdirSync(home);
  keys = sh(building.next('Once', 'sh'), projectFolder).trim().split('\n');
  sh(building.next('A certificate', 'sh'), output);
  vi.stubEnv('WIN_CSC_LINK', join(home, 'trial.pfx'));
  vi.stubEnv('WIN_CSC_KEY_PASSWORD', 'secret');
  const privateKey = await readPrivateKey(join(home, 'borrow-desk-update.pem'));
  checkUpdates({ server: '', keys });
  checkSigningKey(keys, privateKey);
  await ensureBuild();
  const standIn = await ensureStandIn('win32');
  const packages = await makeAll({
    targets: [
      { platform: 'linux', arch: 'x64' },
      { platform: 'win32', arch: 'x64' },
    ],
    output: join(output, 'packages'),
    carriedOf: ({ platform }) => (platform === 'win32' ? standIn : undefined),
    isCompressed: false,
  });
  release = await writeRelease({
    version: values.VERSION,
    checkout: checkoutOf(),
    section: sectionOf(readFileSync(join(projectFolder, 'CHANGELOG.md'), 'utf8'), values.VERSION),
    runs: [],
    isTrial: true,
    ...packages,
    bundled: bundledPackages(join(projectFolder, 'out')),
    privateKey,
    hasTimestamp: false,
    output,
  });
  const next = await windowsPackages(join(output, 'next'), values.NEXT);
  vi.unstubAllEnvs();
  wine = await startWine();
  const folder = join(wine.drive, 'guide');
  mkdirSync(folder);
  for (const name of ['setup.exe', '.msi'].map(
    (end) => `Borrow-Desk-${values.VERSION}-win-x64${end === '.msi' ? end : `-${end}`}`,
  ))
    copyFileSync(join(release, name), join(folder, name));
  for (const file of [next.setup, next.msi]) copyFileSync(file, join(folder, basename(file)));
  endDisplay = await useOwnDisplay();
}, 400_000);
afterAll(() => {
  execaSync('dpkg', ['--purge', 'borrow-desk'], { reject: false });
  endDisplay();
  wine.stop();
  rmSync(output, { recursive: true, force: true });
});

test('build and sign: the checks find a whole and signed release, and a changed file', () => {
  expect(keys).toHaveLength(2);
  const commands = building.next('Check what was made', 'sh');
  expect(sh(commands, release)).toContain('borrow-desk_');
  const name = `Borrow-Desk-${values.VERSION}-win-x64-setup.exe`;
  const kept = readFileSync(join(release, name));
  writeFileSync(join(release, name), kept.subarray(0, -1));
  expect(() => sh(commands, release)).toThrow(/FAILED/);
  writeFileSync(join(release, name), kept);
});

test('build and sign: a key in a token signs', async () => {
  const { folder } = await ensureStandIn('win32');
  const program = join(output, 'program.exe');
  copyFileSync(join(folder, 'electron.exe'), program);
  const signer = join(projectFolder, 'electron/tooling/packaging/windows/sign-file.ts');
  const isSigned = (): boolean => isSignedWith(program, join(home, 'trial.pem'));
  expect(isSigned()).toBe(false);
  sh(`${building.next('A key on a token', 'sh')}\n"${process.execPath}" "${signer}" "${program}"`, output);
  expect(isSigned()).toBe(true);
});

test('Linux: checked, installed, used, copied, removed', async () => {
  expect(sh(onLinux.next('Install', 'sh'), release)).toContain('.deb: OK');
  sh(onLinux.next('Install', 'sh'), release);
  expect(sh(onLinux.next('Install', 'sh'), release)).toBe(`borrow-desk\t${debianVersion(values.VERSION)}`);
  const data = join(home, '.config', 'Borrow Desk');
  const program = execa('borrow-desk', [...electronSwitches('unseen'), '--demo', '--printer=pdf'], {
    env: { HOME: home, XDG_CONFIG_HOME: undefined },
    reject: false,
    timeout: 120_000,
  });
  await waitFor('The program', () => existsSync(join(data, 'borrow-desk.sqlite.mark')) || undefined);
  const copy = join(output, 'borrow-desk-copy');
  sh(moving.next('Copy', 'sh').replaceAll('/srv/borrow-desk-copy', copy), output);
  expect((await program).exitCode).toBe(0);
  // The copy is whole: the program opens it.
  expect(() => sh(`borrow-desk --data-dir='${copy}' --printer=pdf --exit-when-ready`, output)).not.toThrow();
  const archive = '/opt/Borrow Desk/resources/app.asar';
  rmSync(archive);
  sh(onLinux.next('Install', 'sh'), release);
  expect(existsSync(archive)).toBe(true);
  sh(onLinux.next('Install', 'sh'), release);
  expect(existsSync('/opt/Borrow Desk')).toBe(false);
  expect(existsSync(join(data, 'borrow-desk.sqlite'))).toBe(true);
  sh(moving.next('Remove', 'sh'), output);
  expect(existsSync(data)).toBe(false);
});

const installed = (): string => join(wine.drive, 'Program Files', 'Borrow Desk');
const archive = (): string => join(installed(), 'resources', 'app.asar');
const desktopLink = (): string => join(wine.drive, 'users', 'Public', 'Desktop', 'Borrow Desk.lnk');
const ofAccount = (): string => join(wine.profile, 'AppData', 'Local', 'Borrow Desk');
const gone = (): Promise<true> => waitFor('The removal', () => !existsSync(installed()) || undefined);

test('Windows: installed for everybody by the setup program, ended, copied, removed', async () => {
  const { printed } = await bat(onWindows.next('Install with the setup program', 'bat'));
  expect(printed).toContain('Exit code: 0');
  expect([existsSync(join(installed(), 'Borrow Desk.exe')), existsSync(desktopLink())]).toEqual([
    true,
    false,
  ]);
  expect((await bat(policy.next('Start with the session', 'bat'))).code).toBe(0);
  const atSignIn = wine.registry(String.raw`HKLM\Software\Microsoft\Windows\CurrentVersion\Run`)?.[
    'Borrow Desk'
  ];
  writeFileSync(join(wine.drive, 'guide', 'sign-in.bat'), `@${atSignIn ?? ''}\r\n`);
  void wine.start('cmd', ['/c', 'C:\\guide\\sign-in.bat']);
  await waitFor('The program', () => existsSync(join(ofAccount(), 'starts.jsonl')) || undefined);
  expect(readFileSync(join(ofAccount(), 'starts.jsonl'), 'utf8')).toContain('--minimised');
  expect((await bat(moving.next('Copy', 'bat'))).code).toBe(0);
  expect(readFileSync(join(wine.drive, 'borrow-desk-copy', 'starts.jsonl'), 'utf8')).toContain('--quit');
  expect((await bat(policy.next('Write joining files', 'bat'))).code).toBe(0);
  const starts = readFileSync(join(ofAccount(), 'starts.jsonl'), 'utf8');
  for (const name of ['desk-07', 'desk-08'])
    expect(starts).toMatch(new RegExp(`"--invite-to-hub=C:(?:[^"]*\\\\)joining\\\\\\\\${name}[.]json"`, 'u'));
  rmSync(archive());
  expect((await bat(onWindows.next('Repair', 'bat', 'setup.exe'))).code).toBe(0);
  expect([existsSync(archive()), existsSync(desktopLink())]).toEqual([true, false]);
  expect((await bat(onWindows.next('Remove', 'bat', 'Uninstall'))).code).toBe(0);
  await gone();
  expect(existsSync(ofAccount())).toBe(true);
  expect((await bat(moving.next('Remove', 'bat'))).code).toBe(0);
  expect(existsSync(ofAccount())).toBe(false);
});

test('Windows: the copy of an account is removed at its sign-in, and its data stay', async () => {
  const folder = join(wine.profile, 'AppData', 'Local', 'Programs', 'Borrow Desk');
  expect(await wine.run(`C:\\guide\\Borrow-Desk-${values.VERSION}-win-x64-setup.exe`, ['/S'])).toBe(0);
  expect(existsSync(join(folder, 'Borrow Desk.exe'))).toBe(true);
  mkdirSync(ofAccount(), { recursive: true });
  writeFileSync(join(ofAccount(), 'borrow-desk.sqlite'), '');
  await bat(onWindows.next('Change', 'bat'));
  await waitFor('The removal', () => !existsSync(folder) || undefined);
  expect(wine.registry(String.raw`HKCU\Software\Borrow Desk`)).toBeNull();
  expect(existsSync(join(ofAccount(), 'borrow-desk.sqlite'))).toBe(true);
});

test('Windows: rolled out by MSI with properties, updated, removed; the policy is kept and then removed', async () => {
  expect((await bat(onWindows.next('Roll out the MSI', 'bat'))).code).toBe(0);
  expect([existsSync(join(installed(), 'Borrow Desk.exe')), existsSync(desktopLink())]).toEqual([
    true,
    false,
  ]);
  const policy = String.raw`HKLM\Software\Borrow Desk\Policy`;
  const set = { DataFolder: String.raw`D:\Desks\%USERNAME%`, Updates: 'announce' };
  expect(wine.registry(policy)).toEqual(set);
  const ofGroups = String.raw`HKLM\Software\Policies\Borrow Desk`;
  wine.setRegistry(ofGroups, 'Language', 'de');
  expect((await bat(onWindows.next('Roll out the MSI', 'bat', 'reg export'))).code).toBe(0);
  wine.removeRegistry(ofGroups);
  expect((await bat(onWindows.next('Roll out the MSI', 'bat', 'reg import'))).code).toBe(0);
  expect(wine.registry(ofGroups)).toEqual({ Language: 'de' });
  const question = onWindows.next('Which version', 'bat');
  expect((await bat(question)).printed).toContain(values.VERSION);
  expect((await bat(onWindows.next('Update', 'bat'))).code).toBe(0);
  expect((await bat(question)).printed).toContain(values.NEXT);
  expect(wine.registry(policy)).toEqual(set);
  const linkType = String.raw`HKLM\Software\Classes\borrow-desk`;
  rmSync(archive());
  wine.removeRegistry(linkType);
  expect((await bat(onWindows.next('Repair', 'bat'))).code).toBe(0);
  expect([existsSync(archive()), existsSync(desktopLink())]).toEqual([true, false]);
  expect(wine.registry(linkType)).not.toBeNull();
  expect(wine.registry(policy)).toEqual(set);
  expect((await bat(onWindows.next('Remove', 'bat'))).code).toBe(0);
  await gone();
  expect((await bat(question)).code).not.toBe(0);
});

test('every command of these guides was run, or is marked as one that no test runs', () => {
  for (const guide of [building, onLinux, onWindows, moving]) expect(guide.left()).toEqual([]);
});
