import { constants, deflateRawSync } from 'node:zlib';

/** A packed part of a ZIP file, and its unpacked size. */
export type PackedPart = { readonly packed: Buffer; readonly sizeBytes: number };

// With fixed codes the ratio is at most 150, as for real tables: a higher one is refused unread.
const flushed = (text: string): Buffer =>
  deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH, strategy: constants.Z_FIXED });

/**
 * Packs a text that is never whole in memory: the repeated part is packed once and copied.
 * @param times how often the middle is repeated between the beginning and the end.
 */
export const packedText = (before: string, middle: string, times: number, after: string): PackedPart => {
  const perBlock = Math.max(1, Math.min(times, Math.ceil(1_048_576 / middle.length)));
  const block = middle.repeat(perBlock);
  const blocks = Math.ceil(times / perBlock);
  const packed = flushed(block);
  return {
    packed: Buffer.concat([flushed(before), ...Array<Buffer>(blocks).fill(packed), deflateRawSync(after)]),
    sizeBytes: Buffer.byteLength(before) + blocks * Buffer.byteLength(block) + Buffer.byteLength(after),
  };
};
