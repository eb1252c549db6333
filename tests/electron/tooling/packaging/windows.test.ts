import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { appId } from '../../../../shared/domain/app-id.ts';
import { projectFolder } from '../../../../electron/tooling/lib/paths.ts';
import { capture } from '../../../../electron/tooling/lib/processes.ts';
import { makeSetup } from '../../../../electron/tooling/packaging/windows/make-setup.ts';
import { signsForWindows } from '../../../../electron/tooling/packaging/windows/sign.ts';
import { filesBelow } from '../../../support/packaging/contents.ts';
import {
  isSignedWith,
  makeSigningCertificate,
  windowsPackages,
  type WindowsPackages,
} from '../../../support/packaging/windows-packages.ts';
import { startWine, type Wine } from '../../../support/packaging/wine.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { waitFor } from '../../../support/waiting.ts';

// The installers for Windows, with the stand-in for Electron, in Wine: installed, updated while the program runs, repaired, removed.

const installLimitMs = 20_000;
const updateLimitMs = 15_000;
const state = String.raw`Software\Borrow Desk`;
/** What the installer answers if the program is installed in another way. */
const refused = 3;

let wine: Wine;
let old: WindowsPackages;
let next: WindowsPackages;
let certificate: ReturnType<typeof makeSigningCertificate>;
let empty: ReadonlySet<string>;
const output = temporaryFolder();

beforeAll(async () => {
  certificate = makeSigningCertificate(output);
  vi.stubEnv('WIN_CSC_LINK', certificate.pfx);
  vi.stubEnv('WIN_CSC_KEY_PASSWORD', certificate.password);
  old = await windowsPackages(output, '0.1.0');
  next = await windowsPackages(output, '0.1.1');
  vi.unstubAllEnvs();
  wine = await startWine();
  // Keys that every Windows has.
  for (const key of loginItems) wine.setRegistry(key, 'of somebody else', 'other.exe');
  empty = await wine.everything();
}, 400_000);
afterAll(() => {
  wine.stop();
  rmSync(output, { recursive: true, force: true });
});

const user = (): string => wine.profile;
const dataFolder = (): string => join(user(), 'AppData', 'Local', 'Borrow Desk');
const ofUser = (): string => join(user(), 'AppData', 'Local', 'Programs', 'Borrow Desk');
const starts = (): readonly unknown[] =>
  readFileSync(join(dataFolder(), 'starts.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

/** How many programs want each processor: the average of the last minute. */
const loadPerCore = (): number => (loadavg()[0] ?? 0) / availableParallelism();

/** Runs an installer within a limit, which counts as it is unless others use this machine's processors before and after. */
const inTime = async (limitMs: number, run: () => Promise<number>): Promise<number> => {
  const [loadBefore, begun] = [loadPerCore(), Date.now()];
  const code = await run();
  const tookMs = Date.now() - begun;
  const load = Math.min(loadBefore, loadPerCore());
  const heldMs = Math.round(limitMs * Math.max(1, load));
  process.stdout.write(
    `${expect.getState().currentTestName}: ${tookMs} ms of ${heldMs} ms at a load of ${load.toFixed(1)} for each core\n`,
  );
  expect(tookMs).toBeLessThan(heldMs);
  return code;
};

/** Starts the program and waits until it has written into its data folder. */
const startProgram = async (folder: string): Promise<void> => {
  rmSync(dataFolder(), { recursive: true, force: true });
  void wine.start(join(folder, 'Borrow Desk.exe'));
  await waitFor('The program', () => existsSync(join(dataFolder(), 'starts.jsonl')) || undefined);
};

/** What the program writes if it starts with the session, and what Windows adds. */
const loginItems = ['Run', 'Explorer\\StartupApproved\\Run'].map(
  (key) => `HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\${key}`,
);
const addLoginItems = (): void => {
  for (const key of loginItems) wine.setRegistry(key, appId, 'Borrow Desk.exe');
};

const uninstall = async (folder: string): Promise<void> => {
  addLoginItems();
  const uninstaller = join(folder, 'Uninstall Borrow Desk.exe');
  expect(await wine.run(uninstaller, ['/S'])).toBe(0);
  // It goes on as a copy of itself.
  await waitFor('The removal', () => !existsSync(folder) || undefined);
};

/** What an installation has left behind, besides the data folder. */
const left = async (): Promise<readonly string[]> =>
  [...(await wine.everything())].filter(
    (each) => !empty.has(each) && !each.startsWith('drive_c/users/staff/AppData/Local/Borrow Desk'),
  );

afterEach(() => rmSync(dataFolder(), { recursive: true, force: true }));

test('program, libraries, installers are signed; a changed byte shows', () => {
  const files = [old.setup, old.msi, ...filesBelow(old.folder).map((path) => join(old.folder, path))];
  const programs = files.filter((path) => /\.(?:exe|msi|node)$/.test(path));
  expect(programs.map((path) => basename(path)).sort()).toEqual(
    [
      'Borrow Desk.exe',
      'Borrow-Desk-0.1.0-win-x64-setup.exe',
      'Borrow-Desk-0.1.0-win-x64.msi',
      '@serialport+bindings-cpp.node',
      'node.napi.node',
      'win32-x64.node',
    ].sort(),
  );
  for (const file of programs) expect([file, isSignedWith(file, certificate.pem)]).toEqual([file, true]);
  const changed = readFileSync(old.setup);
  changed[changed.length / 2 - (changed.length % 2) / 2]! ^= 1;
  const copy = join(output, 'changed.exe');
  writeFileSync(copy, changed);
  expect(isSignedWith(copy, certificate.pem)).toBe(false);
});

test('for one account: installed, updated while it runs, repaired, removed', async () => {
  expect(await inTime(installLimitMs, () => wine.run(old.setup, ['/S']))).toBe(0);
  expect(wine.registry(`HKCU\\${state}`)).toMatchObject({ Kind: 'setup', Version: '0.1.0' });
  expect(wine.registry(`HKLM\\${state}`)).toBeNull();
  expect(isSignedWith(join(ofUser(), 'Uninstall Borrow Desk.exe'), certificate.pem)).toBe(true);
  expect(filesBelow(ofUser()).filter((path) => !path.startsWith('Uninstall'))).toEqual(
    filesBelow(old.folder),
  );
  const menu = join(user(), 'AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Borrow Desk.lnk');
  expect([existsSync(menu), existsSync(join(user(), 'Desktop', 'Borrow Desk.lnk'))]).toEqual([true, true]);
  const program = String.raw`C:\users\staff\AppData\Local\Programs\Borrow Desk\Borrow Desk.exe`;
  for (const type of ['borrow-desk', 'BorrowDesk.Library'])
    expect(wine.registry(`HKCU\\Software\\Classes\\${type}\\shell\\open\\command`)).toEqual({
      '(Default)': `"${program}" -- "%1"`,
    });

  await startProgram(ofUser());
  // As electron-updater does it.
  const update = ['--updated', '/S', '--force-run'];
  expect(await inTime(updateLimitMs, () => wine.run(next.setup, update))).toBe(0);
  await waitFor('The start after the update', () => starts().length === 3 || undefined);
  expect(starts().slice(1)).toEqual([{ second: ['--quit'] }, { first: [] }]);
  expect(wine.registry(`HKCU\\${state}`)).toMatchObject({ Kind: 'setup', Version: '0.1.1' });

  rmSync(join(ofUser(), 'resources', 'app.asar'));
  rmSync(join(ofUser(), 'Uninstall Borrow Desk.exe'));
  expect(await wine.run(next.setup, ['/S'])).toBe(0);
  expect(filesBelow(ofUser()).filter((path) => !path.startsWith('Uninstall'))).toEqual(
    filesBelow(next.folder),
  );
  expect(filesBelow(ofUser())).toContain('Uninstall Borrow Desk.exe');

  // Every other way to install it sees that one.
  expect(await wine.run(next.setup, ['/S', '/allusers'])).toBe(refused);
  expect(await wine.run('msiexec', ['/i', next.msi, '/qn'])).not.toBe(0);
  expect(existsSync(join(wine.drive, 'Program Files', 'Borrow Desk'))).toBe(false);

  await uninstall(ofUser());
  expect(existsSync(join(dataFolder(), 'starts.jsonl'))).toBe(true);
  expect(await left()).toEqual([]);
});

test('compressed, as it is shipped: installed, and updated while it runs, in the same time', async () => {
  const setup = join(output, 'compressed.exe');
  await makeSetup({ folder: next.folder, version: '0.1.1', file: setup });
  expect(statSync(setup).size).toBeLessThan(statSync(next.setup).size / 2);
  expect(await inTime(installLimitMs, () => wine.run(setup, ['/S']))).toBe(0);
  expect(filesBelow(ofUser()).filter((path) => !path.startsWith('Uninstall'))).toEqual(
    filesBelow(next.folder),
  );
  await uninstall(ofUser());
  expect(await wine.run(old.setup, ['/S'])).toBe(0);
  await startProgram(ofUser());
  expect(await inTime(updateLimitMs, () => wine.run(setup, ['--updated', '/S', '--force-run']))).toBe(0);
  await waitFor('The start after the update', () => starts().length === 3 || undefined);
  expect(wine.registry(`HKCU\\${state}`)).toMatchObject({ Version: '0.1.1' });
  expect(await wine.run(join(ofUser(), 'Borrow Desk.exe'), ['--quit'])).toBe(0);
  await uninstall(ofUser());
}, 300_000);

test('for everybody, in a folder of one’s choice: installed, updated while it runs, removed', async () => {
  const folder = join(wine.drive, 'Library Programs', 'Borrow Desk');
  const where = ['/D=C:\\Library', 'Programs'];
  expect(
    await inTime(installLimitMs, () => wine.run(old.setup, ['/S', '/allusers', '/nodesktop', ...where])),
  ).toBe(0);
  expect(wine.registry(`HKLM\\${state}`)).toMatchObject({ Kind: 'setup', Version: '0.1.0' });
  expect(wine.registry(`HKCU\\${state}`)).toBeNull();
  expect(existsSync(join(wine.drive, 'users', 'Public', 'Desktop', 'Borrow Desk.lnk'))).toBe(false);
  await startProgram(folder);
  // Wine's shell looks for links and file types of everybody only.
  writeFileSync(join(wine.drive, 'Main.borrow-desk'), '');
  for (const opened of ['borrow-desk:request/17', 'C:\\Main.borrow-desk']) {
    expect(await wine.run('start', ['/wait', opened])).toBe(0);
    expect(starts().at(-1)).toEqual({ second: ['--', opened] });
  }
  rmSync(join(wine.drive, 'Main.borrow-desk'));
  expect(await inTime(updateLimitMs, () => wine.run(next.setup, ['/S']))).toBe(0);
  expect(starts().at(-1)).toEqual({ second: ['--quit'] });
  expect(wine.registry(`HKLM\\${state}`)).toMatchObject({ Kind: 'setup', Version: '0.1.1' });
  expect(filesBelow(folder).filter((path) => !path.startsWith('Uninstall'))).toEqual(filesBelow(next.folder));
  expect(existsSync(join(wine.drive, 'Program Files', 'Borrow Desk'))).toBe(false);
  expect(await wine.run(next.setup, ['/S', '/currentuser'])).toBe(refused);
  expect(await wine.run('msiexec', ['/i', next.msi, '/qn'])).not.toBe(0);
  await uninstall(folder);
  rmSync(join(wine.drive, 'Library Programs'), { recursive: true });
  expect(await left()).toEqual([]);
});

test('by MSI: installed with what IT sets, updated while it runs, removed', async () => {
  const folder = join(wine.drive, 'Program Files', 'Borrow Desk');
  const set = ['DATAFOLDER=D:\\Desk', 'DESKTOPLINK=0'];
  expect(await inTime(installLimitMs, () => wine.run('msiexec', ['/i', old.msi, '/qn', ...set]))).toBe(0);
  expect(wine.registry(`HKLM\\${state}`)).toMatchObject({ Kind: 'msi', Version: '0.1.0' });
  expect(filesBelow(folder)).toEqual(filesBelow(old.folder));
  await startProgram(folder);
  expect(await inTime(updateLimitMs, () => wine.run('msiexec', ['/i', next.msi, '/qn']))).toBe(0);
  expect(starts()[1]).toEqual({ second: ['--quit'] });
  expect(wine.registry(`HKLM\\${state}`)).toMatchObject({ Kind: 'msi', Version: '0.1.1' });
  expect(filesBelow(folder)).toEqual(filesBelow(next.folder));
  expect(wine.registry(`HKLM\\${state}\\Policy`)).toEqual({ DataFolder: 'D:\\Desk' });
  // Wine puts the links of everybody into one account.
  expect(existsSync(join(user(), 'Desktop', 'Borrow Desk.lnk'))).toBe(false);
  // An older one is refused, and so is the setup program.
  expect(await wine.run('msiexec', ['/i', old.msi, '/qn'])).not.toBe(0);
  for (const mode of ['/allusers', '/currentuser'])
    expect(await wine.run(next.setup, ['/S', mode])).toBe(refused);
  addLoginItems();
  expect(await wine.run('msiexec', ['/x', next.msi, '/qn'])).toBe(0);
  expect(existsSync(folder)).toBe(false);
  expect(await left()).toEqual([]);
});

test('a program that crashes in Wine is named, and what Wine notes of it does not count as left behind', async () => {
  const crash = join(output, 'crash.exe');
  const script = join(projectFolder, 'tests', 'support', 'packaging', 'crash.nsi');
  expect(capture('makensis', ['-V2', `-DOUT=${crash}`, script]).code).toBe(0);
  const written = vi.spyOn(process.stdout, 'write');
  onTestFinished(() => written.mockRestore());
  expect(await wine.run(crash)).not.toBe(0);
  expect(await left()).toEqual([]);
  expect(written.mock.calls.join('\n')).toMatch(/crash\.exe: wine: Unhandled page fault/);
});

test('without a certificate the names say so; a certificate that is not there is refused', async () => {
  const unsigned = await windowsPackages(join(output, 'unsigned'), '0.1.0');
  expect([basename(unsigned.setup), basename(unsigned.msi)]).toEqual([
    'Borrow-Desk-0.1.0-win-x64-setup-unsigned.exe',
    'Borrow-Desk-0.1.0-win-x64-unsigned.msi',
  ]);
  expect(isSignedWith(unsigned.setup, certificate.pem)).toBe(false);
  expect(() => signsForWindows({ WIN_CSC_LINK: join(output, 'missing.pfx') })).toThrow(/does not exist/);
});
