import { setup } from 'xstate';
import { type Life, parcelAfter, type RequestEvent } from './life/life.ts';
import type { RegionEvent } from './life/may-happen.ts';
import {
  mayMove,
  mayPassOver,
  movesSupply,
  mustBeAsked,
  nothingOut,
  nothingReceived,
  settlesTheLast,
} from './life/may-happen.ts';
import { lossOf, lossStates } from './life/status.ts';
import {
  demandOf,
  demandStates,
  renewalOf,
  renewalStates,
  volumesAfter,
  whereVolumesAre,
} from './life/volumes.ts';
import { isRequestStatus } from './request-status.ts';

type End = { readonly guard: 'settlesTheLast'; readonly target: '#request.REQUEST_COMPLETED' };
type Asked = { readonly context: Life; readonly event: RequestEvent };

/**
 * A region whose state is the heaviest of what its volumes have: wherever it stands, an event leads to what they add up to then.
 * @param stateOf what a life adds up to in this region
 */
const region = <S extends string>(
  states: readonly S[],
  stateOf: (life: Pick<Life, 'volumes' | 'parcel'>) => S,
  on: Partial<Record<RegionEvent, readonly S[]>>,
  ends: Partial<Record<RegionEvent, End>> = {},
) => ({
  initial: states[0] as S,
  states: Object.fromEntries(states.map((state) => [state, {}])) as Record<S, object>,
  on: Object.fromEntries(
    Object.entries<readonly S[]>(on as Record<string, readonly S[]>).map(([type, targets]) => [
      type,
      [
        ends[type as RegionEvent] ?? [],
        targets.map((target) => ({
          guard: function addsUp({ context, event }: Asked): boolean {
            return (
              mayMove(context, event) &&
              stateOf({
                volumes: volumesAfter(context.volumes, event),
                parcel: parcelAfter(context.parcel, event),
              }) === target
            );
          },
          target: `.${target}`,
        })),
      ].flat(),
    ]),
  ),
});

const desk = setup({
  types: { context: {} as Life, events: {} as RequestEvent, input: {} as Life },
  guards: {
    morePartners: ({ event }) => 'morePartners' in event && event.morePartners,
    askedForPatron: ({ context }) => context.cancellation === 'asked' && context.cancelledFor === 'patron',
    askedForStaff: ({ context }) => context.cancellation === 'asked',
    mayPassOver: ({ context }) => mayPassOver(context),
    mayPassOverAndMore: ({ context, event }) =>
      mayPassOver(context) && 'morePartners' in event && event.morePartners,
    movesSupply: ({ context, event }) => movesSupply(context, event),
    needsConsent: ({ context, event }) =>
      nothingReceived(context) && 'needsConsent' in event && event.needsConsent,
    nothingReceived: ({ context }) => nothingReceived(context),
    nothingReceivedOrAllBack: ({ context }) => nothingOut(context),
    nothingOut: ({ context }) => nothingOut(context),
    everythingGone: ({ context }) => whereVolumesAre(context.volumes) === 'gone',
    isDigital: ({ context, event }) =>
      nothingOut(context) &&
      (context.supply === 'SHIPPED_DIGITALLY' || ('isDigital' in event && event.isDigital)),
    settlesTheLast: ({ context, event }) => settlesTheLast(context, event),
    /** What another partner sends answers nothing that was asked of the one whose parcel is still to come. */
    fromAsked: ({ event }) => !('fromAnother' in event && event.fromAnother),
    wordOfOurs: ({ context }) => isRequestStatus(context.supply),
    /** Consent is needed by the partner that has it; of what was shipped always. */
    mustBeAsked: ({ context, event }) => mustBeAsked(context, event),
  },
});

const cancelAtOnce = {
  'staff.cancelled': { guard: 'nothingReceived', target: '#request.CANCELLED_BY_STAFF' },
  'patron.cancelled': { guard: 'nothingReceived', target: '#request.CANCELLED_BY_PATRON' },
} as const;

/** While a cancellation is asked nobody else is asked: the request ends. */
const nextPartner = [
  { guard: 'askedForPatron', target: '#request.CANCELLED_BY_PATRON' },
  { guard: 'askedForStaff', target: '#request.CANCELLED_BY_STAFF' },
  { guard: 'morePartners', target: 'REQUEST_SENT' },
  { target: 'REJECTED' },
] as const;

const received = { 'item.received': 'SHIPPED_PHYSICALLY' } as const;
/** It never came: another partner is asked. */
const passedOver = {
  'partner.passedOver': [
    { guard: 'mayPassOverAndMore', target: 'REQUEST_SENT' },
    { guard: 'mayPassOver', target: 'REJECTED' },
  ],
} as const;

const withPartner = {
  ...received,
  ...passedOver,
  'partner.willSupply': 'WILL_SUPPLY',
  'partner.conditional': 'CONDITIONAL',
  'partner.shipped': 'SHIPPED_PHYSICALLY',
  'partner.shippedDigitally': 'SHIPPED_DIGITALLY',
  'partner.rejected': nextPartner,
  'partnerLine.expired': nextPartner,
  // One whose consent is needed is asked: that is the cancellation's.
  'staff.cancelled': [{ guard: 'needsConsent', target: undefined }, cancelAtOnce['staff.cancelled']],
  'patron.cancelled': [{ guard: 'needsConsent', target: undefined }, cancelAtOnce['patron.cancelled']],
} as const;

const unfilled = { ...received, ...cancelAtOnce, 'rota.extended': 'READY_TO_SEND' } as const;

/** A word of ours that did not fit is kept until something happens to a volume. One of others moves by receiving alone. */
const moved = { guard: 'wordOfOurs', target: 'SHIPPED_PHYSICALLY' } as const;

const supply = {
  initial: 'REQUEST_CREATED_BOR',
  states: {
    REQUEST_CREATED_BOR: {
      on: { ...received, ...cancelAtOnce, sent: 'REQUEST_SENT', 'rota.extended': 'READY_TO_SEND' },
    },
    READY_TO_SEND: {
      on: { ...received, ...cancelAtOnce, sent: 'REQUEST_SENT', 'rota.extended': 'READY_TO_SEND' },
    },
    REQUEST_SENT: { on: withPartner },
    WILL_SUPPLY: { on: withPartner },
    CONDITIONAL: {
      on: { ...withPartner, 'condition.accepted': 'REQUEST_SENT', 'condition.declined': nextPartner },
    },
    SHIPPED_PHYSICALLY: { on: { ...received, ...passedOver } },
    SHIPPED_DIGITALLY: { on: { ...received, ...passedOver, 'partner.shipped': 'SHIPPED_PHYSICALLY' } },
    REJECTED: { on: unfilled },
    LOCATE_FAILED: { on: unfilled },
    outside: {
      on: {
        ...received,
        'item.loaned': moved,
        'patron.returned': moved,
        'item.returned': moved,
        'item.lost': moved,
        'item.found': moved,
      },
    },
  },
} as const;

/** What a partner says, or that another one is asked, ends the refusal of an earlier cancellation. */
const noMoreRefused = { guard: 'movesSupply', target: 'none' } as const;
const answered = {
  'partner.willSupply': noMoreRefused,
  'partner.conditional': noMoreRefused,
  'partner.shipped': noMoreRefused,
  'partner.shippedDigitally': noMoreRefused,
  'partner.rejected': noMoreRefused,
  'partnerLine.expired': noMoreRefused,
  'condition.declined': noMoreRefused,
  'partner.passedOver': noMoreRefused,
} as const;

const askPartner = {
  'staff.cancelled': { guard: 'mustBeAsked', target: 'asked' },
  'patron.cancelled': { guard: 'mustBeAsked', target: 'asked' },
} as const;

const receivedFromAsked = { guard: 'fromAsked', target: 'none' } as const;

const cancellation = {
  initial: 'none',
  states: {
    none: { on: askPartner },
    asked: {
      on: {
        'cancellation.withdrawn': 'none',
        'item.received': receivedFromAsked,
        // It ends the request only where nothing is here. Otherwise what is here must go back.
        'partner.cancelAccepted': [
          { guard: 'nothingReceivedOrAllBack', target: '#request.CANCELLED' },
          { target: 'none' },
        ],
        'partner.cancelRefused': 'refused',
      },
    },
    refused: { on: { ...askPartner, ...answered, 'item.received': receivedFromAsked } },
  },
} as const;

const allPlaces = ['gone', 'back', 'withPatron', 'here'] as const;
const allDemands = ['recalled', 'overdue', 'none'] as const;
const allRenewals = ['mediated', 'asked', 'refused', 'renewed', 'none'] as const;
const allLosses = ['lost', 'damaged', 'claimed', 'none'] as const;

/**
 * The life of a borrowing request: while it is open, regions that do not wait for each other; then its end. The machine has no
 * actions: volumes are its context, and `volumesAfter` says what an event does to them. So it is a pure check: the renderer asks
 * it what to offer, the main process asks it inside the transaction.
 */
export const requestMachine = desk.createMachine({
  id: 'request',
  context: ({ input }) => input,
  initial: 'open',
  states: {
    open: {
      type: 'parallel',
      states: {
        supply,
        volumes: region(
          ['none', 'here', 'withPatron', 'back', 'gone'],
          ({ volumes }) => whereVolumesAre(volumes),
          {
            'item.received': ['here', 'withPatron', 'back', 'gone'],
            'item.moved': ['here', 'withPatron', 'back'],
            'item.loaned': ['withPatron'],
            'patron.returned': ['withPatron', 'back'],
            'item.returned': allPlaces,
            'item.lost': allPlaces,
            'item.found': allPlaces,
            'partner.neverArrived': allPlaces,
          },
        ),
        cancellation,
        renewal: region(renewalStates, ({ volumes }) => renewalOf(volumes), {
          'renewal.requested': ['asked', 'mediated', 'refused', 'renewed'],
          'partner.renewed': ['mediated', 'asked', 'refused', 'renewed'],
          'patron.renewed': ['mediated', 'asked', 'refused', 'renewed'],
          'partner.renewalRefused': ['mediated', 'asked', 'refused'],
          'renewal.refused': ['mediated', 'asked', 'refused'],
          'renewal.withdrawn': allRenewals,
          'item.loaned': allRenewals,
          'patron.returned': allRenewals,
          'item.returned': allRenewals,
          'item.lost': allRenewals,
        }),
        demand: region(demandStates, ({ volumes }) => demandOf(volumes), {
          'partner.overdue': allDemands,
          'partner.recalled': allDemands,
          'demand.withdrawn': allDemands,
          'item.received': allDemands,
          'renewal.requested': allDemands,
          'partner.renewed': allDemands,
          'patron.renewed': allDemands,
          'item.returned': allDemands,
          'item.lost': allDemands,
          'item.found': allDemands,
        }),
        lossAndDamage: region(
          lossStates,
          lossOf,
          {
            'item.damaged': ['lost', 'damaged'],
            'item.lost': ['lost'],
            'partner.neverArrived': ['lost'],
            'parcel.claimed': ['claimed'],
            'parcel.lost': ['lost'],
            'partner.passedOver': ['none'],
            'item.received': allLosses,
            'item.returned': allLosses,
            'item.found': allLosses,
            'partner.settled': allLosses,
          },
          {
            'partner.settled': { guard: 'settlesTheLast', target: '#request.REQUEST_COMPLETED' },
          },
        ),
      },
      on: {
        'partner.checkedIn': { guard: 'everythingGone', target: 'REQUEST_COMPLETED' },
        'received.digitally': { guard: 'isDigital', target: 'RECEIVED_DIGITALLY' },
        'completed.byHand': { guard: 'nothingOut', target: 'REQUEST_COMPLETED' },
      },
    },
    REQUEST_COMPLETED: { type: 'final' },
    RECEIVED_DIGITALLY: { type: 'final' },
    CANCELLED: { type: 'final' },
    CANCELLED_BY_PATRON: { type: 'final' },
    CANCELLED_BY_STAFF: { type: 'final' },
    EXPIRED: { type: 'final' },
  },
});
