import type { CalendarDate, LibraryId } from './ids.ts';
import type { DueBucket } from './request-list.ts';
import { dueBucketOf } from './request-list.ts';

/** The facets at the left of the list. */
export type Facet = 'status' | 'activity' | 'partner' | 'pickup' | 'due' | 'activeNotes';

/** What narrows the list, as data; 0 stands for no partner and for no desk. */
export type Condition = {
  /** The facet in which it was chosen: its own counts leave it out. Null for what was typed or belongs to a ready view. */
  readonly facet: Facet | null;
} & (
  | { readonly about: 'status'; readonly values: readonly string[]; readonly not: boolean }
  | { readonly about: 'partner' | 'desk'; readonly ids: readonly number[] }
  | { readonly about: 'due'; readonly buckets: readonly DueBucket[] }
  | { readonly about: 'notes'; readonly active: boolean }
  /** Which libraries it may belong to: those of the roles of who asks. */
  | { readonly about: 'library'; readonly ids: readonly LibraryId[] }
  // The rest is not in the cube: the rows themselves are asked.
  | { readonly about: 'dueBetween'; readonly from: CalendarDate | null; readonly to: CalendarDate | null }
  | { readonly about: 'item'; readonly place: ItemPlace }
  /** The beginning of its identifier or of its patron's card. */
  | { readonly about: 'code'; readonly beginning: string }
);

/** Where a volume of the request is: on its way, or on a hold shelf although its time there is over. */
export type ItemPlace = 'in-transit' | 'not-picked-up';

/** What the facets ask about one request; 0 stands for no partner and for no desk. */
export type Facts = {
  readonly id: number;
  readonly status: string;
  readonly partnerId: number;
  readonly deskId: number;
  readonly hasNotes: boolean;
  readonly due: DueBucket | null;
};

/** The facts of a row on a day. */
export const factsOf = (
  row: readonly [number, string, number, number, number, string | null],
  today: CalendarDate,
): Facts => {
  const [id, status, partnerId, deskId, hasNotes, dueOn] = row;
  return {
    id,
    status,
    partnerId,
    deskId,
    hasNotes: hasNotes === 1,
    due: dueBucketOf({ status, dueOn }, today),
  };
};

/** Whether a request fits a condition that was chosen in a facet. */
export const fits = (condition: Condition, facts: Facts): boolean => {
  switch (condition.about) {
    case 'status':
      return condition.values.includes(facts.status) !== condition.not;
    case 'partner':
      return condition.ids.includes(facts.partnerId);
    case 'desk':
      return condition.ids.includes(facts.deskId);
    case 'due':
      return facts.due !== null && condition.buckets.includes(facts.due);
    case 'notes':
      return condition.active === facts.hasNotes;
    case 'library':
    case 'dueBetween':
    case 'item':
    case 'code':
      return true;
  }
};
