import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { closeContents, closeFolder, makeFilesPrivate } from '../../../electron/main/app/private-files.ts';
import type { Log } from '../../../electron/main/log/log.ts';
import { backUp, backupFolderOf } from '../../../electron/main/db/backup.ts';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { at, openGood, ownFolder } from '../db/support.ts';

const silent = (): void => undefined;
const log: Log = { info: silent, warn: silent, error: silent };
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

const ownFiles = [
  'borrow-desk.sqlite',
  'hub.json',
  'own-requests-2.json',
  'backups/old.sqlite',
  'slips/1.pdf',
  'chromium/Default/Cookies',
];

/** Creates a data folder as if copied, readable by everyone. */
const openFolder = (): string => {
  const dataDir = ownFolder();
  chmodSync(dataDir, 0o755);
  for (const folder of ['backups', 'slips', 'chromium', 'chromium/Default', 'damaged-20261125T093000Z'])
    mkdirSync(join(dataDir, folder), { mode: 0o755 });
  for (const file of ownFiles) writeFileSync(join(dataDir, file), '', { mode: 0o644 });
  return dataDir;
};

const isUnix = process.platform !== 'win32';

test.runIf(isUnix)('existing files are made private, at every depth', async () => {
  const dataDir = openFolder();
  closeFolder(dataDir);
  expect(modeOf(dataDir)).toBe('700');
  await closeContents(dataDir, log);
  for (const folder of ['backups', 'slips', 'chromium/Default', 'damaged-20261125T093000Z'])
    expect(modeOf(join(dataDir, folder)), folder).toBe('700');
  for (const file of ownFiles) expect(modeOf(join(dataDir, file)), file).toBe('600');
});

test.runIf(isUnix)('a folder that contains other things too is left unchanged', async () => {
  const dataDir = openFolder();
  writeFileSync(join(dataDir, 'list.txt'), '', { mode: 0o644 });
  const outside = join(ownFolder(), 'outside');
  writeFileSync(outside, '', { mode: 0o644 });
  symlinkSync(outside, join(dataDir, 'slips', 'link'));
  closeFolder(dataDir);
  await closeContents(dataDir, log);
  expect(modeOf(dataDir)).toBe('755');
  expect(modeOf(join(dataDir, 'list.txt'))).toBe('644');
  expect(modeOf(outside)).toBe('644');
  expect(modeOf(join(dataDir, 'borrow-desk.sqlite'))).toBe('600');
});

/** Each file and folder of the guide's table, with a name that it may have. */
const namesInGuide = readFileSync(join(projectFolder, 'resources/guides/data-folder.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/gu)].map(([, name = '']) => name))
  .map((name) =>
    name.replace(/^…/u, 'borrow-desk.sqlite').replace('…', '20261125T093000Z').replace('-N.', '-2.'),
  );

test.runIf(isUnix)(
  'a folder that contains only what the guide lists is the program’s own, and all of it is made private',
  async () => {
    expect(namesInGuide).toContain('updates/');
    const dataDir = ownFolder();
    chmodSync(dataDir, 0o755);
    for (const name of namesInGuide)
      if (name.endsWith('/')) mkdirSync(join(dataDir, name), { mode: 0o755 });
      else writeFileSync(join(dataDir, name), '', { mode: 0o644 });
    closeFolder(dataDir);
    expect(modeOf(dataDir)).toBe('700');
    await closeContents(dataDir, log);
    for (const name of namesInGuide)
      expect(modeOf(join(dataDir, name)), name).toBe(name.endsWith('/') ? '700' : '600');
  },
);

test.runIf(isUnix)('only a limited number of files in a large folder is checked', async () => {
  const dataDir = openFolder();
  for (let n = 0; n < 20; n += 1) writeFileSync(join(dataDir, 'slips', `${n}.pdf`), '', { mode: 0o644 });
  await closeContents(dataDir, log, 5);
  const open = spawnSync('find', [dataDir, '-type', 'f', '-perm', '644'], { encoding: 'utf8' }).stdout;
  expect(open.trim().split('\n').length).toBeGreaterThan(10);
});

test.runIf(isUnix)(
  'everything created is private to this account: database, log, memory, marks, lock, backups',
  async () => {
    const before = process.umask();
    onTestFinished(() => void process.umask(before));
    makeFilesPrivate();
    const dataDir = join(ownFolder(), 'data');
    const desk = await openGood({ dataDir });
    const backup = await backUp(desk.db, backupFolderOf(dataDir), 'daily', at);
    expect(modeOf(dataDir)).toBe('700');
    for (const name of ['sqlite', 'sqlite-wal', 'sqlite-shm', 'sqlite.mark', 'lock'])
      expect(modeOf(join(dataDir, `borrow-desk.${name}`)), name).toBe('600');
    expect(modeOf(backup)).toBe('600');
    expect(modeOf(backupFolderOf(dataDir))).toBe('700');
  },
);
