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

/** The facets at the left of the list. */
export type Facet =
  | 'status'
  | 'activity'
  | 'partner'
  | 'pickup'
  | 'patronDue'
  | 'due'
  | 'created'
  | 'activeNotes';

/** What narrows the list, as data; 0 stands for no partner and for no desk. */
export type Condition = {
  /** The facet in which it was chosen: its own counts leave it out. Null for what was typed or belongs to a ready view. */
  readonly facet: Facet | null;
} &
  /** A condition of the active turn that waits for our answer is asked for by its status, whatever weighs more. */
  (
    | { readonly about: 'status'; readonly values: readonly string[]; readonly not: boolean }
    | { readonly about: 'partner' | 'desk'; readonly ids: readonly number[] }
    | { readonly about: 'due'; readonly of: DueOf; readonly buckets: readonly DueBucket[] }
    | { readonly about: 'created'; readonly period: CreatedPeriod }
    /** Whether a volume is out. */
    | { readonly about: 'out' }
    /** Whether its partner waits for it: its date is past while a volume is out, or it says that it is overdue. */
    | { readonly about: 'wantedBack' }
    /** Whether a parcel of which nothing is here is awaited. */
    | { readonly about: 'toReceive' }
    /** Whether something went back and its partner has not said that it has it. */
    | { readonly about: 'notCheckedIn' }
    | { readonly about: 'notes'; readonly active: boolean }
    /** Which libraries it may belong to: those of the roles of who asks. */
    | { readonly about: 'library'; readonly ids: readonly LibraryId[] }
    // The rest is not in the cube: the rows themselves are asked.
    | {
        readonly about: 'dueBetween';
        readonly of: DueOf;
        readonly from: CalendarDate | null;
        readonly to: CalendarDate | null;
      }
    /** When it was made: from a moment on, and before another one; null leaves that side open. */
    | { readonly about: 'createdBetween'; readonly from: Instant | null; readonly before: Instant | null }
    /** Whether each word begins a word of its patron's name or card. */
    | { readonly about: 'patron'; readonly words: readonly string[] }
    | { readonly about: 'item'; readonly place: ItemPlace }
    /** Whether a file said something new of it from a moment on. */
    | { readonly about: 'file'; readonly since: string }
    /** The beginning of its identifier or of its patron's card. */
    | { readonly about: 'code'; readonly beginning: string }
  );

/** What a volume of the request is: on its way, on a hold shelf although its time there is over, or wanted back at once by its partner. */
export type ItemPlace = 'in-transit' | 'not-picked-up' | 'recalled';

/** By whose date something is due: the patron's (`Due`) or the partner's (`Due back`). */
export type DueOf = 'patron' | 'partner';

/** What the facets ask about one request; 0 stands for no partner and for no desk. */
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

/** A request as the facets ask about it: id, status, partner, desk, whether it has active notes, what its dates mean, both dates, how far its active turn is, when it was made. */
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

/** The facts of a row on a day. */
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

/** The status by which an open condition is asked for. */
export const conditionalStatus: RequestStatus = 'CONDITIONAL';

const hasStatus = (values: readonly string[], { status, isConditional }: Facts): boolean =>
  values.includes(status) || (isConditional && values.includes(conditionalStatus));

/** Whether a request fits a condition that was chosen in a facet. */
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
    // What is not chosen in a facet the rows have been asked.
    case 'wantedBack':
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
