import { setup } from 'xstate';
import type { RequestStatus } from '../request-status.ts';
import { statesAfter } from './chart.ts';

/** How a request ended. */
export const endStates = [
  'REQUEST_COMPLETED',
  'CANCELLED',
  'CANCELLED_BY_PATRON',
  'CANCELLED_BY_STAFF',
  'EXPIRED',
  'RECEIVED_DIGITALLY',
] as const satisfies readonly RequestStatus[];
export type EndState = (typeof endStates)[number];

/** Whether the word is one of our end states. */
export const isEndState = (word: string): word is EndState => (endStates as readonly string[]).includes(word);

/** Who wants the request cancelled. */
export const cancelWishes = ['patron', 'staff'] as const;
export type CancelWish = (typeof cancelWishes)[number];

/** Whether the request is still wanted, and how it ended. */
export type Wish = { readonly cancelWish: CancelWish | null; readonly endedAs: EndState | null };

/** Something that happens to the request itself; its partners and volumes have events of their own. */
export type RequestEvent = {
  readonly type:
    | 'patronCancels'
    | 'staffCancel'
    | 'cancellationWithdrawn'
    /** No parcel is expected and no cancellation is unanswered. */
    | 'nothingAwaited'
    | 'completed'
    | 'receivedDigitally'
    /** Something due to go back is kept after all. */
    | 'kept';
};

const ends = {
  completed: '#request.REQUEST_COMPLETED',
  receivedDigitally: '#request.RECEIVED_DIGITALLY',
} as const;
const kept = { kept: '#request.wanted' } as const;

/** The wish behind a request, and its end. The machine has no actions, so querying it is pure. */
export const requestMachine = setup({ types: { events: {} as RequestEvent } }).createMachine({
  id: 'request',
  initial: 'wanted',
  states: {
    wanted: { on: { ...ends, patronCancels: 'cancelledByPatron', staffCancel: 'cancelledByStaff' } },
    cancelledByPatron: {
      on: {
        ...ends,
        ...kept,
        cancellationWithdrawn: 'wanted',
        nothingAwaited: 'CANCELLED_BY_PATRON',
        staffCancel: 'cancelledByStaff',
        patronCancels: 'cancelledByPatron',
      },
    },
    cancelledByStaff: {
      on: {
        ...ends,
        ...kept,
        cancellationWithdrawn: 'wanted',
        nothingAwaited: 'CANCELLED_BY_STAFF',
        staffCancel: 'cancelledByStaff',
        patronCancels: 'cancelledByPatron',
      },
    },
    REQUEST_COMPLETED: { on: kept },
    RECEIVED_DIGITALLY: { on: kept },
    CANCELLED_BY_PATRON: { on: kept },
    CANCELLED_BY_STAFF: { on: kept },
    // Only set from files.
    CANCELLED: { on: kept },
    EXPIRED: { on: kept },
  },
});

const wishes = { wanted: null, cancelledByPatron: 'patron', cancelledByStaff: 'staff' } as const;
type State = keyof typeof wishes | EndState;

const stateOf = ({ cancelWish, endedAs }: Wish): State => {
  if (endedAs !== null) return endedAs;
  if (cancelWish === null) return 'wanted';
  return cancelWish === 'patron' ? 'cancelledByPatron' : 'cancelledByStaff';
};

/** Returns the wish and the end after an event, or null if the machine does not allow it. Pure. */
export const requestAfter = (wish: Wish, event: RequestEvent): Wish | null => {
  const next: State | null = statesAfter(requestMachine, stateOf(wish), event);
  if (next === null) return null;
  if (next in wishes) return { cancelWish: wishes[next as keyof typeof wishes], endedAs: null };
  const isCancelled = next === 'CANCELLED_BY_PATRON' || next === 'CANCELLED_BY_STAFF';
  return { cancelWish: isCancelled ? wish.cancelWish : null, endedAs: next as EndState };
};
