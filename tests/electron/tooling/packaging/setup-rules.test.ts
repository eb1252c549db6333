import { chmodSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { versionOrder } from '../../../../electron/tooling/packaging/version-order.ts';
import { smallProgram, smallSetup } from '../../../support/packaging/small-setup.ts';
import { startWine, type Wine } from '../../../support/packaging/wine.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

// Which version the setup program puts over which, and into which folder it puts the program for everybody, in Wine.

const codes = { done: 0, notThisFolder: 6, newerThere: 7, unknownSwitch: 8 };
/** In their order. */
const versions = ['0.1.0', '0.2.0-beta.2', '0.2.0-beta.10', '0.2.0-rc.1', '0.2.0', '0.10.0'] as const;

const output = temporaryFolder();
let wine: Wine;
beforeAll(async () => {
  wine = await startWine();
});
afterAll(() => {
  wine.stop();
  rmSync(output, { recursive: true, force: true });
});

const setupOf = (version: string): Promise<string> =>
  smallSetup(output, { version, files: smallProgram(version) });

test('versions are in the order of Semantic Versioning, and one without a place is refused', () => {
  const numbers = versions.map((version) => versionOrder(version).split('.').map(Number));
  const isAfter = (one: readonly number[], other: readonly number[]): boolean => {
    const index = one.findIndex((number, at) => number !== other[at]);
    return index !== -1 && (one[index] ?? 0) > (other[index] ?? 0);
  };
  for (const [at, number] of numbers.entries())
    expect([versions[at], numbers.map((other) => isAfter(number, other))]).toEqual([
      versions[at],
      numbers.map((_, other) => other < at),
    ]);
  for (const odd of ['0.2', '0.2.0-beta', '0.2.0-nightly.1', '0.2.0-beta.10000'])
    expect(() => versionOrder(odd)).toThrow(/cannot be packaged/);
});

test('a switch that does not exist, or a folder that is not a full path, installs nothing', async () => {
  const setup = await setupOf('0.1.0');
  const state = String.raw`HKCU\Software\Borrow Desk`;
  const switches = ['/alluser', '--nodesktop', 'allusers', '/s', '/allusers=1'];
  for (const wrong of [...switches, '/D=C:\\Tools /nodesktop'])
    expect([wrong, await wine.run(setup, ['/S', ...wrong.split(' ')])]).toEqual([wrong, codes.unknownSwitch]);
  for (const wrong of ['/D=Tools', '/D=', '/D=Tools /nodesktop'])
    expect([wrong, await wine.run(setup, ['/S', ...wrong.split(' ')])]).toEqual([wrong, codes.notThisFolder]);
  expect(wine.registry(state)).toBeNull();
  expect(existsSync(join(wine.drive, 'Tools'))).toBe(false);
});

test('no older version is put over a newer one, and no beta over its final version', async () => {
  const state = String.raw`HKCU\Software\Borrow Desk`;
  const setups = await Promise.all(versions.map(setupOf));
  for (const [at, setup] of setups.entries()) {
    expect([versions[at], await wine.run(setup, ['/S'])]).toEqual([versions[at], codes.done]);
    const older = setups[at - 1];
    if (older !== undefined)
      expect([versions[at], await wine.run(older, ['/S', '--updated'])]).toEqual([
        versions[at],
        codes.newerThere,
      ]);
    expect(wine.registry(state)).toMatchObject({ Version: versions[at] });
  }
});

test('a switch that there is not removes nothing', async () => {
  const state = String.raw`HKCU\Software\Borrow Desk`;
  expect(await wine.run(await setupOf('0.10.0'), ['/S'])).toBe(codes.done);
  const folder = wine.registry(state)?.['Folder'] ?? '';
  const remove = (switches: readonly string[]): Promise<number> =>
    wine.run(`${folder}\\Uninstall Borrow Desk.exe`, ['/S', ...switches, ...`_?=${folder}`.split(' ')]);
  for (const wrong of ['/s', '/allusers', '--setaside', 'itself'])
    expect([wrong, await remove([wrong])]).toEqual([wrong, codes.unknownSwitch]);
  expect(wine.registry(state)).toMatchObject({ Version: '0.10.0' });
  expect(await remove([])).toBe(codes.done);
  expect(wine.registry(state)).toBeNull();
});

test('for everybody the program is not put where others can replace it, and missing folders are made for administrators', async () => {
  const setup = await setupOf('0.1.0');
  const state = String.raw`HKLM\Software\Borrow Desk`;
  const open = join(wine.drive, 'Open');
  mkdirSync(open);
  chmodSync(open, 0o777);
  const into = (folder: string): Promise<number> => wine.run(setup, ['/S', '/allusers', `/D=${folder}`]);
  expect(await into('C:\\Open')).toBe(codes.notThisFolder);
  expect(await into('C:\\Open\\Below')).toBe(codes.notThisFolder);
  expect(await into('C:\\Missing\\..\\Open')).toBe(codes.notThisFolder);
  expect(existsSync(join(open, 'Below'))).toBe(false);
  expect(wine.registry(state)).toBeNull();
  // Wine makes an access list of the mode, and the other way round: the users of a computer are the group.
  chmodSync(open, 0o755);
  const before = process.umask(0);
  try {
    expect(await into('C:\\Open\\Below')).toBe(codes.done);
  } finally {
    process.umask(before);
  }
  for (const made of ['Below', 'Below/Borrow Desk'])
    expect([made, (statSync(join(open, made)).mode & 0o777).toString(8)]).toEqual([made, '750']);
  expect(wine.registry(state)).toMatchObject({ Folder: 'C:\\Open\\Below\\Borrow Desk' });
  // Its folder is known now, whatever became of the one above it.
  chmodSync(open, 0o777);
  expect(await wine.run(await setupOf('0.2.0'), ['/S'])).toBe(codes.done);
});
