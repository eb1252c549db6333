import {
  type Condition,
  conditionalStatus,
  type Facet,
} from '../../../../../shared/domain/request-conditions.ts';
import { addDays } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant } from '../../../../../shared/domain/ids.ts';
import { parseRequestQuery } from '../../../../../shared/domain/request-query.ts';
import { nameBeginsWith, type QueryPart } from '../../../../../shared/domain/request-query-fields.ts';
import { completedStatuses } from '../../../../../shared/domain/request-status.ts';
import type { RequestQuery } from '../../../../../shared/ipc/request-views.ts';

export type Criteria = {
  readonly conditions: readonly Condition[];
  /** Plain words, grouped by typed token: `N-312` is one token of two words. */
  readonly pieces: readonly (readonly string[])[];
};

/** The meanings of `partner:north` and `created:yesterday`. */
type Meanings = {
  readonly partners: () => readonly NamedPlace[];
  readonly desks: () => readonly NamedPlace[];
  /** In the library's time zone. */
  readonly today: CalendarDate;
  readonly startOf: (day: CalendarDate) => Instant;
};
export type NamedPlace = { readonly id: number; readonly code: string; readonly name: string };

/** Returns the criteria of a query. Unknown names match nothing; parts that cannot be parsed are ignored. */
export const criteriaOf = (query: RequestQuery, meanings: Meanings): Criteria => {
  const { parts } = parseRequestQuery(query.text);
  return {
    conditions: [
      ...chosen(query),
      ...readyConditions(query.ready),
      ...parts.flatMap((part) => typedConditions(part, meanings)),
    ],
    pieces: parts.flatMap((part) => (part.kind === 'words' ? [part.words] : [])),
  };
};

const onlyInRows: readonly Condition['about'][] = ['dueBetween', 'createdBetween', 'patron', 'item', 'file'];

/** Whether the cube can count it: no words, and no conditions that need the rows. */
export const isCountedByCube = ({ conditions, pieces }: Criteria): boolean =>
  pieces.length === 0 && conditions.every(({ about }) => !onlyInRows.includes(about));

const chosen = (query: RequestQuery): Condition[] => {
  const conditions: Condition[] = [];
  if (query.statuses.length > 0)
    conditions.push({ facet: 'status', about: 'status', values: query.statuses, not: false });
  if (query.activity !== null) conditions.push(activityCondition('activity', query.activity));
  if (query.partnerIds.length > 0)
    conditions.push({ facet: 'partner', about: 'partner', ids: query.partnerIds.map((id) => id ?? 0) });
  if (query.pickupDeskIds.length > 0)
    conditions.push({ facet: 'pickup', about: 'desk', ids: query.pickupDeskIds.map((id) => id ?? 0) });
  if (query.patronDue.length > 0)
    conditions.push({ facet: 'patronDue', about: 'due', of: 'patron', buckets: query.patronDue });
  if (query.due.length > 0)
    conditions.push({ facet: 'due', about: 'due', of: 'partner', buckets: query.due });
  if (query.created !== null) conditions.push({ facet: 'created', about: 'created', period: query.created });
  if (query.activeNotes !== null)
    conditions.push({ facet: 'activeNotes', about: 'notes', active: query.activeNotes });
  return conditions;
};

// An unknown status counts as active: staff have to look at it.
const activityCondition = (facet: Facet | null, activity: 'active' | 'completed'): Condition => ({
  facet,
  about: 'status',
  values: completedStatuses,
  not: activity === 'active',
});

const withStatus = (...values: readonly string[]): Condition => ({
  facet: null,
  about: 'status',
  values,
  not: false,
});

const readyConditions = (ready: RequestQuery['ready']): Condition[] => {
  switch (ready) {
    case null:
      return [];
    case 'to-receive':
      return [{ facet: null, about: 'toReceive' }];
    case 'conditional':
      return [withStatus(conditionalStatus)];
    case 'active-notes':
      return [{ facet: null, about: 'notes', active: true }];
    case 'due-soon':
      // Recalled items have a view of their own, as they have a queue.
      return [
        { facet: null, about: 'out' },
        { facet: null, about: 'due', of: 'partner', buckets: ['today', 'week'] },
        { facet: null, about: 'notRecalled' },
      ];
    case 'overdue':
      return [{ facet: null, about: 'wantedBack' }];
    case 'patron-overdue':
      return [{ facet: null, about: 'due', of: 'patron', buckets: ['overdue'] }];
    case 'in-transit':
    case 'not-picked-up':
    case 'recalled':
      return [{ facet: null, about: 'item', place: ready }];
    case 'returned-not-checked-in':
      return [{ facet: null, about: 'notCheckedIn' }];
  }
};

const typedConditions = (part: QueryPart, meanings: Meanings): Condition[] => {
  switch (part.kind) {
    case 'words':
    case 'unknown':
      return [];
    case 'status':
      return [withStatus(...part.statuses)];
    case 'activity':
      return [activityCondition(null, part.activity)];
    case 'partner':
      return [{ facet: null, about: 'partner', ids: idsOf(meanings.partners(), part.words) }];
    case 'pickup':
      return [{ facet: null, about: 'desk', ids: idsOf(meanings.desks(), part.words) }];
    case 'due':
      return [{ facet: null, about: 'due', of: part.of, buckets: [part.bucket] }];
    case 'dueBetween':
      return [{ facet: null, about: 'dueBetween', of: part.of, from: part.from, to: part.to }];
    case 'created':
      return part.period === 'yesterday'
        ? [madeBetween(addDays(meanings.today, -1), addDays(meanings.today, -1), meanings)]
        : [{ facet: null, about: 'created', period: part.period }];
    case 'createdBetween':
      return [madeBetween(part.from, part.to, meanings)];
    case 'patron':
      return [{ facet: null, about: 'patron', words: part.words }];
    case 'file':
      return [{ facet: null, about: 'file', since: part.since }];
    case 'notes':
      return [{ facet: null, about: 'notes', active: part.active }];
  }
};

/** From the beginning of one day to the end of another. */
const madeBetween = (
  from: CalendarDate | null,
  to: CalendarDate | null,
  { startOf }: Meanings,
): Condition => ({
  facet: null,
  about: 'createdBetween',
  from: from && startOf(from),
  before: to && startOf(addDays(to, 1)),
});

const idsOf = (places: readonly NamedPlace[], words: readonly string[]): number[] =>
  places.filter(({ name, code }) => nameBeginsWith(`${name} ${code}`, words)).map(({ id }) => id);
