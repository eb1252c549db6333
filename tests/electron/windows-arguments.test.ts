import { expect, test } from 'vitest';
import { startInstaller } from '../../electron/main/updates/install-update.ts';
import { windowsArguments } from '../../electron/main/windows-arguments.ts';

test.each([
  [['--data-dir=C:\\Desk\\', '--minimised'], String.raw`--data-dir=C:\Desk\ --minimised`],
  [['--data-dir=C:\\Our Desk\\', '--demo'], String.raw`"--data-dir=C:\Our Desk\\" --demo`],
  [['--printer="A" \\"', ''], String.raw`"--printer=\"A\" \\\"" ""`],
])('Windows reads the arguments %j as they were', (args, line) => {
  expect(windowsArguments(args)).toBe(line);
});

test('arguments that the installer would cut off start none', async () => {
  const start = { args: [`--data-dir=${'C:\\Desk'.repeat(100)}`], folder: '' };
  await expect(startInstaller(process.execPath, start)).rejects.toThrow('too many arguments');
});
