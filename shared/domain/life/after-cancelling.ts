import type { TurnId } from '../ids.ts';
import {
  endCancelled,
  nobodyElseNeeded,
  notNeeded,
  sendBackItemsHere,
  notifyEnd,
  withdrawWords,
} from './common-effects.ts';
import { activeTurn, type LifeEvent, volumesOf } from './life.ts';
import { type Turn, wasAsked } from './turn.ts';
import { isOut } from './volume.ts';
import { isOpen, allowIf, type Working } from './working.ts';

export const cancel = (
  work: Working,
  { wish, needsConsent }: Extract<LifeEvent, { readonly type: 'cancelled' }>,
): void => {
  const { volumes, turns } = work.life;
  const active = activeTurn(work.life);
  allowIf(isOpen(work) && !volumes.some(({ place }) => place === 'on-loan'));
  allowIf(volumes.length === 0 || volumes.some(isOut) || active !== undefined);
  allowIf(work.life.cancelWish === null || active?.cancellation === 'refused');
  allowIf(!turns.some(({ cancellation }) => cancellation === 'asked'));
  work.moveRequest(wish === 'patron' ? 'patronCancels' : 'staffCancel');
  sendBackItemsHere(work);
  if (active) cancelAt(work, active, needsConsent);
  endCancelled(work);
};

const cancelAt = (work: Working, active: Turn, needsConsent: boolean): void => {
  if (volumesOf(work.life, active.id).length > 0) return notNeeded(work, active);
  const isShipped = active.state === 'shipped' || active.state === 'shipped-digitally';
  if (active.heard && (isShipped || needsConsent)) {
    work.moveTurn(active.id, { type: 'cancelAsked' });
    return work.tell(active.id, 'cancel-asked');
  }
  work.moveTurn(active.id, { type: 'cancelled' });
  notifyEnd(work, active);
};

/** An answer to a cancellation that was withdrawn in the meantime is kept in the thread. */
export const refuseCancellation = (work: Working, turnId: TurnId): void => {
  const turn = work.turn(turnId);
  allowIf(wasAsked(turn));
  work.threadOnly = turn.cancellation !== 'asked';
  if (work.threadOnly) return work.setTurn({ ...turn, heard: true });
  work.moveTurn(turnId, { type: 'cancelRefused' }, { heard: true });
};

export const withdrawCancellation = (work: Working): void => {
  revokeCancellation(work);
  nobodyElseNeeded(work);
  withdrawWords(work);
};

/** The patron wants the request after all, including items here that were to go back. Partners are told by `withdrawWords`. */
export const revokeCancellation = (work: Working): void => {
  allowIf(isOpen(work) && work.life.cancelWish !== null);
  work.moveRequest('cancellationWithdrawn');
  for (const { id, use } of work.life.volumes.filter(isOut))
    if (use === 'goes-back') work.moveVolume(id, 'kept');
};
