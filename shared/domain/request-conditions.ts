import type { CalendarDate, Instant, LibraryId } from './ids.ts';
import {
  type CreatedPeriod,
  type CreatedSpan,
  createdSpanOf,
  type DueBucket,
  dueBucketOf,
  type ListDay,
  patronDueBucketOf,
  spansOfPeriod,
} from './request-list.ts';
import type { DueStage } from './life/due-stage.ts';
import type { RequestStatus } from './request-status.ts';

/** The facets to the left of the list. */
export type Facet =
  | 'status'
  | 'activity'
  | 'partner'
  | 'pickup'
  | 'patronDue'
  | 'due'
  | 'created'
  | 'activeNotes';

/** A condition that narrows the list, as data; 0 means no partner or no desk. */
export type Condition = {
  /** The facet in which it was chosen, whose own counts ignore it. Null if it was typed or belongs to a ready-made view. */
  readonly facet: Facet | null;
} &
  /** An active turn's condition that waits for our answer is matched by its status, whatever takes precedence. */
  (
    | { readonly about: 'status'; readonly values: readonly string[]; readonly not: boolean }
    | { readonly about: 'partner' | 'desk'; readonly ids: readonly number[] }
    | { readonly about: 'due'; readonly of: DueOf; readonly buckets: readonly DueBucket[] }
    | { readonly about: 'created'; readonly period: CreatedPeriod }
    /** Whether a volume is out. */
    | { readonly about: 'out' }
    /** Whether its partner is waiting for it: the date has passed while a volume is out, or the partner says that it is overdue. */
    | { readonly about: 'wantedBack' }
    /** Whether no partner has recalled it. */
    | { readonly about: 'notRecalled' }
    /** Whether a parcel is expected of which nothing is here yet. */
    | { readonly about: 'toReceive' }
    /** Whether anything was returned that its partner has not checked in. */
    | { readonly about: 'notCheckedIn' }
    | { readonly about: 'notes'; readonly active: boolean }
    /** The libraries to which it may belong: those of the operator's roles. */
    | { readonly about: 'library'; readonly ids: readonly LibraryId[] }
    // The remaining conditions are not in the cube: they are evaluated on the rows themselves.
    | {
        readonly about: 'dueBetween';
        readonly of: DueOf;
        readonly from: CalendarDate | null;
        readonly to: CalendarDate | null;
      }
    /** When it was created: from one instant on and before another; null leaves that side open. */
    | { readonly about: 'createdBetween'; readonly from: Instant | null; readonly before: Instant | null }
    /** Whether each word is a prefix of a word in its patron's name or card. */
    | { readonly about: 'patron'; readonly words: readonly string[] }
    | { readonly about: 'item'; readonly place: ItemPlace }
    /** Whether a file brought something new about it since an instant. */
    | { readonly about: 'file'; readonly since: string }
    /** A prefix of its identifier or of its patron's card. */
    | { readonly about: 'code'; readonly beginning: string }
  );

/** The state of one of the request's volumes: in transit, on a hold shelf after its hold expired, or recalled by its partner. */
type ItemPlace = 'in-transit' | 'not-picked-up' | 'recalled';

/** Whose due date: the patron's (`Due`) or the partner's (`Due back`). */
export type DueOf = 'patron' | 'partner';

/** The facts about one request that facets need; 0 means no partner or no desk. */
export type Facts = {
  readonly id: number;
  readonly status: string;
  readonly partnerId: number;
  readonly deskId: number;
  readonly hasNotes: boolean;
  readonly isOut: boolean;
  /** Whether the active turn waits for our answer to a condition. */
  readonly isConditional: boolean;
  readonly due: Readonly<Record<DueOf, DueBucket | null>>;
  readonly created: CreatedSpan;
};

/**
 * A row with the facts that facets need: id, status, partner, desk, whether it has active notes, what its dates mean, both dates, the state
 * of its active turn, and its creation instant.
 */
export type FactsRow = readonly [
  id: number,
  status: string,
  partnerId: number,
  deskId: number,
  hasNotes: number,
  dueStage: DueStage,
  dueOn: string | null,
  patronDueOn: string | null,
  turnState: string | null,
  createdAt: string | null,
];

/** Returns the facts of a row on a day. */
export const factsOf = (row: FactsRow, day: ListDay): Facts => {
  const [id, status, partnerId, deskId, hasNotes, dueStage, dueOn, patronDueOn, turnState, createdAt] = row;
  return {
    id,
    status,
    partnerId,
    deskId,
    hasNotes: hasNotes === 1,
    isOut: dueStage === 'out',
    isConditional: turnState === 'conditional',
    due: {
      partner: dueBucketOf({ dueStage, dueOn }, day.today),
      patron: patronDueBucketOf({ dueStage, patronDueOn }, day.today),
    },
    created: createdSpanOf(createdAt, day),
  };
};

/** The status by which an open condition is matched. */
export const conditionalStatus: RequestStatus = 'CONDITIONAL';

const hasStatus = (values: readonly string[], { status, isConditional }: Facts): boolean =>
  values.includes(status) || (isConditional && values.includes(conditionalStatus));

/** Whether a request matches a condition chosen in a facet. */
export const fits = (condition: Condition, facts: Facts): boolean => {
  switch (condition.about) {
    case 'status':
      return hasStatus(condition.values, facts) !== condition.not;
    case 'partner':
      return condition.ids.includes(facts.partnerId);
    case 'desk':
      return condition.ids.includes(facts.deskId);
    case 'due': {
      const bucket = facts.due[condition.of];
      return bucket !== null && condition.buckets.includes(bucket);
    }
    case 'created':
      return spansOfPeriod[condition.period].includes(facts.created);
    case 'out':
      return facts.isOut;
    case 'notes':
      return condition.active === facts.hasNotes;
    // Conditions not chosen in a facet have been evaluated on the rows.
    case 'wantedBack':
    case 'notRecalled':
    case 'toReceive':
    case 'notCheckedIn':
    case 'library':
    case 'dueBetween':
    case 'createdBetween':
    case 'patron':
    case 'item':
    case 'file':
    case 'code':
      return true;
  }
};
