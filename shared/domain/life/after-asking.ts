import type { CalendarDate, TurnId } from '../ids.ts';
import { revokeCancellation } from './after-cancelling.ts';
import { endCancelled, finishTurns, notNeeded, withdrawRequest, notifyEnd } from './common-effects.ts';
import { activeTurn, countReceivedForPatron, hasAllInHand, isFilled, volumesOf } from './life.ts';
import { isActive, type Turn, wasAsked } from './turn.ts';
import { turnAfter, type TurnEvent } from './turn.machine.ts';
import { isOpen, allowIf, type Working } from './working.ts';

/** Asks the first turn that can be asked. @param must refuses if there is none. */
export const ask = (work: Working, askable: readonly TurnId[], must = false): void => {
  const next = work.life.turns.find(({ id, state }) => state === 'waiting' && askable.includes(id));
  if (!next) return allowIf(!must);
  const askedFor = Math.max(1, (work.life.expected ?? 1) - countReceivedForPatron(work.life));
  work.moveTurn(next.id, { type: 'asked' }, { askedFor, requestWaits: true });
  work.tell(next.id, 'request');
};

export const askNextPartner = (work: Working, askable: readonly TurnId[]): void => {
  allowIf(isOpen(work) && !hasAllInHand(work.life));
  const active = activeTurn(work.life);
  if (work.life.cancelWish !== null) {
    // The partner refused to cancel and nothing is on its way: asking another partner withdraws the cancellation.
    allowIf(active?.cancellation === 'refused');
    revokeCancellation(work);
  }
  // A turn with an unknown status of another system changes only by receiving and completing.
  allowIf(active?.state !== 'outside' && active?.cancellation !== 'asked');
  if (active) notNeeded(work, active);
  ask(work, askable, active === undefined);
};

/** A turn ends without supply, by the partner's answer or ours; the next one is asked, unless a cancellation is wanted. */
export const endTurn = (
  work: Working,
  event: { readonly turnId: TurnId; readonly askable: readonly TurnId[] },
  type: 'rejected' | 'cancelled' | 'expired' | 'declined',
): void => {
  const turn = work.turn(event.turnId);
  const isWord = type === 'rejected' || type === 'cancelled';
  allowIf(wasAsked(turn));
  const hasBook = volumesOf(work.life, turn.id).length > 0;
  // A partner that sent a book has supplied; its answer about the rest closes its parcel.
  const moved = turnAfter(turn, { type: hasBook && isWord ? 'closed' : type });
  if (!isOpen(work) || !isActive(turn) || !moved) {
    allowIf(isWord);
    work.threadOnly = true;
    return knowsByItself(work, turn);
  }
  work.setTurn({
    ...moved,
    heard: turn.heard || isWord,
    knowsEnd: isWord || type === 'declined',
    knowsRest: moved.state !== 'no-answer',
  });
  if (type === 'declined') work.tell(turn.id, 'condition-declined');
  if (type === 'expired') notifyEnd(work, turn);
  else withdrawRequest(work, work.turn(turn.id));
  finishTurns(work);
  if (work.life.cancelWish !== null) return endCancelled(work);
  if (!isFilled(work.life)) ask(work, event.askable);
};

/** A late answer of a partner, which shows that it has heard of the request. */
const knowsByItself = (work: Working, turn: Turn): void =>
  work.setTurn({ ...work.turn(turn.id), heard: true, knowsEnd: true, knowsRest: true });

/** Applies a partner's answer: it moves the turn or, if it no longer has a consequence, is only kept in the thread. */
export const applyAnswer = (work: Working, turnId: TurnId, event: TurnEvent, dueOn?: CalendarDate): void => {
  const turn = work.turn(turnId);
  allowIf(wasAsked(turn));
  const moved = isOpen(work) && isActive(turn) ? turnAfter(turn, event) : null;
  work.threadOnly = moved === null;
  work.setTurn({ ...(moved ?? turn), heard: true, dueOn: dueOn ?? turn.dueOn });
};
