import type { ItemId, TurnId } from '../ids.ts';
import { activeTurn, isFilled, isTurnOpen, volumesOf } from './life.ts';
import type { Turn } from './turn.ts';
import { isOut } from './volume.ts';
import { isOpen, type Working } from './working.ts';

// Shared by several events.

/** This partner is no longer needed, and it is told, unless it already knows. */
export const notNeeded = (work: Working, turn: Turn): void => {
  if (volumesOf(work.life, turn.id).length === 0) {
    work.moveTurn(turn.id, { type: 'passedOver' });
    return notifyEnd(work, turn);
  }
  work.moveTurn(turn.id, { type: 'closed' }, { knowsRest: true });
  if (!turn.knowsRest) work.tell(turn.id, 'rest-not-needed');
  finishTurns(work);
};

/** If everything that the patron wants is here, no other partner is needed. */
export const nobodyElseNeeded = (work: Working): void => {
  const active = activeTurn(work.life);
  if (active && isFilled(work.life)) notNeeded(work, active);
};

/**
 * Tells a partner that it is not needed. A partner that never heard of the request is told nothing: its waiting `request` letter is
 * withdrawn.
 * @param turn in its previous state: it shows whether its partner ever answered.
 */
export const notifyEnd = (work: Working, turn: Turn): void => {
  withdrawRequest(work, turn);
  work.setTurn({ ...work.turn(turn.id), knowsEnd: true, knowsRest: true });
  const isSilent = turn.state === 'asked' && !turn.conditionAccepted && turn.cancellation !== 'refused';
  if (turn.heard) work.tell(turn.id, isSilent ? 'not-needed-unanswered' : 'not-needed');
};

/**
 * Withdraws the waiting `request` letter to a partner that has not heard of the request. One that answered was asked in another way: its
 * letter is outdated, and is not sent either.
 */
export const withdrawRequest = (work: Working, turn: Turn): void => {
  if (!turn.requestWaits || turn.heard) return;
  work.setTurn({ ...work.turn(turn.id), requestWaits: false });
  work.tell(turn.id, 'take-back');
};

/** Tells a partner once of everything that was received. */
export const notifyReceipt = (work: Working, turnId: TurnId): void => {
  const untold = volumesOf(work.life, turnId).filter(({ receiptTold }) => !receiptTold);
  if (untold.length === 0) return;
  for (const volume of untold) work.setVolume({ ...volume, receiptTold: true });
  work.tell(
    turnId,
    'received',
    untold.map(({ id }) => id),
  );
};

/** A request whose cancellation is wanted ends as soon as no parcel is expected and no cancellation is unanswered. */
export const endCancelled = (work: Working): void => {
  const { cancelWish, turns, endedAs } = work.life;
  if (endedAs !== null) return;
  if (
    cancelWish === null ||
    activeTurn(work.life) ||
    turns.some(({ cancellation }) => cancellation === 'asked')
  )
    return;
  work.moveRequest('nothingAwaited');
};

/** Only a partner whose answer is still open is told that the cancellation is withdrawn. */
export const withdrawWords = (work: Working): void => {
  for (const { id, cancellation } of work.life.turns) {
    if (cancellation === 'none') continue;
    work.moveTurn(id, { type: 'cancelWithdrawn' });
    if (cancellation === 'asked') work.tell(id, 'cancel-withdrawn');
  }
};

/** Items that are here and not lent go back to their partner. */
export const sendBackItemsHere = (work: Working): void => {
  for (const { id, use } of work.life.volumes.filter(isOut))
    if (use === 'for-patron') work.moveVolume(id, 'toGoBack');
};

/** Groups volumes by the turn that sent them. */
export const byTurn = (work: Working, itemIds: readonly ItemId[]): ReadonlyMap<TurnId, readonly ItemId[]> => {
  const groups = new Map<TurnId, ItemId[]>();
  for (const id of itemIds) {
    const { turnId } = work.volume(id);
    groups.set(turnId, [...(groups.get(turnId) ?? []), id]);
  }
  return groups;
};

/** Ends each closing turn that has nothing open. */
export const finishTurns = (work: Working): void => {
  for (const turn of work.life.turns)
    if (turn.state === 'closing' && !isTurnOpen(work.life, turn))
      work.moveTurn(turn.id, { type: 'finished' }, { knowsEnd: true });
};

/** The same. If that was the last one and nothing more is expected, the request is completed. */
export const closeTurns = (work: Working, endsSet: boolean): void => {
  finishTurns(work);
  const { life } = work;
  const nothingAwaited = life.volumes.length > 0 && (isFilled(life) || endsSet) && life.cancelWish === null;
  if (isOpen(work) && nothingAwaited && !life.turns.some((turn) => isTurnOpen(life, turn)))
    work.moveRequest('completed');
};
