import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

/**
 * Makes a key pair for the signatures of updates and writes the private key to a new file that only its owner can read.
 * @returns the public key, for `updates.keys` in package.json.
 * @throws if the file exists: a key that is lost cannot be made again.
 */
export const makeUpdateKey = async (file: string): Promise<string> => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  const { x } = publicKey.export({ format: 'jwk' });
  if (x === undefined) throw new Error('The key has no public part.');
  return x;
};
