/*
 * Text as bars. Machines have different fonts, and systems draw the same font differently. So the pictures of a page
 * are taken with our own font, whose characters have equal width and are blank, and the style sheet draws a bar in the colour of the
 * text over them. The pictures compare the position, space and colour of text.
 */

const unitsPerEm = 1000;
const advance = 500;
const ascent = 800;
const descent = -200;
/** The visible glyph, for characters outside of the font. */
const missing = { left: 50, bottom: 0, right: 450, top: 650 } as const;

/** The ranges of its characters: Latin, Greek, Cyrillic, Hebrew, Arabic, symbols. */
const ranges = [
  [0x20, 0x7e],
  [0xa0, 0x6ff],
  [0x1e00, 0x1eff],
  [0x2010, 0x27bf],
] as const;

const blank = 1;

type Field = readonly [bytes: 1 | 2 | 4, value: number];

/** Numbers in a font: big-endian, negative ones in two's complement. */
const pack = (...fields: readonly Field[]): Buffer =>
  Buffer.concat(
    fields.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntBE(value < 0 ? value + 2 ** (8 * bytes) : value, 0, bytes);
      return field;
    }),
  );
const u16 = (...values: readonly number[]): Buffer => pack(...values.map((value): Field => [2, value]));
const u32 = (...values: readonly number[]): Buffer => pack(...values.map((value): Field => [4, value]));

const outline = (): Buffer => {
  const { left, bottom, right, top } = missing;
  return Buffer.concat([
    // One contour of four points, all on the curve, with coordinates of 16 bits.
    u16(1, left, bottom, right, top, 3, 0),
    Buffer.from([1, 1, 1, 1]),
    u16(left, 0, right - left, 0, bottom, top - bottom, 0, bottom - top),
  ]);
};

const characterMap = (): Buffer => {
  const characters = ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, step) => from + step),
  );
  const groups = characters.map((code) => u32(code, code, blank));
  return Buffer.concat([
    u16(0, 1, 3, 10),
    u32(12),
    u16(12, 0),
    u32(16 + 12 * groups.length, 0, groups.length),
    ...groups,
  ]);
};

const names = (): Buffer => {
  const text = Buffer.from('Bars', 'utf16le').swap16();
  const ids = [1, 2, 3, 4, 6];
  return Buffer.concat([
    u16(0, ids.length, 6 + 12 * ids.length),
    ...ids.map((id) => u16(3, 1, 0x409, id, text.length, 0)),
    text,
  ]);
};

const tables = (): Readonly<Record<string, Buffer>> => {
  const glyph = outline();
  const drawn = Buffer.concat([glyph, Buffer.alloc((4 - (glyph.length % 4)) % 4)]);
  const { left, bottom, right, top } = missing;
  return {
    'OS/2': Buffer.concat([
      u16(4, advance, 400, 5, 0, 500, 500, 0, 0, 500, 500, 0, 0, 50, 300, 0),
      Buffer.alloc(10),
      u32(1, 0, 0, 0),
      Buffer.from('NONE'),
      u16(0x40, 0x20, 0xffff, ascent, descent, 0, ascent, -descent),
      u32(1, 0),
      u16(500, top, 0, 0x20, 1),
    ]),
    cmap: characterMap(),
    glyf: drawn,
    head: Buffer.concat([
      u32(0x10000, 0x10000, 0, 0x5f0f3cf5),
      u16(0, unitsPerEm),
      Buffer.alloc(16),
      u16(left, bottom, right, top, 0, 8, 2, 1, 0),
    ]),
    hhea: Buffer.concat([
      u32(0x10000),
      u16(ascent, descent, 0, advance, left, advance - right, right, 1, 0, 0, 0, 0, 0, 0, 0, 2),
    ]),
    hmtx: u16(advance, left, advance, 0),
    loca: u32(0, drawn.length, drawn.length),
    maxp: Buffer.concat([u32(0x10000), u16(2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)]),
    name: names(),
    post: Buffer.concat([u32(0x30000, 0), u16(-100, 50), u32(1, 0, 0, 0, 0)]),
  };
};

const checksum = (table: Buffer): number => {
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) sum = (sum + table.readUInt32BE(at)) % 2 ** 32;
  return sum;
};

/** The font as a TrueType file. */
export const barFont = (): Buffer => {
  const entries = Object.entries(tables()).map(([tag, content]) => ({
    tag,
    length: content.length,
    padded: Buffer.concat([content, Buffer.alloc((4 - (content.length % 4)) % 4)]),
  }));
  const power = 2 ** Math.floor(Math.log2(entries.length));
  const head = Buffer.concat([
    u32(0x10000),
    u16(entries.length, power * 16, Math.log2(power), (entries.length - power) * 16),
  ]);
  let offset = head.length + 16 * entries.length;
  const directory = entries.map(({ tag, length, padded }) => {
    const entry = Buffer.concat([Buffer.from(tag), u32(checksum(padded), offset, length)]);
    offset += padded.length;
    return entry;
  });
  return Buffer.concat([head, ...directory, ...entries.map(({ padded }) => padded)]);
};

/** A style sheet that shows all text of a page as bars. */
export const inBars = (): string => `
  @font-face { font-family: Bars; src: url(data:font/ttf;base64,${barFont().toString('base64')}); }
  *, *::before, *::after { font-family: Bars !important; font-synthesis: none !important; letter-spacing: 0 !important;
    font-variant-ligatures: none !important; caret-color: transparent !important; text-rendering: geometricPrecision !important;
    text-decoration: line-through currentcolor 0.6em !important; text-decoration-skip-ink: none !important; }
`;
