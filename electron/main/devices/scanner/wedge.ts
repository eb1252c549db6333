import { slowLength, defaultPace, type ScanEnd, type ScanPace } from '../../../../shared/domain/scan-pace.ts';

/** A key event, before it reaches the page. All times are milliseconds of one clock. */
export type KeyEvent = {
  readonly type: 'down' | 'up';
  /** As in KeyboardEvent.key and .code. The code is empty for keys that are not in the layout. */
  readonly key: string;
  readonly code: string;
  /** When it was handled. */
  readonly timeMs: number;
  /** The earliest time at which it can have been pressed: before `timeMs` if the process was busy and it had to wait. */
  readonly earliestMs: number;
  readonly isAutoRepeat: boolean;
  /** `none` types a character (Shift and AltGr included), `control` is Ctrl alone, `other` is any other combination. */
  readonly chord: 'none' | 'control' | 'other';
};

export type Decision = {
  /** Keeps the event from the page. */
  readonly swallow: boolean;
  /** The text of a scan that ended with this event, without the terminator. */
  readonly scan?: string;
  /** A swallowed release of the space bar, which the page gets after all unless another character follows immediately. */
  readonly heldBack?: true;
  /** This press continues a possible scan, so a held-back key belongs to it. */
  readonly inBurst?: true;
};

/** For codes of one or two characters, which two fingers can press almost at the same time. */
const shortGapLimitMs = 15;
const shortLength = 2;
/** After this many characters at a scanner's pace it is certainly a scanner. */
const sureLength = 4;
/**
 * A radio link or a busy system delays keys. Such pauses are allowed, a few per scan: long ones if this is certainly or
 * probably a scanner, a short one if it is unknown. Otherwise half a code would count as a whole one.
 */
const pauseLimitMs = { sure: 500, unsure: 60, beforeTerminator: 300 } as const;
// A slow scanner's gap adds to a pause.
const unsurePauseMs = ({ gapMs }: ScanPace): number => pauseLimitMs.unsure + gapMs - defaultPace.gapMs;
const pausesLimit = (length: number): number => 1 + Math.floor(length / 4);
/**
 * Input that begins within the first time after a scan is probably another scan; input that is complete within the second certainly is.
 */
const nextScanLimitMs = { begins: 1000, comesWhole: 400 } as const;
/** A scanner that ends with CR and LF sends the second one within this time, even to a busy process. */
const secondTerminatorLimitMs = 250;
/** Scanners press a key for less than this, fingers for longer. */
const pressLimitMs = 20;
/** The most characters kept of a scan, which is then refused as too long. */
const textLimit = 4096;

type Burst = {
  readonly text: string;
  readonly length: number;
  /** The earliest time of the first character, its time, and the time of the last one. */
  readonly sinceMs: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly pauses: number;
  /** The longest gap between two characters, without pauses. */
  readonly longestGapMs: number;
  /** When the previous scan ended. */
  readonly scanBeforeMs: number;
  /** The number of keys that waited before the first character while the process was busy: they too were pressed since `sinceMs`. */
  readonly keysBefore: number;
};

const pass: Decision = { swallow: false };
const swallow: Decision = { swallow: true };

// Keys that accompany characters (Shift) or type nothing themselves.
const silentKeys = new Set(
  'Shift Control Alt AltGraph Meta CapsLock NumLock ScrollLock Fn Dead Process Unidentified'.split(' '),
);

const physicalKey = (event: KeyEvent): string => event.code || event.key;

/** Whether a key types a character. */
export const typesCharacter = (event: KeyEvent): boolean =>
  event.chord === 'none' && [...event.key].length === 1;

// CR and LF may also arrive as the Ctrl combinations for these control characters.
const terminators: Readonly<Record<string, ScanEnd>> = {
  'none Enter': 'enter',
  'none Tab': 'tab',
  'control j': 'ctrl-j',
  'control m': 'ctrl-m',
};

/** Returns the terminator that a key is; null for any other key. */
export const terminatorOf = ({ chord, key }: KeyEvent): ScanEnd | null =>
  terminators[`${chord} ${chord === 'control' ? key.toLowerCase() : key}`] ?? null;

const leastGapMs = (burst: Burst, event: KeyEvent): number => Math.max(0, event.earliestMs - burst.lastMs);

const isAtUsualPace = ({ length, sinceMs, lastMs, keysBefore }: Burst): boolean =>
  lastMs - sinceMs <= defaultPace.meanMs * (keysBefore + length - 1);

/** At a slow pace, more characters are needed to recognise a scanner, and the pace alone does not identify a following scan. */
const isSure = (burst: Burst, pace: ScanPace): boolean => {
  const { length, sinceMs, lastMs, scanBeforeMs, keysBefore, longestGapMs } = burst;
  const comesWhole = lastMs - scanBeforeMs <= nextScanLimitMs.comesWhole && longestGapMs <= defaultPace.gapMs;
  if (length >= sureLength && (comesWhole || isAtUsualPace(burst))) return true;
  return length >= slowLength && lastMs - sinceMs <= pace.meanMs * (keysBefore + length - 1);
};

const mayPause = (burst: Burst, pace: ScanPace): boolean =>
  isSure(burst, pace) || burst.firstMs - burst.scanBeforeMs <= nextScanLimitMs.begins;

const gapFits = (burst: Burst, event: KeyEvent, pace: ScanPace): boolean => {
  const gapMs = leastGapMs(burst, event);
  if (gapMs <= pace.gapMs) return true;
  const limitMs = mayPause(burst, pace) ? pauseLimitMs.sure : unsurePauseMs(pace);
  return gapMs <= limitMs && burst.pauses < pausesLimit(burst.length);
};

const begun = (event: KeyEvent, before: Pick<Burst, 'scanBeforeMs' | 'keysBefore'>): Burst => ({
  text: event.key,
  length: 1,
  sinceMs: event.earliestMs,
  firstMs: event.timeMs,
  lastMs: event.timeMs,
  pauses: 0,
  longestGapMs: 0,
  ...before,
});

const continued = (burst: Burst, event: KeyEvent, pace: ScanPace): Burst => {
  const gapMs = leastGapMs(burst, event);
  const isPause = gapMs > pace.gapMs;
  return {
    ...burst,
    text: burst.text.length < textLimit ? burst.text + event.key : burst.text,
    length: burst.length + 1,
    // A pause within a scan says nothing about the scanner's pace.
    sinceMs: isPause && mayPause(burst, pace) ? burst.sinceMs + gapMs : burst.sinceMs,
    lastMs: event.timeMs,
    pauses: isPause ? burst.pauses + 1 : burst.pauses,
    longestGapMs: Math.max(burst.longestGapMs, isPause ? 0 : gapMs),
  };
};

/** A text that is too short for a slow scanner must keep to the usual pace, in each of its gaps. */
const paceOf = (burst: Burst, pace: ScanPace): ScanPace => (burst.length < slowLength ? defaultPace : pace);

const endsScan = (burst: Burst, event: KeyEvent, slowest: ScanPace): boolean => {
  const gapMs = leastGapMs(burst, event);
  if (isSure(burst, slowest)) return gapMs <= pauseLimitMs.beforeTerminator;
  const isShort = burst.length <= shortLength;
  // Space, Enter and Tab alone are used by people and assistive programs to operate the page.
  if (isShort && burst.text.trim() === '') return false;
  const pace = paceOf(burst, slowest);
  const longestMs = event.timeMs - burst.sinceMs;
  return (
    Math.max(gapMs, burst.longestGapMs) <= pace.gapMs &&
    gapMs <= (isShort ? shortGapLimitMs : pace.gapMs) &&
    longestMs <= (isShort ? shortGapLimitMs : pace.meanMs) * (burst.keysBefore + burst.length)
  );
};

/**
 * Distinguishes a keyboard-wedge scanner from a person by the pace of the keys.
 *
 * A scan is a run of characters at most 35 ms apart and 25 ms on average (15 ms for one or two), followed by Enter, Tab, Ctrl+J or Ctrl+M
 * at the same pace; a slower scanner has shown its pace in a test. Whether the run *continues* depends on the shortest gaps that the
 * times allow; whether it was a *scanner*, on the longest. So text typed while the process was busy counts as typing, and a scan that
 * arrives all at once is still complete.
 *
 * Characters reach the page immediately, whoever types them. Keys that would press a button are kept from it: the terminator, spaces once
 * this is certainly a scanner, and Ctrl combinations in the middle (GS of a GS1 label arrives as Ctrl+]). The space bar acts on release:
 * early in a run its release is held back if it came faster than a finger's.
 *
 * Not covered: Alt with the number pad (a scanner set to "universal" keyboard). Its input counts as typing.
 */
export class Wedge {
  readonly #pace: () => ScanPace;
  #burst: Burst | null = null;
  #endedMs = Number.NEGATIVE_INFINITY;
  #heldBlank: { readonly key: string; readonly sinceMs: number; readonly pressedMs: number } | null = null;
  readonly #swallowed = new Set<string>();
  /** The number of presses that waited while the process was busy, and since when. */
  #waited = { sinceMs: Number.NaN, presses: 0 };

  /** @param pace the slowest pace of this workstation's scanner; read at each key, because the settings may change. */
  constructor(pace: () => ScanPace = () => defaultPace) {
    this.#pace = pace;
  }

  /** Decides about a key event. Events must be passed in order. */
  decide(event: KeyEvent): Decision {
    return event.type === 'down' ? this.#onPress(event) : this.#onRelease(event);
  }

  #onPress(event: KeyEvent): Decision {
    if (event.isAutoRepeat) return this.#swallowed.has(physicalKey(event)) ? swallow : pass;
    this.#swallowed.delete(physicalKey(event));
    if (silentKeys.has(event.key)) return pass;
    const { sinceMs, presses } = this.#waited;
    this.#waited = { sinceMs: event.earliestMs, presses: event.earliestMs === sinceMs ? presses + 1 : 0 };
    if (terminatorOf(event) !== null) return this.#onTerminator(event);
    return typesCharacter(event) ? this.#onCharacter(event) : this.#onOther(event);
  }

  #swallowPress(event: KeyEvent): Decision {
    this.#swallowed.add(physicalKey(event));
    return swallow;
  }

  #onCharacter(event: KeyEvent): Decision {
    const pace = this.#pace();
    const before = this.#burst;
    const goesOn = before !== null && gapFits(before, event, pace);
    const isAtPace = before !== null && leastGapMs(before, event) <= pace.gapMs;
    const burst =
      before !== null && goesOn
        ? continued(before, event, pace)
        : begun(event, { scanBeforeMs: this.#endedMs, keysBefore: this.#waited.presses });
    this.#burst = burst;
    this.#endedMs = Number.NEGATIVE_INFINITY;
    if (event.key === ' ') {
      if (isAtPace && isSure(burst, pace)) return { ...this.#swallowPress(event), inBurst: true };
      this.#heldBlank = { key: physicalKey(event), sinceMs: event.earliestMs, pressedMs: event.timeMs };
    }
    return goesOn ? { swallow: false, inBurst: true } : pass;
  }

  #onTerminator(event: KeyEvent): Decision {
    const ended = this.#burst;
    this.#burst = null;
    if (ended !== null && endsScan(ended, event, this.#pace())) {
      this.#endedMs = event.timeMs;
      // A space bar that is still down belongs to the scan too.
      const blank = this.#heldBlank;
      if (blank !== null && blank.sinceMs >= ended.sinceMs) this.#swallowed.add(blank.key);
      return { ...this.#swallowPress(event), scan: ended.text, inBurst: true };
    }
    const isSecond =
      event.earliestMs - this.#endedMs <= this.#pace().gapMs &&
      event.timeMs - this.#endedMs <= secondTerminatorLimitMs;
    this.#endedMs = Number.NEGATIVE_INFINITY;
    return isSecond ? this.#swallowPress(event) : pass;
  }

  #onOther(event: KeyEvent): Decision {
    const burst = this.#burst;
    const pace = this.#pace();
    if (event.chord === 'control' && burst !== null && isSure(burst, pace) && gapFits(burst, event, pace)) {
      this.#burst = { ...burst, lastMs: event.timeMs };
      return { ...this.#swallowPress(event), inBurst: true };
    }
    this.#burst = null;
    this.#endedMs = Number.NEGATIVE_INFINITY;
    return pass;
  }

  #onRelease(event: KeyEvent): Decision {
    if (this.#swallowed.delete(physicalKey(event))) return swallow;
    const blank = this.#heldBlank;
    if (blank?.key !== physicalKey(event)) return pass;
    // The shortest press that the times allow: a key that is held back by mistake is given back.
    const pressMs = event.earliestMs - blank.pressedMs;
    const burst = this.#burst;
    const cameMore = burst !== null && isSure(burst, this.#pace()) && burst.lastMs > blank.pressedMs;
    this.#heldBlank = null;
    if (cameMore) return swallow;
    return pressMs <= pressLimitMs ? { swallow: true, heldBack: true } : pass;
  }
}
