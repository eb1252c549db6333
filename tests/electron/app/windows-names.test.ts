import { win32 } from 'node:path';
import { expect, test } from 'vitest';
import { whyNotNew } from '../../../electron/main/app/new-files.ts';
import { parseSwitches } from '../../../electron/main/app/switches.ts';
import { askForPlace, nameNotForWindows } from '../../../electron/main/app/windows-names.ts';

test.each([
  ['C:\\out\\CON', 'CON'],
  ['C:\\out\\nul.csv', 'nul.csv'],
  ['C:\\out\\Aux .tar.gz', 'Aux .tar.gz'],
  ['C:\\lpt¹\\list.csv', 'lpt¹'],
  ['C:/out/com0.json', 'com0.json'],
  ['C:\\out\\list:2026.json', 'list:2026.json'],
  ['C:\\out\\wer?.csv', 'wer?.csv'],
  ['C:\\out\\line\nbreak', 'line\nbreak'],
  ['C:\\out \\list.csv', 'out '],
  ['C:\\out\\list.', 'list.'],
  ['\\\\server\\share\\prn\\x', 'prn'],
  ['\\\\?\\C:\\out\\NUL', 'NUL'],
  ['\\\\.\\COM1', '\\\\.\\COM1'],
  ['\\\\.\\pipe\\name', '\\\\.\\pipe\\name'],
])('Windows does not allow a name in %s', (path, name) => {
  expect(nameNotForWindows(path)).toBe(name);
});

test.each([
  'C:\\',
  'c:\\Bücher und Zeitschriften\\Liste 1.json',
  'C:\\Users\\BÜCHER~1\\Contacts\\console.csv',
  'C:\\out\\company1\\nullable.csv',
  '\\\\server\\share$\\list.csv',
  '\\\\?\\C:\\out\\list.csv',
  '\\\\?\\UNC\\server\\share$\\list.csv',
  `C:\\${'n'.repeat(50)}\\${'n'.repeat(250)}.csv`,
])('Windows allows the names in %s', (path) => {
  expect(nameNotForWindows(win32.normalize(path))).toBeNull();
});

test.each(['data-dir', 'export', 'import-report', 'invite-to-hub', 'screenshot-when-ready'])(
  'on Windows a start is refused if --%s names a device, and elsewhere the name is one like others',
  (name) => {
    const switches = parseSwitches([`--${name}=out/NUL.json`], import.meta.dirname);
    expect(whyNotNew(switches, 'data', 'win32')).toMatch(/^Windows does not allow the name “NUL\.json”/);
    expect(whyNotNew(switches, 'data', 'linux')).toBeNull();
  },
);

test('on Windows a dialog asks again until it names a file that can be opened and deleted', async () => {
  const answers = ['C:\\out\\aux.txt', 'C:\\out\\list.csv:hidden', 'C:\\out\\list.csv ', 'C:\\out\\list.csv'];
  const told: string[] = [];
  const ask = (platform: NodeJS.Platform, given: string[]): Promise<string | null> =>
    askForPlace(
      () => Promise.resolve(given.shift() ?? null),
      (name) => Promise.resolve(told.push(name)),
      platform,
    );
  expect(await ask('win32', [...answers])).toBe('C:\\out\\list.csv');
  expect(told).toEqual(['aux.txt', 'list.csv:hidden', 'list.csv ']);
  expect(await ask('win32', ['C:\\NUL'])).toBeNull();
  expect(await ask('linux', ['/out/aux.txt'])).toBe('/out/aux.txt');
});
