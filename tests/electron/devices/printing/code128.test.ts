import { describe, expect, test } from 'vitest';
import { dotMm, drawCode128, encodeCode128 } from '../../../../electron/main/devices/printing/code128.ts';

const roll58 = { widthMm: 48, barsMm: 13, longestMm: 220 };
const sizeOf = (markup: string | undefined) => {
  const size = /style="width:([\d.]+)mm;height:([\d.]+)mm"/.exec(markup ?? '');
  return { width: Number(size?.[1]), height: Number(size?.[2]) };
};

describe('drawCode128', () => {
  test('draws bars of whole printer dots, as wide as possible', () => {
    const short = sizeOf(drawCode128('N-31234', roll58)?.markup);
    expect(short.width / dotMm / (encodeCode128('N-31234')?.length ?? 0)).toBeCloseTo(3, 2);
    expect(short.height).toBe(13);
    const longer = sizeOf(drawCode128('01MAIN0000101', roll58)?.markup);
    expect(longer.width / dotMm / (encodeCode128('01MAIN0000101')?.length ?? 0)).toBeCloseTo(2, 2);
    expect(longer.width).toBeLessThanOrEqual(48);
  });

  test('draws a long barcode upright rather than too fine to scan', () => {
    const upright = sizeOf(drawCode128('01FALSC_USF_1234567890123', roll58)?.markup);
    expect(upright.width).toBe(13);
    expect(upright.height).toBeGreaterThan(48);
  });

  test('returns null for a text longer than the paper allows', () => {
    expect(drawCode128('x'.repeat(64), { ...roll58, longestMm: 100 })).toBeNull();
    expect(drawCode128('x'.repeat(64), roll58)).not.toBeNull();
  });
});
