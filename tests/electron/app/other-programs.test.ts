import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { otherPrograms, type ProcessLists } from '../../../electron/main/app/other-programs.ts';
import { ownFolder } from '../db/support.ts';

const never = (): never => {
  throw new Error('not asked on this system');
};
const none: ProcessLists = { tasklist: never, ps: never, proc: '/nowhere' };
const installed = 'C:\\Program Files\\Borrow Desk\\Borrow Desk.exe';

test('on Windows, copies in other sessions are found, whatever the case; the own processes are not', () => {
  const asked: string[] = [];
  const tasklist = (name: string): string => {
    asked.push(name);
    // The form that Microsoft documents for /fo csv /nh.
    return [
      '"Borrow Desk.exe","4120","Console","1","98,344 K"',
      '"Borrow Desk.exe","4188","Console","1","41,020 K"',
      '"BORROW DESK.EXE","7312","RDP-Tcp#3","3","97.108 K"',
      '"Borrow Desk.exe","912","Services","0","12,004 K"',
      '',
    ].join('\r\n');
  };
  expect(otherPrograms(installed, [4120, 4188], 'win32', { ...none, tasklist })).toEqual([7312, 912]);
  expect(asked).toEqual(['Borrow Desk.exe']);
});

test.each([
  'INFO: No tasks are running which match the specified criteria.\r\n',
  'INFORMATION: Es werden keine Aufgaben mit den angegebenen Kriterien ausgeführt.\r\n',
  '',
])('on Windows, no copy is running: %j', (said) => {
  expect(otherPrograms(installed, [1], 'win32', { ...none, tasklist: () => said })).toEqual([]);
});

test('on macOS, copies are found by the path, and the own children are not', () => {
  const path = '/Applications/Borrow Desk.app/Contents/MacOS/Borrow Desk';
  const ps = (): string =>
    [
      '    1     0 /sbin/launchd',
      `  501     1 ${path}`,
      `  502   501 ${path} Helper`,
      `  700     1 ${path}`,
      `  701   700 ${path}`,
      `  800     1 /Users/ana${path}`,
    ].join('\n');
  expect(otherPrograms(path, [700], 'darwin', { ...none, ps })).toEqual([501]);
});

test.runIf(process.platform === 'linux')(
  'on Linux, copies of other accounts, whose path is hidden, are found by name',
  () => {
    const proc = ownFolder();
    const add = (pid: number, parent: number, comm: string, exe: string | null, state = 'S'): void => {
      mkdirSync(join(proc, String(pid)));
      writeFileSync(join(proc, String(pid), 'comm'), `${comm}\n`);
      writeFileSync(join(proc, String(pid), 'stat'), `${pid} (${comm}) x) ${state} ${parent} 1 1 0\n`);
      if (exe !== null) symlinkSync(exe, join(proc, String(pid), 'exe'));
    };
    const path = '/opt/Borrow Desk/borrow-desk-long-name';
    add(10, 1, 'borrow-desk-lon', path);
    add(11, 10, 'borrow-desk-lon', path);
    add(20, 1, 'borrow-desk-lon', null);
    add(30, 1, 'borrow-desk-lon', `${path} (deleted)`);
    add(40, 1, 'borrow-desk-lon', '/opt/other/borrow-desk-long-name');
    add(50, 1, 'bash', null);
    add(51, 1, 'borrow-desk-lon', null, 'Z');
    mkdirSync(join(proc, '60'));
    writeFileSync(join(proc, 'uptime'), '1');
    expect(otherPrograms(path, [10], 'linux', { ...none, proc })).toEqual([20, 30]);
  },
);

test.runIf(process.platform === 'linux')('a real copy is found until it has ended', async () => {
  const program = join(ownFolder(), 'desk-for-test');
  copyFileSync('/bin/sleep', program);
  const other = spawn(program, ['60']);
  onTestFinished(() => void other.kill());
  await once(other, 'spawn');
  expect(otherPrograms(program, [process.pid + 1_000_000])).toEqual([other.pid]);
  other.kill();
  await once(other, 'close');
  expect(otherPrograms(program, [])).toEqual([]);
});
