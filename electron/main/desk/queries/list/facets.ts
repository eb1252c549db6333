import type { DeskId, PartnerId } from '../../../../../shared/domain/ids.ts';
import {
  type CreatedSpan,
  createdPeriodNames,
  createdPeriods,
  dueBucketNames,
  dueBuckets,
  spansOfPeriod,
} from '../../../../../shared/domain/request-list.ts';
import { isCompleted, statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { RequestFacets, RequestQuery } from '../../../../../shared/ipc/request-views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import {
  type Condition,
  conditionalStatus,
  type Facet,
  type Facts,
} from '../../../../../shared/domain/request-conditions.ts';
import type { Criteria, NamedPlace } from './criteria.ts';
import { fits } from '../../../../../shared/domain/request-conditions.ts';
import { countAll, countBy } from './cube.queries.ts';
import { inLifeOrder } from './list-page.ts';
import { t } from '../../../../../shared/words/words.ts';

/** For each facet, how many requests have each value, ignoring the facet's own selection. */
type FacetCounts = {
  readonly total: number;
  readonly atLeast: boolean;
  readonly status: ReadonlyMap<string, number>;
  /** By status: active and completed are derived from it. */
  readonly activity: ReadonlyMap<string, number>;
  readonly partner: ReadonlyMap<number, number>;
  readonly pickup: ReadonlyMap<number, number>;
  readonly patronDue: ReadonlyMap<string, number>;
  readonly due: ReadonlyMap<string, number>;
  readonly created: ReadonlyMap<CreatedSpan, number>;
  readonly activeNotes: ReadonlyMap<number, number>;
};

const without = (conditions: readonly Condition[], facet: Facet): Condition[] =>
  conditions.filter((condition) => condition.facet !== facet);

const isConditional: Condition = { facet: null, about: 'status', values: [conditionalStatus], not: false };

/** The counts by status; the conditional status also counts requests with an open condition and another status. */
const withConditional = (
  counts: ReadonlyMap<string, number>,
  conditional: number,
): ReadonlyMap<string, number> =>
  conditional === 0 ? counts : new Map(counts).set(conditionalStatus, conditional);

/** Counts with the cube. */
export const countWithCube = (db: ReadableDB, { conditions }: Criteria, total: number): FacetCounts => ({
  total,
  atLeast: false,
  status: withConditional(
    countBy(db, 'status', without(conditions, 'status')),
    countAll(db, [...without(conditions, 'status'), isConditional]),
  ),
  activity: countBy(db, 'status', without(conditions, 'activity')),
  partner: countBy(db, 'partner_id', without(conditions, 'partner')),
  pickup: countBy(db, 'desk_id', without(conditions, 'pickup')),
  patronDue: countBy(db, 'patron_due', without(conditions, 'patronDue')),
  due: countBy(db, 'due', without(conditions, 'due')),
  created: countBy(db, 'created', without(conditions, 'created')),
  activeNotes: countBy(db, 'has_notes', without(conditions, 'activeNotes')),
});

/** Counts the matches of a search. */
export const countHits = (
  facts: readonly Facts[],
  conditions: readonly Condition[],
  atLeast: boolean,
): FacetCounts => {
  const chosen = conditions.filter(({ facet }) => facet !== null);
  const by = <V>(facet: Facet, value: (one: Facts) => V): Map<V, number> => {
    const others = without(chosen, facet);
    const counts = new Map<V, number>();
    for (const one of facts)
      if (others.every((condition) => fits(condition, one)))
        counts.set(value(one), (counts.get(value(one)) ?? 0) + 1);
    return counts;
  };
  return {
    total: facts.filter((one) => chosen.every((condition) => fits(condition, one))).length,
    atLeast,
    status: withConditional(
      by('status', ({ status }) => status),
      by('status', (one) => fits(isConditional, one)).get(true) ?? 0,
    ),
    activity: by('activity', ({ status }) => status),
    partner: by('partner', ({ partnerId }) => partnerId),
    pickup: by('pickup', ({ deskId }) => deskId),
    patronDue: by('patronDue', ({ due }) => due.patron ?? 'settled'),
    due: by('due', ({ due }) => due.partner ?? 'settled'),
    created: by('created', ({ created }) => created),
    activeNotes: by('activeNotes', ({ hasNotes }) => (hasNotes ? 1 : 0)),
  };
};

/** Returns the facets for the page: values in order, with labels; selected values even if nothing matches. */
export const facetsOf = (
  counts: FacetCounts,
  query: RequestQuery,
  places: { readonly partners: readonly NamedPlace[]; readonly desks: readonly NamedPlace[] },
): RequestFacets => ({
  total: counts.total,
  atLeast: counts.atLeast,
  status: inLifeOrder([...counts.status.keys(), ...query.statuses]).map((value) => ({
    value,
    label: statusLabel(value),
    count: counts.status.get(value) ?? 0,
  })),
  activity: (['active', 'completed'] as const).map((value) => ({
    value,
    label: value === 'active' ? t('Active') : t('Completed'),
    count: sumOf(counts.activity, (status) => activityOf(status) === value),
  })),
  partner: placeValues<PartnerId>(counts.partner, query.partnerIds, places.partners, t('No partner')),
  pickup: placeValues<DeskId>(counts.pickup, query.pickupDeskIds, places.desks, t('No pickup location')),
  patronDue: dueValues(counts.patronDue),
  due: dueValues(counts.due),
  created: createdPeriodNames.map((value) => ({
    value,
    label: createdPeriods[value].label,
    count: sumOf(counts.created, (span) => spansOfPeriod[value].includes(span)),
  })),
  activeNotes: [true, false].map((value) => ({
    value,
    label: value ? t('With active notes') : t('Without active notes'),
    count: counts.activeNotes.get(value ? 1 : 0) ?? 0,
  })),
});

const dueValues = (counts: ReadonlyMap<string, number>): RequestFacets['due'] =>
  dueBucketNames.map((value) => ({ value, label: dueBuckets[value].label, count: counts.get(value) ?? 0 }));

const activityOf = (status: string): 'active' | 'completed' => (isCompleted(status) ? 'completed' : 'active');

const sumOf = <V>(counts: ReadonlyMap<V, number>, fit: (value: V) => boolean): number => {
  let sum = 0;
  for (const [value, n] of counts) if (fit(value)) sum += n;
  return sum;
};

const placeValues = <Id extends number>(
  counts: ReadonlyMap<number, number>,
  chosen: readonly (number | null)[],
  places: readonly NamedPlace[],
  none: string,
): { readonly value: Id | null; readonly label: string; readonly count: number }[] =>
  [...places, { id: 0, code: '', name: none }]
    .filter(({ id }) => (counts.get(id) ?? 0) > 0 || chosen.includes(id === 0 ? null : id))
    .map(({ id, name }) => ({
      value: id === 0 ? null : (id as Id),
      label: name,
      count: counts.get(id) ?? 0,
    }));
