import { execa, execaSync } from 'execa';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holderOf } from '../../../../electron/main/db/folder-lock.ts';
import { ensureBuild } from '../../../../electron/tooling/lib/build.ts';
import { electronSwitches } from '../../../../electron/tooling/lib/program.ts';
import { makeDeb } from '../../../../electron/tooling/packaging/linux/make-deb.ts';
import { carriedFrom, packProgram } from '../../../../electron/tooling/packaging/pack-program.ts';
import { prepareRuntime } from '../../../../electron/tooling/runtime/runtime.ts';
import { useOwnDisplay } from '../../../support/display.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { waitFor } from '../../../support/waiting.ts';

// The package for Debian: installed on this machine, started, updated, removed.

const target = { platform: 'linux', arch: 'x64' } as const;
const programFolder = '/opt/Borrow Desk';
const installed = ['/usr/bin/borrow-desk', '/usr/share/applications/borrow-desk.desktop', programFolder];

let output = '';
let endDisplay = (): void => undefined;
beforeAll(async () => {
  if (process.getuid?.() !== 0) throw new Error('Only root can install a package: run this test as root.');
  output = temporaryFolder();
  endDisplay = await useOwnDisplay();
  await ensureBuild();
});
afterAll(() => {
  execaSync('dpkg', ['--purge', 'borrow-desk'], { reject: false });
  endDisplay();
  rmSync(output, { recursive: true, force: true });
});

const debOf = async (version: string): Promise<string> => {
  const below = join(output, version);
  mkdirSync(below);
  const carried = carriedFrom(await prepareRuntime());
  const folder = await packProgram({ target, output: below, carried, version });
  return makeDeb({ target, folder, version, output: below, isCompressed: false });
};

const versionInstalled = (): string =>
  execaSync('dpkg-query', ['-W', '-f=${db:Status-Abbrev}${Version}', 'borrow-desk'], { reject: false })
    .stdout;

/** Starts what is installed, by its name, and lets it end by itself. */
const start = (dataDir: string, ...args: readonly string[]): number | undefined =>
  execaSync(
    'borrow-desk',
    [...electronSwitches('unseen'), `--data-dir=${dataDir}`, '--printer=pdf', ...args],
    {
      timeout: 60_000,
      reject: false,
    },
  ).exitCode;

test('installed, started, updated with its data, removed without a trace but the data', async () => {
  const dataDir = join(output, 'data');
  const first = await debOf('0.1.0');
  execaSync('dpkg', ['-i', first]);
  expect(versionInstalled()).toBe('ii 0.1.0');
  for (const path of installed) expect([path, existsSync(path)]).toEqual([path, true]);
  expect(start(dataDir, '--demo', '--exit-when-ready')).toBe(0);
  const database = join(dataDir, 'borrow-desk.sqlite');
  expect(existsSync(database)).toBe(true);

  // Only root can change what everybody starts, and Chromium’s helper has the mode that it checks.
  const files = execaSync('dpkg-query', ['-L', 'borrow-desk'])
    .stdout.split('\n')
    .filter((path) => path !== '/.');
  for (const path of files) {
    const { uid, mode } = lstatSync(path);
    if (!lstatSync(path).isSymbolicLink()) expect([path, uid, mode & 0o022]).toEqual([path, 0, 0]);
  }
  expect(lstatSync(join(programFolder, 'chrome-sandbox')).mode & 0o7777).toBe(0o4755);
  const entry = readFileSync('/usr/share/applications/borrow-desk.desktop', 'utf8');
  expect(entry).toContain('Exec="/opt/Borrow Desk/borrow-desk" "--" %u');

  // The running program is asked to end, for its account and with its data folder, before its files are replaced.
  const next = await debOf('0.1.1');
  const program = execa(
    'borrow-desk',
    [...electronSwitches('unseen'), `--data-dir=${dataDir}`, '--printer=pdf'],
    {
      cwd: output,
      timeout: 120_000,
      reject: false,
    },
  );
  await waitFor('The program', () => holderOf(dataDir) || undefined);
  execaSync('dpkg', ['-i', next]);
  const { exitCode, signal } = await program;
  expect({ exitCode, signal }).toEqual({ exitCode: 0, signal: undefined });
  expect(versionInstalled()).toBe('ii 0.1.1');
  expect(start(dataDir, '--exit-when-ready')).toBe(0);

  execaSync('dpkg', ['--purge', 'borrow-desk']);
  expect(versionInstalled()).not.toContain('ii');
  for (const path of files.filter((each) => each.includes('orrow')))
    expect([path, existsSync(path)]).toEqual([path, false]);
  expect(existsSync(database)).toBe(true);
});
