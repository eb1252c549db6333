import { addDays, calendarDateIn, startOfDate } from './dates.ts';
import type { CalendarDate, Instant } from './ids.ts';
import type { DueStage } from './life/due-stage.ts';
import { allRequestFields, type SortField } from './request-fields.ts';
import { t } from '../words/words.ts';

/** The filters and orders of the list of borrowing requests, as data: the page shows them, the main process evaluates them. */

/** Due-date buckets. `week` and `month` are the 7 and the 30 days after today. */
export const dueBuckets = {
  overdue: { label: t('Overdue') },
  today: { label: t('Today') },
  week: { label: t('Within 7 days') },
  month: { label: t('Within 30 days') },
  later: { label: t('Later') },
  none: { label: t('No due date') },
} as const;
export type DueBucket = keyof typeof dueBuckets;
export const dueBucketNames = Object.keys(dueBuckets) as readonly DueBucket[];

/** Periods in which a request was created. A week starts on Monday; week and month include today. */
export const createdPeriods = {
  today: { label: t('Today') },
  week: { label: t('This week') },
  month: { label: t('This month') },
  older: { label: t('Older') },
} as const;
export type CreatedPeriod = keyof typeof createdPeriods;
export const createdPeriodNames = Object.keys(createdPeriods) as readonly CreatedPeriod[];

/** Disjoint spans in which a request was created: a week may begin in the previous month. Empty if unknown. */
export type CreatedSpan = 'today' | 'week-and-month' | 'week' | 'month' | 'older' | '';

/** The spans that make up a period. */
export const spansOfPeriod: Readonly<Record<CreatedPeriod, readonly CreatedSpan[]>> = {
  today: ['today'],
  week: ['today', 'week-and-month', 'week'],
  month: ['today', 'week-and-month', 'month'],
  older: ['older'],
};

/** The initial choices in the list. */
export const noFacets = {
  statuses: [],
  activity: null,
  partnerIds: [],
  pickupDeskIds: [],
  patronDue: [],
  due: [],
  created: null,
  activeNotes: null,
  ready: null,
};
/** A query without any filter. */
export const anyRequest = { text: '', ...noFacets };

export type SortColumn = SortField;
/** The columns by which the list can be sorted. */
export const sortColumnNames: readonly SortColumn[] = allRequestFields.flatMap(([name, { sorts }]) =>
  sorts ? [name as SortColumn] : [],
);

/** An order of the list. */
type ListOrder = {
  readonly column: SortColumn;
  readonly direction: 'ascending' | 'descending';
};

/** Latest change first, because that is what people look for. */
export const firstOrder: ListOrder = { column: 'updatedAt', direction: 'descending' };

const longestWait: ListOrder = { column: 'updatedAt', direction: 'ascending' };
const earliestDueBack: ListOrder = { column: 'dueOn', direction: 'ascending' };
const earliestDue: ListOrder = { column: 'patronDueOn', direction: 'ascending' };

/**
 * Views that a day's work needs and that facets alone cannot express, or only with many clicks; each begins with the most urgent request.
 */
export const readyViews = {
  // Not “To receive” as on Today, where late and claimed parcels have lists of their own.
  'to-receive': { label: t('Shipped'), order: longestWait },
  // Those past their reply-by date come first.
  conditional: { label: t('Conditional'), order: { column: 'replyBy', direction: 'ascending' } },
  'active-notes': { label: t('Active notes'), order: longestWait },
  'due-soon': { label: t('Due soon'), order: earliestDueBack },
  overdue: { label: t('Overdue'), order: earliestDueBack },
  'in-transit': { label: t('In transit'), order: longestWait },
  'returned-not-checked-in': { label: t('Returned, not checked in'), order: longestWait },
  'not-picked-up': { label: t('Hold expired'), order: longestWait },
  recalled: { label: t('Recalled'), order: earliestDueBack },
  'patron-overdue': { label: t('Patron overdue'), order: earliestDue },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly order: ListOrder }>>;
export type ReadyView = keyof typeof readyViews;
export const readyViewNames = Object.keys(readyViews) as readonly ReadyView[];

/** Returns the initial order of a view; null is the view of all requests. */
export const orderOfView = (view: ReadyView | null): ListOrder =>
  view === null ? firstOrder : readyViews[view].order;

/** Returns the last days that count as within 7 and within 30 days of a day. */
export const dueEnds = (
  today: CalendarDate,
): { readonly weekEnd: CalendarDate; readonly monthEnd: CalendarDate } => ({
  weekEnd: addDays(today, 7),
  monthEnd: addDays(today, 30),
});

/** A day of the list: the boundaries its facets use, in the library's time zone. */
export type ListDay = {
  readonly timeZone: string;
  readonly today: CalendarDate;
  /** The last days that count as within 7 and within 30 days. */
  readonly weekEnd: CalendarDate;
  readonly monthEnd: CalendarDate;
  /** The start of this day, its week and its month. */
  readonly dayStart: Instant;
  readonly weekStart: Instant;
  readonly monthStart: Instant;
};

/** Returns the Monday on or before a date. */
const mondayOf = (date: CalendarDate): CalendarDate =>
  addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));

/** Returns the day of the list at an instant. */
export const listDayAt = (now: Date, timeZone: string): ListDay => {
  const today = calendarDateIn(now, timeZone);
  return {
    timeZone,
    today,
    ...dueEnds(today),
    dayStart: startOfDate(today, timeZone),
    weekStart: startOfDate(mondayOf(today), timeZone),
    monthStart: startOfDate(`${today.slice(0, 8)}01` as CalendarDate, timeZone),
  };
};

/** Returns the span in which a request was created. */
export const createdSpanOf = (
  createdAt: string | null,
  { dayStart, weekStart, monthStart }: ListDay,
): CreatedSpan => {
  if (createdAt === null) return '';
  if (createdAt >= dayStart) return 'today';
  if (createdAt >= weekStart) return createdAt >= monthStart ? 'week-and-month' : 'week';
  return createdAt >= monthStart ? 'month' : 'older';
};

const bucketOf = (date: string, today: CalendarDate): DueBucket => {
  const { weekEnd, monthEnd } = dueEnds(today);
  if (date < today) return 'overdue';
  if (date === today) return 'today';
  if (date <= weekEnd) return 'week';
  return date <= monthEnd ? 'month' : 'later';
};

/**
 * Returns a request's bucket in the facet `Due back` on a day, by the date on which its partner wants it.
 * @param today in the library's time zone.
 * @returns null for a request whose due date is no longer relevant.
 */
export const dueBucketOf = (
  request: { readonly dueStage: DueStage; readonly dueOn: string | null },
  today: CalendarDate,
): DueBucket | null => {
  const { dueStage, dueOn } = request;
  if (dueStage === 'over') return null;
  return dueOn === null ? 'none' : bucketOf(dueOn, today);
};

/**
 * Returns a request's bucket in the facet `Due` on a day, by the date on which its patron must bring something back.
 * @param request `patronDueOn`: the earliest date of its current loans; null if nothing is with the patron.
 * @param today in the library's time zone.
 * @returns null for a request that is over.
 */
export const patronDueBucketOf = (
  request: { readonly dueStage: DueStage; readonly patronDueOn: string | null },
  today: CalendarDate,
): DueBucket | null => {
  const { dueStage, patronDueOn } = request;
  if (patronDueOn !== null) return bucketOf(patronDueOn, today);
  return dueStage === 'over' ? null : 'none';
};
