import {
  type Place,
  backslash,
  closeBrace,
  closeBracket,
  comma,
  expected,
  isScalarByte,
  isSpace,
  lineFeed,
  openBrace,
  openBracket,
  quote,
  separators,
} from './json-places.ts';
import { type Section, isSection, maxRowDepth } from '../sections.ts';
import { type Run, RowRuns } from './row-runs.ts';
import { t } from '../../../../shared/words/words.ts';

/** The place where the text is no longer JSON. */
type Break = {
  /** 0-based offset in the file. */
  readonly byte: number;
  /** The reason, as the end of a sentence. */
  readonly why: string;
  /** The row that is broken, if any. */
  readonly section: Section | null;
  readonly row: number;
};

/** The structure of a library file, found in one pass without keeping any row. */
export type Outline = {
  /** The strings, numbers and literals at the top level (`format`, `version`). */
  readonly values: ReadonlyMap<string, unknown>;
  readonly runs: readonly Run[];
  /** Sections whose value is not a list. */
  readonly notLists: readonly Section[];
  readonly broken: Break | null;
};

const maxTopLevelBytes = 4_096;
/** The top-level names, other than sections, whose values are kept. */
const namesKept: readonly string[] = ['format', 'version'];

/**
 * Finds the sections and rows of a library file in a stream of bytes. It parses just enough JSON for that: strings, brackets
 * and the two outer levels. `JSON.parse` checks each row later. Sections may come in any order and more than once.
 * (Our own, because a streaming JSON library took three times as long for the same rows and gives up at the first broken one.)
 */
export class Outliner {
  private readonly values = new Map<string, unknown>();
  private readonly rows = new RowRuns();
  private readonly notLists = new Set<Section>();
  private broken: Break | null = null;

  private place: Place = 'start';
  private offset: number;
  private key = '';
  private section: Section | null = null;

  // The kind of the current value, and for one with brackets the nesting depth.
  private passing: 'none' | 'string' | 'scalar' | 'container' = 'none';
  private inString = false;
  private escaped = false;
  private depth = 0;
  private deepest = 0;
  private valuesSeen = 0;
  private readonly brackets = new Uint8Array(maxRowDepth + 1);
  private valueStart = 0;
  private kept: number[] | null = null;

  /** @param offset the file offset of the first byte (3 after a UTF-8 byte order mark). */
  constructor(offset: number) {
    this.offset = offset;
  }

  /** Parses the next bytes of the file. Returns false if the text is broken and no more bytes are needed. */
  push(bytes: Uint8Array): boolean {
    let at = 0;
    while (at < bytes.length && !this.broken) {
      if (this.passing === 'container') at = this.passContainer(bytes, at);
      else if (this.passing !== 'none') at = this.passSimple(bytes, at);
      else {
        const byte = bytes[at] as number;
        if (!isSpace(byte)) this.step(byte, this.offset + at);
        at += 1;
      }
    }
    this.offset += bytes.length;
    return this.broken === null;
  }

  /** Returns the outline. Call it once, after the last `push`. */
  end(): Outline {
    if (!this.broken && (this.passing === 'string' || this.passing === 'container'))
      this.breakAt(this.offset, t('the file ends in the middle of a value'));
    else if (!this.broken && this.place !== 'end') this.breakAt(this.offset, t('the file ends too early'));
    this.rows.close();
    return { values: this.values, runs: this.rows.runs, notLists: [...this.notLists], broken: this.broken };
  }

  private breakAt(byte: number, why: string): void {
    const { section } = this;
    const inRow = this.place === 'after-element' && this.passing !== 'none';
    const row = section === null ? 0 : this.rows.count(section) + (inRow ? 1 : 0);
    this.broken = { byte, why, section: inRow ? section : null, row };
  }

  /** Parses one byte outside of a value. */
  private step(byte: number, at: number): void {
    switch (this.place) {
      case 'key-or-end':
      case 'key':
        if (byte === quote) this.beginValue(byte, at, 'colon', true);
        else if (byte === closeBrace && this.place === 'key-or-end') this.place = 'end';
        else this.breakAt(at, expected[this.place]);
        return;
      case 'value':
        this.beginTopValue(byte, at);
        return;
      case 'element-or-end':
      case 'element':
        if (byte === closeBracket && this.place === 'element-or-end') this.endSection();
        else this.beginValue(byte, at, 'after-element', false);
        return;
      case 'after-element':
        if (byte === closeBracket) {
          this.endSection();
          return;
        }
        break;
      case 'after-value':
        if (byte === closeBrace) {
          this.place = 'end';
          return;
        }
        break;
      case 'start':
      case 'colon':
      case 'end':
    }
    const next = separators[this.place];
    if (next?.byte === byte) this.place = next.place;
    else this.breakAt(at, expected[this.place]);
  }

  private beginTopValue(byte: number, at: number): void {
    if (isSection(this.key)) {
      if (byte === openBracket) {
        this.section = this.key;
        this.place = 'element-or-end';
        return;
      }
      this.notLists.add(this.key);
    }
    this.beginValue(byte, at, 'after-value', true);
  }

  private beginValue(byte: number, at: number, next: Place, keep: boolean): void {
    if (byte === quote) this.passing = 'string';
    else if (byte === openBrace || byte === openBracket) this.passing = 'container';
    else if (isScalarByte(byte)) this.passing = 'scalar';
    else {
      this.breakAt(at, expected[this.place]);
      return;
    }
    this.valueStart = at;
    this.kept = keep && this.passing !== 'container' ? [byte] : null;
    this.inString = byte === quote;
    this.depth = 1;
    this.deepest = 1;
    this.valuesSeen = 1;
    this.brackets[1] = byte;
    this.place = next;
    if (next === 'colon') this.key = '';
  }

  private endValue(end: number): void {
    this.passing = 'none';
    if (this.place === 'after-element') this.addRow(end);
    else if (this.kept) this.keepValue(Buffer.from(this.kept).toString('utf8'));
  }

  private keepValue(text: string): void {
    this.kept = null;
    try {
      const value: unknown = JSON.parse(text);
      if (this.place === 'colon') this.key = String(value);
      else if (namesKept.includes(this.key)) this.values.set(this.key, value);
    } catch {
      this.breakAt(this.valueStart, t('the value is not valid'));
    }
  }

  private addRow(end: number): void {
    if (this.section === null) return;
    const row = { start: this.valueStart, end, values: this.valuesSeen, depth: this.deepest };
    if (!this.rows.add(this.section, row))
      this.breakAt(end, t('the file has more rows or lists than any library would need'));
  }

  private endSection(): void {
    this.rows.close();
    this.section = null;
    this.place = 'after-value';
  }

  /** The hot loop: skips over the inside of a value with brackets. Returns the index after the last byte it read. */
  private passContainer(bytes: Uint8Array, from: number): number {
    const { brackets } = this;
    let at = from;
    let { depth, valuesSeen } = this;
    while (at < bytes.length) {
      if (this.inString) {
        at = this.passString(bytes, at);
        if (this.broken) return at;
        continue;
      }
      const byte = bytes[at++] as number;
      if (byte === quote) this.inString = true;
      else if (byte === comma) valuesSeen += 1;
      else if (byte === openBrace || byte === openBracket) {
        depth += 1;
        valuesSeen += 1;
        if (depth > this.deepest) this.deepest = depth;
        // A deeper row is refused anyway, so its innermost brackets need not match.
        if (depth <= maxRowDepth) brackets[depth] = byte;
      } else if (byte === closeBrace || byte === closeBracket) {
        // In ASCII, an opening bracket and its closing one are two apart.
        if (depth <= maxRowDepth && brackets[depth] !== byte - 2) {
          this.breakAt(this.offset + at - 1, t('a closing bracket has no opening bracket'));
          return at;
        }
        depth -= 1;
        if (depth === 0) {
          this.valuesSeen = valuesSeen;
          this.endValue(this.offset + at);
          return at;
        }
      }
    }
    this.depth = depth;
    this.valuesSeen = valuesSeen;
    return at;
  }

  /** Skips over the inside of a string, including its closing quote. */
  private passString(bytes: Uint8Array, from: number): number {
    const { length } = bytes;
    let at = from;
    if (this.escaped && at < length) {
      this.escaped = false;
      at += 1;
    }
    while (at < length) {
      const byte = bytes[at++] as number;
      if (byte === quote) {
        this.inString = false;
        return at;
      }
      if (byte === backslash) {
        if (at === length) this.escaped = true;
        else at += 1;
      } else if (byte === lineFeed) {
        this.breakAt(this.offset + at - 1, t('text in quotes is not closed on its line'));
        return at;
      }
    }
    return at;
  }

  /** Skips over a string, number or literal outside of a row. Those at the top level are kept. */
  private passSimple(bytes: Uint8Array, from: number): number {
    let at = from;
    if (this.passing === 'string') at = this.passString(bytes, at);
    else while (at < bytes.length && isScalarByte(bytes[at] as number)) at += 1;
    if (this.kept && this.kept.length + at - from > maxTopLevelBytes) this.kept = null;
    for (let i = from; this.kept && i < at; i += 1) this.kept.push(bytes[i] as number);
    if (this.broken) return at;
    if (this.passing === 'string' ? !this.inString : at < bytes.length) this.endValue(this.offset + at);
    return at;
  }
}
