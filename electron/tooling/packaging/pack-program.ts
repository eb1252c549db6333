import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { appId } from '../../../shared/domain/app-id.ts';
import { projectFolder } from '../lib/paths.ts';
import { say } from '../lib/processes.ts';
import { runTool } from '../lib/tools.ts';
import { ownBuild } from '../offline/own-build.ts';
import { checkUpdates, updatesOfProject } from '../updates/build-updates.ts';
import { electronPackageVersion } from '../runtime/downloaded.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { isSupported, newestElectron, supportWarning } from './electron-support.ts';
import { builderSwitches, unpackedName, type Target } from './targets.ts';

/** An Electron to pack, in place of the one that electron-builder would download. */
export type Carried = {
  /** What electron-builder takes as `electronDist`. */
  readonly folder: string;
  readonly electronVersion: string;
  /** A stand-in that has no fuses, with which packages for other systems are tested. */
  readonly hasFuses: boolean;
};

type Packing = {
  readonly target: Target;
  /** Absolute path of the folder for the package. */
  readonly output: string;
  /** null: electron-builder downloads the one of package.json. */
  readonly carried: Carried | null;
  /** Formats that electron-builder makes itself; only the folder by default. */
  readonly formats?: readonly string[];
  /** Another version than that of package.json, for tests of updates. */
  readonly version?: string;
  /** Another update server and key than those of package.json, for the same tests. */
  readonly updates?: { readonly server: string; readonly key: string };
};

/** The runtime of this machine, for a package of this machine's system. */
export const carriedFrom = (runtime: Runtime): Carried => ({
  folder: runtime.folder,
  electronVersion: runtime.electronVersion,
  hasFuses: true,
});

/** Whether packages for a target hold the runtime that was prepared and tested here. */
export const isThisMachine = ({ platform, arch }: Target): boolean =>
  platform === process.platform && arch === process.arch;

/** Debian's program for archives. */
const sevenZip = '/usr/bin/7z';

/** Whether packages for macOS are signed: electron-builder signs with these, on macOS only. */
export const signsForMac = (): boolean =>
  process.platform === 'darwin' && Boolean(process.env['CSC_LINK'] ?? process.env['CSC_NAME']);

// better-sqlite3 loads our own build first, and only one of the two binaries is packed.
const databaseModule = (target: Target): string =>
  isThisMachine(target) && existsSync(ownBuild)
    ? relative(join(projectFolder, 'node_modules', 'better-sqlite3'), ownBuild)
    : `prebuilds/${target.platform}-${target.arch}.node`;

/**
 * Packages what is in out/ for a target (electron-builder.yml). The package's own package.json says which Electron it carries and whether
 * that was in support; About shows it.
 *
 * @returns the folder of the package
 * @throws if the program could not look for updates as package.json says, or electron-builder fails; what it reported is on the terminal
 */
export async function packProgram({
  target,
  output,
  carried,
  formats,
  version,
  updates,
}: Packing): Promise<string> {
  checkUpdates(updates ? { server: updates.server, keys: [updates.key] } : updatesOfProject());
  const electronVersion = carried?.electronVersion ?? electronPackageVersion();
  const newest = newestElectron();
  const warning = supportWarning(electronVersion, newest);
  if (warning !== null) say(warning);
  const settings = [
    `-c.appId=${appId}`,
    `-c.directories.output=${output}`,
    `-c.electronVersion=${electronVersion}`,
    ...(carried === null ? [] : [`-c.electronDist=${carried.folder}`]),
    ...(carried === null || carried.hasFuses ? [] : ['-c.electronFuses=']),
    ...(version === undefined ? [] : [`-c.extraMetadata.version=${version}`]),
    ...(updates === undefined
      ? []
      : [
          `-c.extraMetadata.updates.server=${updates.server}`,
          `-c.extraMetadata.updates.keys=${updates.key}`,
        ]),
    `-c.extraMetadata.runtime.electron=${electronVersion}`,
    `-c.extraMetadata.runtime.supported=${isSupported(electronVersion, newest)}`,
  ];
  const asked = [builderSwitches[target.platform], ...(formats ?? ['dir']), `--${target.arch}`];
  const code = await runTool('electron-builder', [...asked, ...settings, '--publish', 'never'], {
    env: {
      ...process.env,
      DATABASE_MODULE: databaseModule(target),
      // Otherwise electron-builder downloads its own.
      ...(existsSync(sevenZip) ? { ELECTRON_BUILDER_7ZIP_PATH: sevenZip } : {}),
      UNSIGNED: signsForMac() ? '' : '-unsigned',
    },
  });
  if (code !== 0) throw new Error(`electron-builder ended with ${code}.`);
  return join(output, unpackedName(target));
}
