import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { markColours, markPath } from '../../../shared/domain/face.ts';
import { contrast } from '../../support/contrast.ts';

const resources = join(projectFolder, 'resources');
const read = (...path: string[]): Buffer => readFileSync(join(resources, ...path));
const sizeOf = (png: Buffer): number[] => [png.readUInt32BE(16), png.readUInt32BE(20)];

test('the logo file has the path and the colours that the program draws', () => {
  const svg = read('mark.svg').toString();
  for (const part of [markPath, markColours.light, markColours.dark]) expect(svg).toContain(part);
  expect(svg.match(/<path/gu)).toHaveLength(1);
});

test('the style sheets have its colours too', () => {
  const tokens = readFileSync(join(projectFolder, 'renderer/src/app/tokens.css'), 'utf8');
  const found = [...tokens.matchAll(/--desk-mark: (#\w+)/gu)].map(([, colour]) => colour);
  expect(found).toEqual([markColours.light, markColours.dark]);
});

test.each([
  [markColours.light, ['#ffffff', '#f6f7f9', '#e8f1fb']],
  [markColours.dark, ['#242424', '#1d1f22', '#1c2f47']],
])('it has enough contrast on every background: %s', (colour, grounds) => {
  for (const ground of grounds) expect(contrast(colour, ground)).toBeGreaterThan(3);
});

test('each system gets its icon in every size that it shows, and all files are small', () => {
  const ico = read('installer', 'icon.ico');
  const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, at) => ico[6 + 16 * at]);
  // 256 does not fit into a byte.
  expect(sizes).toEqual([16, 24, 32, 48, 64, 0]);
  const icns = read('installer', 'icon.icns');
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  expect(icns.includes('ic09')).toBe(true);
  const pictures = readdirSync(join(resources, 'installer', 'icons'));
  expect(pictures).toContain('512x512.png');
  for (const name of pictures) {
    const side = Number.parseInt(name, 10);
    expect(sizeOf(read('installer', 'icons', name)), name).toEqual([side, side]);
  }
  expect(sizeOf(read('icon.png'))).toEqual([256, 256]);
  expect(Math.max(ico.length, icns.length)).toBeLessThan(100_000);
});
