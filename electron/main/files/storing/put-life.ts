import type { ItemId } from '../../../../shared/domain/ids.ts';
import type { Life } from '../../../../shared/domain/life/life.ts';
import type { Volume } from '../../../../shared/domain/life/volumes.ts';
import { unmarkedVolume } from '../../../../shared/domain/life/volumes.ts';
import type { StoredItem } from '../../desk/store/items.queries.ts';
import { changesOfVolume, listItems, updateItem, volumeOf } from '../../desk/store/items.queries.ts';
import type { RequestRow } from '../../desk/store/requests.queries.ts';
import { findRequestRow, lifeOf, writeLife } from '../../desk/store/requests.queries.ts';
import type { NamedVolume } from './life-of-file.ts';
import { checkNames, datesSaid, lifeSaid, withSaid } from './life-of-file.ts';
import type { Wanted } from './request-parts.ts';
import type { Writing } from './write-places.ts';

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
  if (wanted.said) checkNames(wanted.said, named);
  return lifeSaid(wanted.row.status, named, wanted.said);
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
  const { said, word } = wanted;
  const items = listItems(db, stored.id);
  const named = newItems
    ? volumesOfFile(wanted)
    : items.map((item, index) => ({ barcode: item.barcode, volume: withDate(item, index, stored, wanted) }));
  if (said) checkNames(said, named);
  const now = lifeOf(stored, items.map(volumeOf));
  const isSame = !newItems && (word === null || word === stored.status);
  const kept = { ...now, volumes: named.map(({ volume }) => volume) };
  const life = isSame
    ? said
      ? withSaid(kept, named, said)
      : kept
    : lifeSaid(
        wanted.row.status,
        named.map(({ barcode, volume }) => ({ barcode, volume: { ...volume, ...unmarkedVolume } })),
        said,
      );
  return {
    life,
    differs: newItems || !same(now, lifeOf(life, life.volumes)) || !sameDates(stored, items, life, wanted),
  };
};

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const sameDates = (stored: RequestRow, items: readonly StoredItem[], life: Life, { said }: Wanted): boolean =>
  (!said?.cancellation?.at || said.cancellation.at === stored.cancellationAt) &&
  items.every((item, index) => {
    const volume = life.volumes[index];
    const dates = volume ? datesSaid({ barcode: item.barcode, volume }, said) : {};
    return (Object.keys(dates) as (keyof typeof dates)[]).every((date) => dates[date] === item[date]);
  });

/** Writes the life that a request has by its file. Its items are stored. */
export const putLife = ({ db, at }: Writing, id: RequestRow['id'], life: Life, { said }: Wanted): void => {
  const items = listItems(db, id);
  const volumes = items.map((item, index) => ({ ...volumeOf(item), ...life.volumes[index], id: item.id }));
  items.forEach((item, index) => {
    const volume = volumes[index];
    if (!volume) return;
    const dates = datesSaid({ barcode: item.barcode, volume }, said);
    updateItem(db, item.id, { ...changesOfVolume(item, volume, at), ...dates });
  });
  const write = (now: Life, since: Writing['at']): void => {
    const row = findRequestRow(db, id);
    if (row) writeLife(db, row, now, {}, since);
  };
  const askedAt = said?.cancellation?.at;
  // The row's writer notes since when a cancellation is asked: where the file says when, it is asked then.
  if (askedAt) write({ ...life, volumes, cancellation: 'none', cancelledFor: null }, at);
  write({ ...life, volumes }, askedAt ?? at);
};
