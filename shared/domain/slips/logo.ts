import { t } from '../../words/words.ts';

/** Where the logo appears on a slip. */
export const logoPlaces = { left: t('Left'), centre: t('Centre') } as const;
export type LogoPlace = keyof typeof logoPlaces;

/** Maximum size of a logo: it is drawn for each slip, and is included in every library file. */
export const logoLimits = { bytes: 200_000, pixels: 2_000 } as const;

export type PictureType = 'image/png' | 'image/jpeg';

/** The facts in a picture's header. */
export type PictureFacts = {
  readonly type: PictureType;
  readonly widthPx: number;
  readonly heightPx: number;
};

/** The library's logo as stored, for all of its slips. */
export type SlipLogo = PictureFacts & {
  readonly place: LogoPlace;
  /** The bytes of the file, as Base64. */
  readonly data: string;
};

/** The key under which it is stored, apart from the library's settings, which are read at every step: it is too large for them. */
export const logoSetting = 'slipLogo';

const begins = (bytes: Uint8Array, ...signature: readonly number[]): boolean =>
  signature.every((byte, at) => bytes[at] === byte);

const pngFacts = (bytes: Uint8Array, view: DataView): PictureFacts | null => {
  // Signature, then the chunk IHDR, which must be the first: https://www.w3.org/TR/png-3/#11IHDR
  if (bytes.length < 24 || view.getUint32(12) !== 0x49_48_44_52) return null;
  return { type: 'image/png', widthPx: view.getUint32(16), heightPx: view.getUint32(20) };
};

/** Whether a JPEG marker begins a frame, which contains the size of the picture: SOF0 to SOF15 without DHT, JPG and DAC. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

const jpegFacts = (bytes: Uint8Array, view: DataView): PictureFacts | null => {
  // Segments of a marker and a length: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    // Fill bytes may precede a marker.
    if (marker === 0xff) at += 1;
    else if (isFrame(marker))
      return { type: 'image/jpeg', widthPx: view.getUint16(at + 7), heightPx: view.getUint16(at + 5) };
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
};

/** Reads the header of a PNG or JPEG; null for other files and those without a size. Whether it can be drawn is not checked. */
export const pictureFacts = (bytes: Uint8Array): PictureFacts | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const facts = begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
    ? pngFacts(bytes, view)
    : begins(bytes, 0xff, 0xd8, 0xff)
      ? jpegFacts(bytes, view)
      : null;
  return facts && facts.widthPx > 0 && facts.heightPx > 0 ? facts : null;
};
