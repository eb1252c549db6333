import { expect, test } from 'vitest';
import { fitsInstaller } from '../../electron/main/updates/install-update.ts';
import { windowsArguments } from '../../electron/main/windows-arguments.ts';

test.each([
  [['--data-dir=C:\\Desk\\', '--minimised'], String.raw`--data-dir=C:\Desk\ --minimised`],
  [['--data-dir=C:\\Our Desk\\', '--demo'], String.raw`"--data-dir=C:\Our Desk\\" --demo`],
  [['--printer="A" \\"', ''], String.raw`"--printer=\"A\" \\\"" ""`],
])('Windows reads the arguments %j as they were', (args, line) => {
  expect(windowsArguments(args)).toBe(line);
});

test('arguments that the installer would cut off do not fit', () => {
  expect(fitsInstaller([`--data-dir=${'C:\\Desk'.repeat(80)}`])).toBe(true);
  expect(fitsInstaller([`--data-dir=${'C:\\Desk'.repeat(100)}`])).toBe(false);
});
