/** The pace that separates a scanner's keystrokes from a person's, in milliseconds. */
export type ScanPace = {
  /** Maximum gap between two characters. */
  readonly gapMs: number;
  /** Average gap. */
  readonly meanMs: number;
};

/** Fits almost every scanner; people take at least twice as long, over several keys. */
export const defaultPace: ScanPace = { gapMs: 35, meanMs: 25 };

/** Beyond this, a scanner cannot be told from a person. */
export const slowestPace: ScanPace = { gapMs: 140, meanMs: 90 };

/** At a slower pace than the usual one, codes shorter than this could be a person's typing: the usual pace applies to them. */
export const slowLength = 6;

/** Input to a test, as the program saw it: scanned or typed. */
export type TestScan = {
  readonly source: 'keys' | 'line';
  /** All characters, including control characters, without the terminator. */
  readonly text: string;
  /** The terminator; null if nothing more arrived for a while. */
  readonly end: ScanEnd | null;
  /** Accepted as a scan. */
  readonly taken: boolean;
  /** Of the keys, including the terminator; null for a line, which is not typed, and for a single key. */
  readonly pace: ScanPace | null;
};

/** What a scanner may send after a code. */
export const scanEnds = ['enter', 'tab', 'ctrl-j', 'ctrl-m', 'line', 'etx', 'pause'] as const;
export type ScanEnd = (typeof scanEnds)[number];

/** Why keys were taken for typing. */
export type WhyTyping = 'no-end' | 'short' | 'gap' | 'mean' | 'blank';

const keysFor = (text: string): number => [...text].length;

const isWithin = (one: ScanPace, limit: ScanPace): boolean =>
  one.gapMs <= limit.gapMs && one.meanMs <= limit.meanMs;

/**
 * Returns why the keys of a test were taken for typing, by the current limits; null for a scan.
 * @param pace the limits of this workstation.
 */
export const whyTyping = ({ taken, end, text, pace: seen }: TestScan, pace: ScanPace): WhyTyping | null => {
  if (taken) return null;
  if (end === null) return 'no-end';
  if (text.trim() === '') return 'blank';
  if (keysFor(text) < slowLength && (seen === null || !isWithin(seen, defaultPace))) return 'short';
  if (seen !== null && seen.gapMs > pace.gapMs) return 'gap';
  return seen !== null && seen.meanMs > pace.meanMs ? 'mean' : 'short';
};

// A scanner's clock is steady; the margin is for a busy system and for another label.
const withMargin = (ms: number): number => Math.ceil((ms * 1.3) / 5) * 5;

/**
 * Returns limits, with a margin, that would accept the keys of a test as a scan. Null if the current ones do, if the test was not a whole
 * code, and if it was as slow as a person.
 * @param pace the limits of this workstation.
 */
export const suggestedPace = (
  { source, taken, end, text, pace: seen }: TestScan,
  pace: ScanPace,
): ScanPace | null => {
  if (source !== 'keys' || taken || end === null || seen === null || keysFor(text) < slowLength) return null;
  const gapMs = Math.max(defaultPace.gapMs, pace.gapMs, withMargin(seen.gapMs));
  const wanted = { gapMs, meanMs: Math.max(defaultPace.meanMs, pace.meanMs, withMargin(seen.meanMs)) };
  return isWithin(wanted, slowestPace) && !isWithin(wanted, pace) ? wanted : null;
};

/** Returns how fast a person must type, in five-letter words per minute, to be taken for a scanner at this pace. */
export const wordsPerMinute = ({ meanMs }: ScanPace): number => Math.round(60_000 / meanMs / 5);

/**
 * Returns what a scanner sends around the code on a label, as a test showed.
 * @param label the text on the label.
 * @returns null if the test does not contain the code, or has more around it than a setting can hold.
 */
export const affixesAround = (
  text: string,
  label: string,
  longest: number,
): { readonly prefix: string; readonly suffix: string } | null => {
  const wanted = label.trim();
  const start = wanted === '' ? -1 : text.indexOf(wanted);
  if (start < 0) return null;
  const around = { prefix: text.slice(0, start), suffix: text.slice(start + wanted.length) };
  return around.prefix.length <= longest && around.suffix.length <= longest ? around : null;
};

/** Control characters by their names in scanner manuals. */
const controlNames =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

/** A piece of the input: visible characters, or the name of an invisible one. */
type SeenPiece = { readonly text: string; readonly isControl: boolean };

/** Returns the input with its invisible characters made visible. */
export const visiblePieces = (text: string): readonly SeenPiece[] => {
  const pieces: SeenPiece[] = [];
  for (const character of text) {
    const name = nameOfUnseen(character);
    const last = pieces.at(-1);
    if (name === null && last?.isControl === false)
      pieces[pieces.length - 1] = { text: last.text + character, isControl: false };
    else pieces.push({ text: name ?? character, isControl: name !== null });
  }
  return pieces;
};

const nameOfUnseen = (character: string): string | null => {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x20) return controlNames[point] ?? null;
  if (point === 0x7f) return 'DEL';
  return /[\p{Cc}\p{Cf}\p{Z}\p{Cs}\p{Co}\p{Cn}\uFFFD]/u.test(character) && character !== ' '
    ? `U+${point.toString(16).toUpperCase().padStart(4, '0')}`
    : null;
};
