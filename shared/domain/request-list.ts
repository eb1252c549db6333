import { addDays } from './dates.ts';
import type { CalendarDate } from './ids.ts';
import type { SortField } from './request-fields.ts';
import { allRequestFields } from './request-fields.ts';
import type { RequestStatus } from './request-status.ts';
import { requestStatusCodes, requestStatuses, statusPhase } from './request-status.ts';

/**
 * What the list of borrowing requests can be narrowed and ordered by, as data: the page shows it, the main process
 * answers it.
 */

/** When a loan is due, as people ask for it. `week` and `month` are the 7 and the 30 days after today. */
export const dueBuckets = {
  overdue: { label: 'Overdue' },
  today: { label: 'Today' },
  week: { label: 'Within 7 days' },
  month: { label: 'Within 30 days' },
  later: { label: 'Later' },
  none: { label: 'No due date' },
} as const;
export type DueBucket = keyof typeof dueBuckets;
export const dueBucketNames = Object.keys(dueBuckets) as readonly DueBucket[];

export type SortColumn = SortField;
/** The columns by which the list can be ordered. */
export const sortColumnNames: readonly SortColumn[] = allRequestFields.flatMap(([name, { sorts }]) =>
  sorts ? [name as SortColumn] : [],
);

/** Lists that a day's work needs and that facets alone cannot say, or only in many clicks. */
export const readyViews = {
  'to-receive': { label: 'To receive' },
  conditional: { label: 'Conditional' },
  'active-notes': { label: 'Active notes' },
  'due-soon': { label: 'Due soon' },
  overdue: { label: 'Overdue' },
  'in-transit': { label: 'In transit' },
  'returned-not-checked-in': { label: 'Returned but not checked in' },
  'not-picked-up': { label: 'Not picked up' },
} as const;
export type ReadyView = keyof typeof readyViews;
export const readyViewNames = Object.keys(readyViews) as readonly ReadyView[];

/**
 * Statuses in which the partner waits for an item that is with us or with the patron: only these are overdue. Under a
 * report of loss or damage it waits for the rest, or for the loss to be settled.
 */
export const outStatuses: readonly RequestStatus[] = requestStatusCodes.filter((code) =>
  ['at-library', 'with-patron', 'back-from-patron', 'loss-and-damage'].includes(requestStatuses[code].phase),
);

/** Whether the due date of a request no longer means anything: the item went back, or never came. */
export const isSettled = (status: string): boolean =>
  ['returned', 'cancelled', 'completed'].includes(statusPhase(status) ?? '');

/** The statuses of which that is true. */
export const settledStatuses: readonly RequestStatus[] = requestStatusCodes.filter(isSettled);

/** The last days that count as within 7 and within 30 days of a day. */
export const dueEnds = (
  today: CalendarDate,
): { readonly weekEnd: CalendarDate; readonly monthEnd: CalendarDate } => ({
  weekEnd: addDays(today, 7),
  monthEnd: addDays(today, 30),
});

/**
 * In which bucket of the facet `Due date` a request counts on a day.
 * @param today in the library's time zone.
 * @returns null for a request whose due date no longer means anything.
 */
export const dueBucketOf = (
  request: { readonly status: string; readonly dueOn: string | null },
  today: CalendarDate,
): DueBucket | null => {
  const { status, dueOn } = request;
  if (isSettled(status)) return null;
  if (dueOn === null) return 'none';
  const { weekEnd, monthEnd } = dueEnds(today);
  if (dueOn < today) return 'overdue';
  if (dueOn === today) return 'today';
  if (dueOn <= weekEnd) return 'week';
  return dueOn <= monthEnd ? 'month' : 'later';
};
