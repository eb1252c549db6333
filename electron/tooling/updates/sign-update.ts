import { createHash, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { signedText } from '../../../shared/domain/update-signature.ts';
import { isVersion } from '../../../shared/domain/versions.ts';

/** What latest*.yml says of a file under `files`, beside its `url`. */
export type SignedFile = {
  /** In base64. */
  readonly sha512: string;
  /** In bytes. */
  readonly size: number;
  /** Ed25519 over version, platform and sha512 (shared/domain/update-signature.ts), in base64. */
  readonly signature: string;
};

/**
 * Reads the private key that `npm run update-key` wrote.
 * @throws Error if the file holds no Ed25519 key.
 */
export const readPrivateKey = async (path: string): Promise<KeyObject> => {
  const key = createPrivateKey(await readFile(path));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The key of updates must be an Ed25519 key.');
  return key;
};

/**
 * Signs an installer or a package.
 * @param file its path.
 * @param platform system and processor that it is for, as Node calls them: `win32-x64`, `linux-x64`.
 */
export const signUpdate = async (
  file: string,
  version: string,
  platform: string,
  privateKey: KeyObject,
): Promise<SignedFile> => {
  if (!isVersion(version)) throw new Error(`${version} is no version.`);
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const sha512 = hash.digest('base64');
  const text = signedText({ version, platform, sha512 });
  return {
    sha512,
    size: (await stat(file)).size,
    signature: sign(null, Buffer.from(text), privateKey).toString('base64'),
  };
};
