import { X509Certificate } from 'node:crypto';
import { textOf } from '../text-decoder.ts';

/** DER begins with the tag of a sequence. */
const derTag = 0x30;

/** Returns the text of a file with certificates or a key. A certificate in DER, as Windows exports it by default, is converted to PEM. */
export const pemTextOf = (bytes: Uint8Array): string => {
  try {
    return bytes[0] === derTag ? new X509Certificate(bytes).toString() : textOf(bytes);
  } catch {
    return textOf(bytes);
  }
};
