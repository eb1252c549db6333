import type { TurnId } from '../ids.ts';
import { revokeCancellation } from './after-cancelling.ts';
import {
  closeTurns,
  endCancelled,
  notNeeded,
  sendBackItemsHere,
  notifyReceipt,
  withdrawWords,
} from './common-effects.ts';
import { activeTurn, countReceivedForPatron, isFilled, type LifeEvent, volumesOf } from './life.ts';
import { isActive, wasAsked } from './turn.ts';
import { isOpen, allowIf, type Working } from './working.ts';

type Received = Extract<LifeEvent, { readonly type: 'item.received' }>;

export const receive = (work: Working, { turnId, volume, use, done }: Received): void => {
  const turn = work.turn(turnId);
  allowIf(wasAsked(turn) || (turn.state === 'waiting' && !work.life.turns.some(wasAsked)));
  const isWanted = use === 'for-patron';
  allowIf(!isWanted || work.life.endedAs === null);
  const isWantedAgain = isWanted && work.life.cancelWish !== null;
  if (isWantedAgain) revokeCancellation(work);
  work.set({
    volumes: [
      ...work.life.volumes,
      {
        id: volume.id,
        turnId,
        place: volume.place,
        use,
        patron: 'not-yet',
        renewal: 'none',
        demand: turn.demand,
        report: 'none',
        checkIn: 'none',
        dueOn: volume.dueOn ?? turn.dueOn,
        askedUntil: null,
        receiptTold: false,
      },
    ],
  });
  const last = !isWanted || isFilled(work.life);
  if (isWanted && last) othersNotNeeded(work, turnId);
  // A partner that is not needed must not be told first that it is wanted.
  if (isWantedAgain) withdrawWords(work);
  work.moveTurn(turnId, { type: 'bookCame', last }, { heard: true, knowsEnd: false });
  if (last) restNotNeeded(work, turnId);
  if (done) notifyReceipt(work, turnId);
  if (work.life.cancelWish !== null) endCancelled(work);
};

/** A partner that was asked for more than it sent is told if others sent the rest. */
const restNotNeeded = (work: Working, turnId: TurnId): void => {
  const turn = work.turn(turnId);
  if (turn.knowsRest || volumesOf(work.life, turnId).length >= (turn.askedFor ?? 1)) return;
  work.setTurn({ ...turn, knowsRest: true });
  work.tell(turnId, 'rest-not-needed');
};

/** The active turn, if it is another one, is told that it is no longer needed. */
const othersNotNeeded = (work: Working, turnId: TurnId): void => {
  const active = activeTurn(work.life);
  if (active && active.id !== turnId) notNeeded(work, active);
};

export const receiveFile = (work: Working, turnId: TurnId): void => {
  const turn = work.turn(turnId);
  allowIf(wasAsked(turn) || (turn.state === 'waiting' && !work.life.turns.some(wasAsked)));
  // An item is on loan, or the request has ended: the file ends nothing, but may be sent to the patron.
  if (!isOpen(work) || work.life.volumes.some(({ place }) => place === 'on-loan')) {
    work.threadOnly = true;
    return work.setTurn({ ...work.turn(turnId), heard: true });
  }
  const hasBook = volumesOf(work.life, turnId).length > 0;
  if (hasBook && isActive(turn)) notNeeded(work, turn);
  othersNotNeeded(work, turnId);
  withdrawWords(work);
  work.moveTurn(turnId, { type: 'fileCame' }, { heard: true, knowsEnd: true });
  sendBackItemsHere(work);
  work.moveRequest('receivedDigitally');
};

/** The missing volumes are not wanted: the partner that was to send them is told. */
export const endSet = (work: Working): void => {
  allowIf(isOpen(work) && countReceivedForPatron(work.life) > 0 && !isFilled(work.life));
  const active = activeTurn(work.life);
  work.set({ expected: countReceivedForPatron(work.life) });
  if (active) notNeeded(work, active);
  closeTurns(work, false);
};

export const moveParcel = (
  work: Working,
  turnId: TurnId,
  type: 'parcel.claimed' | 'parcel.lost' | 'parcel.found' | 'parcel.settled',
): void => {
  // A loss can be settled with the partner after the end of the request, too.
  allowIf(isOpen(work) || type === 'parcel.settled');
  const turn = work.turn(turnId);
  switch (type) {
    case 'parcel.claimed':
      allowIf(turn.parcel === 'none' && isActive(turn));
      work.moveTurn(turnId, { type: 'parcelClaimed' });
      return work.tell(turnId, 'claim');
    case 'parcel.lost':
      allowIf(turn.parcel !== 'lost' && isActive(turn));
      work.moveTurn(turnId, { type: 'parcelLost' }, { knowsRest: true });
      work.tell(turnId, 'parcel-lost');
      return work.life.cancelWish === null ? undefined : endCancelled(work);
    case 'parcel.found':
      allowIf(turn.parcel !== 'none' && (isActive(turn) || !activeTurn(work.life)));
      work.moveTurn(turnId, { type: 'parcelFound' }, { knowsRest: false });
      return turn.parcel === 'lost' ? work.tell(turnId, 'parcel-found') : undefined;
    case 'parcel.settled':
      allowIf(turn.parcel !== 'none');
      work.moveTurn(turnId, { type: 'parcelSettled' });
      return closeTurns(work, false);
  }
};
