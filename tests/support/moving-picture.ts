import { deflateSync } from 'node:zlib';
import { chunk, pngSignature } from './picture.ts';

// A PNG that moves (APNG): sharp letters, and each frame holds only what changed. Browsers and GitHub show it as any other PNG.

/** A picture of the window: four bytes a pixel, blue, green, red and one that is not used. */
export type Frame = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixels: Buffer;
  /** How long it is shown. */
  readonly forMs: number;
};

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** After so often it rests on its last frame: nothing moves for ever beside a text. */
const plays = 3;

/** The smallest box around what differs; a frame that is the same as the one before still needs a pixel. */
const changedBox = ({ widthPx, heightPx, pixels }: Frame, before: Frame | undefined): Box => {
  if (!before) return { x: 0, y: 0, width: widthPx, height: heightPx };
  const box = { left: widthPx, top: heightPx, right: 0, bottom: 0 };
  for (let at = 0; at < widthPx * heightPx; at += 1) {
    if (pixels.readUInt32LE(at * 4) === before.pixels.readUInt32LE(at * 4)) continue;
    const [x, y] = [at % widthPx, Math.floor(at / widthPx)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
  }
  if (box.right === 0) return { x: 0, y: 0, width: 1, height: 1 };
  return { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top };
};

/** The rows of a box, red, green and blue, each as what differs from the row above. */
const packed = ({ widthPx, pixels }: Frame, { x, y, width, height }: Box): Buffer => {
  const stride = width * 3;
  const rows = Buffer.alloc((stride + 1) * height);
  const valueAt = (column: number, row: number, part: number): number =>
    row < 0 ? 0 : (pixels[((y + row) * widthPx + x + column) * 4 + 2 - part] ?? 0);
  for (let row = 0; row < height; row += 1) {
    const begin = row * (stride + 1);
    // The filter “Up”.
    rows[begin] = 2;
    for (let column = 0; column < width; column += 1)
      for (let part = 0; part < 3; part += 1)
        rows[begin + 1 + column * 3 + part] =
          (valueAt(column, row, part) - valueAt(column, row - 1, part) + 256) % 256;
  }
  return deflateSync(rows, { level: 9 });
};

const numbers = (...values: readonly number[]): Buffer => {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, place) => buffer.writeUInt32BE(value, place * 4));
  return buffer;
};

/** How a frame is put over the one before: it stays, and takes the place of what is below it. */
const control = (sequence: number, { x, y, width, height }: Box, forMs: number): Buffer => {
  const delay = Buffer.alloc(6);
  delay.writeUInt16BE(forMs, 0);
  delay.writeUInt16BE(1_000, 2);
  return chunk('fcTL', Buffer.concat([numbers(sequence, width, height, x, y), delay]));
};

/** Makes a moving picture of frames of the same size. */
export const movingPicture = (frames: readonly Frame[]): Buffer => {
  const [first] = frames;
  if (!first) throw new Error('There is nothing to move.');
  let sequence = 0;
  const next = (): number => sequence++;
  const parts = frames.flatMap((frame, at) => {
    const box = changedBox(frame, frames[at - 1]);
    const head = control(next(), box, frame.forMs);
    const data = packed(frame, box);
    return [head, at === 0 ? chunk('IDAT', data) : chunk('fdAT', Buffer.concat([numbers(next()), data]))];
  });
  // Eight bits a part, three parts a pixel.
  const kind = Buffer.from([8, 2, 0, 0, 0]);
  return Buffer.concat([
    pngSignature,
    chunk('IHDR', Buffer.concat([numbers(first.widthPx, first.heightPx), kind])),
    chunk('acTL', numbers(frames.length, plays)),
    ...parts,
    chunk('IEND', Buffer.alloc(0)),
  ]);
};
