import { setup } from 'xstate';
import { statesAfter } from './chart.ts';
import { isOut, isRenewable, type Volume } from './volume.ts';

/** The part of a volume that the machine knows: the state of each of its regions. */
type Regions = Pick<Volume, 'place' | 'use' | 'patron' | 'renewal' | 'demand' | 'report' | 'checkIn'>;

export type VolumeEvent = {
  readonly type:
    | 'shelved'
    | 'sentOn'
    | 'loaned'
    | 'handedOver'
    | 'broughtBack'
    /** The patron brought it to a desk that must forward it. */
    | 'broughtBackElsewhere'
    /** It is at the desk that returns it to its partner. */
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
  // A volume reported missing by its partner is being looked for: it may turn up here, or be lost.
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

/** Whether an event changes the place now; if so, the other regions follow. */
const moves = (volume: Regions, { type }: VolumeEvent): boolean => {
  const on: object = (places[volume.place] as { readonly on?: object }).on ?? {};
  if (!(type in on)) return false;
  if (type === 'loaned' || type === 'handedOver') return mayBeLent(volume);
  return volume.place !== 'returned-to-partner' || volume.checkIn === 'missed';
};

const mayBeLent = ({ use, demand }: Regions): boolean => use === 'for-patron' && demand !== 'recalled';

const follows = <S extends string>(target: S) => ({ guard: 'moves', target }) as const;

/** The events that end a renewal, because the volume is no longer lent or waiting to be lent. */
const endsRenewal = {
  returned: follows('none'),
  lost: follows('none'),
  handedOver: follows('none'),
  broughtBack: follows('none'),
  broughtBackElsewhere: follows('none'),
} as const;
const whileOut = { guard: 'isOut' } as const;
const renewable = { guard: 'isRenewable' } as const;

/** One volume: where it is, and the questions about it, each in its own region. The machine has no actions, so querying it is pure. */
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
            // If the volume is due to go back, or was recalled since, the answer only closes the question.
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
        // The partner still wants a lost volume, should it turn up.
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

/** Returns the volume after an event, or null if the machine does not allow it. Pure. */
export const volumeAfter = (volume: Volume, event: VolumeEvent): Volume | null => {
  const next = statesAfter(volumeMachine, regionsOf(volume), event);
  return next === null ? null : { ...volume, ...next };
};
