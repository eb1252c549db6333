import { existsSync, readdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { capture } from '../../lib/processes.ts';

/** The certificate with its key in a PKCS #12 file, as electron-builder names the variables. */
const fileVariable = 'WIN_CSC_LINK';
/** The password of the file, or the PIN of the token. */
const passwordVariable = 'WIN_CSC_KEY_PASSWORD';
/** A key that stays on a token or in a cloud service: the PKCS #11 module that reaches it, its URI, and the file with its certificate. */
const moduleVariable = 'WIN_CSC_PKCS11_MODULE';
const keyVariable = 'WIN_CSC_PKCS11_KEY';
const certificateVariable = 'WIN_CSC_PKCS11_CERTIFICATE';
/** The server that confirms when something was signed; without one, signatures expire with the certificate. */
const timestampVariable = 'WIN_CSC_TIMESTAMP_URL';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Returns the arguments of osslsigncode for key and certificate.
 *
 * @returns null if none are named
 * @throws if they are named twice or in part, a file is not there, or the password is in the URI
 */
function keyArguments(environment: Environment): readonly string[] | null {
  const value = (name: string): string => environment[name] ?? '';
  const requireFile = (name: string): void => {
    if (!existsSync(value(name))) throw new Error(`${name} names a file that does not exist: ${value(name)}`);
  };
  const ofToken = [moduleVariable, keyVariable, certificateVariable];
  const isOnToken = ofToken.some((name) => value(name) !== '');
  if (value(fileVariable) !== '') {
    if (isOnToken) throw new Error(`Set either ${fileVariable} or ${ofToken.join(', ')}, not both.`);
    requireFile(fileVariable);
    return ['-pkcs12', value(fileVariable)];
  }
  if (!isOnToken) return null;
  const missing = [...ofToken, passwordVariable].filter((name) => value(name) === '');
  if (missing.length > 0)
    throw new Error(`A key on a token or in a cloud service also needs ${missing.join(', ')}.`);
  for (const name of [moduleVariable, certificateVariable]) requireFile(name);
  if (/pin-value=/i.test(value(keyVariable)))
    throw new Error(`${keyVariable} contains the password, which belongs in ${passwordVariable}.`);
  const key = ['-pkcs11module', value(moduleVariable), '-key', value(keyVariable)];
  return [...key, '-certs', value(certificateVariable)];
}

/**
 * Whether what is made for Windows is signed.
 *
 * @throws as keyArguments: nothing unsigned may be taken for signed
 */
export const signsForWindows = (environment: Environment = process.env): boolean =>
  keyArguments(environment) !== null;

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
 * @throws if no certificate is named, or osslsigncode fails
 */
export async function signForWindows(file: string, environment: Environment = process.env): Promise<void> {
  const server = timeServer(environment);
  const signed = `${file}.signed`;
  const key = keyArguments(environment);
  if (key === null) throw new Error('There is no certificate for Windows.');
  const about = ['-h', 'sha256', '-n', 'Borrow Desk', ...(server === undefined ? [] : ['-ts', server])];
  try {
    const { code, stdout, stderr } = capture(
      'osslsigncode',
      ['sign', ...key, '-readpass', '-', ...about, '-in', file, '-out', signed],
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
