import type { CalendarDate, PartnerId, TurnId } from '../ids.ts';

/** How far a partner is. `closing`: nothing more is awaited from it, but something between us is not finished. */
export const turnStates = [
  'waiting',
  'asked',
  'will-supply',
  'conditional',
  'shipped',
  'shipped-digitally',
  /** A word from another system that is none of ours; the turn keeps it letter for letter. */
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
export type TurnCancellation = (typeof turnCancellations)[number];

/** What we asked or reported of a parcel that has not come. */
export const turnParcels = ['none', 'claimed', 'lost'] as const;
export type TurnParcel = (typeof turnParcels)[number];

/** One partner, asked once. */
export type Turn = {
  readonly id: TurnId;
  /** Null where nobody recorded who it is. */
  readonly partnerId: PartnerId | null;
  readonly state: TurnState;
  /** The word of another system while the state is `outside`, or that ended the turn. */
  readonly outsideWord: string | null;
  readonly cancellation: TurnCancellation;
  readonly parcel: TurnParcel;
  /** Whether the partner has heard of the request: its `request` left, it said a word, or a parcel of it came. */
  readonly heard: boolean;
  /** Whether our `request` to it still waits to leave. */
  readonly requestWaits: boolean;
  /** Whether the partner knows how its turn ended: it said so itself, or it was told. */
  readonly knowsEnd: boolean;
  /** How many volumes it was asked for; null before it was asked, and where a file says that it was. */
  readonly askedFor: number | null;
  /** Whether it knows that the volumes that have not come are not needed from it. */
  readonly knowsRest: boolean;
  /** What it wants back while its parcel is on the way: it holds for the volumes that come. */
  readonly demand: 'none' | 'overdue' | 'recalled';
  /** When it wants its volumes back, as far as it named a date. */
  readonly dueOn: CalendarDate | null;
};

/** A turn that waits for its place in the rota. */
export const newTurn = (id: TurnId, partnerId: PartnerId | null): Turn => ({
  id,
  partnerId,
  state: 'waiting',
  outsideWord: null,
  cancellation: 'none',
  parcel: 'none',
  heard: false,
  requestWaits: false,
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

/** Whether its answer or its parcel is awaited. At most one turn of a request is. */
export const isActive = ({ state }: Pick<Turn, 'state'>): boolean => activeStates.has(state);

/** Whether the partner was asked, or a file says so, whatever came of it. */
export const wasAsked = ({ state }: Pick<Turn, 'state'>): boolean => state !== 'waiting';

/** Whether the turn ended, with a book or without one. */
export const isOver = ({ state }: Pick<Turn, 'state'>): boolean =>
  state !== 'waiting' && state !== 'closing' && !activeStates.has(state);
