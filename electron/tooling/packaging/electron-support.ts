import { capture } from '../lib/processes.ts';
import { electronPackageVersion } from '../runtime/downloaded.ts';

/** Electron's makers mend the newest three major versions: https://www.electronjs.org/docs/latest/tutorial/electron-timelines */
const supportedMajors = 3;
const askLimitMs = 10_000;

const majorOf = (version: string): number => Number(version.split('.')[0]);

/** Whether faults in a version of Electron are still mended. @param newest the newest version that is known. */
export const isSupported = (version: string, newest: string): boolean =>
  majorOf(version) > majorOf(newest) - supportedMajors;

/** The newest Electron: as the npm registry says it, or, where that does not answer, the one of package.json. */
export const newestElectron = (): string => {
  const own = electronPackageVersion();
  const asked = capture('npm', ['view', 'electron', 'dist-tags.latest'], { timeoutMs: askLimitMs });
  const told = asked.stdout.trim();
  return asked.code === 0 && /^\d+\.\d+\.\d+$/.test(told) && majorOf(told) > majorOf(own) ? told : own;
};

/** What is said while a package is made of an Electron that nobody mends; null when it is a supported one. */
export const supportWarning = (version: string, newest: string): string | null =>
  isSupported(version, newest)
    ? null
    : `This package carries Electron ${version}, which is out of support (the newest is ${newest}): faults in it are not mended any more. Give it to nobody but testers. Package on a machine that can download Electron.`;
