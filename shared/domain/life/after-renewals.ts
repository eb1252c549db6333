import type { CalendarDate, ItemId, TurnId } from '../ids.ts';
import { byTurn } from './common-effects.ts';
import { type LifeEvent, volumesOf } from './life.ts';
import { wasAsked } from './turn.ts';
import { isOut, isRenewable, type Volume } from './volume.ts';
import { volumeAfter } from './volume.machine.ts';
import { isOpen, allowIf, type Working } from './working.ts';

type Renewal = Extract<LifeEvent, { readonly type: 'renewal.requested' }>;

/**
 * A date not later than the partner's needs no letter to it. A later one is requested, or applies immediately if the partner renews
 * automatically.
 */
export const requestRenewal = (work: Working, { itemIds, dueOn, renewsItself, mediated }: Renewal): void => {
  for (const [turnId, ids] of byTurn(work, itemIds)) {
    const renewsNow = renewsItself.includes(turnId);
    const later = ids.filter((id) => mediated || isLater(work.volume(id), dueOn));
    for (const id of ids) allowIf(isOut(work.volume(id)) && work.volume(id).demand !== 'recalled');
    if (later.length === 0) continue;
    for (const id of later) {
      if (mediated) work.moveVolume(id, 'renewalMediated');
      else if (renewsNow) work.moveVolume(id, 'renewed', { dueOn, askedUntil: null });
      else work.moveVolume(id, 'renewalAsked', { askedUntil: dueOn });
    }
    if (!mediated) work.tell(turnId, renewsNow ? 'renewal' : 'renewal-asked', later);
  }
};

const isLater = ({ dueOn }: Volume, date: CalendarDate): boolean => dueOn === null || date > dueOn;

/** A yes changes the dates of the volumes that can still be renewed; for one that goes back or is recalled, it only closes the question. */
export const renew = (work: Working, itemIds: readonly ItemId[], dueOn: CalendarDate | null): void => {
  const answered = itemIds.filter((id) => volumeAfter(work.volume(id), { type: 'renewed' }) !== null);
  const renewed = answered.filter((id) => isRenewable(work.volume(id)));
  work.threadOnly = renewed.length === 0;
  for (const id of answered) {
    const volume = work.volume(id);
    if (!renewed.includes(id)) {
      work.moveVolume(id, 'renewed', { askedUntil: null });
      continue;
    }
    const until = dueOn ?? volume.askedUntil ?? volume.dueOn;
    const keeps = volume.dueOn !== null && until !== null && volume.dueOn > until;
    work.moveVolume(id, 'renewed', { dueOn: keeps ? volume.dueOn : until, askedUntil: null });
  }
};

export const withdrawRenewal = (work: Working, itemIds: readonly ItemId[]): void => {
  for (const [turnId, ids] of byTurn(work, itemIds)) {
    const asked = ids.filter((id) => work.volume(id).renewal === 'asked');
    for (const id of ids) {
      allowIf(['asked', 'mediated'].includes(work.volume(id).renewal));
      work.moveVolume(id, 'renewalWithdrawn', { askedUntil: null });
    }
    if (asked.length > 0) work.tell(turnId, 'renewal-withdrawn', asked);
  }
};

/** What a partner wants back: its volumes that are out, and those of its parcel on the way, once they arrive. */
export const demand = (work: Working, turnId: TurnId, type: 'overdue' | 'recalled'): void => {
  const turn = work.turn(turnId);
  allowIf(wasAsked(turn));
  const moved = volumesOf(work.life, turnId).filter(
    (volume) => isOut(volume) && volume.demand !== 'recalled',
  );
  for (const { id } of moved) if (volumeAfter(work.volume(id), { type })) work.moveVolume(id, type);
  const comes = turn.state === 'shipped' && isOpen(work);
  work.threadOnly = moved.length === 0 && !comes;
  work.setTurn({
    ...turn,
    heard: true,
    demand: comes && turn.demand !== 'recalled' ? type : turn.demand,
  });
};

export const withdrawDemand = (work: Working, turnId: TurnId): void => {
  const turn = work.turn(turnId);
  const demanded = volumesOf(work.life, turnId).filter((volume) => volume.demand !== 'none');
  allowIf(turn.demand !== 'none' || demanded.length > 0);
  for (const { id } of demanded) work.moveVolume(id, 'demandWithdrawn');
  work.setTurn({ ...turn, demand: 'none' });
};
