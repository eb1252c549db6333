import { win32 } from 'node:path';
import { expect, test } from 'vitest';
import { whyNotNew } from '../../../electron/main/app/new-files.ts';
import { parseSwitches } from '../../../electron/main/app/switches.ts';
import { nameNotForWindows } from '../../../electron/main/app/windows-names.ts';

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
