import { crc32, deflateSync } from 'node:zlib';
import { encodeCode128 } from '../../electron/main/devices/printing/code128.ts';

// Generated pictures for slips, with known pixels.

/** How every PNG begins. */
export const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A part of a PNG, with its length and sum. */
export const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/** A greyscale PNG, black where `isBlack` says so. */
export const pngOf = (
  widthPx: number,
  heightPx: number,
  isBlack: (x: number, y: number) => boolean,
): Buffer => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(widthPx, 0);
  head.writeUInt32BE(heightPx, 4);
  // Eight bits per pixel, greyscale.
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((widthPx + 1) * heightPx, 255);
  for (let y = 0; y < heightPx; y += 1) {
    rows[y * (widthPx + 1)] = 0;
    for (let x = 0; x < widthPx; x += 1) if (isBlack(x, y)) rows[y * (widthPx + 1) + 1 + x] = 0;
  }
  return Buffer.concat([
    pngSignature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

/** A frame, as an example of a logo. */
export const framePng = (widthPx = 120, heightPx = 40): Buffer =>
  pngOf(widthPx, heightPx, (x, y) => x < 4 || y < 4 || x >= widthPx - 4 || y >= heightPx - 4);

/** A picture of a barcode, so that a scanner can check whether it was printed. */
export const barcodePng = (
  text: string,
): { readonly bytes: Buffer; readonly widthPx: number; readonly heightPx: number } => {
  const bars = `${'0'.repeat(10)}${encodeCode128(text) ?? ''}${'0'.repeat(10)}`;
  const [pxPerBar, heightPx] = [4, 80];
  const widthPx = bars.length * pxPerBar;
  return {
    bytes: pngOf(widthPx, heightPx, (x) => bars[Math.floor(x / pxPerBar)] === '1'),
    widthPx,
    heightPx,
  };
};

/** A JPEG of 40 × 20 pixels with a black bar. */
export const smallJpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//wAALCAAUACgBAREA/8QAFwABAQEBAAAAAAAAAAAAAAAAAAYHBf/EACkQAAECBAILAQEAAAAAAAAAAAEDBAACBQYRIQcSFhdBVFWTlNHSIpH/2gAIAQEAAD8AuLjuBpbdPTevk11E51QkAjKCcSCeJGX5MTW9Wg8pUu2n9w3q0HlKl20/uG9Wg8pUu2n9xS23cDS5Keo9YprpppqlIhaUA4gA8Ccv0I4WlNk7f223SYtV3KgeSzGRFMzkDUnzwHDMf2Mp2cr3RKl4inqGzle6JUvEU9Q2cr3RKl4inqNW0WMnbC23CT5qu2ULyaYSLJmQkakmeB4ZGLOEIQj/2Q==',
  'base64',
);
