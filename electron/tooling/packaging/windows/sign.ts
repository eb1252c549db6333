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
 * Returns the address of the time server.
 *
 * @returns undefined if none is wanted: then signatures are valid as long as the certificate
 * @throws if it is empty, as it is on a build server that lacks a secret: nobody would notice until the certificate ends
 */
export const timeServer = (environment: Environment = process.env): string | undefined => {
  const server = environment[timestampVariable];
  if (server?.trim() === '')
    throw new Error(`${timestampVariable} is empty. Name a time server, or do not set the variable.`);
  return server;
};

/**
 * Signs a program, an installer or an MSI package in place. The password goes through a pipe: every account of the computer can read command
 * lines.
 *
 * @throws if osslsigncode fails
 */
export async function signForWindows(file: string, environment: Environment = process.env): Promise<void> {
  const server = timeServer(environment);
  const signed = `${file}.signed`;
  const key = ['-pkcs12', environment[fileVariable] ?? '', '-readpass', '-'];
  const about = ['-h', 'sha256', '-n', 'Borrow Desk', ...(server === undefined ? [] : ['-ts', server])];
  try {
    const { code, stdout, stderr } = capture(
      'osslsigncode',
      ['sign', ...key, ...about, '-in', file, '-out', signed],
      { input: environment[passwordVariable] ?? '' },
    );
    if (code !== 0) throw new Error(`osslsigncode did not sign ${file}: ${stdout}${stderr}`);
    await rename(signed, file);
  } finally {
    await rm(signed, { force: true });
  }
}

const isProgram = /\.(?:exe|dll|node)$/;

/** Signs the programs and libraries in the folder of a package. */
export async function signFolder(folder: string): Promise<void> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && isProgram.test(entry.name))
      await signForWindows(join(entry.parentPath, entry.name));
}
