import { rawLengthLimit } from '../../../../shared/domain/codes.ts';
import type { ScanEnd } from '../../../../shared/domain/scan-pace.ts';
import type { Settings } from '../../../../shared/domain/settings.ts';

/** What a line sent up to an end. */
export type Frame = {
  readonly bytes: Uint8Array;
  /** What ended it; null where it stopped in the middle. */
  readonly end: ScanEnd | null;
};

export type Framer = {
  /** Takes what came, in pieces of any size, and gives the codes that are whole now. */
  readonly take: (bytes: Uint8Array) => readonly Frame[];
  /** Nothing came for a while: what was begun is over. */
  readonly silence: () => Frame | null;
  /** The line is gone, and with it what was begun. */
  readonly reset: () => void;
};

type LineEnd = Settings['serialScanner']['end'];

const endBytes: Readonly<Record<LineEnd, readonly number[]>> = {
  line: [0x0d, 0x0a],
  tab: [0x09],
  etx: [0x03],
  pause: [],
};

/**
 * Cuts what a serial line sends into codes. However much comes without an end, it keeps no more than a scan may hold: the rest is
 * forgotten, and what is kept is refused as too long, as a wedge's would be. CR and LF, and ends without anything before them, are no codes.
 */
export const createFramer = (lineEnd: LineEnd): Framer => {
  const ends = endBytes[lineEnd];
  const held = new Uint8Array(rawLengthLimit);
  let length = 0;
  const cut = (end: ScanEnd | null): Frame => {
    const bytes = held.slice(0, length);
    length = 0;
    return { bytes, end };
  };
  return {
    take: (bytes) => {
      const frames: Frame[] = [];
      for (const byte of bytes)
        if (ends.includes(byte)) {
          if (length > 0) frames.push(cut(lineEnd));
        } else if (length < held.length) {
          held[length] = byte;
          length += 1;
        }
      return frames;
    },
    silence: () => {
      if (length === 0) return null;
      // Much too long is no front of a code: it is refused for its length, which tells staff more.
      const isFull = length === held.length;
      return cut(lineEnd === 'pause' || isFull ? 'pause' : null);
    },
    reset: () => {
      length = 0;
    },
  };
};

/** More codes than this in a second come from a fault, not from a hand. */
const mostPerSecond = 100;

export type RateLimit = {
  /** Counts one code more. */
  readonly isTooMuch: (nowMs: number) => boolean;
  /** It was quiet: what comes now is counted anew. */
  readonly reset: () => void;
};

/** Tells a scanner that sends codes without stopping. Once it is too much it stays so until it was quiet. */
export const createRateLimit = (): RateLimit => {
  let sinceMs = Number.NEGATIVE_INFINITY;
  let count = 0;
  return {
    isTooMuch: (nowMs) => {
      if (count <= mostPerSecond && nowMs - sinceMs >= 1_000) {
        sinceMs = nowMs;
        count = 0;
      }
      count += 1;
      return count > mostPerSecond;
    },
    reset: () => {
      sinceMs = Number.NEGATIVE_INFINITY;
      count = 0;
    },
  };
};
