import { addDays, daysBetween, formatDate } from '../../../../../shared/domain/dates.ts';
import { locale } from '../../../../../shared/words/language.ts';
import type { CalendarDate, DeskId, PartnerId } from '../../../../../shared/domain/ids.ts';
import { ages, inRange, type Range, rangeWords, stays } from '../../../../../shared/domain/report-ranges.ts';
import type { Column, Grain, Period, ReportId } from '../../../../../shared/domain/reports.ts';
import { grainOf, legNames, stageOf, workOf } from '../../../../../shared/domain/reports.ts';
import type { LibraryScope } from '../../../db/library-scope.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { dateOf, dayOf } from './facts.ts';
import { type About, deskNames, partnerNames, sumsOf, sumsOfDays } from './reports.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The inputs of a report. */
type Asked = {
  readonly db: ReadableDB;
  readonly period: Period;
  readonly libraries: LibraryScope;
  readonly today: CalendarDate;
};

const about = ({ period, libraries }: Asked): About => ({
  from: dayOf(period.from) ?? 0,
  to: dayOf(period.to) ?? 0,
  libraries,
});

/** Numbers by column key; a missing number was not counted. */
type Numbers = ReadonlyMap<string, number>;

/** A report for one period: its rows in order, and its numbers for the whole period. */
type Counts = {
  readonly rows: ReadonlyMap<string, { readonly name: string; readonly numbers: Numbers }>;
  readonly headlines: Numbers;
};

/** Counts by row and column. */
const tally = () => {
  const rows = new Map<string, { name: string; numbers: Map<string, number> }>();
  const row = (key: string, name: string): Map<string, number> => {
    const found = rows.get(key) ?? { name, numbers: new Map<string, number>() };
    rows.set(key, found);
    return found.numbers;
  };
  const add = (numbers: Map<string, number>, column: string, n: number): void => {
    numbers.set(column, (numbers.get(column) ?? 0) + n);
  };
  return { rows, row, add };
};

/** Returns the smallest number of days that covers this share of the counts; null if nothing was counted. */
export const daysWithin = (counts: ReadonlyMap<number, number>, share: number): number | null => {
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  let seen = 0;
  for (const [days, n] of [...counts].sort(([one], [other]) => one - other)) {
    seen += n;
    if (total > 0 && seen >= share * total) return days;
  }
  return null;
};

const put = (numbers: Map<string, number>, key: string, counts: ReadonlyMap<number, number>): void => {
  const median = daysWithin(counts, 0.5);
  const most = daysWithin(counts, 0.9);
  if (median !== null) numbers.set(key, median);
  if (most !== null) numbers.set(`${key}-most`, most);
};

const monthWords = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', year: 'numeric' });

/** The first days of the bars of a period, with their names. */
const barsOf = ({ from, to }: Period, grain: Grain): readonly (readonly [CalendarDate, string])[] => {
  const bars: (readonly [CalendarDate, string])[] = [];
  for (let day = from; day <= to;) {
    const next =
      grain === 'month'
        ? (`${addDays(`${day.slice(0, 7)}-01` as CalendarDate, 31).slice(0, 7)}-01` as CalendarDate)
        : addDays(day, grain === 'week' ? 7 : 1);
    bars.push([day, grain === 'month' ? monthWords.format(new Date(`${day}T00:00:00Z`)) : formatDate(day)]);
    if (next <= day) break;
    day = next;
  }
  return bars;
};

const barOf = (day: CalendarDate, { from }: Period, grain: Grain): number => {
  if (grain !== 'month') return Math.floor(daysBetween(from, day) / (grain === 'week' ? 7 : 1));
  const months = (date: CalendarDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return months(day) - months(from);
};

const requests = (asked: Asked): Counts => {
  const { db, period } = asked;
  const { rows, row, add } = tally();
  const headlines = new Map([
    ['made', 0],
    ['over', 0],
  ]);
  const grain = grainOf(period);
  // Both periods have the same number of bars: each is identified by its index.
  const bars = barsOf(period, grain);
  bars.forEach(([, name], index) => row(String(index), name));
  const indexes = new Map<number, number>();
  for (const { day, detail: status, n } of sumsOfDays(db, 'made', about(asked))) {
    const stage = stageOf(status);
    const index = indexes.get(day) ?? barOf(dateOf(day), period, grain);
    indexes.set(day, index);
    add(row(String(index), bars[index]?.[1] ?? ''), stage, n);
    add(headlines, 'made', n);
    if (stage === 'filled') add(headlines, 'over', n);
  }
  return { rows, headlines };
};

/** Rows of partners, those with the highest numbers first. */
const byPartner = (rows: ReturnType<typeof tally>['rows'], most: string): ReturnType<typeof tally>['rows'] =>
  new Map(
    [...rows].sort(
      ([, one], [, other]) =>
        (other.numbers.get(most) ?? 0) - (one.numbers.get(most) ?? 0) ||
        one.name.localeCompare(other.name, locale),
    ),
  );

const turnaround = (asked: Asked): Counts => {
  const { db } = asked;
  const { rows, row, add } = tally();
  const names = partnerNames(db);
  const counts = new Map<string, Map<number, number>>();
  const countsOf = (key: string): Map<number, number> => {
    const found = counts.get(key) ?? new Map<number, number>();
    counts.set(key, found);
    return found;
  };
  const partners = new Set<PartnerId>();
  for (const { who, detail: leg, value: days, n } of sumsOf(db, 'leg', about(asked))) {
    const partnerId = who as PartnerId;
    partners.add(partnerId);
    for (const key of [`${partnerId} ${leg}`, leg])
      countsOf(key).set(days, (countsOf(key).get(days) ?? 0) + n);
    if (leg === 'wait') add(row(String(partnerId), names.get(partnerId) ?? ''), 'arrived', n);
  }
  for (const partnerId of partners)
    for (const leg of legNames)
      put(row(String(partnerId), names.get(partnerId) ?? ''), leg, countsOf(`${partnerId} ${leg}`));
  const headlines = new Map<string, number>();
  put(headlines, 'wait', countsOf('wait'));
  return { rows: byPartner(rows, 'arrived'), headlines };
};

const fill = (asked: Asked): Counts => {
  const { db } = asked;
  const { rows, row, add } = tally();
  const names = partnerNames(db);
  const all = new Map<string, number>();
  for (const { who, detail: outcome, n } of sumsOf(db, 'turn', about(asked)))
    for (const numbers of [row(String(who), names.get(who as PartnerId) ?? ''), all]) {
      add(numbers, 'asked', n);
      add(numbers, outcome, n);
    }
  for (const numbers of [...[...rows.values()].map((one) => one.numbers), all]) {
    const answered = (numbers.get('filled') ?? 0) + (numbers.get('not-filled') ?? 0);
    if (answered > 0) numbers.set('rate', Math.round(((numbers.get('filled') ?? 0) / answered) * 1000) / 10);
  }
  if (!all.has('asked')) all.set('asked', 0);
  return { rows: byPartner(rows, 'asked'), headlines: all };
};

const inRanges = (ranges: readonly Range[]) => {
  const made = tally();
  for (const range of ranges) made.row(range.join(), rangeWords(range));
  const rowOf = (days: number): Map<string, number> | null => {
    const range = ranges.find((one) => inRange(days, one));
    return range ? made.row(range.join(), rangeWords(range)) : null;
  };
  return { ...made, rowOf };
};

const overdue = (asked: Asked): Counts => {
  const { db, today } = asked;
  const { rows, rowOf, add } = inRanges(ages);
  const headlines = new Map([
    ['due', 0],
    ['back', 0],
    ['out', 0],
  ]);
  const count = (column: 'back' | 'out', late: number, n: number): void => {
    add(headlines, 'due', n);
    const numbers = rowOf(late);
    if (!numbers) return;
    add(numbers, column, n);
    add(headlines, column, n);
  };
  for (const { value: late, detail, n } of sumsOf(db, 'loan', about(asked)))
    if (detail === 'back') count('back', late, n);
  // How late they are depends on today.
  for (const { day, n } of sumsOfDays(db, 'loan', about(asked), 'out'))
    count('out', daysBetween(dateOf(day), today), n);
  return { rows, headlines };
};

const shelf = (asked: Asked): Counts => {
  const { db } = asked;
  const { rows, rowOf, add } = inRanges(stays);
  const headlines = new Map([['items', 0]]);
  const counts = new Map<number, number>();
  for (const { detail, value: days, n } of sumsOf(db, 'shelf', about(asked))) {
    const numbers = rowOf(days);
    if (numbers) add(numbers, detail, n);
    add(headlines, 'items', n);
    counts.set(days, (counts.get(days) ?? 0) + n);
  }
  const median = daysWithin(counts, 0.5);
  const most = daysWithin(counts, 0.9);
  if (median !== null) headlines.set('median', median);
  if (most !== null) headlines.set('most', most);
  return { rows, headlines };
};

const work =
  (by: 'hour' | 'desk') =>
  (asked: Asked): Counts => {
    const { db } = asked;
    const { rows, row, add } = tally();
    const headlines = new Map([['steps', 0]]);
    const names = deskNames(db);
    for (const { who, value: hour, detail: kind, n } of sumsOf(db, 'work', about(asked))) {
      const is = workOf(kind);
      if (is === null) continue;
      const [key, name] =
        by === 'desk'
          ? [String(who), names.get(who as DeskId) ?? '']
          : [String(hour).padStart(2, '0'), t('{hour}:00', { hour: String(hour).padStart(2, '0') })];
      add(row(key, name), is, n);
      add(headlines, 'steps', n);
    }
    const sorted = [...rows].sort(([one, { name }], [other, { name: otherName }]) =>
      by === 'hour' ? Number(one) - Number(other) : name.localeCompare(otherName, locale),
    );
    return { rows: new Map(sorted), headlines };
  };

/** How each report is counted. */
export const countReport: Readonly<Record<ReportId, (asked: Asked) => Counts>> = {
  requests,
  turnaround,
  fill,
  overdue,
  hours: work('hour'),
  desks: work('desk'),
  shelf,
};

/** Returns the numbers of some columns: 0 for a count without entries, null for a value that cannot be computed. */
export const valuesOf = (columns: readonly Column[], numbers: Numbers | undefined): (number | null)[] =>
  columns.map(({ key, unit }) => numbers?.get(key) ?? (unit === 'count' ? 0 : null));
