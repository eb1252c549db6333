import { existsSync, linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeNewFile, whyNotNew } from '../../../electron/main/app/new-files.ts';
import { parseSwitches } from '../../../electron/main/app/switches.ts';
import { expectPrivate } from '../../support/private-mode.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const writing = ['import-report', 'export', 'invite-to-hub', 'screenshot-when-ready'] as const;

/** Creates a folder with a data folder `data` that contains a database, and a folder `lists`. */
const place = (): string => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'data', 'backups'), { recursive: true });
  mkdirSync(join(folder, 'lists'));
  writeFileSync(join(folder, 'data', 'borrow-desk.sqlite'), 'everything');
  writeFileSync(join(folder, 'lists', 'list.csv'), 'title');
  return folder;
};

const why = (folder: string, ...args: string[]): string | null =>
  whyNotNew(parseSwitches(args, folder), join(folder, 'data'));

test.each(writing)('--%s must name a new file outside of the data folder', (name) => {
  const folder = place();
  symlinkSync(join(folder, 'data'), join(folder, 'link'));
  symlinkSync(join(folder, 'data', 'backups'), join(folder, 'lists', 'inner'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'lists', 'dangling'));
  linkSync(join(folder, 'data', 'borrow-desk.sqlite'), join(folder, 'lists', 'hard.json'));
  for (const path of [
    'lists/list.csv',
    'lists',
    'lists/dangling',
    'lists/hard.json',
    'data/borrow-desk.sqlite',
  ])
    expect([path, why(folder, `--${name}=${path}`)]).toEqual([
      path,
      expect.stringContaining('already exists'),
    ]);
  for (const path of [
    'data/new.json',
    'data/reports/new.json',
    'lists/../data/new.json',
    'link/new.json',
    'link/backups/../new.json',
    'lists/inner/new.json',
    'lists/inner/folder/new.json',
    join(folder, 'data', 'new.json'),
  ])
    expect([path, why(folder, `--${name}=${path}`)]).toEqual([
      path,
      expect.stringContaining('must not be in the data folder'),
    ]);
  for (const path of ['new.json', 'lists/new.json', 'data-new.json', 'no/folder/new.json', 'data.json'])
    expect([path, why(folder, `--${name}=${path}`)]).toEqual([path, null]);
});

test('a path in a data folder that does not exist yet is refused too, in any letter case', () => {
  const folder = place();
  const asked = (dataDir: string): unknown =>
    whyNotNew(parseSwitches(['--import-report=first/borrow-desk.sqlite'], folder), join(folder, dataDir));
  expect(asked('first')).toContain('must not be in the data folder');
  expect(asked('First')).toContain('must not be in the data folder');
  expect(asked('second')).toBeNull();
});

test('two switches must not name the same file, by whatever path', () => {
  const folder = place();
  symlinkSync(join(folder, 'lists'), join(folder, 'link'));
  for (const [first, second] of [
    ['--import-report=new.txt', '--screenshot-when-ready=new.txt'],
    ['--import-report=lists/new.txt', '--export=link/new.txt'],
    ['--invite-to-hub=lists/new.txt', '--export=lists/../lists/NEW.txt'],
    ['--import-report=new.txt', '--import=new.txt'],
    ['--invite-to-hub=new.txt', '--join-hub=new.txt'],
  ] as const) {
    expect(why(folder, first, second)).toContain('name the same file');
    expect(why(folder, second, first)).toContain('name the same file');
  }
  // Reading a file twice is harmless.
  expect(why(folder, '--import=lists/list.csv', '--join-hub=lists/list.csv')).toBeNull();
});

test('a new file is private to this account, and creating it neither empties a file nor follows a link', () => {
  const folder = place();
  const report = join(folder, 'report.jsonl');
  expect(makeNewFile(report)).toBe(true);
  expectPrivate(report);
  expect(makeNewFile(join(folder, 'lists', 'list.csv'))).toBe(false);
  expect(readFileSync(join(folder, 'lists', 'list.csv'), 'utf8')).toBe('title');
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
  expect(makeNewFile(join(folder, 'dangling'))).toBe(false);
  expect(existsSync(join(folder, 'nowhere'))).toBe(false);
});
