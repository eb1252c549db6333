import { isCalendarDate } from './dates.ts';
import type { CalendarDate } from './ids.ts';
import type { DueOf } from './request-conditions.ts';
import { type DueBucket, dueBucketNames } from './request-list.ts';
import { requestStatusCodes, requestStatuses } from './request-status.ts';
import { searchWords } from './search-words.ts';
import { t } from '../words/words.ts';

/** One piece of what was typed, with what it means; `text` is as typed, for the chip that shows it. */
export type QueryPart =
  | { readonly kind: 'words'; readonly text: string; readonly words: readonly string[] }
  | { readonly kind: 'status'; readonly text: string; readonly statuses: readonly string[] }
  | { readonly kind: 'activity'; readonly text: string; readonly activity: 'active' | 'completed' }
  /** The name or code of a partner or of a pickup location: each word is the beginning of one of its words. */
  | { readonly kind: 'partner' | 'pickup'; readonly text: string; readonly words: readonly string[] }
  | { readonly kind: 'due'; readonly text: string; readonly of: DueOf; readonly bucket: DueBucket }
  /** Both ends belong to it; null leaves that side open. */
  | {
      readonly kind: 'dueBetween';
      readonly text: string;
      readonly of: DueOf;
      readonly from: CalendarDate | null;
      readonly to: CalendarDate | null;
    }
  | { readonly kind: 'notes'; readonly text: string; readonly active: boolean }
  /** What a file brought or changed from a moment on: a day, or a moment (UTC). */
  | { readonly kind: 'file'; readonly text: string; readonly since: string }
  /** A field that we know with a value that we do not understand: it narrows nothing, and the page says so. */
  | { readonly kind: 'unknown'; readonly text: string; readonly why: string };

type ParsedQuery = {
  readonly parts: readonly QueryPart[];
  /** All plain words, as the search index cuts them. */
  readonly words: readonly string[];
  readonly unknown: readonly QueryPart[];
};

/** More pieces than anybody types; the rest of a pasted text is not looked at. */
const partLimit = 200;

type Field = (text: string, operator: string, value: string) => QueryPart;

/**
 * Reads what was typed into `Search requests`: words, and parts such as `status:conditional back<2026-12-01 partner:north`.
 * A value with blanks stands in quotes (`partner:"North University"`). What looks like a part but names no field of ours is
 * words, so that a title with a colon can be pasted. Never throws, whatever the text is.
 */
export const parseRequestQuery = (typed: string): ParsedQuery => {
  const parts = piecesOf(typed).flatMap((piece) => partOf(piece));
  return {
    parts,
    words: parts.flatMap((part) => (part.kind === 'words' ? part.words : [])),
    unknown: parts.filter((part) => part.kind === 'unknown'),
  };
};

/** Cut at blanks, except inside quotes that begin a piece or a value. A quote that is never closed ends with the text. */
const piecesOf = (typed: string): string[] => {
  const pieces: string[] = [];
  const piece = /(?:[\p{L}]+(?::|<=|>=|=|<|>))?"[^"]*(?:"|$)|\S+/gu;
  for (const [text] of typed.matchAll(piece)) {
    pieces.push(text);
    if (pieces.length === partLimit) break;
  }
  return pieces;
};

const partOf = (text: string): QueryPart[] => {
  const [, name, operator, rest] = /^(\p{L}+)(:|<=|>=|=|<|>)(.*)$/su.exec(text) ?? [];
  const field = name === undefined ? undefined : fields[name.toLowerCase()];
  if (field && operator !== undefined && rest !== undefined) {
    const value = rest.replaceAll('"', '').trim();
    return [value === '' ? unknown(text, t('Add a value after the colon.')) : field(text, operator, value)];
  }
  const words = searchWords(withoutDress(text));
  return words.length === 0 ? [] : [{ kind: 'words', text, words }];
};

// With hyphens or without, an ISBN is one number; a DOI is the same in a link.
const isbnWithHyphens = /^(?:97[89]-(?:\d+-){3}|(?:\d+-){3})[\dXx]$/;
const dressOfDoi = /^(?:doi:|(?:https?:\/\/)?(?:dx\.)?doi\.org\/)(?=10\.)/i;

/** A number as the index of words has it. */
const withoutDress = (text: string): string => {
  const digits = text.replaceAll('-', '');
  return isbnWithHyphens.test(text) && (digits.length === 10 || digits.length === 13)
    ? digits
    : text.replace(dressOfDoi, '');
};

const unknown = (text: string, why: string): QueryPart => ({ kind: 'unknown', text, why });

const isEqual = (operator: string): boolean => operator === ':' || operator === '=';

/** Whether each word is the beginning of one of the words of a name, whatever the case and the accents. */
export const nameBeginsWith = (name: string, words: readonly string[]): boolean => {
  const own = searchWords(plain(name));
  return words.every((word) => own.some((one) => one.startsWith(plain(word))));
};

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const readStatus: Field = (text, operator, value) => {
  if (!isEqual(operator)) return unknown(text, t('Use a colon for a status: status:conditional.'));
  const lower = value.toLowerCase();
  const known = requestStatusCodes.filter(
    (code) => code.toLowerCase() === lower || nameBeginsWith(requestStatuses[code].label, searchWords(value)),
  );
  const exact = known.filter((code) => requestStatuses[code].label.toLowerCase() === lower);
  if (known.length > 0) return { kind: 'status', text, statuses: exact.length > 0 ? exact : known };
  // A code from outside that we do not know is written as it is shown.
  if (/^[A-Z][A-Z0-9_]{2,}$/.test(value)) return { kind: 'status', text, statuses: [value] };
  return unknown(text, t('Unknown status.'));
};

const readActivity: Field = (text, operator, value) => {
  const activity = (['active', 'completed'] as const).find((name) => name.startsWith(value.toLowerCase()));
  return isEqual(operator) && activity
    ? { kind: 'activity', text, activity }
    : unknown(text, t('Use activity:active or activity:completed.'));
};

const readName =
  (kind: 'partner' | 'pickup'): Field =>
  (text, operator, value) => {
    const words = searchWords(value);
    return isEqual(operator) && words.length > 0
      ? { kind, text, words }
      : unknown(text, t('Enter a name or code after the colon.'));
  };

const readNotes: Field = (text, operator, value) => {
  const lower = value.toLowerCase();
  if (isEqual(operator) && ['yes', 'active'].includes(lower)) return { kind: 'notes', text, active: true };
  if (isEqual(operator) && ['no', 'none'].includes(lower)) return { kind: 'notes', text, active: false };
  return unknown(text, t('Use notes:yes or notes:no.'));
};

const readFile: Field = (text, operator, value) => {
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z?$/.test(value);
  return ![':', '>='].includes(operator) || !(isMoment || isCalendarDate(value))
    ? unknown(text, t('Enter the first day of imports to show, such as 2026-12-01.'))
    : { kind: 'file', text, since: value };
};

const readDue =
  (of: DueOf): Field =>
  (text, operator, value) => {
    const bucket = dueBucketNames.find((name) => name === value.toLowerCase());
    if (bucket && isEqual(operator)) return { kind: 'due', text, of, bucket };
    const days = daysOf(operator, value);
    return days
      ? { kind: 'dueBetween', text, of, ...days }
      : unknown(text, t('Enter a date such as 2026-12-01, a month such as 2026-12, or overdue.'));
  };

/** From when to when `<2026-12` or `:2026-12-01` is; null for what is no date. */
const daysOf = (
  operator: string,
  value: string,
): { readonly from: CalendarDate | null; readonly to: CalendarDate | null } | null => {
  const span = spanOf(value);
  if (!span) return null;
  const { first, last } = span;
  switch (operator) {
    case '<':
      return { from: null, to: dayBeside(first, -1) };
    case '<=':
      return { from: null, to: last };
    case '>':
      return { from: dayBeside(last, 1), to: null };
    case '>=':
      return { from: first, to: null };
    default:
      return { from: first, to: last };
  }
};

/** The first and the last day of a date or a month. */
const spanOf = (value: string): { readonly first: CalendarDate; readonly last: CalendarDate } | null => {
  if (isCalendarDate(value)) return { first: value, last: value };
  const first = `${value}-01`;
  if (!/^\d{4}-\d{2}$/.test(value) || !isCalendarDate(first)) return null;
  const [year = 0, month = 1] = value.split('-').map(Number);
  const last = new Date(Date.UTC(2000, month, 0));
  last.setUTCFullYear(year, month, 0);
  return { first, last: last.toISOString().slice(0, 10) as CalendarDate };
};

/** The day before or after; at the ends of the calendar the day itself. */
const dayBeside = (day: CalendarDate, by: 1 | -1): CalendarDate => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  const beside = date.toISOString().slice(0, 10);
  return isCalendarDate(beside) ? beside : day;
};

const fields: Readonly<Record<string, Field | undefined>> = Object.assign(
  Object.create(null) as Record<string, Field>,
  {
    status: readStatus,
    activity: readActivity,
    partner: readName('partner'),
    lender: readName('partner'),
    pickup: readName('pickup'),
    desk: readName('pickup'),
    due: readDue('patron'),
    back: readDue('partner'),
    dueback: readDue('partner'),
    file: readFile,
    notes: readNotes,
    note: readNotes,
  },
);
