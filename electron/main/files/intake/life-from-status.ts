import type { ItemStatus } from '../../../../shared/domain/item-status.ts';
import type { EndState, Life, SupplyState } from '../../../../shared/domain/life/life.ts';
import { isEndState, isSupplyState, newLife } from '../../../../shared/domain/life/life.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import type { Volume } from '../../../../shared/domain/life/volumes.ts';
import { isOut } from '../../../../shared/domain/life/volumes.ts';

/** A request's word and its volumes, of which only is known where they are. */
export type OneWord = {
  readonly status: string;
  readonly volumes: readonly Volume[];
};

/** The volume that a word speaks of where none is named: it has not been scanned. */
export type UnscannedVolume = { readonly status: ItemStatus; readonly broughtBack: boolean };

const unscanned = (status: ItemStatus, broughtBack = false): UnscannedVolume => ({ status, broughtBack });

/** What a word of ours says of the volumes: where they are, or what is asked of those that are out. */
type Speaks = {
  /** The volume that it speaks of where none is named; null where it may speak of a parcel that never came. */
  readonly volume: UnscannedVolume | null;
  readonly mark?: Partial<Pick<Volume, 'renewal' | 'demand' | 'report'>>;
};

/** The words that speak of volumes. */
export const wordsOfVolumes: Readonly<Record<string, Speaks>> = {
  RECEIVED_PHYSICALLY: { volume: unscanned('on-hold-shelf') },
  LOANED: { volume: unscanned('on-loan') },
  RETURNED_BY_PATRON: { volume: unscanned('returned-by-patron', true) },
  RETURNED_TO_PARTNER: { volume: unscanned('returned-to-partner') },
  MEDIATED_RENEWAL: { volume: unscanned('on-loan'), mark: { renewal: 'mediated' } },
  RENEW_REQUESTED: { volume: unscanned('on-loan'), mark: { renewal: 'asked' } },
  RENEWED: { volume: unscanned('on-loan'), mark: { renewal: 'renewed' } },
  RENEW_NOT_ACCEPTED: { volume: unscanned('on-loan'), mark: { renewal: 'refused' } },
  OVERDUE_ITEM: { volume: unscanned('on-loan'), mark: { demand: 'overdue' } },
  RECALLED_BOR: { volume: unscanned('on-loan'), mark: { demand: 'recalled' } },
  DAMAGED: { volume: unscanned('on-hold-shelf'), mark: { report: 'damaged' } },
  REPORT_LOST: { volume: null },
  CLAIMED: { volume: null },
};

/** The volume that a request gets which has none although its status speaks of one; null where it needs none. */
export const volumeOfWord = (status: string, volumes: number): UnscannedVolume | null =>
  volumes > 0 ? null : (wordsOfVolumes[status]?.volume ?? null);

/**
 * The life of a request of which only one word is known: a file says no more. Where the word does not fit
 * its volumes it is kept as one from outside, letter for letter. Pure.
 * @param request its volumes include the one of `volumeOfWord`.
 */
export const lifeOfWord = ({ status, volumes }: OneWord): Life => {
  const life = spelledOut(status, volumes);
  return statusOf(life) === status ? life : { ...newLife, supply: status, volumes };
};

const spelledOut = (status: string, volumes: readonly Volume[]): Life => {
  if (isSupplyState(status)) return { ...newLife, supply: status, volumes };
  if (isEndState(status)) return { ...newLife, ...ended(status, volumes), volumes };
  if (status === 'CANCEL_REPLY')
    return { ...newLife, supply: 'REQUEST_SENT', volumes, cancellation: 'asked', cancelledFor: 'staff' };
  if (status === 'CANCEL_NOT_ACCEPTED')
    return { ...newLife, supply: 'REQUEST_SENT', volumes, cancellation: 'refused' };
  const speaks = wordsOfVolumes[status];
  if (!speaks) return { ...newLife, supply: status, volumes };
  const shipped: Life = { ...newLife, supply: 'SHIPPED_PHYSICALLY', volumes };
  if (status === 'CLAIMED') return { ...shipped, parcel: 'claimed' };
  if (status === 'REPORT_LOST') return lost(shipped);
  return { ...shipped, volumes: volumes.map((one) => marked(one, status, speaks.mark)) };
};

/** A volume with what a word says of those that are out. A recall covered the loss of another volume, which nobody could settle then. */
const marked = (volume: Volume, status: string, mark: Speaks['mark']): Volume => {
  if (isOut(volume)) return { ...volume, ...mark };
  return status === 'RECALLED_BOR' && volume.status === 'lost' ? { ...volume, report: 'lost' } : volume;
};

/** What of the supply is left to say of a request that is over. */
const ended = (
  endedAs: EndState,
  volumes: readonly Volume[],
): { readonly endedAs: EndState; readonly supply: SupplyState } => ({
  endedAs,
  supply: volumes.length > 0 || endedAs === 'REQUEST_COMPLETED' ? 'SHIPPED_PHYSICALLY' : 'REQUEST_SENT',
});

/** The volumes that are lost, or, where none is, the parcel. */
const lost = (life: Life): Life => {
  const volumes = life.volumes.map((one): Volume =>
    one.status === 'lost' ? { ...one, report: 'lost' } : one,
  );
  return volumes.some(({ report }) => report === 'lost') ? { ...life, volumes } : { ...life, parcel: 'lost' };
};
