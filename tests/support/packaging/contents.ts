import { getRawHeader, type DirectoryRecord } from '@electron/asar';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Target } from '../../../electron/tooling/packaging/targets.ts';

type PackedFile = { readonly path: string; readonly bytes: number };

/** The files in the archive of a package, those beside it included. */
export const contentsOf = (resources: string): readonly PackedFile[] => {
  const below = ({ files }: DirectoryRecord, path: string): readonly PackedFile[] =>
    Object.entries(files).flatMap(([name, entry]) =>
      'files' in entry
        ? below(entry, `${path}${name}/`)
        : [{ path: `${path}${name}`, bytes: 'size' in entry ? entry.size : 0 }],
    );
  return below(getRawHeader(join(resources, 'app.asar')).header, '');
};

/** The files below a folder, with slashes. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();

/** The bytes of the files below a folder. */
export const bytesBelow = (folder: string): number =>
  filesBelow(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);

const code = String.raw`[\w.-]+\.js`;
const licence = String.raw`(?:MIT-)?licen[cs]e(?:\.md|\.txt)?|package\.json`;
/** What the program loads of each package that is not bundled, and its licence. Nothing else belongs there. */
const ofPackages: Readonly<Record<string, string>> = {
  'better-sqlite3': `${licence}|lib/(?:methods/)?${code}`,
  debug: `${licence}|src/(?:browser|common|index|node)\\.js`,
  dijkstrajs: `${licence}|dijkstra\\.js`,
  'electron-pos-printer': `${licence}|dist/index\\.js|dist/renderer/(?:index\\.html|renderer\\.js|renderer\\.min\\.css)`,
  jsbarcode: `${licence}|bin/(?:${code}|(?:barcodes|exceptions|help|options|renderers)/(?:\\w+/)?${code})`,
  ms: `${licence}|index\\.js`,
  'native-reg': `${licence}|lib/index\\.js`,
  'node-gyp-build': `${licence}|index\\.js|node-gyp-build\\.js`,
  pngjs: `${licence}|lib/${code}`,
  qrcode: `${licence}|lib/(?:${code}|(?:core|renderer)/(?:terminal/)?${code})`,
  serialport: `${licence}|dist/${code}`,
  '@serialport/\\w[\\w-]*': `${licence}|dist/${code}`,
};
const packages = Object.entries(ofPackages).map(([name, files]) => `(?:${name})/(?:${files})`);
const owners = String.raw`(?:serialport/|@serialport/[\w-]+/)`;

const allowed: readonly RegExp[] = [
  /^LICENSE$/,
  /^package\.json$/,
  /^out\/main\/(?:[\w.-]+\.cjs|(?:de|es)\.json)$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/(?:index|licences)\.html$/,
  /^out\/renderer\/assets\/[\w.-]+\.(?:js|css)$/,
  /^resources\/(?:demo-library\.json|icon\.png|mark\.svg)$/,
  /^resources\/guides\/[\w-]+\.md$/,
  /^resources\/help\/(?:en|de|es)\/[\w-]+\.md$/,
  /^resources\/hub\/(?:README\.md|hub\.sql|reports\.sql)$/,
  /^resources\/letters\/(?:en|de|es)\/[\w-]+\.txt$/,
  new RegExp(`^node_modules/(?:${owners}node_modules/)?(?:${packages.join('|')})$`, 'i'),
];

/** What of the archive is on no list; native modules are looked at by `nativeFilesIn`. */
export const notAllowed = (files: readonly PackedFile[]): readonly string[] =>
  files
    .map(({ path }) => path)
    .filter((path) => !path.endsWith('.node') && !allowed.some((pattern) => pattern.test(path)));

/** Returns for which system and processor a binary was built, according to its own header. */
export const builtFor = (file: string): string => {
  const bytes = readFileSync(file);
  if (bytes.toString('latin1', 0, 2) === 'MZ') {
    const machine = bytes.readUInt16LE(bytes.readUInt32LE(0x3c) + 4);
    return `win32 ${{ 0x8664: 'x64', 0xaa64: 'arm64' }[machine] ?? machine}`;
  }
  if (bytes.toString('latin1', 1, 4) === 'ELF') {
    const machine = bytes.readUInt16LE(18);
    return `linux ${{ 62: 'x64', 183: 'arm64' }[machine] ?? machine}`;
  }
  const processors: Readonly<Record<number, string>> = { 0x01000007: 'x64', 0x0100000c: 'arm64' };
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return `darwin ${processors[bytes.readUInt32LE(4)]}`;
  // One file for several processors.
  if (bytes.readUInt32BE(0) !== 0xcafebabe) throw new Error(`${file} is not a binary that is known here.`);
  const all = Array.from(
    { length: bytes.readUInt32BE(4) },
    (_, index) => processors[bytes.readUInt32BE(8 + index * 20)],
  );
  return `darwin ${all.sort((one = '', other = '') => one.localeCompare(other)).join('+')}`;
};

/** The native modules of a package, each with what it was built for. */
export const nativeFilesIn = (resources: string): Readonly<Record<string, string>> => {
  const folder = join(resources, 'app.asar.unpacked', 'node_modules');
  const found = filesBelow(folder).filter((path) => path.endsWith('.node'));
  return Object.fromEntries(found.map((path) => [path, builtFor(join(folder, path))]));
};

/** What the native modules of a package must be. @param database the path of SQLite in its package. */
export const nativeFilesOf = (
  { platform, arch }: Target,
  database: string,
): Readonly<Record<string, string>> => {
  const serial = {
    win32: { x64: 'win32-x64/@serialport+bindings-cpp', arm64: 'win32-arm64/@serialport+bindings-cpp.armv8' },
    darwin: {
      x64: 'darwin-x64+arm64/@serialport+bindings-cpp',
      arm64: 'darwin-x64+arm64/@serialport+bindings-cpp',
    },
    linux: {
      x64: 'linux-x64/@serialport+bindings-cpp.glibc',
      arm64: 'linux-arm64/@serialport+bindings-cpp.armv8.glibc',
    },
  }[platform][arch];
  return {
    [`@serialport/bindings-cpp/prebuilds/${serial}.node`]:
      platform === 'darwin' ? 'darwin arm64+x64' : `${platform} ${arch}`,
    [`better-sqlite3/${database}`]: `${platform} ${arch}`,
    ...(platform === 'win32' && { [`native-reg/prebuilds/win32-${arch}/node.napi.node`]: `win32 ${arch}` }),
  };
};

/** The bytes that we add to the runtime, by part. */
export const bytesByPart = (files: readonly PackedFile[]): Readonly<Record<string, number>> => {
  const parts: Record<string, number> = { program: 0, resources: 0, packages: 0, 'native modules': 0 };
  for (const { path, bytes } of files) {
    const part = path.endsWith('.node')
      ? 'native modules'
      : path.startsWith('node_modules/')
        ? 'packages'
        : path.startsWith('resources/')
          ? 'resources'
          : 'program';
    parts[part] = (parts[part] ?? 0) + bytes;
  }
  return parts;
};
