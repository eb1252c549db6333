import type { IntakeField } from '../../../../shared/domain/intake/fields.ts';
import type { Columns } from './match-columns.ts';
import { readOutsideDay } from '../../../../shared/domain/intake/outside-day.ts';
import { type StatusTable, statusOfWord } from '../../../../shared/domain/intake/statuses.ts';
import { cellValue } from './cell-values.ts';

/** The values of a column in the sampled rows. */
type Content = {
  readonly at: number;
  /** Its nonempty values. */
  readonly values: readonly string[];
  /** The share of rows in which it has a value, 0 to 1. */
  readonly filled: number;
  /** The share of its values that are different, 0 to 1. */
  readonly distinct: number;
};

const share = (values: readonly string[], test: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(test).length / values.length;

const isName = (value: string): boolean => /\p{L}{2,}/u.test(value) && /\p{L}[,.]?\s+\p{L}/u.test(value);
/** Library symbols look like this, and a `Borrower` may be a library. */
const isSymbol = (value: string): boolean => /^\p{Lu}{2,6}$/u.test(value);
const isCode = (value: string): boolean => /^[\p{L}\d._/:#-]{3,64}$/u.test(value) && /\d/.test(value);
const isIsbn = (value: string): boolean =>
  /^(?:97[89][- ]?)?(?:\d[- ]?){9}[\dx]$/i.test(value.split(/[;,]/)[0]?.trim() ?? '');
const isIssn = (value: string): boolean => /^\d{4}-\d{3}[\dx]$/i.test(value);
const isMail = (value: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
const isDoi = (value: string): boolean =>
  /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)?10\.\d{4,9}\/\S+$/i.test(value);
const isDay = (value: string): boolean => {
  if (/^\d{5}(?:[.,]\d+)?$/.test(value)) return false;
  const day = readOutsideDay(value, 'dmy') ?? readOutsideDay(value, 'mdy');
  return day !== null && day !== 'none';
};

const contentOf = (rows: readonly (readonly string[])[], at: number): Content => {
  const values = rows.flatMap((row) => cellValue(row[at]) || []);
  return {
    at,
    values,
    filled: values.length / Math.max(1, rows.length),
    distinct: new Set(values).size / Math.max(1, values.length),
  };
};

/**
 * Completes the columns found by name from their contents: whether a patron column holds names or numbers, which of several numbers is
 * the request's own, and columns with unknown names.
 * @param rows rows at the beginning of the table, below the heads.
 * @param given the operator's mapping by column position, which is kept. As long as the table is wide.
 */
export const completeColumns = (
  named: Columns,
  rows: readonly (readonly string[])[],
  tables: readonly StatusTable[],
  given: readonly (IntakeField | null | undefined)[],
): Columns => {
  const columns = new Map(named);
  const isGiven = (at: number): boolean => given[at] !== undefined;
  const content = (at: number): Content => contentOf(rows, at);
  splitPatron(columns, content, isGiven);
  const ids = columns.get('externalId');
  if (ids && ids.length > 1) columns.set('externalId', [ids.find(isGiven) ?? bestId(ids.map(content))]);
  const isStatus = (value: string): boolean => statusOfWord(value, tables) !== undefined;
  const states = columns.get('status');
  if (states && states.length > 1)
    columns.set(
      'status',
      states
        .toSorted(
          (one, other) =>
            Number(isGiven(other)) - Number(isGiven(one)) ||
            share(content(other).values, isStatus) - share(content(one).values, isStatus),
        )
        .slice(0, 1),
    );
  const open = given.flatMap((one, at) => (one === undefined ? [at] : []));
  guessRest(columns, content, open, isStatus);
  return columns;
};

/** `Requester` and `Patron` hold names in some files and numbers in others. Library symbols next to numbers are not names. */
const splitPatron = (
  columns: Map<IntakeField, readonly number[]>,
  content: (at: number) => Content,
  isGiven: (at: number) => boolean,
): void => {
  const of = (field: IntakeField): readonly number[] => columns.get(field) ?? [];
  const both = [...of('patron'), ...of('patronName')].filter((at) => !isGiven(at));
  if (both.length === 0) return;
  const isNames = (at: number): boolean => share(content(at).values, isName) > 0.5;
  const isNumbers = (at: number): boolean => share(content(at).values, isCode) > 0.5;
  const patronColumns = of('patron');
  const alike = both.filter((at) => (patronColumns.includes(at) ? isNames(at) : !isNumbers(at)));
  const names = [...of('patronName').filter(isGiven), ...alike];
  const numbers = [...patronColumns.filter(isGiven), ...both.filter((at) => !alike.includes(at))];
  const people =
    numbers.length === 0
      ? names
      : names.filter((at) => isGiven(at) || share(content(at).values, isSymbol) < 0.8);
  columns.delete('patron');
  columns.delete('patronName');
  if (numbers.length > 0) columns.set('patron', numbers);
  if (people.length > 0) columns.set('patronName', people);
};

/** The first column with an ID name wins, unless it is nearly empty or mostly repeats values. */
const bestId = (candidates: readonly Content[]): number => {
  const usable = candidates.filter(({ filled }) => filled >= 0.9);
  const own = usable.find(({ distinct }) => distinct >= 0.5) ?? usable[0];
  return (own ?? candidates.toSorted((one, other) => other.filled - one.filled)[0])?.at ?? 0;
};

const guessRest = (
  columns: Map<IntakeField, readonly number[]>,
  content: (at: number) => Content,
  open: readonly number[],
  isStatus: (value: string) => boolean,
): void => {
  const taken = new Set([...columns.values()].flat());
  const free = open
    .filter((at) => !taken.has(at))
    .map(content)
    .filter(({ values }) => values.length > 0);
  const take = (field: IntakeField, found: Content | undefined): void => {
    if (columns.has(field) || !found) return;
    columns.set(field, [found.at]);
    free.splice(free.indexOf(found), 1);
  };
  const mostly = (test: (value: string) => boolean): Content | undefined =>
    free.find(({ values }) => share(values, test) >= 0.8);
  take('patronEmail', mostly(isMail));
  take('issn', mostly(isIssn));
  take('isbn', mostly(isIsbn));
  take('doi', mostly(isDoi));
  take(
    'status',
    free.find(({ values, distinct }) => distinct < 0.8 && share(values, isStatus) >= 0.7) ?? mostly(isStatus),
  );
  if (!isOfRequests(columns)) return;
  take(
    'externalId',
    free.find(
      ({ values, filled, distinct }) =>
        filled >= 0.9 && distinct >= 0.95 && share(values, isCode) >= 0.9 && share(values, isDay) < 0.5,
    ),
  );
  take(
    'title',
    free
      .filter(
        ({ values, filled }) =>
          filled >= 0.6 && share(values, (value) => /\p{L}{2}/u.test(value) && value.length > 8) >= 0.6,
      )
      .toSorted((one, other) => meanLength(other) - meanLength(one))[0],
  );
};

/** Fields found only in lists of requests. Without any of these, a number and a text could belong to any list. */
const ofRequests: readonly IntakeField[] = [
  'activePartner',
  'partnerName',
  'lendingString',
  'patron',
  'patronName',
  'pickup',
  'dueOn',
  'externalId',
];

const isOfRequests = (columns: Columns): boolean =>
  columns.has('status') || ofRequests.filter((field) => columns.has(field)).length >= 2;

const meanLength = ({ values }: Content): number =>
  values.reduce((sum, { length }) => sum + length, 0) / Math.max(1, values.length);
