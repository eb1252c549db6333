import { constants, deflateRawSync } from 'node:zlib';

/** A part of a ZIP file as it is packed, and what it unpacks to. */
export type PackedPart = { readonly packed: Buffer; readonly sizeBytes: number };

// With fixed codes it packs to a hundred-and-fiftieth at most, as tables may: what packs better is refused unread.
const flushed = (text: string): Buffer =>
  deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH, strategy: constants.Z_FIXED });

/**
 * A text packed without ever being whole in memory: what repeats is packed once and copied.
 * @param times how often the middle stands between the beginning and the end.
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
