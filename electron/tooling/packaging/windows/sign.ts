import { existsSync, readdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { capture } from '../../lib/processes.ts';

/** The certificate with which programs and installers for Windows are signed, as electron-builder names the variables. */
const fileVariable = 'WIN_CSC_LINK';
const passwordVariable = 'WIN_CSC_KEY_PASSWORD';
/** The server that confirms when something was signed; without one, signatures expire with the certificate. */
const timestampVariable = 'WIN_CSC_TIMESTAMP_URL';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether what is made for Windows is signed.
 *
 * @throws if a certificate is named and is not there: nothing unsigned may be taken for signed
 */
export const signsForWindows = (environment: Environment = process.env): boolean => {
  const file = environment[fileVariable];
  if (file === undefined || file === '') return false;
  if (!existsSync(file)) throw new Error(`${fileVariable} names a file that does not exist: ${file}`);
  return true;
};

/**
 * Signs a program, an installer or an MSI package in place: on Windows with signtool, elsewhere with osslsigncode.
 *
 * @throws if the tool fails
 */
export async function signForWindows(file: string, environment: Environment = process.env): Promise<void> {
  const certificate = environment[fileVariable] ?? '';
  const password = environment[passwordVariable] ?? '';
  const server = environment[timestampVariable];
  if (process.platform === 'win32') {
    const stamp = server === undefined ? [] : ['/tr', server, '/td', 'sha256'];
    sign('signtool', ['sign', '/fd', 'sha256', '/f', certificate, '/p', password, ...stamp, file], file);
    return;
  }
  const signed = `${file}.signed`;
  const stamp = server === undefined ? [] : ['-ts', server];
  const about = ['-h', 'sha256', '-n', 'Borrow Desk'];
  const key = ['-pkcs12', certificate, '-pass', password];
  try {
    sign('osslsigncode', ['sign', ...key, ...about, ...stamp, '-in', file, '-out', signed], file);
    await rename(signed, file);
  } finally {
    await rm(signed, { force: true });
  }
}

const sign = (tool: string, args: readonly string[], file: string): void => {
  const { code, stdout, stderr } = capture(tool, args);
  if (code !== 0) throw new Error(`${tool} did not sign ${file}: ${stdout}${stderr}`);
};

const isProgram = /\.(?:exe|dll|node)$/;

/** Signs the programs and libraries in the folder of a package. */
export async function signFolder(folder: string): Promise<void> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && isProgram.test(entry.name))
      await signForWindows(join(entry.parentPath, entry.name));
}
