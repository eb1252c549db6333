import type { CalendarDate, ItemId, PartnerId, TurnId } from '../ids.ts';
import type { CancelWish, EndState } from './request.machine.ts';
import type { Turn } from './turn.ts';
import { isActive } from './turn.ts';
import type { Volume, VolumePlace } from './volume.ts';
import type { VolumeEvent } from './volume.machine.ts';
import { isOut, isRenewable, isSettled } from './volume.ts';

/** Everything from which a request's status is derived: what the patron wants, a turn for each partner, the volumes. */
export type Life = {
  /** How many volumes are expected; null if unknown. */
  readonly expected: number | null;
  /** Who wants the request cancelled; null if no one does. */
  readonly cancelWish: CancelWish | null;
  /** In the order of the rota. */
  readonly turns: readonly Turn[];
  readonly volumes: readonly Volume[];
  /** How it ended; null while it is open. */
  readonly endedAs: EndState | null;
};

/** The life of a new request. */
export const newLife: Life = { expected: null, cancelWish: null, turns: [], volumes: [], endedAs: null };

type OfTurn<Type> = Type extends string ? { readonly type: Type; readonly turnId: TurnId } : never;
type OfItems<Type> = Type extends string
  ? { readonly type: Type; readonly itemIds: readonly ItemId[] }
  : never;

/** What happened to a request, with everything that its life must know about it. */
export type LifeEvent =
  /** `askable`: the waiting turns whose partner is in use, in order. */
  | { readonly type: 'sent' | 'next.asked'; readonly askable: readonly TurnId[] }
  | OfTurn<'request.left' | 'partner.willSupply' | 'partner.conditional' | 'condition.accepted'>
  /** An answer that no longer has a consequence. */
  | OfTurn<'partner.said'>
  | (OfTurn<'partner.shipped' | 'partner.shippedDigitally'> & { readonly dueOn?: CalendarDate })
  /** Events that end a turn: the next one of `askable` is asked. */
  | (OfTurn<
      | 'partner.rejected'
      | 'partner.cancelled'
      | 'partner.cancelAccepted'
      | 'turn.expired'
      | 'condition.declined'
    > & {
      readonly askable: readonly TurnId[];
    })
  | (OfTurn<'item.received'> & {
      readonly volume: {
        readonly id: ItemId;
        readonly place: VolumePlace;
        readonly dueOn: CalendarDate | null;
      };
      /** Whether it is for the patron. */
      readonly use: Volume['use'];
      /** Whether staff are done with the parcel: then its partner is notified of the receipt. */
      readonly done: boolean;
    })
  | OfTurn<'file.received' | 'receiving.done' | 'set.nothingMore' | 'set.restNotWanted'>
  | OfTurn<'parcel.claimed' | 'parcel.lost' | 'parcel.found' | 'parcel.settled'>
  | { readonly type: 'cancelled'; readonly wish: CancelWish; readonly needsConsent: boolean }
  | { readonly type: 'cancellation.withdrawn' | 'completed.byHand' }
  | OfTurn<'partner.cancelRefused'>
  | { readonly type: 'item.kept'; readonly itemId: ItemId }
  | { readonly type: 'item.happened'; readonly itemId: ItemId; readonly what: Happening }
  | OfItems<'items.returned' | 'items.lost' | 'items.damaged' | 'items.settled'>
  | (OfTurn<'partner.checkedIn'> & {
      readonly itemIds: readonly ItemId[];
      /** Whether the check-in ends a set with volumes that never arrived. */
      readonly endsSet: boolean;
      /** Whether volumes that were reported lost have turned up at the partner. */
      readonly found?: boolean;
    })
  | OfItems<'partner.missed'>
  /** `dueOn` is the partner's date; `renewsItself`: the turns whose partner renews automatically. */
  | (OfItems<'renewal.requested'> & {
      readonly dueOn: CalendarDate;
      readonly renewsItself: readonly TurnId[];
      readonly mediated?: boolean;
    })
  /** `dueOn` null: until the date that it was asked for. */
  | (OfItems<'partner.renewed'> & { readonly dueOn: CalendarDate | null })
  | OfItems<'partner.renewalRefused' | 'renewal.refused' | 'renewal.withdrawn'>
  | OfTurn<'partner.overdue' | 'partner.recalled' | 'demand.withdrawn'>
  /** The expected number of volumes, set by staff. */
  | { readonly type: 'expected.changed'; readonly expected: number | null }
  /** A correction of a volume that was not returned: its date, or the turn that sent it. */
  | {
      readonly type: 'volume.corrected';
      readonly itemId: ItemId;
      readonly dueOn?: CalendarDate | null;
      readonly turnId?: TurnId;
    }
  /** A correction of a turn: its partner's date, or its partner if none is recorded. */
  | {
      readonly type: 'turn.corrected';
      readonly turnId: TurnId;
      readonly dueOn?: CalendarDate | null;
      readonly partnerId?: PartnerId;
    }
  /** The waiting turns in the order that staff chose; a turn that is left out is removed. */
  | { readonly type: 'rota.changed'; readonly waiting: readonly Turn[] };

/** What happens to one volume at the desk without a letter to its partner. */
export type Happening = Extract<
  VolumeEvent['type'],
  | 'shelved'
  | 'sentOn'
  | 'loaned'
  | 'handedOver'
  | 'broughtBack'
  | 'broughtBackElsewhere'
  | 'backHere'
  | 'foundOnShelf'
  | 'foundInTransit'
>;

/** What a partner is told. `take-back`: its waiting `request` letter is withdrawn. */
export type PartnerNotification = {
  readonly turnId: TurnId;
  readonly word:
    | 'request'
    | 'take-back'
    | 'condition-accepted'
    | 'condition-declined'
    | 'received'
    | 'returned'
    | 'not-needed'
    /** The same, for a partner that never answered. */
    | 'not-needed-unanswered'
    | 'rest-not-needed'
    | 'cancel-asked'
    | 'cancel-withdrawn'
    | 'claim'
    | 'parcel-lost'
    | 'parcel-found'
    | 'lost'
    | 'found'
    | 'damaged'
    | 'renewal'
    | 'renewal-asked'
    | 'renewal-withdrawn'
    /** What staff wrote, and nothing else. */
    | 'message';
  readonly itemIds?: readonly ItemId[];
};

/** The outcome of an event. */
export type Outcome = {
  readonly life: Life;
  readonly words: readonly PartnerNotification[];
  /** The partner's answer no longer has a consequence: it is kept in its thread. */
  readonly threadOnly: boolean;
};

/** Returns the turn that is asked now, or whose parcel is expected. */
export const activeTurn = ({ turns }: Pick<Life, 'turns'>): Turn | undefined => turns.find(isActive);

export const volumesOf = ({ volumes }: Pick<Life, 'volumes'>, turnId: TurnId): readonly Volume[] =>
  volumes.filter((volume) => volume.turnId === turnId);

/** Returns how many volumes were received for the patron, wherever they are now. */
export const countReceivedForPatron = ({ volumes }: Pick<Life, 'volumes'>): number =>
  volumes.filter(({ use }) => use === 'for-patron').length;

/** Whether all expected volumes were received. If the number is unknown, the first one completes it. */
export const isFilled = (life: Pick<Life, 'volumes' | 'expected'>): boolean =>
  countReceivedForPatron(life) >= (life.expected ?? 1);

/**
 * Whether every volume that the patron wants is here or with the patron, undamaged and not recalled: asking a partner would borrow another
 * copy.
 */
export const hasAllInHand = ({ volumes, expected }: Pick<Life, 'volumes' | 'expected'>): boolean =>
  volumes.filter((volume) => isRenewable(volume) && volume.report === 'none').length >= (expected ?? 1);

/** Whether anything between us and a partner is unfinished. */
export const isTurnOpen = (life: Pick<Life, 'volumes'>, turn: Turn): boolean =>
  isActive(turn) ||
  turn.parcel !== 'none' ||
  turn.cancellation === 'asked' ||
  volumesOf(life, turn.id).some((volume) => isOut(volume) || !isSettled(volume));

export type { Turn, Volume };
