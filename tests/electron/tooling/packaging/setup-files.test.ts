import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { appId } from '../../../../shared/domain/app-id.ts';
import { filesBelow } from '../../../support/packaging/contents.ts';
import { smallProgram, smallSetup } from '../../../support/packaging/small-setup.ts';
import { startWine, type Wine } from '../../../support/packaging/wine.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { onSmallDisk } from '../../db/small-disk.ts';
import { waitFor } from '../../../support/waiting.ts';

// What the setup program does with files, with a program of a few bytes, in Wine: an update that fails, files of others, removal.

const uninstaller = 'Uninstall Borrow Desk.exe';
const state = String.raw`HKCU\Software\Borrow Desk`;
/** Which calls Wine writes down. */
const relay = String.raw`HKCU\Software\Wine\Debug`;
const codes = { done: 0, notWritten: 2, notThisFolder: 6, newerThere: 7 };

const output = temporaryFolder();
let wine: Wine;
let old: string;
let next: string;
/** The next version has a file that the old one did not have. */
const added = 'resources/added.txt';
const filesOfNext = { ...smallProgram('0.2.0'), [added]: 'added 0.2.0' };

beforeAll(async () => {
  old = await smallSetup(output, {
    version: '0.1.0',
    files: { ...smallProgram('0.1.0'), 'gone.exe': 'gone 0.1.0' },
  });
  next = await smallSetup(output, { version: '0.2.0', files: filesOfNext });
  wine = await startWine();
});
afterAll(() => {
  wine.stop();
  rmSync(output, { recursive: true, force: true });
});

const ofUser = (): string => join(wine.profile, 'AppData', 'Local', 'Programs', 'Borrow Desk');
/** What is in a folder, by path, without the uninstaller. */
const textsIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    filesBelow(folder)
      .filter((path) => path !== uninstaller)
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
const put = (folder: string, path: string, text = 'of somebody else'): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
/** Removes as Windows does it without a window. The uninstaller itself goes a moment later. */
const remove = async (folder: string): Promise<number> => {
  const file = join(folder, uninstaller);
  // Without quotes.
  const code = await wine.run(file, ['/S', ...`_?=${wine.pathOf(folder)}`.split(' ')]);
  if (code === 0) await waitFor('The end of the uninstaller', () => !existsSync(file) || undefined);
  return code;
};

afterEach(async () => {
  if (existsSync(join(ofUser(), uninstaller))) await remove(ofUser());
  rmSync(ofUser(), { recursive: true, force: true });
});

test('is installed right after a removal, whose uninstaller is still there for a moment', async () => {
  put(ofUser(), uninstaller);
  wine.setRegistry(relay, 'RelayInclude', 'kernel32.FindFirstFileW');
  onTestFinished(() => wine.removeRegistry(relay));
  const ended = wine.traced(old, { WINEDEBUG: '+relay' }, ['/S']);
  // The setup program looks for it again and again, for ten seconds at most.
  await waitFor(
    'The wait of the setup program',
    () => wine.traceSoFar().split(`${uninstaller}"`).length > 3 || undefined,
    40_000,
  );
  rmSync(join(ofUser(), uninstaller));
  expect((await ended).code).toBe(codes.done);
  expect(existsSync(join(ofUser(), uninstaller))).toBe(true);
});

test('an update that cannot put a new file in place leaves the old version as it was', async () => {
  expect(await wine.run(old, ['/S'])).toBe(codes.done);
  const before = textsIn(ofUser());
  // A folder in the place of the new file.
  put(ofUser(), `${added}/theirs`);
  expect(await wine.run(next, ['/S'])).toBe(codes.notWritten);
  expect(textsIn(ofUser())).toEqual({ ...before, [`${added}/theirs`]: 'of somebody else' });
  expect(existsSync(join(ofUser(), uninstaller))).toBe(true);
  expect(wine.registry(state)).toMatchObject({ Version: '0.1.0', Folder: wine.pathOf(ofUser()) });
  rmSync(join(ofUser(), added), { recursive: true });
  expect(await wine.run(next, ['/S'])).toBe(codes.done);
  expect(textsIn(ofUser())).toEqual(filesOfNext);
});

test('an update that cannot move the old files aside leaves them as they were', async () => {
  expect(await wine.run(old, ['/S'])).toBe(codes.done);
  const before = textsIn(ofUser());
  put(ofUser(), '~borrow-desk-old');
  expect(await wine.run(next, ['/S'])).toBe(codes.notWritten);
  expect(textsIn(ofUser())).toEqual({ ...before, '~borrow-desk-old': 'of somebody else' });
  rmSync(join(ofUser(), '~borrow-desk-old'));
});

test.each(['moved aside', 'half replaced', 'replaced'])(
  'an update that was cut off when the old version was %s is done by the next start of the installer',
  async (when) => {
    expect(await wine.run(old, ['/S'])).toBe(codes.done);
    const aside = join(output, 'aside');
    cpSync(ofUser(), aside, { recursive: true });
    if (when === 'moved aside') rmSync(ofUser(), { recursive: true });
    put(ofUser(), '~borrow-desk-new/Borrow Desk.exe', 'cut off');
    if (when === 'half replaced') {
      rmSync(join(ofUser(), uninstaller));
      put(ofUser(), 'Borrow Desk.exe', 'program 0.2.0');
    }
    renameSync(aside, join(ofUser(), when === 'replaced' ? '~borrow-desk-done' : '~borrow-desk-old'));
    expect(await wine.run(next, ['/S'])).toBe(codes.done);
    expect(textsIn(ofUser())).toEqual(filesOfNext);
  },
);

test('a first installation that was cut off is taken up again', async () => {
  const folder = join(wine.drive, 'Tools', 'Borrow Desk');
  wine.setRegistry(state, 'Installing', wine.pathOf(folder));
  put(folder, 'Borrow Desk.exe', 'program 0.2.0');
  put(folder, '~borrow-desk-new/resources/app.asar', 'cut off');
  expect(await wine.run(next, ['/S', '/D=C:\\Tools'])).toBe(codes.done);
  expect(textsIn(folder)).toEqual(filesOfNext);
  expect(wine.registry(state)).not.toHaveProperty('Installing');
  expect(await remove(folder)).toBe(codes.done);
});

test.runIf(onSmallDisk.isPossible)(
  'a first installation on a full disk leaves nothing behind, and is possible once there is space',
  async () => {
    symlinkSync(onSmallDisk.mount(1), join(wine.drive, 'Small'));
    const large = await smallSetup(output, {
      version: '0.3.0',
      files: { ...smallProgram('0.3.0'), 'large.bin': randomBytes(2_000_000) },
    });
    expect(await wine.run(large, ['/S', '/D=C:\\Small'])).toBe(codes.notWritten);
    const folder = join(wine.drive, 'Small', 'Borrow Desk');
    expect(existsSync(folder)).toBe(false);
    expect(wine.registry(state)).toBeNull();
    expect(await wine.run(next, ['/S', '/D=C:\\Small'])).toBe(codes.done);
    expect(textsIn(folder)).toEqual(filesOfNext);
    expect(await remove(folder)).toBe(codes.done);
  },
);

test('a folder that the command line names gets a folder of ours; what others have there stays', async () => {
  const tools = join(wine.drive, 'Tools');
  put(tools, 'Borrow Desk.exe');
  put(tools, 'resources/app.asar');
  const folder = join(tools, 'Borrow Desk');
  expect(await wine.run(old, ['/S', '/D=C:\\Tools'])).toBe(codes.done);
  put(folder, 'notes.txt');
  put(folder, 'resources/notes.txt');
  expect(await wine.run(next, ['/S'])).toBe(codes.done);
  expect(textsIn(folder)).toEqual({
    ...filesOfNext,
    'notes.txt': 'of somebody else',
    'resources/notes.txt': 'of somebody else',
  });
  expect(await remove(folder)).toBe(codes.done);
  expect(textsIn(tools)).toEqual({
    'Borrow Desk.exe': 'of somebody else',
    'Borrow Desk/notes.txt': 'of somebody else',
    'Borrow Desk/resources/notes.txt': 'of somebody else',
    'resources/app.asar': 'of somebody else',
  });
  rmSync(tools, { recursive: true });
});

// Wine keeps no identity in a link: what the setup program asks of Windows is looked at, not the link.
test('gives both links the identity of the program', async () => {
  wine.setRegistry(relay, 'RelayInclude', 'oleaut32.SysAllocString');
  const { code, trace } = await wine.traced(old, { WINEDEBUG: '+relay' }, ['/S']);
  wine.removeRegistry(relay);
  expect(code).toBe(codes.done);
  const asked = [...trace.matchAll(/SysAllocString\(\w+ L"(.*?)"\)|propertystore_(\w+)/g)];
  const given = [appId, 'SetValue', 'Commit'];
  expect(asked.map(([, text, method]) => text ?? method)).toEqual([...given, ...given]);
  expect(await remove(ofUser())).toBe(codes.done);
});

test('a folder with files that the registry does not know as ours is left alone', async () => {
  const folder = join(wine.drive, 'Tools', 'Borrow Desk');
  put(folder, 'resources/app.asar');
  expect(await wine.run(next, ['/S', '/D=C:\\Tools'])).toBe(codes.notThisFolder);
  expect(textsIn(folder)).toEqual({ 'resources/app.asar': 'of somebody else' });
  expect(wine.registry(state)).toBeNull();
  // Nor does an uninstaller that was copied there remove anything.
  expect(await wine.run(old, ['/S'])).toBe(codes.done);
  cpSync(join(ofUser(), uninstaller), join(folder, uninstaller));
  expect(await remove(folder)).toBe(codes.notThisFolder);
  expect(textsIn(folder)).toEqual({ 'resources/app.asar': 'of somebody else' });
  rmSync(join(wine.drive, 'Tools'), { recursive: true });
});

test('the command that Windows keeps for silent removal waits and answers truly', async () => {
  expect(await wine.run(old, ['/S'])).toBe(codes.done);
  const uninstall = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\BorrowDesk`;
  const folder = wine.pathOf(ofUser());
  expect(wine.registry(uninstall)).toMatchObject({
    QuietUninstallString: `"${folder}\\${uninstaller}" /S _?=${folder}`,
  });
  // The file of a running program cannot be deleted.
  const running = join(ofUser(), 'gone.exe');
  cpSync(join(wine.drive, 'windows', 'system32', 'ping.exe'), running);
  const ended = wine.start(running, ['-n', '5', '127.0.0.1']);
  expect(await remove(ofUser())).toBe(codes.notWritten);
  expect(wine.registry(uninstall)).toMatchObject({ DisplayVersion: '0.1.0' });
  await ended;
  expect(await remove(ofUser())).toBe(codes.done);
  expect(wine.registry(uninstall)).toBeNull();
  await waitFor('The end of the folder', () => !existsSync(ofUser()) || undefined);
});
