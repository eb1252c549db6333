import { rawLengthLimit } from '../../../../shared/domain/codes.ts';
import type { ScanEnd } from '../../../../shared/domain/scan-pace.ts';
import type { Settings } from '../../../../shared/domain/settings.ts';

/** The bytes of a line up to an end. */
export type Frame = {
  readonly bytes: Uint8Array;
  /** The end of the code; null if it stopped in the middle. */
  readonly end: ScanEnd | null;
};

type LineEnd = Settings['serialScanner']['end'];

const endBytes: Readonly<Record<LineEnd, readonly number[]>> = {
  line: [0x0d, 0x0a],
  tab: [0x09],
  etx: [0x03],
  pause: [],
};

/**
 * Splits the bytes of a serial line into codes. Without an end it keeps no more than a scan may hold: the rest is
 * discarded, and what is kept is refused as too long, like a wedge's scan. CR, LF and ends without bytes before them are not codes.
 */
export class Framer {
  readonly #lineEnd: LineEnd;
  readonly #held = new Uint8Array(rawLengthLimit);
  #length = 0;

  constructor(lineEnd: LineEnd) {
    this.#lineEnd = lineEnd;
  }

  /** Adds bytes in pieces of any size, and returns the codes that are complete now. */
  take(bytes: Uint8Array): readonly Frame[] {
    const frames: Frame[] = [];
    for (const byte of bytes)
      if (endBytes[this.#lineEnd].includes(byte)) {
        if (this.#length > 0) frames.push(this.#cut(this.#lineEnd));
      } else if (this.#length < this.#held.length) {
        this.#held[this.#length] = byte;
        this.#length += 1;
      }
    return frames;
  }

  /** Called after a pause: ends the current code. */
  silence(): Frame | null {
    if (this.#length === 0) return null;
    // Much too long for the beginning of a code: it is refused for its length, which is more helpful to staff.
    const isFull = this.#length === this.#held.length;
    return this.#cut(this.#lineEnd === 'pause' || isFull ? 'pause' : null);
  }

  #cut(end: ScanEnd | null): Frame {
    const bytes = this.#held.slice(0, this.#length);
    this.#length = 0;
    return { bytes, end };
  }
}

/** More codes than this per second come from a fault, not from a person. */
const maxPerSecond = 100;

/** Detects a scanner that sends codes nonstop. Once over the limit, it stays so until the line is quiet. */
export class RateLimit {
  #sinceMs = Number.NEGATIVE_INFINITY;
  #count = 0;

  /** Counts a code and returns whether the limit is exceeded. */
  isTooMuch(nowMs: number): boolean {
    if (this.#count <= maxPerSecond && nowMs - this.#sinceMs >= 1_000) {
      this.#sinceMs = nowMs;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count > maxPerSecond;
  }
}
