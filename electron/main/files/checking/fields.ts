import { isCalendarDate } from '../../../../shared/domain/dates.ts';
import { readCode } from '../../../../shared/domain/codes.ts';
import type { CalendarDate, Code, Instant } from '../../../../shared/domain/ids.ts';
import { RowFault } from '../row-fault.ts';
import { readInstant } from './moments.ts';
import { locale } from '../../../../shared/words/language.ts';
import { t } from '../../../../shared/words/words.ts';

// The kinds of fields in a library file. Each defines how its value is read and written, so the shapes made from them
// (`library-shape.ts`) serve both directions. Not zod, because absent, null and wrong values need different handling, the faults are
// sentences for staff, and this code runs for every field of up to a million rows.

/** A value as the database stores it. */
export type Value = string | number | null;
/** The kind of record that a field refers to: by code in a file, by id in the database. */
export type Reference = 'library' | 'desk' | 'partner' | 'patron' | 'request';
export type CodeOf = (to: Reference, id: number) => string;

export type Field<T = unknown> = {
  /**
   * @param value undefined if the field is absent; most fields then stay undefined, so that an update keeps the stored value.
   * @param timeZone for moments without an offset.
   * @throws RowFault, with the path inside the value, if the value is not valid.
   */
  readonly read: (value: unknown, timeZone: string) => T;
  /** For a field stored in one column: what is stored if the file has no value. */
  readonly none: Value;
  /** For a field stored in one column: returns the value for a file; undefined leaves it out. */
  readonly write: (value: Value, codeOf: CodeOf) => unknown;
  /** For a reference: the kind of record. */
  readonly to?: Reference;
};

export const limits = {
  title: 10_000,
  name: 1_000,
  note: 10_000,
  short: 320,
  word: 64,
  listLength: 1_000,
} as const;

const same = (value: Value): Value => value;
/** Makes a kind of field from its reader. */
export const field = <T>(
  read: Field<T>['read'],
  none: Value = null,
  write: Field['write'] = same,
): Field<T> => ({
  read,
  none,
  write,
});

const shown = (value: unknown): string => {
  const words = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return words.length > 60 ? `${words.slice(0, 60)}…` : words;
};
/** Returns a fault for a value, with a sentence for staff. */
export const fault = (reason: string): RowFault => new RowFault('', reason);

// Control characters other than tab and line breaks, and lone surrogates: they must not be stored as text.
const noLetter = /[\p{Cc}\p{Cs}](?<![\t\n\r])/u;
const allNoLetters = /[\p{Cc}\p{Cs}](?<![\t\n\r])/gu;

const readText = (value: unknown, longest: number): string | undefined => {
  if (value === undefined) return undefined;
  if (value === null) return '';
  if (typeof value !== 'string')
    throw fault(t('{value} is not text. Put it in quotes.', { value: shown(value) }));
  const read = (noLetter.test(value) ? value.replace(allNoLetters, ' ') : value).trim();
  if (read.length > longest)
    throw fault(
      t('The text has {textCount} characters. Shorten it to {maxLength}.', {
        textCount: read.length,
        maxLength: longest,
      }),
    );
  return read;
};

/** A text, trimmed; null counts as empty. Control characters and lone surrogates become spaces. */
export const text = (longest: number, none: '' | null = ''): Field<string | undefined> =>
  field((value) => readText(value, longest), none);

// A fast check for codes that `readCode` would return unchanged; it matches nearly every code.
const plainCode = /^[0-9A-Za-z][0-9A-Za-z._/-]{0,63}$/;

const readCodeField = (value: unknown): Code | null | undefined => {
  if (value === undefined) return undefined;
  if (value === null || value === '') return null;
  if (typeof value !== 'string')
    throw fault(t('{value} is not text. Put it in quotes to keep leading zeros.', { value: shown(value) }));
  if (plainCode.test(value)) return value as Code;
  const read = readCode(value);
  if (read.ok) return read.code;
  if (read.why === 'empty') return null;
  throw fault(t('“{value}” is not a valid code. Use 1 to 64 printable characters.', { value: shown(value) }));
};

/** A code (barcode, external identifier, code of a desk …), normalised like a scanned one. Null or empty: none. */
export const code: Field<Code | null | undefined> = field(readCodeField, '');

/** The code of a record elsewhere in the file or in the database. */
export const reference = (to: Reference): Field<Code | null | undefined> => ({
  ...field(readCodeField, null, (id, codeOf) => id && codeOf(to, Number(id))),
  to,
});

/** A boolean, stored as 0 or 1. */
export const flag: Field<0 | 1 | undefined> = field(
  (value) => {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'boolean') return value ? 1 : 0;
    throw fault(
      t('{value} is not true or false. Use true or false without quotes.', { value: shown(value) }),
    );
  },
  0,
  (value) => value === 1,
);

/** A whole number within bounds. Null: unknown. */
export const count = (least: number, most: number): Field<number | null | undefined> =>
  field((value) => {
    if (value === undefined || value === null) return value;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    throw fault(
      t('{value} is not a whole number from {least} to {most}. Leave the field out if it is unknown.', {
        value: shown(value),
        least: least.toLocaleString(locale),
        most: most.toLocaleString(locale),
      }),
    );
  }, 0);

export const day: Field<CalendarDate | null | undefined> = field((value) => {
  if (value === undefined || value === null) return value;
  if (value === '') return null;
  if (typeof value === 'string' && isCalendarDate(value)) return value;
  throw fault(t('“{value}” is not a valid date. Use the form 2027-01-15.', { value: shown(value) }));
});

/** A day that is stored as text; empty: none. */
export const dayText: Field<string | undefined> = field((value, timeZone) => {
  const read = day.read(value, timeZone);
  return read === null ? '' : read;
}, '');

/** A moment. Without an offset it is read in the library's time zone. */
export const moment: Field<Instant | null | undefined> = field(
  (value, timeZone) => {
    if (value === undefined || value === null) return value;
    if (value === '') return null;
    const instant = typeof value === 'string' ? readInstant(value, timeZone) : null;
    if (instant !== null) return instant;
    throw fault(
      t('“{value}” is not a valid date and time. Use the form 2026-11-02T09:30:00Z.', {
        value: shown(value),
      }),
    );
  },
  null,
  (value) => value ?? undefined,
);

const readWord = <W extends string>(value: unknown, words: readonly W[]): W => {
  const word = words.find((one) => one === value);
  if (word !== undefined) return word;
  const said = value === undefined ? t('Missing') : t('“{row}” is not a known value', { row: shown(value) });
  throw fault(t('{said}. Use one of {words}.', { said, words: words.map((one) => `"${one}"`).join(', ') }));
};

/** One of a list of words. Null: none. */
export const word = <const W extends string>(
  words: readonly W[],
  none: W | 'none' | null = null,
): Field<W | null | undefined> =>
  field((value) => (value === undefined || value === null ? value : readWord(value, words)), none);

/** A required word from a list. @param wrong the sentence for staff if it is not in the list; by default one that names the words. */
export const requiredWord = <const W extends string>(words: readonly W[], wrong?: string): Field<W> =>
  field((value) => {
    if (wrong !== undefined && !(words as readonly unknown[]).includes(value)) throw fault(wrong);
    return readWord(value, words);
  });

/** A required field. @param missing the sentence for staff if it is empty. */
export const required = <T>(
  { read, ...kind }: Field<T>,
  missing = t('Missing. This field is required.'),
): Field<NonNullable<T>> => ({
  ...kind,
  read: (value, timeZone) => {
    const found = read(value, timeZone);
    if (found === undefined || found === null || found === '') throw fault(missing);
    return found as NonNullable<T>;
  },
});

/** A field with a default for absent, null and empty values. */
export const or = <T, D extends NonNullable<T> | null>(
  { read, ...kind }: Field<T>,
  otherwise: D,
): Field<NonNullable<T> | D> => ({ ...kind, read: (value, timeZone) => read(value, timeZone) ?? otherwise });

/** A value that is checked elsewhere. */
export const unread: Field = field((value) => value);

/** A value that the database stores without a fixed type. */
export const textOrNumber = (longest: number): Field<Value> =>
  field((value) =>
    typeof value === 'number' || value === null ? value : (readText(value, longest) ?? null),
  );
