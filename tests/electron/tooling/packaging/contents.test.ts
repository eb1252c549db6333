import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NtExecutable, NtExecutableResource } from 'resedit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuild } from '../../../../electron/tooling/lib/build.ts';
import { ownBuild } from '../../../../electron/tooling/offline/own-build.ts';
import { unzip } from '../../../../electron/tooling/offline/unzip.ts';
import { programVersion } from '../../../../electron/tooling/packaging/packages.ts';
import { carriedFrom, packProgram } from '../../../../electron/tooling/packaging/pack-program.ts';
import { resourcesIn, unpackedName, type Target } from '../../../../electron/tooling/packaging/targets.ts';
import { prepareRuntime } from '../../../../electron/tooling/runtime/runtime.ts';
import { appId } from '../../../../shared/domain/app-id.ts';
import { readArchive } from '../../../attack/archive.ts';
import {
  bytesBelow,
  bytesByPart,
  contentsOf,
  filesBelow,
  nativeFilesIn,
  nativeFilesOf,
  notAllowed,
} from '../../../support/packaging/contents.ts';
import { ensureStandIn } from '../../../support/packaging/stand-in.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

// What is in the package for each system and processor, all of them packed on this machine. For Windows and macOS the runtime is a stand-in.

const targets: readonly Target[] = [
  { platform: 'win32', arch: 'x64' },
  { platform: 'win32', arch: 'arm64' },
  { platform: 'darwin', arch: 'x64' },
  { platform: 'darwin', arch: 'arm64' },
  { platform: 'linux', arch: 'x64' },
];
/** What we add to the runtime, unpacked. */
const mostBytes = 35_000_000;

/** What lies beside the archive. Group Policy's templates are copied from there, and nobody can look into the archive. */
const besideArchive: Readonly<Record<Target['platform'], readonly string[]>> = {
  win32: [
    'policy/borrow-desk.admx',
    'policy/de-DE/borrow-desk.adml',
    'policy/en-US/borrow-desk.adml',
    'policy/es-ES/borrow-desk.adml',
  ],
  darwin: ['LICENSE.electron.txt', 'icon.icns'],
  linux: [],
};

let output = '';
beforeAll(async () => {
  output = temporaryFolder();
  await ensureBuild();
});
afterAll(() => rmSync(output, { recursive: true, force: true }));

const packed = new Map<string, string>();
const pack = async (target: Target): Promise<{ readonly folder: string; readonly resources: string }> => {
  const { platform, arch } = target;
  const name = `${platform} ${arch}`;
  const carried = platform === 'linux' ? carriedFrom(await prepareRuntime()) : await ensureStandIn(platform);
  const folder = packed.get(name) ?? (await packProgram({ target, output: join(output, platform), carried }));
  packed.set(name, folder);
  return { folder, resources: join(folder, resourcesIn(target)) };
};

const databaseIn = ({ platform, arch }: Target): string =>
  platform === process.platform && arch === process.arch && existsSync(ownBuild)
    ? 'build/Release/better_sqlite3.node'
    : `prebuilds/${platform}-${arch}.node`;

test.each(targets)('for $platform $arch: what is needed, and nothing else', async (target) => {
  const { resources } = await pack(target);
  const files = contentsOf(resources);
  expect(notAllowed(files)).toEqual([]);
  expect(nativeFilesIn(resources)).toEqual(nativeFilesOf(target, databaseIn(target)));
  for (const needed of ['out/main/index.cjs', 'out/preload/index.cjs', 'out/renderer/index.html'])
    expect(files.map(({ path }) => path)).toContain(needed);
  // Beside the archive: the unpacked packages, and on macOS what belongs to every program there.
  expect(
    filesBelow(resources).filter(
      (path) => path !== 'app.asar' && !path.startsWith('app.asar.unpacked/') && !path.endsWith('.lproj'),
    ),
  ).toEqual(besideArchive[target.platform]);
  const parts = bytesByPart(files);
  process.stdout.write(`${target.platform} ${target.arch}: ${JSON.stringify(parts)}\n`);
  expect(bytesBelow(resources)).toBeLessThan(mostBytes);
  expect(Object.values(parts).reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(mostBytes);
});

test('for Windows the program carries the hash of its archive, which a real runtime checks at the start', async () => {
  const { folder, resources } = await pack({ platform: 'win32', arch: 'x64' });
  const program = NtExecutable.from(readFileSync(join(folder, 'Borrow Desk.exe')));
  const entry = NtExecutableResource.from(program).entries.find(({ type }) => type === 'INTEGRITY');
  const kept: unknown = JSON.parse(Buffer.from(entry?.bin ?? new ArrayBuffer(0)).toString('utf8'));
  const { header } = readArchive(join(resources, 'app.asar'));
  const value = createHash('sha256').update(header).digest('hex');
  expect(kept).toEqual([{ file: String.raw`resources\app.asar`, alg: 'SHA256', value }]);
});

test('for macOS the list of properties has that hash', async () => {
  const { resources } = await pack({ platform: 'darwin', arch: 'arm64' });
  const { header } = readArchive(join(resources, 'app.asar'));
  const properties = readFileSync(join(resources, '..', 'Info.plist'), 'utf8');
  expect(properties).toContain(createHash('sha256').update(header).digest('hex'));
});

test.each([
  { platform: 'darwin', arch: 'arm64' },
  { platform: 'darwin', arch: 'x64' },
] as const)(
  'the archive for macOS on $arch has the whole program, registers links and library files, and is named as unsigned',
  async (target) => {
    const below = join(output, `zip-${target.arch}`);
    await packProgram({ target, output: below, carried: await ensureStandIn('darwin'), formats: ['zip'] });
    const unpacked = join(below, 'unpacked');
    await unzip(
      join(below, `Borrow-Desk-${programVersion()}-mac-${target.arch}-unsigned.zip`),
      unpacked,
      (name) => name,
    );
    expect(filesBelow(unpacked)).toEqual(
      filesBelow(join(below, unpackedName(target))).filter((path) => path.startsWith('Borrow')),
    );
    const resources = join(unpacked, resourcesIn(target));
    expect(notAllowed(contentsOf(resources))).toEqual([]);
    expect(nativeFilesIn(resources)).toEqual(nativeFilesOf(target, databaseIn(target)));
    const properties = readFileSync(join(resources, '..', 'Info.plist'), 'utf8');
    expect(properties.replaceAll(/\s/g, '')).toContain(
      `<key>CFBundleIdentifier</key><string>${appId}</string>`,
    );
    for (const key of ['CFBundleURLSchemes', 'CFBundleTypeExtensions'])
      expect(properties).toMatch(new RegExp(`<key>${key}</key>\\s*<array>\\s*<string>borrow-desk</string>`));
  },
);
