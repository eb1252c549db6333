import { TextDecoder } from 'node:util';

/** The encoding of a text. `utf-8?`: unknown; it becomes Windows-1252 at the first character that is not valid UTF-8. */
export type Encoding = 'utf-8?' | 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Detects the encoding from the first bytes. `from`: where the text begins, after a byte order mark. */
export const encodingOf = (head: Uint8Array): { readonly encoding: Encoding; readonly from: number } => {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', from: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', from: 2 };
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', from: 3 };
  // Without a mark: in UTF-16, every other byte of an ASCII letter is 0.
  const zeros = [0, 0];
  for (let at = 0; at < head.length; at += 1) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length / 8 && even * 8 < odd) return { encoding: 'utf-16le', from: 0 };
  if (even > head.length / 8 && odd * 8 < even) return { encoding: 'utf-16be', from: 0 };
  return { encoding: 'utf-8?', from: 0 };
};

const strange = 0xfffd;

/**
 * Decodes a text piece by piece. A text of unknown encoding counts as UTF-8 until the first invalid character. If there was no
 * multibyte character before it, the text is Windows-1252 from there on. Otherwise that character becomes U+FFFD.
 */
export class TextPieces {
  private encoding: Encoding;
  private decoder: Decoder;
  private hasUtf8 = false;
  private rest: Uint8Array = new Uint8Array(0);

  constructor(encoding: Encoding) {
    this.encoding = encoding;
    this.decoder = decoderOf(encoding);
  }

  /** Decodes the next bytes. @param isLast nothing follows. */
  push(bytes: Uint8Array, isLast = false): string {
    if (this.encoding !== 'utf-8?') return this.decoder(bytes, isLast);
    const all = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    const cut = isLast ? all.length : wholeLetters(all);
    this.rest = all.slice(cut);
    const piece = all.subarray(0, cut);
    const text = this.decoder(piece, true);
    const firstStrange = this.hasUtf8 ? -1 : text.indexOf('\uFFFD');
    const known = firstStrange === -1 ? text : text.slice(0, firstStrange);
    this.hasUtf8 ||= hasLetters(known);
    if (firstStrange === -1 || this.hasUtf8) return text;
    this.encoding = 'windows-1252';
    this.decoder = decoderOf(this.encoding);
    return this.decoder(all, isLast);
  }
}

/** Returns the text of a small file as editors save it: in UTF-8 or UTF-16, with or without a mark, or in Windows-1252. */
export const textOf = (bytes: Uint8Array): string => {
  const { encoding, from } = encodingOf(bytes);
  return new TextPieces(encoding).push(bytes.subarray(from), true);
};

type Decoder = (bytes: Uint8Array, isLast: boolean) => string;

/** The characters of Windows-1252 where Latin-1 has control characters. */
const high = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Done here, because not every runtime that we support decodes Windows-1252 and big-endian UTF-16. */
const decoderOf = (encoding: Encoding): Decoder => {
  if (encoding === 'windows-1252')
    return (bytes) =>
      Buffer.from(bytes)
        .toString('latin1')
        .replace(/[\u0080-\u009f]/g, (letter) => high.charAt(letter.charCodeAt(0) - 0x80));
  const decoder = new TextDecoder(encoding === 'utf-8' || encoding === 'utf-8?' ? 'utf-8' : 'utf-16le', {
    ignoreBOM: true,
  });
  if (encoding !== 'utf-16be') return (bytes, isLast) => decoder.decode(bytes, { stream: !isLast });
  let odd: Uint8Array = new Uint8Array(0);
  return (bytes, isLast) => {
    const all = Buffer.concat([odd, bytes]);
    const even = all.length - (all.length % 2);
    odd = all.subarray(even);
    return decoder.decode(Buffer.from(all.subarray(0, even)).swap16(), { stream: !isLast });
  };
};

/** Whether a text has characters beyond ASCII. */
const hasLetters = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f && code !== strange) return true;
  }
  return false;
};

/** Returns how many bytes at the start hold complete UTF-8 characters: one may be cut at the end. */
const wholeLetters = (bytes: Uint8Array): number => {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
};
