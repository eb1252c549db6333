import { setup } from 'xstate';
import { statesAfter } from './chart.ts';
import { isActive, type Turn } from './turn.ts';

/** Something that happens to a turn. `last`: nothing more is expected from this partner once the book is here. */
export type TurnEvent =
  | { readonly type: 'bookCame'; readonly last: boolean }
  | {
      readonly type:
        | 'asked'
        | 'willSupply'
        | 'conditional'
        | 'shipped'
        | 'shippedDigitally'
        | 'rejected'
        | 'expired'
        | 'accepted'
        | 'declined'
        | 'cancelled'
        | 'passedOver'
        | 'fileCame'
        /** Nothing more is expected, and some of its books are here. */
        | 'closed'
        /** Everything it sent is checked in and settled. */
        | 'finished'
        | 'cancelAsked'
        | 'cancelRefused'
        | 'cancelWithdrawn'
        | 'parcelClaimed'
        | 'parcelLost'
        | 'parcelFound'
        | 'parcelSettled'
        /** The book credited to it was sent by another partner. */
        | 'bookWasAnothers';
    };

const bookCame = [{ guard: 'isLast', target: 'closing' }, { target: 'shipped' }] as const;

const answers = {
  bookCame,
  fileCame: 'supplied',
  willSupply: 'will-supply',
  conditional: 'conditional',
  shipped: 'shipped',
  shippedDigitally: 'shipped-digitally',
  rejected: 'rejected',
  expired: 'no-answer',
  cancelled: 'cancelled',
  passedOver: 'passed-over',
  closed: 'closing',
  parcelLost: { guard: 'isShipped', target: 'closing' },
} as const;

/** A book that arrives after a turn is over reopens it; nothing more is expected from it. */
const over = { on: { bookCame: 'closing', fileCame: 'supplied' } } as const;

const withParcel = { guard: 'isShipped' } as const;

/** The partner's progress. */
const supply = {
  waiting: { on: { asked: 'asked', bookCame, fileCame: 'supplied' } },
  asked: { on: answers },
  'will-supply': { on: answers },
  conditional: { on: { ...answers, accepted: 'asked', declined: 'declined' } },
  shipped: {
    on: {
      bookCame,
      fileCame: 'supplied',
      shippedDigitally: 'shipped-digitally',
      rejected: 'rejected',
      cancelled: 'cancelled',
      passedOver: 'passed-over',
      closed: 'closing',
      parcelLost: 'closing',
    },
  },
  'shipped-digitally': {
    on: {
      bookCame,
      fileCame: 'supplied',
      shipped: 'shipped',
      rejected: 'rejected',
      cancelled: 'cancelled',
      passedOver: 'passed-over',
      closed: 'closing',
    },
  },
  outside: { on: { bookCame, fileCame: 'supplied', cancelled: 'cancelled', passedOver: 'passed-over' } },
  closing: {
    on: {
      bookCame: 'closing',
      fileCame: 'closing',
      finished: 'supplied',
      parcelFound: 'shipped',
      bookWasAnothers: 'passed-over',
    },
  },
  supplied: over,
  rejected: over,
  'no-answer': over,
  declined: over,
  cancelled: over,
  'passed-over': over,
} as const;

/** The part of a turn that the machine knows: the state of each of its regions. */
type Regions = Pick<Turn, 'state' | 'cancellation' | 'parcel'>;

/** Whether its parcel may be claimed or lost. A claimed parcel may be lost no matter what was asked since. */
const mayBeLost = ({ state, cancellation, parcel }: Regions): boolean =>
  state === 'shipped' || cancellation === 'refused' || parcel === 'claimed';

/** Whether an event changes the partner's state now; if so, the other regions follow. */
const moves = (turn: Regions, { type }: TurnEvent): boolean =>
  type in ((supply[turn.state] as { readonly on?: object }).on ?? {}) &&
  (type !== 'parcelLost' || mayBeLost(turn));

const follows = <S extends string>(target: S) => ({ guard: 'moves', target }) as const;

/**
 * One partner's turn: its progress, a cancellation requested of it, and its parcel. The three regions are independent. The machine has no
 * actions, so querying it is pure.
 */
export const turnMachine = setup({
  types: { context: {} as Regions, events: {} as TurnEvent, input: {} as Regions },
  guards: {
    isLast: ({ event }) => event.type === 'bookCame' && event.last,
    isShipped: ({ context }) => mayBeLost(context),
    isActive: ({ context }) => isActive(context),
    moves: ({ context, event }) => moves(context, event),
  },
}).createMachine({
  id: 'turn',
  context: ({ input }) => input,
  type: 'parallel',
  states: {
    state: {
      initial: 'waiting',
      states: supply,
    },
    cancellation: {
      initial: 'none',
      states: {
        none: { on: { cancelAsked: { guard: 'isActive', target: 'asked' } } },
        asked: {
          on: {
            cancelRefused: 'refused',
            cancelWithdrawn: 'none',
            cancelled: follows('none'),
            rejected: follows('none'),
            expired: follows('none'),
            declined: follows('none'),
            passedOver: follows('none'),
            bookCame: follows('none'),
            fileCame: follows('none'),
            parcelLost: follows('none'),
          },
        },
        // Shown until the partner's next message.
        refused: {
          on: {
            cancelAsked: { guard: 'isActive', target: 'asked' },
            cancelWithdrawn: 'none',
            willSupply: follows('none'),
            conditional: follows('none'),
            shipped: follows('none'),
            shippedDigitally: follows('none'),
            rejected: follows('none'),
            expired: follows('none'),
            declined: follows('none'),
            cancelled: follows('none'),
            passedOver: follows('none'),
            bookCame: follows('none'),
            fileCame: follows('none'),
          },
        },
      },
    },
    parcel: {
      initial: 'none',
      states: {
        none: {
          on: {
            parcelClaimed: { ...withParcel, target: 'claimed' },
            parcelLost: { ...withParcel, target: 'lost' },
          },
        },
        claimed: {
          on: {
            parcelLost: 'lost',
            parcelFound: 'none',
            parcelSettled: 'none',
            rejected: follows('none'),
            expired: follows('none'),
            declined: follows('none'),
            fileCame: follows('none'),
            bookCame: follows('none'),
            passedOver: follows('none'),
            cancelled: follows('none'),
            closed: follows('none'),
          },
        },
        lost: { on: { parcelFound: 'none', parcelSettled: 'none', bookCame: follows('none') } },
      },
    },
  },
});

const regionsOf = ({ state, cancellation, parcel }: Turn): Regions => ({ state, cancellation, parcel });

/** Returns the turn after an event, or null if the machine does not allow it. Pure. */
export const turnAfter = (turn: Turn, event: TurnEvent): Turn | null => {
  const next = statesAfter(turnMachine, regionsOf(turn), event);
  return next === null
    ? null
    : { ...turn, ...next, outsideWord: next.state === turn.state ? turn.outsideWord : null };
};
