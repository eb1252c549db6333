import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listBackups } from '../../../../electron/main/db/backup.ts';
import { projectFolder } from '../../../../electron/tooling/lib/paths.ts';
import { ensureWindowsNode } from '../../../../electron/tooling/windows/wine.ts';
import { makeUpdateKey } from '../../../../electron/tooling/updates/make-key.ts';
import { readPrivateKey } from '../../../../electron/tooling/updates/sign-update.ts';
import { windowsPackages, type WindowsPackages } from '../../../support/packaging/windows-packages.ts';
import { startWine, type Wine } from '../../../support/packaging/wine.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { bundleUpdater } from '../../../support/updates/bundle-updater.ts';
import { release, startUpdateServer, type UpdateServer } from '../../../support/updates/update-server.ts';
import type { Done, Task } from '../../../support/updates/windows-updater.ts';
import { waitFor } from '../../../support/waiting.ts';

// The updates of the program in a Node for Windows under Wine, with the real setup program from a server on this computer. The stand-in takes
// the place of Electron: its windows cannot be shown here.

const output = temporaryFolder();
const state = String.raw`Software\Borrow Desk`;
const program = String.raw`C:\users\staff\AppData\Local\Programs\Borrow Desk\Borrow Desk.exe`;
const uninstaller = String.raw`C:\users\staff\AppData\Local\Programs\Borrow Desk\Uninstall Borrow Desk.exe`;
/** What the installer answers if a newer version is installed. */
const newerThere = 7;
let wine: Wine;
let server: UpdateServer;
let node: string;
let script: string;
let publicKey: string;
let old: WindowsPackages;
let next: WindowsPackages;

beforeAll(async () => {
  old = await windowsPackages(output, '0.1.0');
  next = await windowsPackages(output, '0.1.1');
  node = await ensureWindowsNode();
  script = await bundleUpdater(join(output, 'updater'));
  publicKey = await makeUpdateKey(join(output, 'key.pem'));
  server = await startUpdateServer();
  wine = await startWine();
}, 400_000);
afterAll(async () => {
  wine.stop();
  await server.stop();
  rmSync(output, { recursive: true, force: true });
});

const dataFolder = (): string => join(wine.drive, 'Büro & Söhne');
/** How the program is started: in C:, with a path that ends in a backslash. */
const start = {
  args: ['--data-dir=Büro & Söhne\\', '--printer=Desk "A"\\', '--minimised'],
  folder: 'C:\\',
};
const database = (): string => join(dataFolder(), 'borrow-desk.sqlite');
/** Of the requests in the database. */
const titles = ['The Sea Around Us', '<b>Ümlaut</b> و 📚'];
/** The backups, newest first: why each was made, and the version of its database. */
const backups = (): readonly string[] =>
  listBackups(join(dataFolder(), 'backups')).map(({ kind, schemaVersion }) => `${kind}, ${schemaVersion}`);
const installed = (hive: 'HKCU' | 'HKLM'): string | undefined =>
  wine.registry(`${hive}\\${state}`)?.['Version'];
const inWindows = (path: string): string => `Z:${path.replaceAll('/', '\\')}`;
/** What the program has written of its starts since the last call; it waits for one with these arguments. */
const startWith = async (what: string, expected: unknown): Promise<readonly unknown[]> => {
  const file = join(dataFolder(), 'starts.jsonl');
  const starts = await waitFor(
    what,
    () => {
      const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
      return lines.includes(JSON.stringify(expected)) ? lines : undefined;
    },
    60_000,
  );
  rmSync(file);
  return starts.map((line) => JSON.parse(line) as unknown);
};
/** Asks the program to end. */
const end = (): Promise<number> => wine.run(program, ['--quit', `--data-dir=${wine.pathOf(dataFolder())}`]);
const runProgram = async (): Promise<void> => {
  const args = [`--data-dir=${wine.pathOf(dataFolder())}`];
  void wine.start(program, args);
  await startWith('The program', { first: args });
};
const wasAsked = (ending: string): boolean => server.asked.some((name) => name.endsWith(ending));

const publish = async (key = join(output, 'key.pem')): Promise<void> =>
  release(server, 'latest.yml', {
    version: '0.1.1',
    files: [[next.setup, 'win32-x64']],
    key: await readPrivateKey(key),
  });

/** Starts the installed program with its database, and lets it look for updates and install what it finds. */
const update = async (asked: Partial<Task> = {}): Promise<Done> => {
  const [task, done] = [join(output, 'task.json'), join(output, 'done.json')];
  rmSync(done, { force: true });
  const given: Task = {
    server: server.url,
    keys: [publicKey],
    version: '0.1.0',
    program,
    dataFolder: wine.pathOf(dataFolder()),
    migration: null,
    occasion: 'staff',
    start,
    ...asked,
  };
  writeFileSync(task, JSON.stringify(given));
  server.asked.length = 0;
  expect(await wine.run(inWindows(node), [inWindows(script), inWindows(task), inWindows(done)])).toBe(0);
  return JSON.parse(readFileSync(done, 'utf8')) as Done;
};

test('for one account: nothing that is not signed, or was changed, is started; the signed version replaces the running program', async () => {
  expect(await wine.run(old.setup, ['/S'])).toBe(0);
  mkdirSync(dataFolder(), { recursive: true });
  copyFileSync(join(projectFolder, 'tests/fixtures/databases/0001.sqlite'), database());
  await runProgram();

  await makeUpdateKey(join(output, 'other.pem'));
  await publish(join(output, 'other.pem'));
  expect(await update()).toMatchObject({
    installation: 'own',
    facts: { fault: 'unsigned' },
    wait: 'not-ready',
  });
  expect(wasAsked('.exe')).toBe(false);

  await publish();
  const bytes = readFileSync(next.setup);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  server.put(basename(next.setup), bytes);
  expect(await update()).toMatchObject({ facts: { fault: 'incomplete' }, wait: 'not-ready' });
  server.behave('cut');
  await publish();
  expect(await update()).toMatchObject({ facts: { fault: 'incomplete' }, wait: 'not-ready' });
  server.behave('away');
  expect(await update()).toMatchObject({ facts: { fault: 'no-answer' }, wait: 'not-ready' });
  expect(installed('HKCU')).toBe('0.1.0');

  server.behave('whole');
  expect(await update()).toEqual({
    installation: 'own',
    titles,
    facts: { available: '0.1.1', fault: null },
    wait: null,
    events: ['updates.available', 'updates.ready', 'updates.started'],
  });
  expect(backups()).toEqual(['before-migration, 1']);
  await waitFor('The update', () => (installed('HKCU') === '0.1.1' ? true : undefined), 60_000);
  // The running program was asked to end, and the new one runs.
  expect(await startWith('The start after the update', { first: start.args })).toContainEqual({
    second: ['--quit', ...start.args],
  });
});

const removeForOne = async (): Promise<void> => {
  expect(await wine.run(uninstaller, ['/S'])).toBe(0);
  await waitFor('The removal', () => (installed('HKCU') === undefined ? true : undefined));
};

/** Moves the database of the newer version away, and puts a backup in its place, as the guide says (resources/guides/updates.md). */
const goBackTo = (backup: string): void => {
  const away = temporaryFolder();
  for (const name of readdirSync(dataFolder()).filter((each) =>
    /^borrow-desk\.sqlite(?:-wal|-shm|\.mark)?$/.test(each),
  ))
    renameSync(join(dataFolder(), name), join(away, name));
  copyFileSync(backup, database());
};

test('going back as the guide says: the older version opens the backup, and installs the newer one by itself only if the backup does not know of it', async () => {
  // The newer version changes the database.
  const migration = { version: 2, up: `UPDATE request SET title = 'Changed by 0.1.1'` };
  expect(await update({ version: '0.1.1', migration })).toMatchObject({
    titles: titles.map(() => 'Changed by 0.1.1'),
    wait: 'not-ready',
  });
  expect(backups()).toEqual(['before-migration, 1', 'before-migration, 1']);

  expect(await end()).toBe(0);
  expect(await wine.run(old.setup, ['/S'])).toBe(newerThere);
  await removeForOne();
  expect(existsSync(database())).toBe(true);
  expect(await wine.run(old.setup, ['/S'])).toBe(0);
  expect(installed('HKCU')).toBe('0.1.0');

  expect(await update()).toEqual({
    startFault: 'newer',
    detail: 'Database version 2; this program knows up to 1.',
  });
  // Both have the number of the older version. The newest one says that the newer version was installed.
  const [newest = '', older = ''] = listBackups(join(dataFolder(), 'backups')).map(({ file }) => file);
  goBackTo(newest);
  expect(await update({ occasion: 'start' })).toMatchObject({
    titles,
    facts: { available: '0.1.1' },
    wait: 'failed',
  });
  goBackTo(older);
  expect(await update({ occasion: 'start' })).toMatchObject({ titles, wait: 'asked-again' });
});

test('if the files cannot be written, the earlier version starts again as it was started', async () => {
  await runProgram();
  const inTheWay = join(wine.profile, 'AppData', 'Local', 'Programs', 'Borrow Desk', '~borrow-desk-old');
  writeFileSync(inTheWay, '');
  expect(await update()).toMatchObject({ wait: null });
  expect(await startWith('The start after the failure', { first: start.args })).toContainEqual({
    second: ['--quit', ...start.args],
  });
  expect(installed('HKCU')).toBe('0.1.0');
  rmSync(inTheWay);
  expect(await end()).toBe(0);
});

test('for everybody and by the MSI package: an update is found, and nothing is downloaded', async () => {
  await removeForOne();
  const everybody = String.raw`C:\Program Files\Borrow Desk\Borrow Desk.exe`;
  expect(await wine.run(old.setup, ['/S', '/allusers'])).toBe(0);
  expect(await update({ program: everybody })).toMatchObject({
    installation: 'everybody',
    facts: { available: '0.1.1' },
    wait: 'elsewhere',
  });
  expect(await wine.run(String.raw`C:\Program Files\Borrow Desk\Uninstall Borrow Desk.exe`, ['/S'])).toBe(0);
  await waitFor('The removal', () => (installed('HKLM') === undefined ? true : undefined));
  expect(await wine.run('msiexec', ['/i', old.msi, '/qn'])).toBe(0);
  expect(await update({ program: everybody })).toMatchObject({
    installation: 'msi',
    facts: { available: '0.1.1' },
    wait: 'elsewhere',
  });
  expect(wasAsked('.exe')).toBe(false);
});
