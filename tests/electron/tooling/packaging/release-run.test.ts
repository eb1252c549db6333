import { execa, execaSync } from 'execa';
import { parseUpdateInfo } from 'electron-updater/out/providers/Provider.js';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeOffer, isFileOf } from '../../../../electron/main/updates/verify.ts';
import { projectFolder } from '../../../../electron/tooling/lib/paths.ts';
import { debianVersion } from '../../../../electron/tooling/packaging/linux/make-deb.ts';
import { programVersion } from '../../../../electron/tooling/packaging/packages.ts';
import { beginWholeRun, type TestCommand } from '../../../../electron/tooling/testing/whole-run.ts';
import { makeUpdateKey } from '../../../../electron/tooling/updates/make-key.ts';
import { faultsInBill } from '../../../support/packaging/cyclonedx.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

// `npm run release` in a copy of the project with a git repository of its own, and with the packages of this one. Only for Linux: that takes the
// least time.

const version = programVersion();
const output = temporaryFolder();
const copy = join(output, 'project');
const releases = join(output, 'releases');
const privateKey = join(output, 'key.pem');
let publicKey = '';

const git = (...args: readonly string[]): void =>
  void execaSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@library.example', ...args], {
    cwd: copy,
  });
const change = (name: string, from: RegExp, to: string): void => {
  const text = readFileSync(join(copy, name), 'utf8');
  expect(text).toMatch(from);
  writeFileSync(join(copy, name), text.replace(from, to));
};
/** Records what a run of the tests came to. */
const recordRun = (command: TestCommand): void =>
  beginWholeRun(command, { folder: copy, results: join(copy, 'test-results') })({
    passed: 7,
    failed: 0,
    tests: [],
  });

/** Runs the command with the packages of this project in their place, which nothing outside of it sees. */
const release = () =>
  execa(
    'unshare',
    [
      '--mount',
      'sh',
      '-euc',
      `mount --bind '${join(projectFolder, 'node_modules')}' node_modules\nexec npm run release -- --linux --output='${releases}'`,
    ],
    {
      cwd: copy,
      reject: false,
      env: { BORROW_DESK_UPDATE_KEY: privateKey, NODE_ENV: undefined, VITEST: undefined },
    },
  );

beforeAll(async () => {
  if (process.getuid?.() !== 0)
    throw new Error('Only root can mount the packages in the copy: run this test as root.');
  const listed = execaSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: projectFolder,
  });
  for (const name of listed.stdout.split('\0').filter((each) => each !== '')) {
    if (!existsSync(join(projectFolder, name))) continue;
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    cpSync(join(projectFolder, name), join(copy, name));
  }
  mkdirSync(join(copy, 'node_modules'));
  publicKey = await makeUpdateKey(privateKey);
  change('package.json', /"keys": \[.*?\]/s, `"keys": ["${publicKey}"]`);
  change('CHANGELOG.md', new RegExp(`^## ${version} .*$`, 'm'), `## ${version} · 2026-12-01`);
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'Release');
});
afterAll(() => rmSync(output, { recursive: true, force: true }));

test('refused without the tests, and with a file that is not committed', async () => {
  recordRun('npm test');
  const untested = await release();
  expect(untested.exitCode).toBe(1);
  expect(untested.stderr).toContain('There is no release:\n  npm run test:windows has not run as a whole');
  recordRun('npm run test:windows');
  writeFileSync(join(copy, 'new file'), '');
  const changed = await release();
  expect(changed.exitCode).toBe(1);
  expect(changed.stderr).toContain('There is no release:\n  There are files that are not committed');
  rmSync(join(copy, 'new file'));
  expect(existsSync(releases)).toBe(false);
});

test('committed and tested: one folder with package, signed update, bill of materials, notes and checksums', async () => {
  const { exitCode, stderr } = await release();
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('The release is in')]);
  // The Electron of this machine may be an old one.
  const [name = '', ...others] = readdirSync(releases);
  expect([name.replace('-old-electron', ''), others]).toEqual([`Borrow-Desk-${version}`, []]);
  const folder = join(releases, name);
  const deb = `borrow-desk_${version}_amd64.deb`;
  const bill = `Borrow-Desk-${version}.cdx.json`;
  expect(readdirSync(folder).sort()).toEqual(
    [bill, 'NOTES.markdown', 'SHA256SUMS', deb, 'latest-linux.yml'].sort(),
  );
  execaSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder });
  const field = execaSync('dpkg-deb', ['--field', join(folder, deb), 'Version']).stdout;
  expect(field).toBe(debianVersion(version));

  const list = readFileSync(join(folder, 'latest-linux.yml'), 'utf8');
  const info = parseUpdateInfo(list, 'latest-linux.yml', new URL('https://updates.library.example'));
  const [listed] = info.files as unknown as readonly { sha512: string; size: number; signature: string }[];
  const offer = { version: info.version, sha512: '', size: 0, signature: '', ...listed };
  expect(judgeOffer(offer, { version: '0.0.9', platform: 'linux-x64', keys: [publicKey] })).toBe('newer');
  expect(await isFileOf(join(folder, deb), offer)).toBe(true);

  const notes = readFileSync(join(folder, 'NOTES.markdown'), 'utf8');
  for (const command of ['npm test', 'npm run test:windows'])
    expect(notes).toContain(`\`${command}\`: 7 passed, 0 failed.`);
  expect(notes).not.toMatch(/trial|no key/);

  const materials = JSON.parse(readFileSync(join(folder, bill), 'utf8')) as Record<string, unknown>;
  expect(faultsInBill(materials)).toEqual([]);
  expect(faultsInBill({ ...materials, components: [{ name: 'react' }] })).not.toEqual([]);
});
