import type { CalendarDate, PartnerId, TurnId } from '../ids.ts';

/** A partner's progress. `closing`: nothing more is expected from it, but something between us is unfinished. */
export const turnStates = [
  'waiting',
  'asked',
  'will-supply',
  'conditional',
  'shipped',
  'shipped-digitally',
  /** Another system's word that is not one of ours; the turn keeps it verbatim. */
  'outside',
  'closing',
  'supplied',
  'rejected',
  'no-answer',
  'declined',
  'cancelled',
  'passed-over',
] as const;
export type TurnState = (typeof turnStates)[number];

export const turnCancellations = ['none', 'refused', 'asked'] as const;
type TurnCancellation = (typeof turnCancellations)[number];

/** What we asked or reported about a parcel that has not arrived. */
export const turnParcels = ['none', 'claimed', 'lost'] as const;
type TurnParcel = (typeof turnParcels)[number];

/** One partner, asked once. */
export type Turn = {
  readonly id: TurnId;
  /** Null if no partner was recorded. */
  readonly partnerId: PartnerId | null;
  readonly state: TurnState;
  /** The other system's word while the state is `outside`, or the one that ended the turn. */
  readonly outsideWord: string | null;
  readonly cancellation: TurnCancellation;
  readonly parcel: TurnParcel;
  /** Whether the partner has heard of the request: its `request` left, it said something, or a parcel from it arrived. */
  readonly heard: boolean;
  /** Whether our `request` to it has not left yet. */
  readonly requestWaits: boolean;
  /** Whether it set a condition that we accepted: it has answered, although it is asked again. */
  readonly conditionAccepted: boolean;
  /** Whether the partner knows how its turn ended: it said so itself, or it was notified. */
  readonly knowsEnd: boolean;
  /** The number of volumes it was asked for; null before it was asked, and if a file says that it was. */
  readonly askedFor: number | null;
  /** Whether it knows that the missing volumes are not needed from it. */
  readonly knowsRest: boolean;
  /** The demand it made while its parcel is on the way; it applies to the volumes that arrive. */
  readonly demand: 'none' | 'overdue' | 'recalled';
  /** When it wants its volumes back, if it named a date. */
  readonly dueOn: CalendarDate | null;
};

/** Returns a turn that waits its turn in the rota. */
export const newTurn = (id: TurnId, partnerId: PartnerId | null): Turn => ({
  id,
  partnerId,
  state: 'waiting',
  outsideWord: null,
  cancellation: 'none',
  parcel: 'none',
  heard: false,
  requestWaits: false,
  conditionAccepted: false,
  knowsEnd: false,
  askedFor: null,
  knowsRest: false,
  demand: 'none',
  dueOn: null,
});

const activeStates: ReadonlySet<TurnState> = new Set([
  'asked',
  'will-supply',
  'conditional',
  'shipped',
  'shipped-digitally',
  'outside',
] as const);

/** Whether its answer or its parcel is expected. At most one turn of a request is active. */
export const isActive = ({ state }: Pick<Turn, 'state'>): boolean => activeStates.has(state);

/** Whether the partner was asked, or a file says so, whatever the result. */
export const wasAsked = ({ state }: Pick<Turn, 'state'>): boolean => state !== 'waiting';

/** Whether the turn ended, with or without a book. */
export const isOver = ({ state }: Pick<Turn, 'state'>): boolean =>
  state !== 'waiting' && state !== 'closing' && !activeStates.has(state);
