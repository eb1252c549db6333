import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { mayBePlanted } from '../../../../electron/main/app/policy/planted-files.ts';
import { ownFolder } from '../../db/support.ts';

const staff = 65_534;
const others = 65_533;
const isRoot = process.getuid?.() === 0;

/** A joining file, with the owners and modes of its folder and of itself. */
const fileOf = (folder: { uid: number; mode: number }, own: { uid: number; mode: number }): string => {
  const place = join(ownFolder(), 'joining');
  mkdirSync(place);
  const file = join(place, 'desk-07.json');
  writeFileSync(file, '{}');
  chmodSync(file, own.mode);
  chmodSync(place, folder.mode);
  if (isRoot) {
    chownSync(file, own.uid, 0);
    chownSync(place, folder.uid, 0);
  }
  return file;
};

// Only root can give files away.
test.runIf(isRoot).each([
  ['root’s file in root’s folder', { uid: 0, mode: 0o755 }, { uid: 0, mode: 0o644 }, staff, false],
  ['files of an account of IT', { uid: others, mode: 0o755 }, { uid: others, mode: 0o640 }, staff, false],
  ['a folder for everybody', { uid: 0, mode: 0o1777 }, { uid: 0, mode: 0o644 }, staff, true],
  ['a folder of a group', { uid: 0, mode: 0o775 }, { uid: 0, mode: 0o644 }, staff, true],
  ['a file that others may change', { uid: 0, mode: 0o755 }, { uid: 0, mode: 0o666 }, staff, true],
  ['a file that another user put there', { uid: 0, mode: 0o755 }, { uid: others, mode: 0o644 }, staff, true],
  ['the own folder', { uid: staff, mode: 0o755 }, { uid: 0, mode: 0o644 }, staff, true],
  ['the own file', { uid: staff, mode: 0o700 }, { uid: staff, mode: 0o600 }, staff, true],
  ['the file of another user, for root', { uid: 0, mode: 0o755 }, { uid: others, mode: 0o644 }, 0, true],
])('who may have planted a joining file: %s', async (_, folder, own, uid, expected) => {
  expect(await mayBePlanted(fileOf(folder, own), uid)).toBe(expected);
});

// On Windows the system is asked by trying, as it is here.
test('where this account may write, it may have planted the file; the attempt leaves nothing', async () => {
  const file = fileOf({ uid: 0, mode: 0o755 }, { uid: 0, mode: 0o644 });
  expect(await mayBePlanted(file, undefined)).toBe(true);
  expect(readdirSync(dirname(file))).toEqual(['desk-07.json']);
});

test.runIf(isRoot)('where this account may neither write nor change the file, it has not', async () => {
  const good = fileOf({ uid: 0, mode: 0o755 }, { uid: 0, mode: 0o644 });
  const changeable = fileOf({ uid: 0, mode: 0o755 }, { uid: staff, mode: 0o644 });
  for (const file of [good, changeable]) chmodSync(dirname(dirname(file)), 0o755);
  process.seteuid?.(staff);
  try {
    expect(await mayBePlanted(good, undefined)).toBe(false);
    expect(await mayBePlanted(changeable, undefined)).toBe(true);
  } finally {
    process.seteuid?.(0);
  }
});

test('a file that is not there is an error, not a good one', async () => {
  await expect(mayBePlanted(join(ownFolder(), 'none', 'desk.json'), 1)).rejects.toThrow('ENOENT');
});
