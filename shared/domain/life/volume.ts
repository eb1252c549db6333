import type { CalendarDate, ItemId, TurnId } from '../ids.ts';

export const volumePlaces = [
  'in-transit',
  'on-hold-shelf',
  'on-loan',
  'returned-by-patron',
  'returned-to-partner',
  'handed-over',
  'lost',
  /** Another system's place; the volume keeps that word verbatim. */
  'outside',
] as const;
export type VolumePlace = (typeof volumePlaces)[number];

/** The answer to a renewal, most important last. `mediated`: the patron asked us, and the partner has not been asked yet. */
export const renewalStates = ['none', 'renewed', 'refused', 'asked', 'mediated'] as const;
export type RenewalState = (typeof renewalStates)[number];

/** What the partner wants of a volume, most serious last. */
export const demandStates = ['none', 'overdue', 'recalled'] as const;
type DemandState = (typeof demandStates)[number];

/** Unsettled reports about a volume, most serious last. */
export const reportStates = ['none', 'damaged', 'lost'] as const;
type ReportState = (typeof reportStates)[number];

/** One book that arrived. */
export type Volume = {
  readonly id: ItemId;
  readonly turnId: TurnId;
  readonly place: VolumePlace;
  /** `goes-back`: not for the patron; its place is where it is until it is returned. */
  readonly use: 'for-patron' | 'goes-back';
  readonly patron: 'not-yet' | 'has-it' | 'brought-back';
  readonly renewal: RenewalState;
  readonly demand: DemandState;
  readonly report: ReportState;
  /** Whether its partner says that it has it back. */
  readonly checkIn: 'none' | 'checked-in' | 'missed';
  /** When its partner wants it back. */
  readonly dueOn: CalendarDate | null;
  /** The date until which its partner was asked to lend it. */
  readonly askedUntil: CalendarDate | null;
  /** Whether its partner was notified of its arrival. */
  readonly receiptTold: boolean;
};

const placesOut: ReadonlySet<VolumePlace> = new Set([
  'in-transit',
  'on-hold-shelf',
  'on-loan',
  'returned-by-patron',
  'outside',
] as const);

/** Whether it is in transit here, with us or with the patron: neither lost nor returned. */
export const isOut = ({ place }: Pick<Volume, 'place'>): boolean => placesOut.has(place);

/** Whether it is for the patron, out, and not recalled: its loan may be extended. */
export const isRenewable = (volume: Pick<Volume, 'place' | 'use' | 'patron' | 'demand'>): boolean =>
  isLentOrWaits(volume) && volume.demand !== 'recalled';

/** Whether nothing about it remains to be done between us and its partner. */
export const isSettled = ({ place, report, checkIn }: Volume): boolean =>
  report === 'none' && (checkIn === 'checked-in' || place === 'handed-over' || place === 'lost');

/** Whether it was returned and its partner has not confirmed that it has it. */
export const isNotCheckedIn = ({ place, checkIn }: Pick<Volume, 'place' | 'checkIn'>): boolean =>
  place === 'returned-to-partner' && checkIn !== 'checked-in';

/** Whether it is with the patron or waiting to be lent, so that renewing it still makes sense. */
export const isLentOrWaits = (volume: Pick<Volume, 'place' | 'use' | 'patron'>): boolean =>
  isOut(volume) &&
  volume.use === 'for-patron' &&
  volume.patron !== 'brought-back' &&
  volume.place !== 'returned-by-patron';

/** Whether it is on the hold shelf for the patron, who may have it: its partner has not recalled it. */
export const isReady = (volume: Pick<Volume, 'place' | 'use' | 'patron' | 'demand'>): boolean =>
  volume.place === 'on-hold-shelf' && isRenewable(volume);
