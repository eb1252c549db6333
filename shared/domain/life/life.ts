import type { CalendarDate, ItemId, PartnerId, TurnId } from '../ids.ts';
import type { CancelWish, EndState } from './request.machine.ts';
import type { Turn } from './turn.ts';
import { isActive } from './turn.ts';
import type { Volume, VolumePlace } from './volume.ts';
import type { VolumeEvent } from './volume.machine.ts';
import { isOut, isSettled } from './volume.ts';

/** Everything that the status of a request is made of: what the patron wants, a turn for each partner, the volumes. */
export type Life = {
  /** How many volumes are expected; null where nobody said. */
  readonly expected: number | null;
  /** Who wants the request cancelled; null while nobody does. */
  readonly cancelWish: CancelWish | null;
  /** In the order of the rota. */
  readonly turns: readonly Turn[];
  readonly volumes: readonly Volume[];
  /** How it ended; null while it is open. */
  readonly endedAs: EndState | null;
};

/** A request that was just made. */
export const newLife: Life = { expected: null, cancelWish: null, turns: [], volumes: [], endedAs: null };

type OfTurn<Type> = Type extends string ? { readonly type: Type; readonly turnId: TurnId } : never;
type OfItems<Type> = Type extends string
  ? { readonly type: Type; readonly itemIds: readonly ItemId[] }
  : never;

/** What happened to a request, with all that its life must know of it. */
export type LifeEvent =
  /** `askable`: the turns that wait and whose partner is active, in their order. */
  | { readonly type: 'sent' | 'next.asked'; readonly askable: readonly TurnId[] }
  | OfTurn<'request.left' | 'partner.willSupply' | 'partner.conditional' | 'condition.accepted'>
  /** A word that nothing can follow from any more. */
  | OfTurn<'partner.said'>
  | (OfTurn<'partner.shipped' | 'partner.shippedDigitally'> & { readonly dueOn?: CalendarDate })
  /** What ends a turn: the next one of `askable` is asked. */
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
      /** Whether the patron gets it. */
      readonly use: Volume['use'];
      /** Whether staff are done with the parcel: its partner is told what came. */
      readonly done: boolean;
    })
  /** `isLent`: something is lent, so that the file ends nothing. */
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
      /** Whether a set of which volumes never came is over with it. */
      readonly endsSet: boolean;
      /** Whether those among the volumes that were reported lost have turned up there. */
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
  /** How many volumes are expected, as staff say. */
  | { readonly type: 'expected.changed'; readonly expected: number | null }
  /** What staff correct of a volume that did not go back: its date, or the turn that sent it. */
  | {
      readonly type: 'volume.corrected';
      readonly itemId: ItemId;
      readonly dueOn?: CalendarDate | null;
      readonly turnId?: TurnId;
    }
  /** What staff correct of a turn: the date that its partner named, or who its partner is where nobody recorded that. */
  | {
      readonly type: 'turn.corrected';
      readonly turnId: TurnId;
      readonly dueOn?: CalendarDate | null;
      readonly partnerId?: PartnerId;
    }
  /** The turns that were not asked, as staff order them now; one that is left out is removed. */
  | { readonly type: 'rota.changed'; readonly waiting: readonly Turn[] };

/** What happens to one volume at the desk and tells no partner. */
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

/** What a partner is told. `take-back`: its `request` still waits and does not leave. */
export type PartnerWord = {
  readonly turnId: TurnId;
  readonly word:
    | 'request'
    | 'take-back'
    | 'condition-accepted'
    | 'condition-declined'
    | 'received'
    | 'returned'
    | 'not-needed'
    /** The same, to one that never answered. */
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
    | 'renewal-withdrawn';
  readonly itemIds?: readonly ItemId[];
};

/** What an event comes to. */
export type Outcome = {
  readonly life: Life;
  readonly words: readonly PartnerWord[];
  /** The partner's word has no consequence any more: it is kept in its thread. */
  readonly threadOnly: boolean;
};

/** The turn that is asked now, or whose parcel is awaited. */
export const activeTurn = ({ turns }: Pick<Life, 'turns'>): Turn | undefined => turns.find(isActive);

export const volumesOf = ({ volumes }: Pick<Life, 'volumes'>, turnId: TurnId): readonly Volume[] =>
  volumes.filter((volume) => volume.turnId === turnId);

/** How many volumes came for the patron, wherever they are now. */
export const cameForPatron = ({ volumes }: Pick<Life, 'volumes'>): number =>
  volumes.filter(({ use }) => use === 'for-patron').length;

/** Whether all volumes that are expected came. Where nobody said how many, the first one is all. */
export const isFilled = (life: Pick<Life, 'volumes' | 'expected'>): boolean =>
  cameForPatron(life) >= (life.expected ?? 1);

/** Whether the patron still wants what may come: what comes otherwise goes back. */
export const wantsMore = (life: Life): boolean =>
  life.endedAs === null && life.cancelWish === null && (activeTurn(life) !== undefined || !isFilled(life));

/** Whether anything between us and a partner is not finished. */
export const isTurnOpen = (life: Pick<Life, 'volumes'>, turn: Turn): boolean =>
  isActive(turn) ||
  turn.parcel !== 'none' ||
  turn.cancellation === 'asked' ||
  volumesOf(life, turn.id).some((volume) => isOut(volume) || !isSettled(volume));

export type { Turn, Volume };
