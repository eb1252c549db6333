import { t } from '../words/words.ts';
import { addDays, daysBetween } from './dates.ts';
import type { CalendarDate } from './ids.ts';
import { isRequestStatus, type RequestStatus, requestStatuses } from './request-status.ts';
import { factsOf, isStepKind } from './steps/all-steps.ts';

/** The unit of a number in a report. */
export type Unit = 'count' | 'days' | 'percent';

/** A number of each row, or of the whole period. */
export type Column = { readonly key: string; readonly label: string; readonly unit: Unit };

type ReportFacts = {
  readonly label: string;
  /** What its numbers count, in one sentence; it may depend on what a bar stands for. */
  readonly counts: string | ((grain: Grain) => string);
  /** What a row represents. */
  readonly rowHead: string;
  readonly columns: readonly Column[];
  /** The columns in the plot: stacked if they add up to something, otherwise side by side. */
  readonly drawn: readonly string[];
  readonly addUp: boolean;
  /** Bars are horizontal if their rows have long names. */
  readonly bars: 'stand' | 'lie';
  /** Its numbers for the whole period. */
  readonly headlines: readonly Column[];
};

const count = (key: string, label: string): Column => ({ key, label, unit: 'count' });
const days = (key: string, label: string): Column => ({ key, label, unit: 'days' });

/** The progress of a request, as reports group its statuses. */
const stages = {
  unsent: t('Not sent yet'),
  partner: t('With the partner'),
  coming: t('On its way'),
  here: t('With us or the patron'),
  filled: t('Returned or completed'),
  unfilled: t('Not filled'),
  other: t('Other status'),
} as const;
type Stage = keyof typeof stages;

/** Returns the stage of a status; an unknown status is `other`. */
export const stageOf = (status: string): Stage => {
  if (!isRequestStatus(status)) return 'other';
  if (unsent.includes(status)) return 'unsent';
  if (unfilled.includes(status)) return 'unfilled';
  if (coming.includes(status)) return 'coming';
  const { phase } = requestStatuses[status];
  switch (phase) {
    case 'before-receipt':
      return 'partner';
    case 'at-library':
    case 'with-patron':
    case 'back-from-patron':
    case 'loss-and-damage':
      return 'here';
    case 'returned':
    case 'completed':
      return 'filled';
    case 'cancelled':
      return 'unfilled';
  }
};
const unsent: readonly RequestStatus[] = ['REQUEST_CREATED_BOR', 'READY_TO_SEND'];
const unfilled: readonly RequestStatus[] = ['REJECTED', 'LOCATE_FAILED'];
const coming: readonly RequestStatus[] = ['SHIPPED_PHYSICALLY', 'SHIPPED_DIGITALLY', 'CLAIMED'];

/** The work of a desk, as reports group the kinds of steps. */
const works = {
  receive: t('Receiving'),
  shelve: t('Scanning in'),
  lend: t('Lending'),
  renew: t('Renewing'),
  return: t('Returning'),
  other: t('Other steps'),
} as const;
export type Work = keyof typeof works;

/** Returns the work that a step counts as; null for anything that is not a step taken by staff, and for an undo. */
export const workOf = (kind: string): Work | null => (isStepKind(kind) ? factsOf(kind).work : null);

const columnsOf = (labels: Readonly<Record<string, string>>): readonly Column[] =>
  Object.entries(labels).map(([key, label]) => count(key, label));

/** The legs of an item's journey, each with its duration: the median and the 90th percentile. */
const legs = {
  ship: { median: t('Asked → shipped, median'), most: t('Asked → shipped, 9 in 10') },
  arrive: { median: t('Shipped → arrived, median'), most: t('Shipped → arrived, 9 in 10') },
  home: { median: t('Arrived → returned, median'), most: t('Arrived → returned, 9 in 10') },
  wait: { median: t('Asked → arrived, median'), most: t('Asked → arrived, 9 in 10') },
} as const;
export type Leg = keyof typeof legs;
export const legNames = Object.keys(legs) as readonly Leg[];

/** Every report, in page order. Its plot, table and file are generated from the entry. */
export const reports = {
  requests: {
    label: t('Requests by status'),
    counts: (grain) =>
      t(
        'Counts the requests created in the period, by {grain, select, day {day} week {week (starting on the day shown)} other {month}} and current status.',
        { grain },
      ),
    rowHead: t('Created'),
    columns: columnsOf(stages),
    drawn: Object.keys(stages),
    addUp: true,
    bars: 'stand',
    headlines: [count('made', t('Requests created')), count('over', t('Of which returned or completed'))],
  },
  turnaround: {
    label: t('Turnaround by partner'),
    counts: t(
      'Counts the days of each leg that ended in the period. Half took no longer than the median, nine in ten no longer than the second number. Times up to 60 days are exact to the day, longer ones to the week. For requests from a file, the day they were created counts as the day they were asked.',
    ),
    rowHead: t('Partner'),
    columns: [
      count('arrived', t('Arrived')),
      ...legNames.flatMap((leg) => [days(leg, legs[leg].median), days(`${leg}-most`, legs[leg].most)]),
    ],
    drawn: ['ship', 'arrive', 'wait', 'home'],
    addUp: false,
    bars: 'lie',
    headlines: [
      days('wait', t('Median, asked to arrived')),
      days('wait-most', t('Nine in ten arrived within')),
    ],
  },
  fill: {
    label: t('Fill rate by partner'),
    counts: t(
      'Counts every time a partner was asked in the period. Filled: something arrived from it, or it shipped and we did not withdraw the request afterwards. Not filled: it declined, never answered, or we declined its condition. The fill rate is the share of these that were filled.',
    ),
    rowHead: t('Partner'),
    columns: [
      count('asked', t('Asked')),
      count('filled', t('Filled')),
      count('not-filled', t('Not filled')),
      count('open', t('Open or withdrawn by us')),
      { key: 'rate', label: t('Fill rate'), unit: 'percent' },
    ],
    drawn: ['filled', 'not-filled', 'open'],
    addUp: true,
    bars: 'lie',
    headlines: [count('asked', t('Asked')), { key: 'rate', label: t('Fill rate'), unit: 'percent' }],
  },
  overdue: {
    label: t('Overdue by age'),
    counts: t(
      'Counts the loans that came due in the period: those brought back late, by how many days late, and those still out, by how many days overdue today.',
    ),
    rowHead: t('Late'),
    columns: [count('back', t('Brought back late')), count('out', t('Still out'))],
    drawn: ['back', 'out'],
    addUp: true,
    bars: 'stand',
    headlines: [
      count('due', t('Loans due')),
      count('back', t('Brought back late')),
      count('out', t('Still out')),
    ],
  },
  hours: {
    label: t('Work by hour'),
    counts: t(
      'Counts the steps that staff took on requests in the period at the library’s desks. Undone steps are not counted.',
    ),
    rowHead: t('Hour'),
    columns: columnsOf(works),
    drawn: Object.keys(works),
    addUp: true,
    bars: 'stand',
    headlines: [count('steps', t('Steps'))],
  },
  desks: {
    label: t('Work by desk'),
    counts: t(
      'Counts the steps that staff took on requests in the period at the library’s desks. Undone steps are not counted.',
    ),
    rowHead: t('Desk'),
    columns: columnsOf(works),
    drawn: Object.keys(works),
    addUp: true,
    bars: 'lie',
    headlines: [count('steps', t('Steps'))],
  },
  shelf: {
    label: t('Time on the hold shelf'),
    counts: t(
      'Counts the items that left the hold shelf in the period, by how many days they had been there. If an item left more than once, only the last time counts.',
    ),
    rowHead: t('On the shelf'),
    columns: [count('lent', t('Lent to the patron')), count('other', t('Removed, not lent'))],
    drawn: ['lent', 'other'],
    addUp: true,
    bars: 'stand',
    headlines: [
      count('items', t('Items that left the shelf')),
      days('median', t('Half left within')),
      days('most', t('Nine in ten left within')),
    ],
  },
} as const satisfies Record<string, ReportFacts>;

export type ReportId = keyof typeof reports;
export const reportIds = Object.keys(reports) as readonly ReportId[];

/** Returns the facts of a report, typed as those of any report. */
export const reportFacts = (id: ReportId): ReportFacts => reports[id];

/** From one day to another, both included. */
export type Period = { readonly from: CalendarDate; readonly to: CalendarDate };

/** The periods offered. */
export const periods = {
  'this-month': t('This month'),
  'last-month': t('Last month'),
  'last-90-days': t('Last 90 days'),
  'this-year': t('This year'),
  'last-year': t('Last year'),
} as const;
type PeriodName = keyof typeof periods;
export const periodNames = Object.keys(periods) as readonly PeriodName[];

const firstOfMonth = (date: CalendarDate): CalendarDate => `${date.slice(0, 7)}-01` as CalendarDate;
const firstOfYear = (date: CalendarDate): CalendarDate => `${date.slice(0, 4)}-01-01` as CalendarDate;

/** Returns the days of an offered period. A period in progress ends today. */
export const periodOf = (name: PeriodName, today: CalendarDate): Period => {
  switch (name) {
    case 'this-month':
      return { from: firstOfMonth(today), to: today };
    case 'last-month': {
      const to = addDays(firstOfMonth(today), -1);
      return { from: firstOfMonth(to), to };
    }
    case 'last-90-days':
      return { from: addDays(today, -89), to: today };
    case 'this-year':
      return { from: firstOfYear(today), to: today };
    case 'last-year': {
      const to = addDays(firstOfYear(today), -1);
      return { from: firstOfYear(to), to };
    }
  }
};

/** Returns the number of days in a period. */
export const lengthOf = ({ from, to }: Period): number => daysBetween(from, to) + 1;

/** Maximum length of a period: more bars could not be told apart. */
export const longestYears = 20;
export const isTooLong = (period: Period): boolean => lengthOf(period) > longestYears * 366;

/** Returns the preceding period of the same length. */
export const periodBefore = (period: Period): Period => ({
  from: addDays(period.from, -lengthOf(period)),
  to: addDays(period.from, -1),
});

/** How a period is split into bars: by day, by week from its first day on, or by calendar month. */
export type Grain = 'day' | 'week' | 'month';

export const grainOf = (period: Period): Grain => {
  const length = lengthOf(period);
  if (length <= 31) return 'day';
  return length <= 190 ? 'week' : 'month';
};

/** Returns what the numbers of a report count in a period. */
export const countsWords = (report: ReportId, period: Period): string => {
  const { counts } = reportFacts(report);
  return typeof counts === 'string' ? counts : counts(grainOf(period));
};
