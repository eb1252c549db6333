import { isCalendarDate } from './dates.ts';
import type { CalendarDate } from './ids.ts';
import type { DueOf } from './request-conditions.ts';
import { type CreatedPeriod, createdPeriodNames, type DueBucket, dueBucketNames } from './request-list.ts';
import { requestStatusCodes, requestStatuses } from './request-status.ts';
import { searchWords } from './search-words.ts';
import { t } from '../words/words.ts';

/** From one day to another, both included; null leaves that side open. */
type Days = { readonly from: CalendarDate | null; readonly to: CalendarDate | null };

/** One piece of the typed query, with its meaning; `text` is as typed, for the chip that shows it. */
export type QueryPart =
  | { readonly kind: 'words'; readonly text: string; readonly words: readonly string[] }
  | { readonly kind: 'status'; readonly text: string; readonly statuses: readonly string[] }
  | { readonly kind: 'activity'; readonly text: string; readonly activity: 'active' | 'completed' }
  /** The name or code of a partner or of a pickup location: each word is a prefix of one of its words. */
  | { readonly kind: 'partner' | 'pickup'; readonly text: string; readonly words: readonly string[] }
  /** The name or card of a patron, matched the same way. */
  | { readonly kind: 'patron'; readonly text: string; readonly words: readonly string[] }
  | { readonly kind: 'due'; readonly text: string; readonly of: DueOf; readonly bucket: DueBucket }
  | ({ readonly kind: 'dueBetween'; readonly text: string; readonly of: DueOf } & Days)
  | { readonly kind: 'created'; readonly text: string; readonly period: CreatedPeriod | 'yesterday' }
  | ({ readonly kind: 'createdBetween'; readonly text: string } & Days)
  | { readonly kind: 'notes'; readonly text: string; readonly active: boolean }
  /** Requests that a file created or changed since a day or an instant (UTC). */
  | { readonly kind: 'file'; readonly text: string; readonly since: string }
  /** It filters nothing, and the page explains why. `settled`: typing more will not make it valid. */
  | { readonly kind: 'unknown'; readonly text: string; readonly why: string; readonly settled: boolean };

/** A search key: how its value is parsed, and the hint shown if the value is missing or invalid. */
export type SearchField = {
  readonly read: (text: string, operator: string, value: string) => QueryPart | null;
  readonly usage: string;
  /** For a key that takes a date: whether a day without a year is the last such day, or the next one. */
  readonly date?: 'past' | 'coming';
};

const isEqual = (operator: string): boolean => operator === ':' || operator === '=';

/** Whether each word is a prefix of one of the words of a name, ignoring case and accents. */
export const nameBeginsWith = (name: string, words: readonly string[]): boolean => {
  const own = searchWords(plain(name));
  return words.every((word) => own.some((one) => one.startsWith(plain(word))));
};

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The label of a status, and the short one that lists show. */
const namesOfStatus = (code: keyof typeof requestStatuses): readonly string[] => [
  requestStatuses[code].label,
  requestStatuses[code].short,
];

const statusNames = new Set(requestStatusCodes.flatMap(namesOfStatus).map((name) => name.toLowerCase()));

/** Whether a status is called so, as staff see it. */
export const isStatusName = (text: string): boolean => statusNames.has(text.toLowerCase());

/** Whether a status has a name that begins with the text and goes on. */
export const beginsStatusName = (text: string): boolean =>
  [...statusNames].some((name) => name !== text.toLowerCase() && name.startsWith(text.toLowerCase()));

const unknownStatus = (text: string): QueryPart => ({
  kind: 'unknown',
  text,
  why: t('Unknown status. Try status:{example}, status:{other} or status:{long}.', {
    example: requestStatuses.CONDITIONAL.short.toLowerCase(),
    other: requestStatuses.OVERDUE_ITEM.short.toLowerCase(),
    long: requestStatuses.READY_TO_SEND.label.toLowerCase(),
  }),
  settled: false,
});

const status: SearchField = {
  usage: t('Add a status, such as status:conditional.'),
  read: (text, operator, value) => {
    if (!isEqual(operator)) return null;
    const lower = value.toLowerCase();
    const known = requestStatusCodes.filter(
      (code) =>
        code.toLowerCase() === lower ||
        requestStatuses[code].short.toLowerCase().startsWith(lower) ||
        nameBeginsWith(requestStatuses[code].label, searchWords(value)),
    );
    const exact = known.filter((code) => requestStatuses[code].label.toLowerCase() === lower);
    if (known.length > 0) return { kind: 'status', text, statuses: exact.length > 0 ? exact : known };
    // An unknown code from another system is typed as it is displayed.
    return /^[A-Z][A-Z0-9_]{2,}$/.test(value)
      ? { kind: 'status', text, statuses: [value] }
      : unknownStatus(text);
  },
};

const activity: SearchField = {
  usage: t('Use activity:active or activity:completed.'),
  read: (text, operator, value) => {
    const found = (['active', 'completed'] as const).find((name) => name.startsWith(value.toLowerCase()));
    return isEqual(operator) && found ? { kind: 'activity', text, activity: found } : null;
  },
};

const named = (kind: 'partner' | 'pickup' | 'patron', usage: string): SearchField => ({
  usage,
  read: (text, operator, value) => {
    const words = searchWords(value);
    return isEqual(operator) && words.length > 0 ? { kind, text, words } : null;
  },
});

const partner = named('partner', t('Add a partner’s name or code, such as partner:north.'));
const pickup = named('pickup', t('Add a desk’s name or code, such as pickup:main.'));
const patron = named('patron', t('Add a patron’s name or card, such as patron:adler.'));

const notes: SearchField = {
  usage: t('Use notes:yes or notes:no.'),
  read: (text, operator, value) => {
    const lower = value.toLowerCase();
    if (isEqual(operator) && ['yes', 'active'].includes(lower)) return { kind: 'notes', text, active: true };
    if (isEqual(operator) && ['no', 'none'].includes(lower)) return { kind: 'notes', text, active: false };
    return null;
  },
};

const file: SearchField = {
  date: 'past',
  usage: t('Enter a date, such as 2026-12-01, to show requests imported since then.'),
  read: (text, operator, value) => {
    const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z?$/.test(value);
    return [':', '>='].includes(operator) && (isMoment || isCalendarDate(value))
      ? { kind: 'file', text, since: value }
      : null;
  },
};

const due = (of: DueOf): SearchField => ({
  date: 'coming',
  usage: t('Enter a date such as 2026-12-01, a month such as 2026-12, or overdue.'),
  read: (text, operator, value) => {
    const bucket = dueBucketNames.find((name) => name === value.toLowerCase());
    if (bucket && isEqual(operator)) return { kind: 'due', text, of, bucket };
    const days = daysOf(operator, value);
    return days && { kind: 'dueBetween', text, of, ...days };
  },
});

const created: SearchField = {
  date: 'past',
  usage: t(
    'Enter today, yesterday, week or month, a date such as created:2026-11-20, or created>2026-11-20.',
  ),
  read: (text, operator, value) => {
    const period = [...createdPeriodNames, 'yesterday' as const].find((name) => name === value.toLowerCase());
    if (period && isEqual(operator)) return { kind: 'created', text, period };
    const days = daysOf(operator, value);
    return days && { kind: 'createdBetween', text, ...days };
  },
};

/** Returns the days that `<2026-12` or `:2026-12-01` means; null if it is not a date. */
const daysOf = (operator: string, value: string): Days | null => {
  const span = spanOf(value);
  if (!span) return null;
  const { first, last } = span;
  switch (operator) {
    case '<':
      return { from: null, to: adjacentDay(first, -1) };
    case '<=':
      return { from: null, to: last };
    case '>':
      return { from: adjacentDay(last, 1), to: null };
    case '>=':
      return { from: first, to: null };
    default:
      return { from: first, to: last };
  }
};

/** Returns the first and the last day of a date or a month. */
const spanOf = (value: string): { readonly first: CalendarDate; readonly last: CalendarDate } | null => {
  if (isCalendarDate(value)) return { first: value, last: value };
  const first = `${value}-01`;
  if (!/^\d{4}-\d{2}$/.test(value) || !isCalendarDate(first)) return null;
  const [year = 0, month = 1] = value.split('-').map(Number);
  const last = new Date(Date.UTC(2000, month, 0));
  last.setUTCFullYear(year, month, 0);
  return { first, last: last.toISOString().slice(0, 10) as CalendarDate };
};

/** Returns the previous or next day; at the ends of the calendar, the day itself. */
const adjacentDay = (day: CalendarDate, by: 1 | -1): CalendarDate => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  const beside = date.toISOString().slice(0, 10);
  return isCalendarDate(beside) ? beside : day;
};

/** The search keys by their names. */
export const searchFields = {
  status,
  created,
  patron,
  partner,
  pickup,
  due: due('patron'),
  back: due('partner'),
  notes,
  activity,
  file,
} as const satisfies Readonly<Record<string, SearchField>>;

/** Aliases of search keys. */
export const otherNames: Readonly<Record<string, keyof typeof searchFields>> = {
  requester: 'patron',
  lender: 'partner',
  desk: 'pickup',
  dueback: 'back',
  note: 'notes',
};
