import { say } from '../lib/processes.ts';
import { runTool } from '../lib/tools.ts';
import { electronPackageVersion } from '../runtime/downloaded.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { isSupported, newestElectron, supportWarning } from './electron-support.ts';

const platformSwitches: Readonly<Record<string, string>> = {
  '--linux': 'linux',
  '--win': 'win32',
  '--mac': 'darwin',
};

/**
 * Packages what lies in out/ (electron-builder.yml). The package's own package.json says which Electron it carries and whether that
 * was in support; About shows it.
 *
 * @param given switches of electron-builder, such as `--linux dir`
 * @param runtime the Electron that was prepared and tested here
 * @returns electron-builder's exit code
 */
export function packProgram(given: readonly string[], runtime: Runtime): Promise<number> {
  const foreign = given.some((each) => (platformSwitches[each] ?? process.platform) !== process.platform);
  const carried = foreign ? electronPackageVersion() : runtime.electronVersion;
  const newest = newestElectron();
  const warning = supportWarning(carried, newest);
  if (warning !== null) say(warning);
  const settings = [
    // For another platform electron-builder has to download its own. A package for this one holds the very Electron that was
    // prepared here, with the database module that fits it.
    ...(foreign ? [] : [`-c.electronDist=${runtime.folder}`, `-c.electronVersion=${carried}`]),
    `-c.extraMetadata.runtime.electron=${carried}`,
    `-c.extraMetadata.runtime.supported=${isSupported(carried, newest)}`,
  ];
  return runTool('electron-builder', [...given, ...settings, '--publish', 'never']);
}
