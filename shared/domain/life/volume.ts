import type { CalendarDate, ItemId, TurnId } from '../ids.ts';

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
