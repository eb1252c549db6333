import { X509Certificate } from 'node:crypto';
import { textOf } from '../text-decoder.ts';

/** DER begins with a sequence. That of a certificate has more than 127 bytes, which no text has as its second byte. */
const isDer = ([tag, length = 0]: Uint8Array): boolean => tag === 0x30 && length > 0x7f;

/** Returns the text of a file with certificates or a key. A certificate in DER, as Windows exports it by default, is converted to PEM. */
export const pemTextOf = (bytes: Uint8Array): string => {
  try {
    return isDer(bytes) ? new X509Certificate(bytes).toString() : textOf(bytes);
  } catch {
    return textOf(bytes);
  }
};
