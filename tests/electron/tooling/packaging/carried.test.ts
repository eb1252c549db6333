import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { carriedFor, carriedIn, checkCarried } from '../../../../electron/tooling/packaging/carried.ts';
import { electronExecutable } from '../../../support/launch.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const windows = { platform: 'win32', arch: 'x64' } as const;
const linux = { platform: 'linux', arch: 'x64' } as const;

test('a stand-in is known by its missing fuses, and is packed for its own system only', async () => {
  const folder = temporaryFolder();
  await expect(carriedIn(folder)).rejects.toThrow('is not the folder of an Electron');
  writeFileSync(join(folder, 'version'), 'v45.4.1\n');
  await expect(carriedIn(folder)).rejects.toThrow('is not the folder of an Electron');
  writeFileSync(join(folder, 'electron.exe'), 'MZ');
  const carried = await carriedIn(folder);
  expect(carried).toEqual({ folder, electronVersion: '45.4.1', hasFuses: false, platform: 'win32' });
  expect(carriedFor(carried, windows)).toBe(carried);
  expect(carriedFor(carried, linux)).toBeUndefined();
  expect(() => checkCarried(carried, [linux, windows])).not.toThrow();
  expect(() => checkCarried(carried, [linux])).toThrow('is for win32');
});

test('a real Electron has fuses', async () => {
  expect(await carriedIn(dirname(await electronExecutable()))).toMatchObject({
    hasFuses: true,
    platform: 'linux',
  });
});
