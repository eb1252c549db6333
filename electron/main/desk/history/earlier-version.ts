import type { Instant } from '../../../../shared/domain/ids.ts';
import { lifeOfWord } from '../../../../shared/domain/life/from-status.ts';
import type { Life } from '../../../../shared/domain/life/life.ts';
import { isSupplyState, newLife } from '../../../../shared/domain/life/life.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import type { Volume } from '../../../../shared/domain/life/volumes.ts';
import { isOut } from '../../../../shared/domain/life/volumes.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import type { Change } from '../store/change-log.queries.ts';
import { findAskedCancellation } from '../store/command-log.queries.ts';
import type { ItemRow, StoredItem } from '../store/items.queries.ts';
import { changesOfVolume, unmarked, updateItem, volumeOf, volumesOfWord } from '../store/items.queries.ts';
import { listLoansOfRequest } from '../store/loans.queries.ts';
import type { RequestRow } from '../store/requests.queries.ts';
import { findRequestRow, writeLife } from '../store/requests.queries.ts';

// Up to version 80 one word stood for the whole life of a request, and its volumes said no more than where they are. What the log
// of such a step puts back is spelled out here as migration 90 spells out what was stored.

/** Whether a step was taken by an earlier version: its images of the request have a word instead of the parts. */
export const isOfEarlierVersion = (changes: readonly Change[]): boolean =>
  changes.some(({ table, before }) => table === 'request' && before !== null && !('supply' in before));

/** The word of the request before a step of an earlier version, or before one that took over from such a step; otherwise null. */
export const wordBefore = (changes: readonly Change[]): string | null => {
  for (const { table, before, after } of changes) {
    const word = before?.['status'];
    if (table === 'request' && before && typeof word === 'string')
      if (!('supply' in before) || word !== after?.['status']) return word;
  }
  return null;
};

/** Statuses under which a renewal may wait for the partner's answer: its loan says so. */
const overRenewals: readonly string[] = [
  'RENEW_REQUESTED',
  'OVERDUE_ITEM',
  'RECALLED_BOR',
  'REPORT_LOST',
  'DAMAGED',
];

/** Whether the patron had a volume and brought it back, as far as an earlier version knew. */
export const wasBroughtBack = ({ status, goingBack }: ItemRow, wasLent: boolean): boolean =>
  status === 'returned-by-patron'
    ? wasLent || goingBack === 0
    : status === 'in-transit' && goingBack === 1 && wasLent;

/** The items of a request that were ever lent. */
export const lentItemsOf = (db: ReadableDB, requestId: RequestRow['id']): ReadonlySet<ItemRow['id']> =>
  new Set(listLoansOfRequest(db, requestId).map(({ itemId }) => itemId));

/** A life that was spelled out, and since when it is so. */
type Spelled = { readonly life: Life; readonly since: Instant };

/** Spells out a word that a step's log has put back, and writes the life that it says, volumes included. */
export const restoreWord = (db: WritableDB, row: RequestRow, word: string): void => {
  const items = volumesOfWord(db, row, word);
  const lent = lentItemsOf(db, row.id);
  const volumes = items.map((item): Volume => ({
    ...volumeOf({ ...item, ...unmarked }),
    broughtBack: wasBroughtBack(item, lent.has(item.id)),
    dueOn: row.dueOn,
  }));
  const { life, since } = spellOut(db, row, word, volumes, items);
  for (const item of items) {
    const volume = life.volumes.find(({ id }) => id === item.id);
    if (!volume) continue;
    updateItem(db, item.id, {
      ...unmarked,
      ...changesOfVolume({ ...item, ...unmarked }, volume, row.updatedAt),
      ...(volume.renewal === 'asked' && { renewalUntil: item.renewalDueOn }),
    });
  }
  // From nothing that is open, so that what is open is so since then.
  writeLife(db, row, { ...newLife, volumes: life.volumes }, {}, row.updatedAt);
  writeLife(db, findRequestRow(db, row.id) ?? row, life, {}, since);
};

/** The life that a word says, with what it had covered, where that leaves the status as it was. */
const spellOut = (
  db: ReadableDB,
  row: RequestRow,
  word: string,
  volumes: readonly Volume[],
  items: readonly StoredItem[],
): Spelled => {
  const life = lifeOfWord({ status: word, volumes });
  const asked = findAskedCancellation(db, row.id);
  if (life.cancellation === 'asked')
    return { life: { ...life, cancelledFor: asked?.by ?? 'staff' }, since: row.updatedAt };
  if (!isSupplyState(life.supply) || life.endedAs !== null) return { life, since: row.updatedAt };
  const covered = { ...life, volumes: life.volumes.map((volume) => uncovered(volume, word, items)) };
  const recovered: Spelled =
    asked && life.cancellation === 'none' && volumes.some(isOut)
      ? { life: { ...covered, cancellation: 'asked', cancelledFor: asked.by }, since: asked.at }
      : { life: covered, since: row.updatedAt };
  return statusOf(recovered.life) === word ? recovered : { life, since: row.updatedAt };
};

/** A volume with the renewal that its loan says was asked for, and the loss that a recall had covered. */
const uncovered = (volume: Volume, word: string, items: readonly StoredItem[]): Volume => {
  if (volume.status === 'lost' && word === 'RECALLED_BOR') return { ...volume, report: 'lost' };
  if (!isOut(volume) || !overRenewals.includes(word)) return volume;
  const waiting = items.filter((item) => isOut(item) && item.renewalDueOn !== null).map(({ id }) => id);
  if (waiting.includes(volume.id)) return { ...volume, renewal: 'asked' };
  // Of several loans only those that the partner was asked for.
  return volume.renewal === 'asked' && waiting.length > 0 ? { ...volume, renewal: 'none' } : volume;
};
