import { isCalendarDate } from '../../../../shared/domain/dates.ts';
import { readCode } from '../../../../shared/domain/codes.ts';
import type { CalendarDate, Code, Instant } from '../../../../shared/domain/ids.ts';
import { RowFault } from '../row-fault.ts';
import { readInstant } from './moments.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Reads the fields of a row. Each function gives `undefined` for a field that is absent, so that an update can leave it as it is,
 * and throws RowFault, with a sentence for staff, for a value that it cannot take. Written by hand, because absent, null and wrong
 * need different answers, and because they run for every field of up to a million rows.
 */
export type Row = Readonly<Record<string, unknown>>;

export const limits = {
  title: 10_000,
  name: 1_000,
  note: 10_000,
  short: 320,
  listLength: 1_000,
} as const;

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** The value as a row. @throws RowFault for lists, texts, numbers and null. */
export const readRow = (value: unknown, path = ''): Row => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RowFault(path, t('checking.itShouldBeAnObjectIn'));
  return value as Row;
};

// Control characters other than tab and line ends, and halves of surrogate pairs: no letters, and not to be stored as text.
const noLetter = /[\p{Cc}\p{Cs}](?<![\t\n\r])/u;
const allNoLetters = /[\p{Cc}\p{Cs}](?<![\t\n\r])/gu;

/** A text, trimmed; null counts as empty. Characters that are no letters at all become blanks. */
export const readText = (row: Row, field: string, maxLength: number, path = field): string | undefined => {
  const value = row[field];
  if (value === undefined) return undefined;
  if (value === null) return '';
  if (typeof value !== 'string')
    throw new RowFault(path, t('checking.isNotATextPutIt', { value: shown(value) }));
  const text = (noLetter.test(value) ? value.replace(allNoLetters, ' ') : value).trim();
  if (text.length > maxLength)
    throw new RowFault(path, t('checking.theTextHasCharactersAtMost', { textCount: text.length, maxLength }));
  return text;
};

/** A text that must be there and say something. */
export const readNeededText = (row: Row, field: string, maxLength: number, path = field): string => {
  const text = readText(row, field, maxLength, path);
  if (!text) throw new RowFault(path, t('checking.itIsMissingEveryRowOf'));
  return text;
};

/** A code (barcode, external identifier, code of a desk …), normalised like a scanned one; null or empty: none. */
export const readCodeField = (row: Row, field: string, path = field): Code | null | undefined => {
  const value = row[field];
  return value === undefined ? undefined : toCode(value, path);
};

/** The same for a code that must be there. */
export const readNeededCode = (row: Row, field: string, path = field): Code => {
  const code = readCodeField(row, field, path);
  if (!code) throw new RowFault(path, t('checking.itIsMissingEveryRowOf'));
  return code;
};

// What readCode gives back unchanged, told at a glance; nearly every code is of this kind.
const plainCode = /^[0-9A-Za-z][0-9A-Za-z._/-]{0,63}$/;

const toCode = (value: unknown, path: string): Code | null => {
  if (value === null || value === '') return null;
  if (typeof value !== 'string')
    throw new RowFault(path, t('checking.isNotATextPutItIn', { value: shown(value) }));
  if (plainCode.test(value)) return value as Code;
  const read = readCode(value);
  if (read.ok) return read.code;
  if (read.why === 'empty') return null;
  throw new RowFault(path, t('checking.isNotACodeCodesHave', { value: shown(value) }));
};

export const readFlag = (row: Row, field: string, path = field): boolean | undefined => {
  const value = row[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value;
  throw new RowFault(path, t('checking.isNeitherTrueNorFalseWithout', { value: shown(value) }));
};

/** How many: a whole number from 1; null: not known. */
export const readCount = (row: Row, field: string, path = field): number | null | undefined => {
  const value = row[field];
  if (value === undefined || value === null) return value;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 10_000) return value;
  throw new RowFault(path, t('checking.isNotAWholeNumberFrom', { value: shown(value) }));
};

export const readDate = (row: Row, field: string, path = field): CalendarDate | null | undefined => {
  const value = row[field];
  if (value === undefined || value === null) return value;
  if (value === '') return null;
  if (typeof value === 'string' && isCalendarDate(value)) return value;
  throw new RowFault(path, t('checking.isNotADateOfThe', { value: shown(value) }));
};

/** A moment; without an offset it is taken in the library's time zone. */
export const readMoment = (
  row: Row,
  field: string,
  timeZone: string,
  path = field,
): Instant | null | undefined => {
  const value = row[field];
  if (value === undefined || value === null) return value;
  if (value === '') return null;
  const instant = typeof value === 'string' ? readInstant(value, timeZone) : null;
  if (instant !== null) return instant;
  throw new RowFault(path, t('checking.isNotADateWithA', { value: shown(value) }));
};

/** One of some words, which must be there. */
export const readOneOf = <W extends string>(
  row: Row,
  field: string,
  words: readonly W[],
  path = field,
): W => {
  const word = words.find((one) => one === row[field]);
  if (word !== undefined) return word;
  const said =
    row[field] === undefined
      ? t('checking.itIsMissing')
      : t('checking.isNoneOfThoseKnown', { row: shown(row[field]) });
  throw new RowFault(
    path,
    t('checking.writeOneOf', { said, words: words.map((one) => `"${one}"`).join(', ') }),
  );
};

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** A list; null counts as empty. */
export const readList = (row: Row, field: string, path = field): readonly unknown[] | undefined => {
  const value = row[field];
  if (value === undefined) return undefined;
  if (value === null) return [];
  if (!isList(value)) throw new RowFault(path, t('common.itShouldBeAListIn'));
  if (value.length > limits.listLength)
    throw new RowFault(
      path,
      t('checking.theListHasEntriesAtMost', { valueCount: value.length, listLength: limits.listLength }),
    );
  return value;
};

/** A postal address: a list of lines. */
export const readLines = (row: Row, field: string): readonly string[] | undefined =>
  readList(row, field)?.map((_, index, lines) =>
    readNeededText({ [index]: lines[index] }, String(index), limits.name, `${field}[${index}]`),
  );
