import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../lib/paths.ts';
import { capture } from '../lib/processes.ts';

const packageFolder = join(projectFolder, 'node_modules', 'electron');

/** Where the executable stands in a folder with an Electron, on this platform. */
export function executableIn(distFolder: string): string {
  switch (process.platform) {
    case 'darwin':
      return join(distFolder, 'Electron.app', 'Contents', 'MacOS', 'Electron');
    case 'win32':
      return join(distFolder, 'electron.exe');
    default:
      return join(distFolder, 'electron');
  }
}

/** The version of the `electron` package, as in "45.4.1". */
export function electronPackageVersion(): string {
  const about = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return about.version;
}

/**
 * The runtime that the `electron` package has downloaded.
 *
 * @returns its folder, or null when it is missing or of another version than the package
 */
export function downloadedFolder(): string | null {
  const folder = join(packageFolder, 'dist');
  if (!existsSync(executableIn(folder)) || !existsSync(join(folder, 'version'))) return null;
  const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  return version === electronPackageVersion() ? folder : null;
}

/**
 * Has the `electron` package download its runtime. Without the internet that fails within a second.
 *
 * @param timeoutMs milliseconds after which a slow download is given up; undefined waits for its end
 * @returns null when the runtime is there, else why not, in one line
 */
export function downloadRuntime(timeoutMs: number | undefined): string | null {
  const limit = timeoutMs === undefined ? {} : { timeoutMs };
  const result = capture(process.execPath, [join(packageFolder, 'install.js')], limit);
  if (downloadedFolder() !== null) return null;
  return result.stderr.trim().split('\n')[0] ?? 'the download failed';
}
