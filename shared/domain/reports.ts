import { t } from '../words/words.ts';
import { addDays, daysBetween } from './dates.ts';
import type { CalendarDate } from './ids.ts';
import { isRequestStatus, type RequestStatus, requestStatuses } from './request-status.ts';
import { factsOf, isStepKind } from './steps/all-steps.ts';

/** What a number of a report counts. */
export type Unit = 'count' | 'days' | 'percent';

/** A number of each row, or of the whole period. */
export type Column = { readonly key: string; readonly label: string; readonly unit: Unit };

type ReportFacts = {
  readonly label: string;
  /** What its numbers count, in one sentence. */
  readonly counts: string;
  /** What a row stands for. */
  readonly rowHead: string;
  readonly columns: readonly Column[];
  /** The columns that are drawn: one upon the other where they add up to something, otherwise side by side. */
  readonly drawn: readonly string[];
  readonly addUp: boolean;
  /** Bars lie where their rows have long names. */
  readonly bars: 'stand' | 'lie';
  /** Its numbers for the whole period. */
  readonly headlines: readonly Column[];
};

const count = (key: string, label: string): Column => ({ key, label, unit: 'count' });
const days = (key: string, label: string): Column => ({ key, label, unit: 'days' });

/** How far a request has come, as reports add up its statuses. */
const stages = {
  partner: t('reports.withThePartner'),
  coming: t('reports.onItsWay'),
  here: t('reports.withUsOrThePatron'),
  filled: t('reports.filledAndOver'),
  unfilled: t('reports.notFilled'),
  other: t('reports.otherStatus'),
} as const;
export type Stage = keyof typeof stages;

/** The stage of a status; a word from outside is another one. */
export const stageOf = (status: string): Stage => {
  if (!isRequestStatus(status)) return 'other';
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
const unfilled: readonly RequestStatus[] = ['REJECTED', 'LOCATE_FAILED'];
const coming: readonly RequestStatus[] = ['SHIPPED_PHYSICALLY', 'SHIPPED_DIGITALLY', 'CLAIMED'];

/** The work of a desk, as reports add up the kinds of steps. */
const works = {
  receive: t('reports.receiving'),
  shelve: t('reports.scanningIn'),
  lend: t('reports.lending'),
  renew: t('reports.renewing'),
  return: t('reports.returning'),
  other: t('reports.askingAndAnswering'),
} as const;
export type Work = keyof typeof works;

/** The work that a step counts as; null for what is no step of staff, and for an undo. */
export const workOf = (kind: string): Work | null => (isStepKind(kind) ? factsOf(kind).work : null);

const columnsOf = (labels: Readonly<Record<string, string>>): readonly Column[] =>
  Object.entries(labels).map(([key, label]) => count(key, label));

/** The ways of an item, each with how long it took: half of them no longer, and nine in ten no longer. */
const legs = {
  ship: { median: t('reports.askedShippedMedian'), most: t('reports.askedShippedMost') },
  arrive: { median: t('reports.shippedArrivedMedian'), most: t('reports.shippedArrivedMost') },
  home: { median: t('reports.arrivedSentBackMedian'), most: t('reports.arrivedSentBackMost') },
  wait: { median: t('reports.askedArrivedMedian'), most: t('reports.askedArrivedMost') },
} as const;
export type Leg = keyof typeof legs;
export const legNames = Object.keys(legs) as readonly Leg[];

/** Every report, in the order of the page. Its plot, its table and its file are made from the entry. */
export const reports = {
  requests: {
    label: t('reports.requestsByStatus'),
    counts: t('reports.requestsByStatusCounts'),
    rowHead: t('reports.made'),
    columns: columnsOf(stages),
    drawn: Object.keys(stages),
    addUp: true,
    bars: 'stand',
    headlines: [count('made', t('reports.requestsMade')), count('over', t('reports.ofThemFilled'))],
  },
  turnaround: {
    label: t('reports.turnaroundByPartner'),
    counts: t('reports.turnaroundCounts'),
    rowHead: t('common.partner'),
    columns: [
      count('arrived', t('reports.itemsArrived')),
      ...legNames.flatMap((leg) => [days(leg, legs[leg].median), days(`${leg}-most`, legs[leg].most)]),
    ],
    drawn: ['ship', 'arrive', 'wait', 'home'],
    addUp: false,
    bars: 'lie',
    headlines: [
      days('wait', t('reports.daysFromAskingToArrival')),
      days('wait-most', t('reports.nineInTenArrivedWithin')),
    ],
  },
  fill: {
    label: t('reports.fillRateByPartner'),
    counts: t('reports.fillRateCounts'),
    rowHead: t('common.partner'),
    columns: [
      count('asked', t('reports.asked')),
      count('filled', t('reports.filled')),
      count('not-filled', t('reports.notFilled')),
      count('open', t('reports.openOrWithdrawn')),
      { key: 'rate', label: t('reports.fillRate'), unit: 'percent' },
    ],
    drawn: ['filled', 'not-filled', 'open'],
    addUp: true,
    bars: 'lie',
    headlines: [
      count('asked', t('reports.asked')),
      { key: 'rate', label: t('reports.fillRate'), unit: 'percent' },
    ],
  },
  overdue: {
    label: t('reports.overdueByAge'),
    counts: t('reports.overdueCounts'),
    rowHead: t('reports.daysLate'),
    columns: [count('back', t('reports.broughtBackLate')), count('out', t('reports.stillOut'))],
    drawn: ['back', 'out'],
    addUp: true,
    bars: 'stand',
    headlines: [
      count('due', t('reports.fellDue')),
      count('back', t('reports.broughtBackLate')),
      count('out', t('reports.stillOut')),
    ],
  },
  hours: {
    label: t('reports.workByHour'),
    counts: t('reports.workCounts'),
    rowHead: t('reports.hourOfTheDay'),
    columns: columnsOf(works),
    drawn: Object.keys(works),
    addUp: true,
    bars: 'stand',
    headlines: [count('steps', t('reports.steps'))],
  },
  desks: {
    label: t('reports.workByDesk'),
    counts: t('reports.workCounts'),
    rowHead: t('reports.desk'),
    columns: columnsOf(works),
    drawn: Object.keys(works),
    addUp: true,
    bars: 'lie',
    headlines: [count('steps', t('reports.steps'))],
  },
  shelf: {
    label: t('reports.timeOnTheHoldShelf'),
    counts: t('reports.shelfCounts'),
    rowHead: t('reports.daysOnTheShelf'),
    columns: [count('lent', t('reports.lentToThePatron')), count('other', t('reports.takenOffUncollected'))],
    drawn: ['lent', 'other'],
    addUp: true,
    bars: 'stand',
    headlines: [
      count('items', t('reports.itemsThatLeft')),
      days('median', t('reports.halfLeftWithin')),
      days('most', t('reports.nineInTenLeftWithin')),
    ],
  },
} as const satisfies Record<string, ReportFacts>;

export type ReportId = keyof typeof reports;
export const reportIds = Object.keys(reports) as readonly ReportId[];

/** The facts of a report, whichever it is. */
export const reportFacts = (id: ReportId): ReportFacts => reports[id];

/** From one day to another, both included. */
export type Period = { readonly from: CalendarDate; readonly to: CalendarDate };

/** The periods that are offered. */
export const periods = {
  'this-month': t('reports.thisMonth'),
  'last-month': t('reports.lastMonth'),
  'last-90-days': t('reports.last90Days'),
  'this-year': t('reports.thisYear'),
  'last-year': t('reports.lastYear'),
} as const;
type PeriodName = keyof typeof periods;
export const periodNames = Object.keys(periods) as readonly PeriodName[];

const firstOfMonth = (date: CalendarDate): CalendarDate => `${date.slice(0, 7)}-01` as CalendarDate;
const firstOfYear = (date: CalendarDate): CalendarDate => `${date.slice(0, 4)}-01-01` as CalendarDate;

/** The days of a period that is offered. What runs ends today. */
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

/** How many days a period has. */
export const lengthOf = ({ from, to }: Period): number => daysBetween(from, to) + 1;

/** A period has at most twenty years: more bars are not told apart. */
export const longestYears = 20;
export const isTooLong = (period: Period): boolean => lengthOf(period) > longestYears * 366;

/** The days before a period, as many as it has. */
export const periodBefore = (period: Period): Period => ({
  from: addDays(period.from, -lengthOf(period)),
  to: addDays(period.from, -1),
});

/** How a period is cut into bars: each day, each week from its first day on, or each calendar month. */
export type Grain = 'day' | 'week' | 'month';

export const grainOf = (period: Period): Grain => {
  const length = lengthOf(period);
  if (length <= 31) return 'day';
  return length <= 190 ? 'week' : 'month';
};

/** Days late or overdue, from and to; null for no end. */
export const ages = [
  [1, 7],
  [8, 14],
  [15, 30],
  [31, 60],
  [61, null],
] as const satisfies readonly Range[];

/** Days on the hold shelf, from and to. */
export const stays = [
  [0, 0],
  [1, 1],
  [2, 2],
  [3, 3],
  [4, 5],
  [6, 7],
  [8, 10],
  [11, 14],
  [15, 21],
  [22, null],
] as const satisfies readonly Range[];

export type Range = readonly [from: number, to: number | null];

export const inRange = (days: number, [from, to]: Range): boolean =>
  days >= from && (to === null || days <= to);

/** `4–5 days`. */
export const rangeWords = ([from, to]: Range): string =>
  to === null
    ? t('reports.daysOrMore', { from })
    : from === to
      ? t('reports.daysExactly', { from })
      : t('reports.daysFromTo', { from, to });
