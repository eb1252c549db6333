import { addDays, calendarDateIn, startOfDate } from './dates.ts';
import type { CalendarDate, Instant } from './ids.ts';
import type { DueStage } from './life/due-stage.ts';
import { allRequestFields, type SortField } from './request-fields.ts';
import { t } from '../words/words.ts';

/**
 * What the list of borrowing requests can be narrowed and ordered by, as data: the page shows it, the main process
 * answers it.
 */

/** When something is due, as people ask for it. `week` and `month` are the 7 and the 30 days after today. */
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

/** When a request was made, as people ask for it: a week, from Monday, has its today, and so has a month. */
export const createdPeriods = {
  today: { label: t('Today') },
  week: { label: t('This week') },
  month: { label: t('This month') },
  older: { label: t('Older') },
} as const;
export type CreatedPeriod = keyof typeof createdPeriods;
export const createdPeriodNames = Object.keys(createdPeriods) as readonly CreatedPeriod[];

/** When a request was made, each in one of them: a week may begin in the month before. Empty where nobody knows. */
export type CreatedSpan = 'today' | 'week-and-month' | 'week' | 'month' | 'older' | '';

/** The spans that a period has. */
export const spansOfPeriod: Readonly<Record<CreatedPeriod, readonly CreatedSpan[]>> = {
  today: ['today'],
  week: ['today', 'week-and-month', 'week'],
  month: ['today', 'week-and-month', 'month'],
  older: ['older'],
};

/** What is chosen in the list before anybody chooses. */
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
/** The query that nothing narrows. */
export const anyRequest = { text: '', ...noFacets };

export type SortColumn = SortField;
/** The columns by which the list can be ordered. */
export const sortColumnNames: readonly SortColumn[] = allRequestFields.flatMap(([name, { sorts }]) =>
  sorts ? [name as SortColumn] : [],
);

/** An order of the list. */
type ListOrder = {
  readonly column: SortColumn;
  readonly direction: 'ascending' | 'descending';
};

/** What changed last stands first: that is what people look for. */
export const firstOrder: ListOrder = { column: 'updatedAt', direction: 'descending' };

const longestWait: ListOrder = { column: 'updatedAt', direction: 'ascending' };
const earliestDueBack: ListOrder = { column: 'dueOn', direction: 'ascending' };
const earliestDue: ListOrder = { column: 'patronDueOn', direction: 'ascending' };

/**
 * Lists that a day's work needs and that facets alone cannot say, or only in many clicks; each begins with what is most
 * pressing in it.
 */
export const readyViews = {
  'to-receive': { label: t('To receive'), order: longestWait },
  // Those whose date for reply is past stand first.
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

/** The order in which a view is shown first; null stands for all requests. */
export const orderOfView = (view: ReadyView | null): ListOrder =>
  view === null ? firstOrder : readyViews[view].order;

/** The last days that count as within 7 and within 30 days of a day. */
export const dueEnds = (
  today: CalendarDate,
): { readonly weekEnd: CalendarDate; readonly monthEnd: CalendarDate } => ({
  weekEnd: addDays(today, 7),
  monthEnd: addDays(today, 30),
});

/** A day of the list: the borders of what its facets ask, in the library's time zone. */
export type ListDay = {
  readonly timeZone: string;
  readonly today: CalendarDate;
  /** The last days that count as within 7 and within 30 days. */
  readonly weekEnd: CalendarDate;
  readonly monthEnd: CalendarDate;
  /** When this day, its week and its month began. */
  readonly dayStart: Instant;
  readonly weekStart: Instant;
  readonly monthStart: Instant;
};

/** The Monday on or before a date. */
const mondayOf = (date: CalendarDate): CalendarDate =>
  addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));

/** The day of the list at a moment. */
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

/** In which span a request was made. */
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
 * In which bucket of the facet `Due back` a request counts on a day: by the date on which its partner wants it.
 * @param today in the library's time zone.
 * @returns null for a request whose due date no longer means anything.
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
 * In which bucket of the facet `Due` a request counts on a day: by the date on which its patron must bring something back.
 * @param request `patronDueOn`: the earliest date of its loans that run; null where nothing is with the patron.
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
