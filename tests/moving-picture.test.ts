import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Frame, movingPicture } from './support/moving-picture.ts';

type Part = { readonly type: string; readonly data: Buffer };

const partsOf = (png: Buffer): Part[] => {
  const parts: Part[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    parts.push({
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    });
    at += 12 + length;
  }
  return parts;
};

/** What a viewer shows: the frames put over each other, red, green and blue. */
const shown = (png: Buffer, widthPx: number, heightPx: number): Buffer[] => {
  const canvas = Buffer.alloc(widthPx * heightPx * 3);
  const pictures: Buffer[] = [];
  let control = Buffer.alloc(0);
  for (const { type, data } of partsOf(png)) {
    if (type === 'fcTL') control = Buffer.from(data);
    if (type !== 'IDAT' && type !== 'fdAT') continue;
    const [width = 0, height = 0, left = 0, top = 0] = [4, 8, 12, 16].map((at) => control.readUInt32BE(at));
    const rows = inflateSync(type === 'IDAT' ? data : data.subarray(4));
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width * 3; x += 1) {
        const at = ((top + y) * widthPx + left) * 3 + x;
        const above = y === 0 ? 0 : (canvas[at - widthPx * 3] ?? 0);
        canvas[at] = (above + (rows[y * (width * 3 + 1) + 1 + x] ?? 0)) % 256;
      }
    pictures.push(Buffer.from(canvas));
  }
  return pictures;
};

const frameOf = (fill: (x: number, y: number) => readonly [number, number, number]): Frame => {
  const [widthPx, heightPx] = [7, 5];
  const pixels = Buffer.alloc(widthPx * heightPx * 4, 255);
  for (let at = 0; at < widthPx * heightPx; at += 1) {
    const [red, green, blue] = fill(at % widthPx, Math.floor(at / widthPx));
    pixels.set([blue, green, red], at * 4);
  }
  return { widthPx, heightPx, pixels, forMs: 500 };
};

test('a moving picture shows what was filmed, frame after frame, and rests at its end', () => {
  const frames = [
    frameOf((x, y) => [x * 30, y * 50, 7]),
    frameOf((x, y) => (x === 3 && y > 1 ? [200, 10, 90] : [x * 30, y * 50, 7])),
    frameOf((x, y) => (x === 3 && y > 1 ? [200, 10, 90] : [x * 30, y * 50, 7])),
    frameOf(() => [1, 2, 3]),
  ];
  const png = movingPicture(frames);
  const filmed = frames.map(({ pixels }) =>
    Buffer.from([...pixels].filter((_, at) => at % 4 !== 3)).map(
      (_, at, all) => all[at + 2 - 2 * (at % 3)] ?? 0,
    ),
  );
  expect(shown(png, 7, 5).map((each) => [...each])).toEqual(filmed.map((each) => [...each]));
  const head = partsOf(png).find(({ type }) => type === 'acTL');
  expect([head?.data.readUInt32BE(0), head?.data.readUInt32BE(4)]).toEqual([4, 3]);
});
