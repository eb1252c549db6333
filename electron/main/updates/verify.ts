import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { signedText } from '../../../shared/domain/update-signature.ts';
import { isNewerVersion, isVersion } from '../../../shared/domain/versions.ts';

// The update server is not trusted: it may be an impostor. Only the public keys of this build are trusted.

/** What a server says about the update for this platform, before anything is checked. */
export type Offer = {
  readonly version: string;
  readonly sha512: string;
  /** In bytes. */
  readonly size: number;
  readonly signature: string;
};

/** This program, as far as an update must fit it. */
export type Installed = {
  readonly version: string;
  /** System and processor: `win32-x64`. */
  readonly platform: string;
  /** The public keys of this build, as `npm run update-key` prints them. */
  readonly keys: readonly string[];
};

/** `same`: there is nothing newer. `older`: the server would have this program go back. `unsigned`: no key of this build signed it. */
export type OfferVerdict = 'newer' | 'same' | 'older' | 'unsigned';

const isSignedWith = (key: string, text: string, signature: string): boolean => {
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
    return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'));
  } catch {
    // An invalid key or signature.
    return false;
  }
};

/** Decides about an offer before anything is downloaded. */
export const judgeOffer = (offer: Offer, { version, platform, keys }: Installed): OfferVerdict => {
  if (!isVersion(offer.version)) return 'unsigned';
  if (offer.version === version) return 'same';
  if (!isNewerVersion(offer.version, version)) return 'older';
  try {
    const text = signedText({ ...offer, platform });
    return keys.some((key) => isSignedWith(key, text, offer.signature)) ? 'newer' : 'unsigned';
  } catch {
    return 'unsigned';
  }
};

/**
 * Whether a file is the one of a verified offer. Checked again right before the file is started: others may have written to its folder.
 * @throws if the file cannot be read.
 */
export const isFileOf = async (path: string, offer: Offer): Promise<boolean> => {
  if ((await stat(path)).size !== offer.size) return false;
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return hash.digest('base64') === offer.sha512;
};
