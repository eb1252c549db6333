import { join } from 'node:path';
import { capture } from '../../lib/processes.ts';

/** An older NSIS unpacks what an elevated installer runs where other programs of the account can replace it. */
const oldestNsis = [3, 11] as const;

const isNewEnough = (version: string): boolean => {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number.parseFloat);
  return major > oldestNsis[0] || (major === oldestNsis[0] && minor >= oldestNsis[1]);
};

/** @throws if makensis is missing or too old */
const checkNsis = (): void => {
  const { code, stdout } = capture('makensis', ['-VERSION']);
  if (code !== 0)
    throw new Error(
      'An installer for Windows is made by makensis, which is missing. Debian has it in the package nsis.',
    );
  if (!isNewEnough(stdout.trim()))
    throw new Error(`makensis ${stdout.trim()} is too old: version ${oldestNsis.join('.')} is needed.`);
};

/**
 * Makes a program of a script in this folder, with the values that the script names.
 *
 * @throws if makensis is missing, too old or fails
 */
export function makeNsis(script: string, defines: Readonly<Record<string, string>>): void {
  checkNsis();
  const args = Object.entries(defines).map(([name, value]) => `-D${name}=${value}`);
  const all = ['-V2', '-WX', '-INPUTCHARSET', 'UTF8', ...args, join(import.meta.dirname, script)];
  const { code, stdout, stderr } = capture('makensis', all);
  if (code !== 0) throw new Error(`makensis failed:\n${stdout}${stderr}`);
}
