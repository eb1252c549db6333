import { isItemOut } from '../item-status.ts';
import type { CalendarDate, ItemId, PartnerId } from '../ids.ts';

/** The partner's answer to a renewal, the heaviest last. `mediated`: the patron asks us, and the partner was not asked yet. */
export const renewalStates = ['none', 'renewed', 'refused', 'asked', 'mediated'] as const;
export type RenewalState = (typeof renewalStates)[number];

/** What a partner wants of a volume, the heaviest last. */
export const demandStates = ['none', 'overdue', 'recalled'] as const;
export type DemandState = (typeof demandStates)[number];

/** What was reported of a volume and is not settled, the heaviest last. */
export const reportStates = ['none', 'damaged', 'lost'] as const;
export type ReportState = (typeof reportStates)[number];

/** One volume that came, as far as the life of its request goes. */
export type Volume = {
  readonly id: ItemId;
  /** Who sent it; null where nobody knows. */
  readonly partnerId: PartnerId | null;
  /** Where it is: a status of items, or a code from outside. */
  readonly status: string;
  /** The patron had it and brought it back. */
  readonly broughtBack: boolean;
  readonly renewal: RenewalState;
  readonly demand: DemandState;
  readonly report: ReportState;
  /** When its partner wants it back. */
  readonly dueOn: CalendarDate | null;
};

/** The heaviest of some states, as their list orders them. */
export const heaviest = <S extends string>(order: readonly S[], states: readonly S[]): S =>
  order.findLast((state) => states.includes(state)) ?? (order[0] as S);

/** Whether its partner wants it back at once: then it is neither lent nor renewed. */
export const isRecalled = ({ demand }: Pick<Volume, 'demand'>): boolean => demand === 'recalled';

/** Whether it is in transit here, with us or with the patron: neither lost nor sent back. */
export const isOut = ({ status }: Pick<Volume, 'status'>): boolean => isItemOut(status);

/** Whether it is with the patron or waits to be lent: a renewal of it still means something. */
export const isLentOrWaits = (volume: Volume): boolean =>
  isOut(volume) && !volume.broughtBack && volume.status !== 'returned-by-patron';

/** Where the volumes of a request are, taken together. */
type VolumesState = 'none' | 'here' | 'withPatron' | 'back' | 'gone';

/** Where they are: one with the patron weighs more than one that came back, and that more than one that waits here. */
export const whereVolumesAre = (volumes: readonly Volume[]): VolumesState => {
  if (volumes.length === 0) return 'none';
  const out = volumes.filter(isOut);
  if (out.length === 0) return 'gone';
  if (out.some(({ status }) => status === 'on-loan')) return 'withPatron';
  return out.some(({ broughtBack }) => broughtBack) ? 'back' : 'here';
};

/** The heaviest renewal of volumes that are with the patron or wait to be lent. */
export const renewalOf = (volumes: readonly Volume[]): RenewalState =>
  heaviest(
    renewalStates,
    volumes.filter(isLentOrWaits).map(({ renewal }) => renewal),
  );

/** The heaviest demand on volumes that are out. */
export const demandOf = (volumes: readonly Volume[]): DemandState =>
  heaviest(
    demandStates,
    volumes.filter(isOut).map(({ demand }) => demand),
  );

/** The heaviest report of loss or damage that is not settled. Damage of what went back is the partner's to see. */
export const reportOf = (volumes: readonly Volume[]): ReportState =>
  heaviest(
    reportStates,
    volumes.flatMap((volume) => (volume.report === 'lost' || isOut(volume) ? [volume.report] : [])),
  );

/** Whether a volume is one of a partner's. Where nobody recorded who sent it, it may be anybody's. */
export const isFrom = (volume: Pick<Volume, 'partnerId'>, partnerId: PartnerId | null): boolean =>
  volume.partnerId === null || partnerId === null || volume.partnerId === partnerId;

/** Where volumes go, and what is reported of them. Ids name volumes of the request. */
type PlaceEvent =
  /** One more has come; `dueOn` is what its partner said. */
  | {
      readonly type: 'item.received';
      readonly volume: Pick<Volume, 'id' | 'partnerId' | 'status' | 'dueOn'>;
      /** Another partner sent it than the one whose parcel is on its way: what was asked of that one is not answered by it. */
      readonly fromAnother?: boolean;
    }
  /** It goes on a shelf, on its way, or back to the desk from which its partner gets it. */
  | {
      readonly type: 'item.moved';
      readonly itemId: ItemId;
      readonly to: 'on-hold-shelf' | 'in-transit' | 'returned-by-patron';
    }
  | { readonly type: 'item.loaned' | 'item.returned'; readonly itemId: ItemId }
  /** The patron brings it back; where it does not stay here it goes to the desk that owns it. */
  | {
      readonly type: 'patron.returned';
      readonly itemId: ItemId;
      readonly to: 'in-transit' | 'returned-by-patron';
    }
  | {
      readonly type: 'item.lost' | 'item.damaged' | 'partner.neverArrived' | 'partner.settled';
      readonly itemIds: readonly ItemId[];
    }
  /** What was lost has turned up. */
  | { readonly type: 'item.found'; readonly itemId: ItemId; readonly to: 'on-hold-shelf' | 'in-transit' };

/** What is asked of partners for volumes, and what they want. */
type PartnerEvent =
  /** `dueOn`: the date that the partner is asked for, or has agreed to. */
  | {
      readonly type: 'renewal.requested';
      readonly itemIds: readonly ItemId[];
      readonly renewsItself: boolean;
      readonly dueOn: CalendarDate;
    }
  | {
      readonly type: 'partner.renewed' | 'patron.renewed';
      readonly itemIds: readonly ItemId[];
      readonly dueOn: CalendarDate;
    }
  | {
      readonly type: 'partner.renewalRefused' | 'renewal.refused' | 'renewal.withdrawn';
      readonly itemIds: readonly ItemId[];
    }
  | {
      readonly type: 'partner.overdue' | 'partner.recalled' | 'demand.withdrawn';
      readonly partnerId: PartnerId | null;
    };

/** What happens to volumes, with all that it changes. */
export type VolumeEvent = PlaceEvent | PartnerEvent;

/** What a volume says about which nobody has asked or reported anything. */
export const unmarkedVolume = { renewal: 'none', demand: 'none', report: 'none' } as const;

/** Whether its partner can want it back: it did not go back. What is lost may turn up. */
const isNotBack = ({ status }: Volume): boolean => status !== 'returned-to-partner';

/** A renewed volume: it is not overdue any more. What is recalled stays so, and no date moves backwards. */
const renewed = (volume: Volume, dueOn: CalendarDate): Volume => ({
  ...volume,
  renewal: 'renewed',
  demand: volume.demand === 'overdue' ? 'none' : volume.demand,
  dueOn: volume.dueOn !== null && volume.dueOn > dueOn ? volume.dueOn : dueOn,
});

/** What came of a partner that wants its volumes back is wanted back as well. */
const received = (
  volumes: readonly Volume[],
  volume: Pick<Volume, 'id' | 'partnerId' | 'status' | 'dueOn'>,
): Volume => ({
  ...volume,
  ...unmarkedVolume,
  broughtBack: false,
  demand: demandOf(volumes.filter((other) => other.partnerId === volume.partnerId)),
});

/** The volumes after an event; other events leave them as they are. Pure. Whether it may happen is the machine's to say. */
export const volumesAfter = (
  volumes: readonly Volume[],
  event: VolumeEvent | { readonly type: string },
): readonly Volume[] =>
  afterPlaceEvent(volumes, event as PlaceEvent) ??
  afterPartnerEvent(volumes, event as PartnerEvent) ??
  volumes;

const changed = (
  volumes: readonly Volume[],
  ids: readonly ItemId[],
  change: (volume: Volume) => Volume,
): readonly Volume[] => volumes.map((volume) => (ids.includes(volume.id) ? change(volume) : volume));

const afterPlaceEvent = (volumes: readonly Volume[], event: PlaceEvent): readonly Volume[] | null => {
  switch (event.type) {
    case 'item.received':
      return volumes.some(({ id }) => id === event.volume.id)
        ? changed(volumes, [event.volume.id], (volume) => ({ ...volume, ...event.volume }))
        : [...volumes, received(volumes, event.volume)];
    case 'item.moved':
      return changed(volumes, [event.itemId], (volume) => ({ ...volume, status: event.to }));
    case 'item.loaned':
      // An answered renewal stops counting at the next loan; one that is asked for goes on.
      return changed(volumes, [event.itemId], (volume) => ({
        ...volume,
        status: 'on-loan',
        broughtBack: false,
        renewal: ['renewed', 'refused'].includes(volume.renewal) ? 'none' : volume.renewal,
      }));
    case 'patron.returned':
      return changed(volumes, [event.itemId], (volume) => ({
        ...volume,
        status: event.to,
        broughtBack: true,
        renewal: 'none',
      }));
    case 'item.returned':
      // What had been lost has turned up, and goes back.
      return changed(volumes, [event.itemId], (volume) => ({
        ...volume,
        ...unmarkedVolume,
        status: 'returned-to-partner',
        report: volume.report === 'lost' ? 'none' : volume.report,
      }));
    case 'item.lost':
    case 'partner.neverArrived':
      // Its partner still wants it back, should it turn up.
      return changed(volumes, event.itemIds, (volume) => ({
        ...volume,
        renewal: 'none',
        status: 'lost',
        report: 'lost',
      }));
    case 'item.damaged':
      return changed(volumes, event.itemIds, (volume) =>
        volume.report === 'lost' ? volume : { ...volume, report: 'damaged' },
      );
    case 'item.found':
      return changed(volumes, [event.itemId], (volume) => ({
        ...volume,
        status: event.to,
        broughtBack: false,
        report: 'none',
      }));
    case 'partner.settled':
      return changed(volumes, event.itemIds, (volume) => ({ ...volume, report: 'none' }));
    default:
      return null;
  }
};

const afterPartnerEvent = (volumes: readonly Volume[], event: PartnerEvent): readonly Volume[] | null => {
  switch (event.type) {
    case 'renewal.requested':
      return changed(volumes, event.itemIds, (volume) =>
        event.renewsItself ? renewed(volume, event.dueOn) : { ...volume, renewal: 'asked' },
      );
    case 'partner.renewed':
    case 'patron.renewed':
      return changed(volumes, event.itemIds, (volume) => renewed(volume, event.dueOn));
    case 'partner.renewalRefused':
    case 'renewal.refused':
      return changed(volumes, event.itemIds, (volume) => ({ ...volume, renewal: 'refused' }));
    case 'renewal.withdrawn':
      return changed(volumes, event.itemIds, (volume) => ({ ...volume, renewal: 'none' }));
    case 'partner.overdue':
      return volumes.map((volume) =>
        isNotBack(volume) && isFrom(volume, event.partnerId) && volume.demand !== 'recalled'
          ? { ...volume, demand: 'overdue' }
          : volume,
      );
    case 'partner.recalled':
      return volumes.map((volume) =>
        isNotBack(volume) && isFrom(volume, event.partnerId) ? { ...volume, demand: 'recalled' } : volume,
      );
    case 'demand.withdrawn':
      return volumes.map((volume) =>
        isFrom(volume, event.partnerId) ? { ...volume, demand: 'none' } : volume,
      );
    default:
      return null;
  }
};

/** The earliest date on which a partner wants back one of those that are out; undefined where none of them has one. */
export const earliestDueOn = (volumes: readonly Volume[]): CalendarDate | undefined =>
  volumes
    .filter(isOut)
    .flatMap(({ dueOn }) => dueOn ?? [])
    .sort()[0];
