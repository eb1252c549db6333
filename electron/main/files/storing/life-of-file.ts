import type { CalendarDate, Code, ItemId, PartnerId } from '../../../../shared/domain/ids.ts';
import { isSupplyState, type Life, newLife } from '../../../../shared/domain/life/life.ts';
import { isFrom, isOut, unmarkedVolume, type Volume } from '../../../../shared/domain/life/volumes.ts';
import { isRequestStatus } from '../../../../shared/domain/request-status.ts';
import { t } from '../../../../shared/words/words.ts';
import {
  changesOfVolume,
  listItems,
  type StoredItem,
  updateItem,
  volumeOf,
} from '../../desk/store/items.queries.ts';
import { findRequestRow, lifeOf, type RequestRow, writeLife } from '../../desk/store/requests.queries.ts';
import type { LifeInFile } from '../checking/library-shape.ts';
import { lifeOfWord } from '../intake/life-from-status.ts';
import { RowFault } from '../row-fault.ts';
import type { Wanted } from './request-parts.ts';
import type { Writing } from './writing.ts';

/** What a file says of the parts of a life, with its partners looked up. */
export type ResolvedLife = Omit<LifeInFile, 'demands'> & {
  readonly demands:
    | readonly (Omit<NonNullable<LifeInFile['demands']>[number], 'partner'> & {
        readonly partnerId: PartnerId | null;
      })[]
    | undefined;
};

/** A volume with the barcode by which a file names it. */
export type NamedVolume = { readonly barcode: string; readonly volume: Volume };

const isNamed = ({ barcode }: Pick<NamedVolume, 'barcode'>, code: Code): boolean =>
  barcode.toUpperCase() === code.toUpperCase();

/** @throws RowFault where a part speaks of a volume that the request has not, or of which it cannot be so. */
export const checkVolumeNames = (inFile: ResolvedLife, named: readonly NamedVolume[]): void => {
  const find = (code: Code, path: string): Volume => {
    const volume = named.find((one) => isNamed(one, code))?.volume;
    if (volume) return volume;
    throw new RowFault(path, t('storing.isNoneOfTheItemsOf', { code }));
  };
  inFile.renewals?.forEach(({ items }, index) =>
    items.forEach((code, at) => find(code, `renewals[${index}].items[${at}]`)),
  );
  inFile.reports?.forEach(({ item, kind }, index) => {
    const path = `reports[${index}]`;
    if (item === null && kind === 'damaged')
      throw new RowFault(`${path}.item`, t('storing.whatIsDamagedHasComeGive'));
    if (item === null) return;
    const isLost = find(item, `${path}.item`).status === 'lost';
    if (kind === 'claimed') throw new RowFault(`${path}.kind`, t('storing.anItemThatHasComeIs'));
    if (isLost !== (kind === 'lost'))
      throw new RowFault(
        `${path}.kind`,
        isLost ? t('storing.theItemIsLostReportIt') : t('storing.theItemIsNotLostGive'),
      );
  });
};

/**
 * The life that a word and what a file says besides add up to: what it says of a part wins over the word. Where the word does not
 * fit the volumes, the parts count.
 */
export const lifeInFile = (
  word: string,
  named: readonly NamedVolume[],
  inFile: ResolvedLife | null,
): Life => {
  const volumes = named.map(({ volume }) => volume);
  const life = lifeOfWord({ status: word, volumes });
  if (inFile === null) return life;
  const fits = isSupplyState(life.supply) || !isRequestStatus(word);
  const supply = volumes.length > 0 ? 'SHIPPED_PHYSICALLY' : 'REQUEST_SENT';
  return withLifeInFile(fits ? life : { ...newLife, supply, volumes }, named, inFile);
};

/** A life with what a file says of its parts; those of which it says nothing stay. */
export const withLifeInFile = (life: Life, named: readonly NamedVolume[], inFile: ResolvedLife): Life => ({
  ...life,
  ...(inFile.cancellation !== undefined && {
    cancellation: inFile.cancellation?.state ?? 'none',
    cancelledFor: inFile.cancellation?.state === 'asked' ? inFile.cancellation.requestedBy : null,
  }),
  ...(inFile.end !== undefined && { endedAs: inFile.end }),
  ...(inFile.reports && { parcel: parcelInFile(inFile.reports) }),
  volumes: life.volumes.map((volume, index) => volumeInFile(volume, named[index]?.barcode ?? '', inFile)),
});

const parcelInFile = (reports: NonNullable<ResolvedLife['reports']>): Life['parcel'] => {
  const kind = reports.find(({ item }) => item === null)?.kind;
  return kind === 'lost' || kind === 'claimed' ? kind : 'none';
};

const volumeInFile = (volume: Volume, barcode: string, inFile: ResolvedLife): Volume => {
  const report = inFile.reports?.find(({ item }) => item !== null && isNamed({ barcode }, item))?.kind;
  return {
    ...volume,
    ...(inFile.renewals && {
      renewal: isOut(volume) ? (renewalInFile(barcode, inFile)?.state ?? 'none') : 'none',
    }),
    ...(inFile.demands && {
      demand: isOut(volume) ? (demandInFile(volume, inFile)?.kind ?? 'none') : 'none',
    }),
    ...(inFile.reports && { report: report === 'lost' || report === 'damaged' ? report : 'none' }),
  };
};

const renewalInFile = (barcode: string, { renewals }: ResolvedLife) =>
  renewals?.find(({ items }) => items.some((code) => isNamed({ barcode }, code)));

/** The heaviest demand of the partner of a volume. */
const demandInFile = (volume: Volume, { demands }: ResolvedLife) => {
  const own = demands?.filter(({ partnerId }) => isFrom(volume, partnerId));
  return own?.find(({ kind }) => kind === 'recalled') ?? own?.[0];
};

/** The dates of what is open of a volume, as far as a file says them. */
export const datesInFile = (
  { barcode, volume }: NamedVolume,
  inFile: ResolvedLife | null,
): { readonly renewalUntil?: CalendarDate | null; readonly backBy?: CalendarDate | null } => ({
  ...(inFile?.renewals && {
    renewalUntil: volume.renewal === 'asked' ? (renewalInFile(barcode, inFile)?.until ?? null) : null,
  }),
  ...(inFile?.demands && {
    backBy: volume.demand === 'recalled' ? (demandInFile(volume, inFile)?.backBy ?? null) : null,
  }),
});

/** The volumes that a file names; their place in the list stands for their id. */
const volumesOfFile = ({ row, items = [] }: Wanted): readonly NamedVolume[] =>
  items.map(({ item, own }, index) => ({
    barcode: item.barcode,
    volume: {
      ...unmarkedVolume,
      id: (index + 1) as ItemId,
      partnerId: own.partnerId ?? row.activePartnerId,
      status: item.status,
      broughtBack: item.broughtBack === 1,
      dueOn: own.dueOn ?? row.dueOn,
    },
  }));

/** A stored volume with the date that its file gives it. */
const withDate = (item: StoredItem, index: number, stored: RequestRow, { row, items }: Wanted): Volume => {
  const isNewDate = items !== undefined || row.dueOn !== stored.dueOn;
  return { ...volumeOf(item), dueOn: items?.[index]?.own.dueOn ?? (isNewDate ? row.dueOn : item.dueOn) };
};

/** The life that a new request has by its file. @throws RowFault where its parts do not fit its items. */
export const lifeOfNew = (wanted: Wanted): Life => {
  const named = volumesOfFile(wanted);
  if (wanted.inFile) checkVolumeNames(wanted.inFile, named);
  return lifeInFile(wanted.row.status, named, wanted.inFile);
};

/** What a file makes of a stored request. */
export type Renewed = {
  readonly life: Life;
  /** Whether the life differs from what is stored, whatever its items are. */
  readonly differs: boolean;
};

/**
 * The life that a stored request has by its file. A word that is the stored status already says nothing new.
 * @param newItems the file's items take the place of the stored ones.
 * @throws RowFault where its parts do not fit its items.
 */
export const lifeOfStored = (
  { db }: Writing,
  stored: RequestRow,
  wanted: Wanted,
  newItems: boolean,
): Renewed => {
  const { inFile, word } = wanted;
  const items = listItems(db, stored.id);
  const named = newItems
    ? volumesOfFile(wanted)
    : items.map((item, index) => ({ barcode: item.barcode, volume: withDate(item, index, stored, wanted) }));
  if (inFile) checkVolumeNames(inFile, named);
  const now = lifeOf(stored, items.map(volumeOf));
  const isSame = !newItems && (word === null || word === stored.status);
  const kept = { ...now, volumes: named.map(({ volume }) => volume) };
  const life = isSame
    ? inFile
      ? withLifeInFile(kept, named, inFile)
      : kept
    : lifeInFile(
        wanted.row.status,
        named.map(({ barcode, volume }) => ({ barcode, volume: { ...volume, ...unmarkedVolume } })),
        inFile,
      );
  return {
    life,
    differs: newItems || !same(now, lifeOf(life, life.volumes)) || !sameDates(stored, items, life, wanted),
  };
};

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const sameDates = (
  stored: RequestRow,
  items: readonly StoredItem[],
  life: Life,
  { inFile }: Wanted,
): boolean =>
  (!inFile?.cancellation?.at || inFile.cancellation.at === stored.cancellationAt) &&
  items.every((item, index) => {
    const volume = life.volumes[index];
    const dates = volume ? datesInFile({ barcode: item.barcode, volume }, inFile) : {};
    return (Object.keys(dates) as (keyof typeof dates)[]).every((date) => dates[date] === item[date]);
  });

/** Writes the life that a request has by its file. Its items are stored. */
export const putLife = ({ db, at }: Writing, id: RequestRow['id'], life: Life, { inFile }: Wanted): void => {
  const items = listItems(db, id);
  const volumes = items.map((item, index) => ({ ...volumeOf(item), ...life.volumes[index], id: item.id }));
  items.forEach((item, index) => {
    const volume = volumes[index];
    if (!volume) return;
    const dates = datesInFile({ barcode: item.barcode, volume }, inFile);
    updateItem(db, item.id, { ...changesOfVolume(item, volume, at), ...dates });
  });
  const write = (now: Life, since: Writing['at']): void => {
    const row = findRequestRow(db, id);
    if (row) writeLife(db, row, now, {}, since);
  };
  const askedAt = inFile?.cancellation?.at;
  // The row's writer notes since when a cancellation is asked: where the file says when, it is asked then.
  if (askedAt) write({ ...life, volumes, cancellation: 'none', cancelledFor: null }, at);
  write({ ...life, volumes }, askedAt ?? at);
};
