import Database from 'better-sqlite3';
import { execa, execaSync } from 'execa';
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holderOf } from '../../../../electron/main/db/folder-lock.ts';
import { ensureBuild } from '../../../../electron/tooling/lib/build.ts';
import { electronSwitches } from '../../../../electron/tooling/lib/program.ts';
import { makeDeb } from '../../../../electron/tooling/packaging/linux/make-deb.ts';
import { carriedFrom, packProgram } from '../../../../electron/tooling/packaging/pack-program.ts';
import { prepareRuntime } from '../../../../electron/tooling/runtime/runtime.ts';
import { makeUpdateKey } from '../../../../electron/tooling/updates/make-key.ts';
import { readPrivateKey } from '../../../../electron/tooling/updates/sign-update.ts';
import { useOwnDisplay } from '../../../support/display.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { release, startUpdateServer, type UpdateServer } from '../../../support/updates/update-server.ts';
import { waitFor } from '../../../support/waiting.ts';

// The package for Debian: installed on this machine, started, updated, removed.

const target = { platform: 'linux', arch: 'x64' } as const;
const programFolder = '/opt/Borrow Desk';
/** What is asked for there comes through the proxy. */
const nowhere = 'http://localhost';
const installed = ['/usr/bin/borrow-desk', '/usr/share/applications/borrow-desk.desktop', programFolder];

let output = '';
let endDisplay = (): void => undefined;
let server: UpdateServer;
let publicKey = '';
beforeAll(async () => {
  if (process.getuid?.() !== 0) throw new Error('Only root can install a package: run this test as root.');
  output = temporaryFolder();
  server = await startUpdateServer();
  publicKey = await makeUpdateKey(join(output, 'key.pem'));
  endDisplay = await useOwnDisplay();
  await ensureBuild();
});
afterAll(async () => {
  await server.stop();
  execaSync('dpkg', ['--purge', 'borrow-desk'], { reject: false });
  endDisplay();
  rmSync(output, { recursive: true, force: true });
});

const debOf = async (version: string): Promise<string> => {
  const below = join(output, version);
  const made = join(below, `borrow-desk_${version}_amd64.deb`);
  if (existsSync(made)) return made;
  mkdirSync(below);
  const carried = carriedFrom(await prepareRuntime());
  const folder = await packProgram({
    target,
    output: below,
    carried,
    version,
    updates: { server: nowhere, key: publicKey },
  });
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

/** The open requests in a data folder, with their state. */
const openRequests = (file: string): readonly unknown[] => {
  const db = new Database(file, { readonly: true });
  try {
    return db
      .prepare(`SELECT id, external_id, title, status FROM request WHERE ended_as IS NULL ORDER BY id`)
      .all();
  } finally {
    db.close();
  }
};

/** Publishes a version, and waits until the program has heard of it. */
const announced = async (dataDir: string, deb: string): Promise<void> => {
  const key = await readPrivateKey(join(output, 'key.pem'));
  await release(server, 'latest-linux.yml', { version: '0.1.1', files: [[deb, 'linux-x64']], key });
  const program = execa(
    'borrow-desk',
    [...electronSwitches('unseen'), `--data-dir=${dataDir}`, '--printer=pdf'],
    // The rule has Chromium use the proxy of the system for this computer, too.
    { reject: false, env: { http_proxy: server.url, no_proxy: '<-loopback>' } },
  );
  const log = (): string => readFileSync(join(dataDir, 'logs', 'borrow-desk.log'), 'utf8');
  await waitFor('The announcement', () => log().includes('updates.available') || undefined, 120_000);
  await waitFor('The backup of the day', () => log().includes('backup.made') || undefined, 120_000);
  program.kill('SIGTERM');
  await program;
  // The package system installs it.
  expect(server.asked.filter((name) => name.endsWith('.deb'))).toEqual([]);
};

/** Downloads the published package, as IT does. */
const downloaded = async (): Promise<string> => {
  const list = (await (await fetch(`${server.url}/latest-linux.yml`)).json()) as {
    readonly files: readonly [{ readonly url: string }];
  };
  const file = join(output, 'downloaded.deb');
  const answer = await fetch(`${server.url}/${list.files[0].url}`);
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  return file;
};

/** Takes the database of a newer version back to the version before, as the guide says (resources/guides/updates.md). */
const goBack = (dataDir: string, older: string): void => {
  const database = join(dataDir, 'borrow-desk.sqlite');
  const db = new Database(database);
  db.pragma('user_version = 999');
  db.close();
  const [deb = ''] = readdirSync(older).filter((name) => name.endsWith('.deb'));
  execaSync('dpkg', ['-i', '--force-downgrade', join(older, deb)]);
  expect(versionInstalled()).toBe('ii 0.1.0');
  expect(start(dataDir, `--export=${join(dataDir, 'refused.json')}`, '--exit-when-done')).not.toBe(0);

  const backups = join(dataDir, 'backups');
  const newest =
    readdirSync(backups)
      .filter((name) => name.endsWith('.sqlite'))
      .sort()
      .at(-1) ?? '';
  const away = join(output, 'newer');
  mkdirSync(away);
  for (const name of ['', '-wal', '-shm', '.mark'].map((ending) => `borrow-desk.sqlite${ending}`))
    if (existsSync(join(dataDir, name))) renameSync(join(dataDir, name), join(away, name));
  copyFileSync(join(backups, newest), database);
  expect(start(dataDir, '--exit-when-ready')).toBe(0);
};

/** Installs a package while the program runs: it is asked to end, for its account and with its data folder, before its files are replaced. */
const installOverRunning = async (dataDir: string, deb: string): Promise<void> => {
  const program = execa(
    'borrow-desk',
    [...electronSwitches('unseen'), `--data-dir=${dataDir}`, '--printer=pdf'],
    { reject: false, timeout: 120_000 },
  );
  await waitFor('The program', () => holderOf(dataDir) ?? undefined);
  execaSync('dpkg', ['-i', deb]);
  const { exitCode, signal } = await program;
  expect({ exitCode, signal }).toEqual({ exitCode: 0, signal: undefined });
};

/** Starts the installed program and waits until it runs. */
const startRunning = async (name: string) => {
  const dataDir = join(output, name);
  const args = [...electronSwitches('unseen'), `--data-dir=${dataDir}`, '--printer=pdf'];
  const program = execa('borrow-desk', args, { reject: false, timeout: 240_000 });
  await waitFor('The program', () => holderOf(dataDir) ?? undefined);
  return { program };
};

test('dpkg orders versions as the program does: a beta before its final version', async () => {
  const folder = join(output, 'small');
  mkdirSync(folder);
  for (const name of ['borrow-desk', 'chrome-sandbox']) writeFileSync(join(folder, name), '');
  const made: string[] = [];
  for (const version of ['0.1.9', '0.2.0-alpha.1', '0.2.0-beta.2', '0.2.0-beta.10', '0.2.0-rc.1', '0.2.0'])
    made.push(await makeDeb({ target, folder, version, output: folder, isCompressed: false }));
  expect(made[1]).toBe(join(folder, 'borrow-desk_0.2.0-alpha.1_amd64.deb'));
  const versions = made.map((file) => execaSync('dpkg-deb', ['--field', file, 'Version']).stdout);
  versions.slice(1).forEach((version, place) => {
    const before = versions[place] ?? '';
    const { exitCode } = execaSync('dpkg', ['--compare-versions', before, 'lt', version], { reject: false });
    expect([before, version, exitCode]).toEqual([before, version, 0]);
  });
});

test('the package needs the C library of its most demanding native module', async () => {
  const folder = join(output, 'native');
  mkdirSync(join(folder, 'resources'), { recursive: true });
  for (const name of ['borrow-desk', 'chrome-sandbox']) writeFileSync(join(folder, name), '');
  writeFileSync(
    join(folder, 'resources', 'first.node'),
    Buffer.from('\x7fELF\0GLIBC_2.4\0GLIBC_2.31\0', 'latin1'),
  );
  writeFileSync(join(folder, 'resources', 'second.node'), 'GLIBC_2.9\0GLIBCXX_2.99\0');
  const made = await makeDeb({ target, folder, version: '0.1.0', output: folder, isCompressed: false });
  expect(execaSync('dpkg-deb', ['--field', made, 'Depends']).stdout).toContain('libc6 (>= 2.31), ');
});

test('a stopped process goes on and ends; one that is kept stopped holds up no update', async () => {
  execaSync('dpkg', ['-i', await debOf('0.1.0')]);
  const { program: running } = await startRunning('running');
  const { program: stopped } = await startRunning('stopped');
  const { program: held } = await startRunning('held');
  process.kill(stopped.pid ?? 0, 'SIGSTOP');
  const holding = execa('sh', ['-c', `while kill -STOP ${held.pid}; do sleep 0.01; done`], { reject: false });
  const next = await debOf('0.1.1');
  const begun = Date.now();
  // Not in step with this process, which is their parent and has to see them end.
  await execa('dpkg', ['-i', next]);
  expect(versionInstalled()).toBe('ii 0.1.1');
  for (const program of [running, stopped]) expect((await program).exitCode).toBe(0);
  // A minute for all, and not for each.
  expect(Date.now() - begun).toBeLessThan(110_000);
  holding.kill();
  held.kill('SIGKILL');
  await held;
  execaSync('dpkg', ['--purge', 'borrow-desk']);
});

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

  const [before, next] = [openRequests(database), await debOf('0.1.1')];
  expect(before.length).toBeGreaterThan(10);
  await announced(dataDir, next);
  await installOverRunning(dataDir, await downloaded());
  expect(versionInstalled()).toBe('ii 0.1.1');
  expect(start(dataDir, '--exit-when-ready')).toBe(0);
  expect(openRequests(database)).toEqual(before);
  goBack(dataDir, join(output, '0.1.0'));
  expect(openRequests(database)).toEqual(before);

  execaSync('dpkg', ['--purge', 'borrow-desk']);
  expect(versionInstalled()).not.toContain('ii');
  for (const path of files.filter((each) => each.includes('orrow')))
    expect([path, existsSync(path)]).toEqual([path, false]);
  expect(existsSync(database)).toBe(true);
});
