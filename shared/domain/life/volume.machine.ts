import { setup } from 'xstate';
import type { CalendarDate, ItemId, TurnId } from '../ids.ts';
import { statesAfter } from './chart.ts';

export const volumePlaces = [
  'in-transit',
  'on-hold-shelf',
  'on-loan',
  'returned-by-patron',
  'returned-to-partner',
  'handed-over',
  'lost',
  /** A place of another system; the volume keeps its word letter for letter. */
  'outside',
] as const;
export type VolumePlace = (typeof volumePlaces)[number];

/** The answer to a renewal, the heaviest last. `mediated`: the patron asks us, and the partner was not asked yet. */
export const renewalStates = ['none', 'renewed', 'refused', 'asked', 'mediated'] as const;
export type RenewalState = (typeof renewalStates)[number];

/** What the partner wants of a volume, the heaviest last. */
export const demandStates = ['none', 'overdue', 'recalled'] as const;
export type DemandState = (typeof demandStates)[number];

/** What was reported of a volume and is not settled, the heaviest last. */
export const reportStates = ['none', 'damaged', 'lost'] as const;
export type ReportState = (typeof reportStates)[number];

/** One book that came. */
export type Volume = {
  readonly id: ItemId;
  readonly turnId: TurnId;
  readonly place: VolumePlace;
  /** `goes-back`: the patron does not get it; its place is where it is until it is returned. */
  readonly use: 'for-patron' | 'goes-back';
  readonly patron: 'not-yet' | 'has-it' | 'brought-back';
  readonly renewal: RenewalState;
  readonly demand: DemandState;
  readonly report: ReportState;
  /** Whether its partner has it again, by its own word. */
  readonly checkIn: 'none' | 'checked-in' | 'missed';
  /** When its partner wants it back. */
  readonly dueOn: CalendarDate | null;
  /** Until when its partner was asked to lend it. */
  readonly askedUntil: CalendarDate | null;
  /** Whether its partner was told that it came. */
  readonly receiptTold: boolean;
};

/** What the machine knows of a volume: the state of each of its regions. */
type Regions = Pick<Volume, 'place' | 'use' | 'patron' | 'renewal' | 'demand' | 'report' | 'checkIn'>;

export type VolumeEvent = {
  readonly type:
    | 'shelved'
    | 'sentOn'
    | 'loaned'
    | 'handedOver'
    | 'broughtBack'
    /** The patron brought it to a desk from which it goes on. */
    | 'broughtBackElsewhere'
    /** It is at the desk from which its partner gets it. */
    | 'backHere'
    | 'returned'
    | 'lost'
    | 'damaged'
    | 'foundOnShelf'
    | 'foundInTransit'
    | 'settled'
    | 'checkedIn'
    | 'missed'
    | 'toGoBack'
    | 'kept'
    | 'renewalMediated'
    | 'renewalAsked'
    | 'renewed'
    | 'renewalRefused'
    | 'renewalWithdrawn'
    | 'overdue'
    | 'recalled'
    | 'demandWithdrawn';
};

const gone = { returned: 'returned-to-partner', lost: 'lost' } as const;
const here = {
  ...gone,
  shelved: 'on-hold-shelf',
  sentOn: 'in-transit',
  backHere: 'returned-by-patron',
} as const;

const places = {
  'in-transit': { on: here },
  'on-hold-shelf': {
    on: {
      ...here,
      loaned: { guard: 'mayBeLent', target: 'on-loan' },
      handedOver: { guard: 'mayBeLent', target: 'handed-over' },
    },
  },
  'on-loan': {
    on: { ...gone, broughtBack: 'returned-by-patron', broughtBackElsewhere: 'in-transit' },
  },
  'returned-by-patron': { on: { ...here, loaned: { guard: 'mayBeLent', target: 'on-loan' } } },
  // What its partner misses is looked for: it may turn up here, or be lost.
  'returned-to-partner': {
    on: {
      foundOnShelf: { guard: 'isMissed', target: 'on-hold-shelf' },
      foundInTransit: { guard: 'isMissed', target: 'in-transit' },
      lost: { guard: 'isNotCheckedIn', target: 'lost' },
    },
  },
  'handed-over': {},
  lost: {
    on: {
      foundOnShelf: 'on-hold-shelf',
      foundInTransit: 'in-transit',
      returned: 'returned-to-partner',
    },
  },
  outside: { on: { ...here, loaned: 'on-loan', broughtBack: 'returned-by-patron' } },
} as const;

/** Whether an event moves the place now: then the other regions follow it. */
const moves = (volume: Regions, { type }: VolumeEvent): boolean => {
  const on: object = (places[volume.place] as { readonly on?: object }).on ?? {};
  if (!(type in on)) return false;
  if (type === 'loaned' || type === 'handedOver') return mayBeLent(volume);
  return (
    volume.place !== 'returned-to-partner' ||
    (type === 'lost' ? volume.checkIn !== 'checked-in' : volume.checkIn === 'missed')
  );
};

const mayBeLent = ({ use, demand }: Regions): boolean => use === 'for-patron' && demand !== 'recalled';

const follows = <S extends string>(target: S) => ({ guard: 'moves', target }) as const;

/** What of a renewal ends when a volume is not lent and does not wait to be lent any more. */
const endsRenewal = {
  returned: follows('none'),
  lost: follows('none'),
  handedOver: follows('none'),
  broughtBack: follows('none'),
  broughtBackElsewhere: follows('none'),
} as const;
const whileOut = { guard: 'isOut' } as const;
const renewable = { guard: 'isRenewable' } as const;

/**
 * One volume: where it is, and the questions about it, each in a region of its own. The machine has no actions, so that asking it is a pure
 * question.
 */
export const volumeMachine = setup({
  types: { context: {} as Regions, events: {} as VolumeEvent, input: {} as Regions },
  guards: {
    isOut: ({ context }) => isOut(context),
    mayBeLent: ({ context }) => mayBeLent(context),
    isRenewable: ({ context }) =>
      isOut(context) &&
      context.use === 'for-patron' &&
      context.patron !== 'brought-back' &&
      context.demand !== 'recalled',
    isReturned: ({ context }) => context.place === 'returned-to-partner',
    isMissed: ({ context }) => context.checkIn === 'missed',
    isNotCheckedIn: ({ context }) => context.checkIn !== 'checked-in',
    moves: ({ context, event }) => moves(context, event),
  },
}).createMachine({
  id: 'volume',
  context: ({ input }) => input,
  type: 'parallel',
  states: {
    place: { initial: 'in-transit', states: places },
    use: {
      initial: 'for-patron',
      states: {
        'for-patron': { on: { toGoBack: { ...whileOut, target: 'goes-back' } } },
        'goes-back': { on: { kept: { ...whileOut, target: 'for-patron' } } },
      },
    },
    patron: {
      initial: 'not-yet',
      states: {
        'not-yet': { on: { loaned: follows('has-it') } },
        'has-it': {
          on: {
            broughtBack: follows('brought-back'),
            broughtBackElsewhere: follows('brought-back'),
            returned: follows('brought-back'),
            lost: follows('not-yet'),
          },
        },
        'brought-back': { on: { loaned: follows('has-it') } },
      },
    },
    renewal: {
      initial: 'none',
      states: {
        none: {
          on: {
            renewalMediated: { ...renewable, target: 'mediated' },
            renewalAsked: { ...renewable, target: 'asked' },
            renewed: { ...renewable, target: 'renewed' },
          },
        },
        mediated: {
          on: {
            ...endsRenewal,
            renewalAsked: { ...renewable, target: 'asked' },
            renewed: { ...renewable, target: 'renewed' },
            renewalRefused: 'refused',
            renewalWithdrawn: 'none',
          },
        },
        asked: {
          on: {
            ...endsRenewal,
            renewed: { ...renewable, target: 'renewed' },
            renewalRefused: 'refused',
            renewalWithdrawn: 'none',
          },
        },
        refused: {
          on: {
            ...endsRenewal,
            loaned: follows('none'),
            renewalMediated: { ...renewable, target: 'mediated' },
            renewalAsked: { ...renewable, target: 'asked' },
            renewed: { ...renewable, target: 'renewed' },
          },
        },
        renewed: {
          on: {
            ...endsRenewal,
            loaned: follows('none'),
            renewalMediated: { ...renewable, target: 'mediated' },
            renewalAsked: { ...renewable, target: 'asked' },
            renewed: { ...renewable, target: 'renewed' },
          },
        },
      },
    },
    demand: {
      initial: 'none',
      states: {
        none: {
          on: { overdue: { ...whileOut, target: 'overdue' }, recalled: { ...whileOut, target: 'recalled' } },
        },
        overdue: {
          on: {
            returned: follows('none'),
            recalled: { ...whileOut, target: 'recalled' },
            demandWithdrawn: 'none',
            renewed: { ...renewable, target: 'none' },
          },
        },
        // Its partner still wants what is lost, should it turn up.
        recalled: { on: { returned: follows('none'), demandWithdrawn: 'none' } },
      },
    },
    report: {
      initial: 'none',
      states: {
        none: { on: { damaged: { ...whileOut, target: 'damaged' }, lost: follows('lost') } },
        damaged: { on: { settled: 'none', lost: follows('lost') } },
        lost: {
          on: {
            settled: 'none',
            foundOnShelf: follows('none'),
            foundInTransit: follows('none'),
            returned: follows('none'),
          },
        },
      },
    },
    checkIn: {
      initial: 'none',
      states: {
        none: {
          on: {
            checkedIn: { guard: 'isReturned', target: 'checked-in' },
            missed: { guard: 'isReturned', target: 'missed' },
          },
        },
        missed: {
          on: {
            checkedIn: { guard: 'isReturned', target: 'checked-in' },
            foundOnShelf: follows('none'),
            foundInTransit: follows('none'),
            lost: follows('none'),
          },
        },
        'checked-in': {},
      },
    },
  },
});

const regionsOf = ({ place, use, patron, renewal, demand, report, checkIn }: Volume): Regions => ({
  place,
  use,
  patron,
  renewal,
  demand,
  report,
  checkIn,
});

/** The volume after an event, or null where the machine does not allow it. Pure. */
export const volumeAfter = (volume: Volume, event: VolumeEvent): Volume | null => {
  const next = statesAfter(volumeMachine, regionsOf(volume), event);
  return next === null ? null : { ...volume, ...next };
};

const placesOut: ReadonlySet<VolumePlace> = new Set([
  'in-transit',
  'on-hold-shelf',
  'on-loan',
  'returned-by-patron',
  'outside',
] as const);

/** Whether it is in transit here, with us or with the patron: neither lost nor sent back. */
export const isOut = ({ place }: Pick<Volume, 'place'>): boolean => placesOut.has(place);

/** Whether it is for the patron, out, and not wanted back at once: its loan may be made longer. */
export const isRenewable = (volume: Pick<Volume, 'place' | 'use' | 'patron' | 'demand'>): boolean =>
  isLentOrWaits(volume) && volume.demand !== 'recalled';

/** Whether nothing between us and its partner is left to do about it. */
export const isSettled = ({ place, report, checkIn }: Volume): boolean =>
  report === 'none' && (checkIn === 'checked-in' || place === 'handed-over' || place === 'lost');

/** Whether it went back, and its partner has not said that it has it. */
export const isNotCheckedIn = ({ place, checkIn }: Pick<Volume, 'place' | 'checkIn'>): boolean =>
  place === 'returned-to-partner' && checkIn !== 'checked-in';

/** Whether it is with the patron or waits to be lent: a renewal of it still means something. */
export const isLentOrWaits = (volume: Pick<Volume, 'place' | 'use' | 'patron'>): boolean =>
  isOut(volume) &&
  volume.use === 'for-patron' &&
  volume.patron !== 'brought-back' &&
  volume.place !== 'returned-by-patron';
