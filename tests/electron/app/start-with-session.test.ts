import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { linuxStartEntry, loginItem, sessionStart } from '../../../electron/main/app/start-with-session.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const command = { path: '/opt/Borrow Desk/borrow-desk', args: ['--data-dir=/srv/Büro "1"', '--minimised'] };
const failed = (error: unknown): never => {
  throw error;
};

test.runIf(process.platform === 'linux')(
  'the library that desktops read such entries with starts the same command',
  () => {
    const shown = join(folder, 'shown.txt');
    const script = join(folder, 'say.mjs');
    writeFileSync(
      script,
      `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(shown)}, JSON.stringify(process.argv.slice(2)));`,
    );
    const args = ['--data-dir=/srv/Büro "1" 100% $HOME \\ `x`', '--minimised'];
    const entry = linuxStartEntry(folder, 'Borrow Desk', { path: process.execPath, args: [script, ...args] });
    entry.put();
    execFileSync('gio', ['launch', join(folder, 'autostart', 'borrow-desk.desktop')]);
    return expect.poll(() => JSON.parse(readFileSync(shown, 'utf8')) as unknown).toEqual(args);
  },
);

test('on Linux the setting makes and removes the entry of the account', () => {
  const entry = linuxStartEntry(folder, 'Borrow Desk', command);
  const start = sessionStart(entry, failed);
  start.follow(false);
  expect(entry.isThere()).toBe(false);
  start.follow(true);
  expect(readFileSync(join(folder, 'autostart', 'borrow-desk.desktop'), 'utf8')).toBe(
    [
      '[Desktop Entry]',
      'Type=Application',
      'Name=Borrow Desk',
      'Exec="/opt/Borrow Desk/borrow-desk" "--data-dir=/srv/Büro \\\\"1\\\\"" "--minimised"',
      'Terminal=false',
      'TryExec=/opt/Borrow Desk/borrow-desk',
      'X-GNOME-Autostart-enabled=true',
      '',
    ].join('\n'),
  );
  start.follow(false);
  expect(entry.isThere()).toBe(false);
});

test('at the start a missing entry is made, and an existing one left alone', () => {
  const entry = linuxStartEntry(folder, 'Borrow Desk', command);
  sessionStart(entry, failed).follow(true);
  expect(entry.isThere()).toBe(true);
  const file = join(folder, 'autostart', 'borrow-desk.desktop');
  writeFileSync(file, '[Desktop Entry]\nHidden=true\n');
  sessionStart(entry, failed).follow(true);
  expect(readFileSync(file, 'utf8')).toContain('Hidden=true');
  // Another data folder of the account, which does not start with the session.
  sessionStart(entry, failed).follow(false);
  expect(entry.isThere()).toBe(true);
});

test('on Windows and macOS it is a login item with the same command', () => {
  const calls: unknown[] = [];
  let openAtLogin = false;
  const items = {
    getLoginItemSettings: () => ({ openAtLogin }),
    setLoginItemSettings: (item: { openAtLogin: boolean }) => {
      calls.push(item);
      ({ openAtLogin } = item);
    },
  };
  const start = sessionStart(
    loginItem(items, { ...command, args: ['--data-dir=/srv/Büro 1', '--minimised'] }),
    failed,
  );
  start.follow(false);
  start.follow(true);
  start.follow(true);
  start.follow(false);
  // What has blanks is quoted: Electron does not do that for arguments.
  const path = '"/opt/Borrow Desk/borrow-desk"';
  const item = { path, args: ['"--data-dir=/srv/Büro 1"', '--minimised'], name: 'org.borrowdesk.desk' };
  expect(calls).toEqual([
    { openAtLogin: true, ...item },
    { openAtLogin: false, ...item },
  ]);
});

test('a folder with a blank at the root of a drive is one argument on Windows', () => {
  const given: unknown[] = [];
  const items = {
    getLoginItemSettings: () => ({ openAtLogin: false }),
    setLoginItemSettings: (item: { args: string[] }) => given.push(item.args),
  };
  loginItem(items, { path: 'C:\\desk.exe', args: ['--data-dir=D:\\Borrow Desk\\', '--minimised'] }).put();
  expect(given).toEqual([['"--data-dir=D:\\Borrow Desk\\\\"', '--minimised']]);
});

test.runIf(process.platform === 'linux')('once the program is removed, the session ignores its entry', () => {
  const path = join(folder, 'borrow-desk');
  writeFileSync(path, '#!/bin/sh\n', { mode: 0o755 });
  linuxStartEntry(folder, 'Borrow Desk', { path, args: ['--minimised'] }).put();
  const launch = (): string =>
    execFileSync('gio', ['launch', join(folder, 'autostart', 'borrow-desk.desktop')], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
  launch();
  rmSync(path);
  expect(launch).toThrow(/Unable to load application information/u);
});

test('a folder that cannot be written to is reported, and nothing else happens', () => {
  writeFileSync(join(folder, 'autostart'), 'a file');
  const faults: unknown[] = [];
  sessionStart(linuxStartEntry(folder, 'Borrow Desk', command), (error) => faults.push(error)).follow(true);
  expect(faults).toHaveLength(1);
});
