import { rawLengthLimit } from '../../../../shared/domain/codes.ts';
import type { ScanEnd } from '../../../../shared/domain/scan-pace.ts';
import type { Settings } from '../../../../shared/domain/settings.ts';

/** What a line sent up to an end. */
export type Frame = {
  readonly bytes: Uint8Array;
  /** What ended it; null where it stopped in the middle. */
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
 * Cuts what a serial line sends into codes. However much comes without an end, it keeps no more than a scan may hold: the rest is
 * forgotten, and what is kept is refused as too long, as a wedge's would be. CR and LF, and ends without anything before them, are no codes.
 */
export class Framer {
  readonly #lineEnd: LineEnd;
  readonly #held = new Uint8Array(rawLengthLimit);
  #length = 0;

  constructor(lineEnd: LineEnd) {
    this.#lineEnd = lineEnd;
  }

  /** Takes what came, in pieces of any size, and gives the codes that are whole now. */
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

  /** Nothing came for a while: what was begun is over. */
  silence(): Frame | null {
    if (this.#length === 0) return null;
    // Much too long is no front of a code: it is refused for its length, which tells staff more.
    const isFull = this.#length === this.#held.length;
    return this.#cut(this.#lineEnd === 'pause' || isFull ? 'pause' : null);
  }

  #cut(end: ScanEnd | null): Frame {
    const bytes = this.#held.slice(0, this.#length);
    this.#length = 0;
    return { bytes, end };
  }
}

/** More codes than this in a second come from a fault, not from a hand. */
const mostPerSecond = 100;

/** Tells a scanner that sends codes without stopping. Once it is too much it stays so until it was quiet. */
export class RateLimit {
  #sinceMs = Number.NEGATIVE_INFINITY;
  #count = 0;

  /** Counts one code more. */
  isTooMuch(nowMs: number): boolean {
    if (this.#count <= mostPerSecond && nowMs - this.#sinceMs >= 1_000) {
      this.#sinceMs = nowMs;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count > mostPerSecond;
  }
}
