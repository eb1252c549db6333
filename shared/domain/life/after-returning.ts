import type { ItemId } from '../ids.ts';
import {
  byTurn,
  closeTurns,
  notNeeded,
  sendBackItemsHere,
  notifyReceipt,
  withdrawWords,
} from './common-effects.ts';
import { activeTurn, countReceivedForPatron, type LifeEvent } from './life.ts';
import { isOut } from './volume.ts';
import { volumeAfter, type VolumeEvent } from './volume.machine.ts';
import { isOpen, allowIf, type Working } from './working.ts';

export const applyVolumeEvent = (work: Working, itemId: ItemId, type: VolumeEvent['type']): void => {
  work.moveVolume(itemId, type);
  if (type === 'foundOnShelf' || type === 'foundInTransit') {
    // An item that turns up but is no longer wanted goes back.
    if (!isOpen(work) || work.life.cancelWish !== null) sendBackItemsHere(work);
    work.tell(work.volume(itemId).turnId, 'found', [itemId]);
  }
  if (type === 'handedOver') closeTurns(work, false);
};

export const returnItems = (work: Working, itemIds: readonly ItemId[]): void => {
  for (const [turnId, ids] of byTurn(work, itemIds)) {
    notifyReceipt(work, turnId);
    for (const id of ids) work.moveVolume(id, 'returned', { askedUntil: null });
    work.tell(turnId, 'returned', ids);
  }
};

export const report = (work: Working, itemIds: readonly ItemId[], type: 'lost' | 'damaged'): void => {
  for (const [turnId, ids] of byTurn(work, itemIds)) {
    for (const id of ids) work.moveVolume(id, type);
    work.tell(turnId, type, ids);
  }
};

/** A check-in applies to one turn. Missing volumes of a set are no longer expected from it if staff say so. */
export const checkIn = (
  work: Working,
  { turnId, itemIds, endsSet, found = false }: Extract<LifeEvent, { readonly type: 'partner.checkedIn' }>,
): void => {
  allowIf(itemIds.every((id) => work.volume(id).turnId === turnId));
  // A volume reported lost is not among the returned ones, unless it has turned up at its partner.
  for (const id of found ? itemIds : [])
    if (work.volume(id).place === 'lost') work.moveVolume(id, 'returned');
  const back = itemIds.filter((id) => volumeAfter(work.volume(id), { type: 'checkedIn' }) !== null);
  work.threadOnly = back.length === 0;
  if (back.length === 0) return;
  for (const id of back) work.moveVolume(id, 'checkedIn');
  const active = activeTurn(work.life);
  if (endsSet && active?.id === turnId && isOpen(work)) {
    work.set({ expected: countReceivedForPatron(work.life) });
    notNeeded(work, active);
  }
  closeTurns(work, endsSet);
};

export const complete = (work: Working): void => {
  allowIf(isOpen(work) && !work.life.volumes.some((volume) => isOut(volume) && volume.use === 'for-patron'));
  const active = activeTurn(work.life);
  if (active) notNeeded(work, active);
  withdrawWords(work);
  work.moveRequest('completed');
};
