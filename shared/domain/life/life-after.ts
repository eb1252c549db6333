import { ask, askNextPartner, endTurn, applyAnswer } from './after-asking.ts';
import { cancel, refuseCancellation, withdrawCancellation } from './after-cancelling.ts';
import { changeExpected, correctTurn, correctVolume } from './after-corrections.ts';
import { endSet, moveParcel, receive, receiveFile } from './after-receiving.ts';
import { demand, renew, requestRenewal, withdrawDemand, withdrawRenewal } from './after-renewals.ts';
import { checkIn, complete, applyVolumeEvent, report, returnItems } from './after-returning.ts';
import { closeTurns, nobodyElseNeeded, notifyReceipt, withdrawWords } from './common-effects.ts';
import { activeTurn, hasAllInHand, type Life, type LifeEvent, type Outcome, volumesOf } from './life.ts';
import { wasAsked } from './turn.ts';
import { isOpen, NotAllowed, allowIf, Working } from './working.ts';

type Handlers = {
  readonly [Type in LifeEvent['type']]: (
    work: Working,
    event: Extract<LifeEvent, { readonly type: Type }>,
  ) => void;
};

/** The effect of each event on the request, its turns and its volumes, through their machines, and on what partners are told. */
const handlers: Handlers = {
  sent: (work, { askable }) => {
    allowIf(isOpen(work) && work.life.cancelWish === null && !activeTurn(work.life));
    allowIf(!hasAllInHand(work.life));
    ask(work, askable, true);
  },
  'next.asked': (work, { askable }) => askNextPartner(work, askable),
  'request.left': (work, { turnId }) =>
    work.setTurn({ ...work.turn(turnId), heard: true, requestWaits: false }),
  'partner.said': (work, { turnId }) => {
    allowIf(wasAsked(work.turn(turnId)));
    work.threadOnly = true;
    work.setTurn({ ...work.turn(turnId), heard: true });
  },
  'partner.willSupply': (work, { turnId }) => applyAnswer(work, turnId, { type: 'willSupply' }),
  'partner.conditional': (work, { turnId }) => applyAnswer(work, turnId, { type: 'conditional' }),
  'partner.shipped': (work, { turnId, dueOn }) => applyAnswer(work, turnId, { type: 'shipped' }, dueOn),
  'partner.shippedDigitally': (work, { turnId, dueOn }) =>
    applyAnswer(work, turnId, { type: 'shippedDigitally' }, dueOn),
  'partner.rejected': (work, event) => endTurn(work, event, 'rejected'),
  'partner.cancelled': (work, event) => endTurn(work, event, 'cancelled'),
  // A partner that agrees after the cancellation was withdrawn still sends nothing.
  'partner.cancelAccepted': (work, event) => endTurn(work, event, 'cancelled'),
  'turn.expired': (work, event) => endTurn(work, event, 'expired'),
  'condition.declined': (work, event) => endTurn(work, event, 'declined'),
  'condition.accepted': (work, { turnId }) => {
    allowIf(isOpen(work));
    work.moveTurn(turnId, { type: 'accepted' }, { conditionAccepted: true });
    work.tell(turnId, 'condition-accepted');
  },
  'item.received': receive,
  'receiving.done': (work, { turnId }) => {
    allowIf(volumesOf(work.life, turnId).some(({ receiptTold }) => !receiptTold));
    notifyReceipt(work, turnId);
  },
  'file.received': (work, { turnId }) => receiveFile(work, turnId),
  'set.nothingMore': (work, { turnId }) => {
    allowIf(volumesOf(work.life, turnId).length > 0);
    work.moveTurn(turnId, { type: 'closed' }, { knowsRest: true });
    closeTurns(work, false);
  },
  'set.restNotWanted': (work) => endSet(work),
  'parcel.claimed': (work, { turnId, type }) => moveParcel(work, turnId, type),
  'parcel.lost': (work, { turnId, type }) => moveParcel(work, turnId, type),
  'parcel.found': (work, { turnId, type }) => moveParcel(work, turnId, type),
  'parcel.settled': (work, { turnId, type }) => moveParcel(work, turnId, type),
  cancelled: cancel,
  'cancellation.withdrawn': (work) => withdrawCancellation(work),
  'partner.cancelRefused': (work, { turnId }) => refuseCancellation(work, turnId),
  'completed.byHand': (work) => complete(work),
  'item.kept': (work, { itemId }) => {
    work.moveVolume(itemId, 'kept');
    if (work.life.cancelWish !== null || work.life.endedAs !== null) work.moveRequest('kept');
    nobodyElseNeeded(work);
    withdrawWords(work);
  },
  'item.happened': (work, { itemId, what }) => applyVolumeEvent(work, itemId, what),
  'items.returned': (work, { itemIds }) => returnItems(work, itemIds),
  'items.lost': (work, { itemIds }) => report(work, itemIds, 'lost'),
  'items.damaged': (work, { itemIds }) => report(work, itemIds, 'damaged'),
  'items.settled': (work, { itemIds }) => {
    for (const id of itemIds) {
      allowIf(work.volume(id).report !== 'none');
      work.moveVolume(id, 'settled');
    }
    closeTurns(work, false);
  },
  'partner.checkedIn': checkIn,
  'partner.missed': (work, { itemIds }) => {
    for (const id of itemIds) work.moveVolume(id, 'missed');
  },
  'renewal.requested': requestRenewal,
  'partner.renewed': (work, { itemIds, dueOn }) => renew(work, itemIds, dueOn),
  'partner.renewalRefused': (work, { itemIds }) => {
    for (const id of itemIds) {
      allowIf(work.volume(id).renewal === 'asked');
      work.moveVolume(id, 'renewalRefused');
    }
  },
  'renewal.refused': (work, { itemIds }) => {
    for (const id of itemIds) {
      allowIf(work.volume(id).renewal === 'mediated');
      work.moveVolume(id, 'renewalRefused');
    }
  },
  'renewal.withdrawn': (work, { itemIds }) => withdrawRenewal(work, itemIds),
  'partner.overdue': (work, { turnId }) => demand(work, turnId, 'overdue'),
  'partner.recalled': (work, { turnId }) => demand(work, turnId, 'recalled'),
  'demand.withdrawn': (work, { turnId }) => withdrawDemand(work, turnId),
  'expected.changed': (work, { expected }) => changeExpected(work, expected),
  'volume.corrected': correctVolume,
  'turn.corrected': correctTurn,
  'rota.changed': (work, { waiting }) => {
    // A receipt for a request without partners creates its turn, also after the end.
    allowIf(isOpen(work) || work.life.turns.length === 0);
    allowIf(waiting.every(({ state }) => state === 'waiting'));
    work.set({ turns: [...work.life.turns.filter(wasAsked), ...waiting] });
  },
};

/**
 * Applies one event to a life. Pure. The page calls it for previews, the main process inside the transaction.
 * @returns the outcome, or null if it is not allowed.
 */
export const lifeAfter = (life: Life, event: LifeEvent): Outcome | null => {
  if ('itemIds' in event && event.itemIds.length === 0) return null;
  const work = new Working(life);
  try {
    (handlers[event.type] as (work: Working, event: LifeEvent) => void)(work, event);
  } catch (error) {
    if (error instanceof NotAllowed) return null;
    throw error;
  }
  return work.outcome();
};

/**
 * Applies events in order. Pure.
 * @returns the life after the last one, with everything that partners are told; null if one of them is not allowed.
 */
export const lifeAfterAll = (life: Life, events: readonly LifeEvent[]): Outcome | null => {
  let after: Outcome = { life, words: [], threadOnly: events.length > 0 };
  for (const event of events) {
    const next = lifeAfter(after.life, event);
    if (next === null) return null;
    after = {
      life: next.life,
      words: [...after.words, ...next.words],
      threadOnly: after.threadOnly && next.threadOnly,
    };
  }
  return after;
};
