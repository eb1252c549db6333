import { setup } from 'xstate';
import { statesAfter } from './chart.ts';
import { isOut, isRenewable, type Volume } from './volume.ts';

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
      lost: { guard: 'isMissed', target: 'lost' },
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
  return volume.place !== 'returned-to-partner' || volume.checkIn === 'missed';
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
    isRenewable: ({ context }) => isRenewable(context),
    isReturned: ({ context }) => context.place === 'returned-to-partner',
    isMissed: ({ context }) => context.checkIn === 'missed',
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
            // Of what is to go back, or was recalled since, the answer only closes the question.
            renewed: [{ ...renewable, target: 'renewed' }, { target: 'none' }],
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
