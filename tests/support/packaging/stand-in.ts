import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NtExecutable, NtExecutableResource } from 'resedit';
import { userCacheFolder } from '../../../electron/tooling/lib/paths.ts';
import { capture } from '../../../electron/tooling/lib/processes.ts';
import { ensureWindowsNode } from '../../../electron/tooling/windows/wine.ts';
import { electronPackageVersion } from '../../../electron/tooling/runtime/downloaded.ts';
import type { Carried } from '../../../electron/tooling/packaging/pack-program.ts';
import type { Target } from '../../../electron/tooling/packaging/targets.ts';

// No package registry has an Electron for Windows or macOS. With a stand-in that has its layout and none of its windows, packages for them
// can be made, looked into, installed and removed by tests on Linux. Such a package is for tests only.

// Raise it when the steps below make something else.
const recipe = 8;

/** What the Windows stand-in does when it is started. */
const windowsProgram = join(import.meta.dirname, 'stand-in-program.cjs');

/**
 * Makes the stand-in for a system's Electron, once per user: for Windows a Node with a small program of ours in it, for macOS the folders
 * and lists of properties of an Electron.app without any code.
 *
 * @throws if the Node for Windows cannot be fetched or is not the pinned one
 */
export async function ensureStandIn(platform: Exclude<Target['platform'], 'linux'>): Promise<Carried> {
  const folder = join(userCacheFolder(), 'runtime', `stand-in-${platform}-r${recipe}`);
  if (!existsSync(folder)) {
    await mkdir(dirname(folder), { recursive: true });
    const partial = await mkdtemp(`${folder}.partial-`);
    try {
      const made = join(partial, 'made');
      await mkdir(join(made, 'resources'), { recursive: true });
      await (platform === 'win32' ? makeForWindows(partial, made) : makeForMac(made));
      await writeFile(join(made, 'version'), `v${electronPackageVersion()}`);
      await writeFile(join(made, 'LICENSE'), 'Stand-in for tests.\n');
      await rename(made, folder);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  return { folder, electronVersion: electronPackageVersion(), hasFuses: false };
}

async function makeForWindows(partial: string, made: string): Promise<void> {
  const [unsigned, blob] = [join(partial, 'unsigned.exe'), join(partial, 'program.blob')];
  const removed = capture('osslsigncode', [
    'remove-signature',
    '-in',
    await ensureWindowsNode(),
    '-out',
    unsigned,
  ]);
  if (removed.code !== 0) throw new Error(`osslsigncode failed: ${removed.stdout}${removed.stderr}`);
  const config = join(partial, 'program.json');
  await writeFile(
    config,
    JSON.stringify({ main: windowsProgram, output: blob, disableExperimentalSEAWarning: true }),
  );
  const built = capture(process.execPath, ['--experimental-sea-config', config], { cwd: partial });
  if (built.code !== 0) throw new Error(`Node made no program for the stand-in: ${built.stderr}`);
  await writeFile(join(made, 'electron.exe'), await withProgram(unsigned, blob));
}

/** The mark in a Node by which it knows that a program is in it: the last figure says whether there is one. */
const mark = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:';
const dataResource = 10;

async function withProgram(node: string, blob: string): Promise<Buffer> {
  const executable = NtExecutable.from(await readFile(node));
  const resources = NtExecutableResource.from(executable);
  const { buffer, byteOffset, byteLength } = await readFile(blob);
  const bin = buffer.slice(byteOffset, byteOffset + byteLength);
  resources.entries.push({ type: dataResource, id: 'NODE_SEA_BLOB', lang: 1033, codepage: 1200, bin });
  resources.outputResource(executable);
  const made = Buffer.from(executable.generate());
  const at = made.indexOf(`${mark}0`);
  if (at === -1) throw new Error('This Node cannot carry a program.');
  made.write('1', at + mark.length);
  return made;
}

const helpers = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'];

async function makeForMac(made: string): Promise<void> {
  const contents = join(made, 'Electron.app', 'Contents');
  await writeBundle(contents, 'Electron');
  await mkdir(join(contents, 'Resources'), { recursive: true });
  await writeFile(join(contents, 'Resources', 'electron.icns'), '');
  for (const kind of helpers) {
    const name = `Electron Helper${kind}`;
    await writeBundle(join(contents, 'Frameworks', `${name}.app`, 'Contents'), name);
  }
}

async function writeBundle(contents: string, name: string): Promise<void> {
  await mkdir(join(contents, 'MacOS'), { recursive: true });
  await writeFile(join(contents, 'MacOS', name), '', { mode: 0o755 });
  await writeFile(
    join(contents, 'Info.plist'),
    `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${name}</string><key>CFBundleName</key><string>${name}</string><key>CFBundleIconFile</key><string>electron.icns</string></dict></plist>
`,
  );
}
