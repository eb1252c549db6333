import { execaSync } from 'execa';
import { parseUpdateInfo } from 'electron-updater/out/providers/Provider.js';
import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, linkSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { judgeOffer, isFileOf } from '../../../../electron/main/updates/verify.ts';
import { ensureBuild } from '../../../../electron/tooling/lib/build.ts';
import { projectFolder } from '../../../../electron/tooling/lib/paths.ts';
import { makeDeb } from '../../../../electron/tooling/packaging/linux/make-deb.ts';
import { bundledPackages } from '../../../../electron/tooling/packaging/licences.ts';
import { addFromMac, makeAll } from '../../../../electron/tooling/release/make-packages.ts';
import { sectionOf } from '../../../../electron/tooling/release/notes.ts';
import { writeRelease } from '../../../../electron/tooling/release/write-release.ts';
import { filesBelow } from '../../../support/packaging/contents.ts';
import { faultsInBill } from '../../../support/packaging/cyclonedx.ts';
import { ensureStandIn } from '../../../support/packaging/stand-in.ts';
import { makeSigningCertificate } from '../../../support/packaging/windows-packages.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

// A whole release, with the stand-in as Electron for Windows: made, checked as a workstation and an IT department would, made again.

const version = '0.1.0';
const checkout = { commit: '1f'.repeat(20), committedAtS: 1_790_000_000, isClean: true };
const changelog = `# Changelog\n\n## 0.2.0 · unreleased\n\n- later\n\n## ${version} · 2026-12-01\n\n- _Receive_ anything.\n`;
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = String(publicKey.export({ format: 'jwk' }).x);

let output = '';
let packages: Awaited<ReturnType<typeof makeAll>>;
beforeAll(async () => {
  output = temporaryFolder();
  vi.stubEnv('SOURCE_DATE_EPOCH', String(checkout.committedAtS));
  const { pfx, password } = makeSigningCertificate(output);
  vi.stubEnv('WIN_CSC_LINK', pfx);
  vi.stubEnv('WIN_CSC_KEY_PASSWORD', password);
  await ensureBuild();
  const standIn = await ensureStandIn('win32');
  packages = await makeAll({
    targets: [
      { platform: 'linux', arch: 'x64' },
      { platform: 'win32', arch: 'x64' },
    ],
    output: join(output, 'packages'),
    carriedOf: ({ platform }) => (platform === 'win32' ? standIn : undefined),
    isCompressed: false,
  });
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(output, { recursive: true, force: true });
});

/** Writes the release of copies of the packages. */
const write = async (
  into: string,
  {
    signing = privateKey,
    isTrial = false,
    isSupported = true,
    hasTimestamp = true,
  }: {
    signing?: typeof privateKey | null;
    isTrial?: boolean;
    isSupported?: boolean;
    hasTimestamp?: boolean;
  } = {},
): Promise<string> => {
  const copies = join(output, into, 'packages');
  mkdirSync(copies, { recursive: true });
  const made = packages.made.map(({ file, target }) => {
    const copy = join(copies, basename(file));
    linkSync(file, copy);
    return { file: copy, target };
  });
  return writeRelease({
    version,
    checkout,
    section: sectionOf(changelog, version),
    runs: [{ command: 'npm test', commit: checkout.commit, passed: 5_000, failed: 0 }],
    isTrial,
    made,
    // The Electron of this machine may be an old one.
    archived: packages.archived.map((each) => ({ ...each, isSupported })),
    bundled: bundledPackages(join(projectFolder, 'out')),
    privateKey: signing,
    hasTimestamp,
    output: join(output, into),
  });
};

/** The checksums of all that is in a release. */
const sums = (folder: string): string => readFileSync(join(folder, 'SHA256SUMS'), 'utf8');

test('a release has packages, update files, bill of materials, notes and checksums, the same each time', async () => {
  const folder = await write('one');
  expect(basename(folder)).toBe(`Borrow-Desk-${version}`);
  expect(filesBelow(folder)).toEqual(
    [
      'Borrow-Desk-0.1.0-win-x64-setup.exe',
      'Borrow-Desk-0.1.0-win-x64.msi',
      'Borrow-Desk-0.1.0.cdx.json',
      'NOTES.markdown',
      'SHA256SUMS',
      'borrow-desk_0.1.0_amd64.deb',
      'latest-linux.yml',
      'latest.yml',
    ].sort(),
  );
  const checked = execaSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder });
  expect(checked.stdout.split('\n').sort()).toEqual(
    filesBelow(folder)
      .filter((name) => name !== 'SHA256SUMS')
      .map((name) => `${name}: OK`),
  );
  expect(sums(await write('again'))).toBe(sums(folder));
});

test.each([
  ['latest.yml', 'win32-x64', 'Borrow-Desk-0.1.0-win-x64-setup.exe'],
  ['latest-linux.yml', 'linux-x64', 'borrow-desk_0.1.0_amd64.deb'],
])(
  'electron-updater reads %s, and the program accepts the update for its platform only',
  async (name, platform, url) => {
    const folder = await write(`updates-${platform}`);
    const info = parseUpdateInfo(
      readFileSync(join(folder, name), 'utf8'),
      name,
      new URL('https://updates.library.example'),
    );
    expect(info.version).toBe(version);
    expect(info.files.map((each) => each.url)).toEqual([url]);
    const [listed] = info.files as unknown as readonly { sha512: string; size: number; signature: string }[];
    const offer = { version: info.version, sha512: '', size: 0, signature: '', ...listed };
    const installed = { version: '0.0.9', platform, keys: [key] };
    expect(judgeOffer(offer, installed)).toBe('newer');
    expect(await isFileOf(join(folder, url), offer)).toBe(true);
    expect(judgeOffer(offer, { ...installed, platform: 'darwin-arm64' })).toBe('unsigned');
    const other = offer.sha512.startsWith('A') ? 'B' : 'A';
    expect(judgeOffer({ ...offer, sha512: `${other}${offer.sha512.slice(1)}` }, installed)).toBe('unsigned');
  },
);

type Bill = {
  readonly components: readonly { 'bom-ref': string; hashes?: unknown; licenses?: readonly unknown[] }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  readonly metadata: { readonly component: { readonly name: string; readonly version: string } };
};

test('the bill of materials has what is packed, with hash and licence, and nothing that only builds or tests', async () => {
  const folder = await write('bill');
  const bill = JSON.parse(readFileSync(join(folder, 'Borrow-Desk-0.1.0.cdx.json'), 'utf8')) as Bill;
  expect(faultsInBill(bill)).toEqual([]);
  const names = bill.components.map((each) => each['bom-ref'].replace(/(.)@.*/, '$1'));
  for (const packed of [
    'react',
    '@mantine/core',
    'xstate',
    'better-sqlite3',
    'serialport',
    'qrcode',
    'electron',
  ])
    expect(names).toContain(packed);
  for (const tool of [
    'vitest',
    'vite',
    'typescript',
    'electron-builder',
    'node',
    'yargs',
    '@types/node',
    'oxlint',
  ])
    expect(names).not.toContain(tool);
  for (const each of bill.components.filter(({ 'bom-ref': ref }) => !ref.startsWith('electron@')))
    expect([each['bom-ref'], each.hashes, each.licenses]).toEqual([
      each['bom-ref'],
      [expect.anything()],
      expect.anything(),
    ]);
  expect(bill.metadata.component).toMatchObject({ name: 'borrow-desk', version });
  // Whatever depends on something, both are in the list.
  const refs = new Set([...bill.components.map((each) => each['bom-ref']), `borrow-desk@${version}`]);
  for (const { ref, dependsOn } of bill.dependencies)
    for (const each of [ref, ...dependsOn]) expect(refs).toContain(each);
});

test('the notes have the section of the version, the files, the tests, and what is missing', async () => {
  const notes = readFileSync(join(await write('notes'), 'NOTES.markdown'), 'utf8');
  expect(notes).toContain('- _Receive_ anything.');
  expect(notes).not.toContain('later');
  expect(notes).toContain('`npm test`: 5000 passed, 0 failed.');
  expect(notes).toContain(
    '| Borrow-Desk-0.1.0-win-x64.msi | Windows, x64 | MSI package, for everybody on a computer |',
  );
  expect(notes).not.toMatch(/not signed|trial|no key|out of support|timestamp/);
});

test('name and notes say that signed files for Windows have no timestamp', async () => {
  const folder = await write('untimed', { hasTimestamp: false });
  expect(basename(folder)).toBe('Borrow-Desk-0.1.0-no-timestamp');
  expect(readFileSync(join(folder, 'NOTES.markdown'), 'utf8')).toContain(
    'The signatures of the files for Windows have no timestamp',
  );
});

test('without key or certificate, and in a trial, name and notes say so, and there are no update files', async () => {
  const kept = packages;
  const unsigned = packages.made.map(({ file, target }) => {
    if (!file.endsWith('.exe')) return { file, target };
    const copy = file.replace('.exe', '-unsigned.exe');
    copyFileSync(file, copy);
    return { file: copy, target };
  });
  packages = { ...packages, made: unsigned };
  const folder = await write('lacking', { signing: null, isTrial: true, isSupported: false });
  packages = kept;
  expect(basename(folder)).toBe('Borrow-Desk-0.1.0-trial-unsigned-no-updates-old-electron');
  expect(filesBelow(folder).filter((name) => name.startsWith('latest'))).toEqual([]);
  const notes = readFileSync(join(folder, 'NOTES.markdown'), 'utf8');
  for (const sentence of [
    'files for Windows are **not signed**',
    'no key for updates',
    'trial',
    'is out of support',
  ])
    expect(notes).toContain(sentence);
});

test('packages that were made on a Mac are added; a folder without them is refused', async () => {
  const from = join(output, 'mac');
  mkdirSync(from);
  for (const name of [
    'Borrow-Desk-0.1.0-mac-arm64.zip',
    'Borrow-Desk-0.1.0-mac-x64-unsigned.dmg',
    'Borrow-Desk-0.0.9-mac-x64.zip',
  ])
    copyFileSync(join(projectFolder, 'LICENSE'), join(from, name));
  const added = await addFromMac(from, version, join(output, 'added'));
  expect(added.map(({ file, target }) => [basename(file), target.arch])).toEqual([
    ['Borrow-Desk-0.1.0-mac-arm64.zip', 'arm64'],
    ['Borrow-Desk-0.1.0-mac-x64-unsigned.dmg', 'x64'],
  ]);
  await expect(addFromMac(from, '0.3.0', join(output, 'added'))).rejects.toThrow(/no packages for macOS/);
});

test('the package for Debian is the same, byte for byte, if it is made again', async () => {
  const deb = packages.made.find(({ file }) => file.endsWith('.deb'))?.file ?? '';
  const again = join(output, 'deb-again');
  mkdirSync(again);
  const file = await makeDeb({
    target: { platform: 'linux', arch: 'x64' },
    folder: join(output, 'packages', 'linux-unpacked'),
    version,
    output: again,
    isCompressed: false,
  });
  expect(readFileSync(file).equals(readFileSync(deb))).toBe(true);
});
