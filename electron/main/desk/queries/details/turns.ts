import type { Instant, TurnId } from '../../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import { isTurnOpen, type Life, volumesOf } from '../../../../../shared/domain/life/life.ts';
import { marksOf } from '../../../../../shared/domain/life/marks.ts';
import { isActive, isOver, type Turn } from '../../../../../shared/domain/life/turn.ts';
import type { ThreadCounts, TurnView } from '../../../../../shared/ipc/turn-views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { ItemRow } from '../../store/items.queries.ts';
import { lendsIfChanged } from '../../store/conversations.queries.ts';
import { knownMoment } from '../../store/known-dates.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import { type StoredTurn, turnOf } from '../../store/turns.queries.ts';
import {
  type LetterOfTurn,
  listLettersOfTurns,
  listStepsOfTurns,
  type StepOfTurn,
} from './details.queries.ts';
import { earliest, openSinceOfItems, type Parts } from './summary.ts';

/** The counts of an empty thread. */
export const noEntries: ThreadCounts = { count: 0, unread: 0, active: 0 };

/** Returns the partners of a request, each with its turn. @param timeZone the time zone of the dates in it. */
export const turnViewsOf = (
  db: ReadableDB,
  request: StoredRequest,
  life: Life,
  { turns, items, threads }: Parts & { readonly threads: ReadonlyMap<TurnId | null, ThreadCounts> },
  timeZone: string,
): TurnView[] => {
  const steps = listStepsOfTurns(db, request.id);
  const letters = listLettersOfTurns(db, request.id);
  const requestOf = ({ id }: StoredTurn): LetterOfTurn | undefined =>
    letters.findLast(({ turnId, kind, corrected }) => turnId === id && kind === 'request' && corrected === 0);
  /** A partner that staff contact by hand is asked when they mark the letter as done. */
  const askedAt = (turn: StoredTurn): Instant | null => {
    const letter = requestOf(turn);
    return letter?.state === 'by-hand' ? letter.stateAt : turn.askedAt;
  };
  return turns.map((turn) => ({
    turnId: turn.id,
    position: turn.position,
    partnerId: turn.partnerId,
    partnerName: turn.partnerName,
    inUse: turn.partnerInUse !== 0,
    state: turn.state,
    cancelledByUs: isCancelledByUs(turn, life, steps),
    lendsIfChanged: turn.state === 'rejected' && lendsIfChanged(db, turn.id),
    contactByHand: turn.state === 'asked' && !turnOf(turn).heard && requestOf(turn)?.state === 'no-address',
    // One that is asked again after its condition was accepted has been asked since it was asked first.
    stateAt: knownMoment(request, turn.state === 'asked' ? (askedAt(turn) ?? turn.stateAt) : turn.stateAt),
    // The letter to a partner that was passed over before it left was taken back: it was never asked.
    askedAt: neverHeard(turnOf(turn)) ? null : knownMoment(request, askedAt(turn)),
    isActive: isActive(turn),
    isOpen: isTurnOpen(life, turnOf(turn)),
    marks: marksOfTurn(request, life, { turn, items, timeZone }),
    dueOn: dueBackIn(turn, items),
    cost: turn.cost,
    thread: threads.get(turn.id) ?? noEntries,
  }));
};

const neverHeard = (turn: Turn): boolean => isOver(turn) && !turn.heard;

/**
 * Whether a turn ended as cancelled by our step: at once, or when its partner agreed to it while the cancellation was still wanted. An earlier
 * cancellation, which was withdrawn, is not the one that is wanted now.
 */
const isCancelledByUs = (
  { id, state, stateAt }: StoredTurn,
  { cancelWish }: Life,
  steps: readonly StepOfTurn[],
): boolean =>
  state === 'cancelled' &&
  (steps.some(({ turnId, kind, at }) => turnId === id && kind === 'cancel' && at === stateAt) ||
    (cancelWish !== null && steps.findLast(({ kind }) => kind === 'cancel')?.turnId === id));

/** When the partner wants its next volume back: renewals and corrections move the dates of volumes; before they arrive, as it said. */
const dueBackIn = (turn: StoredTurn, items: readonly ItemRow[]): TurnView['dueOn'] => {
  const own = items.filter(({ turnId }) => turnId === turn.id);
  if (own.length === 0) return turn.dueOn;
  const [first] = own
    .filter(({ status }) => isItemOut(status))
    .flatMap(({ dueOn }) => dueOn ?? [])
    .toSorted();
  return first ?? null;
};

/** The open questions of one partner: those of its turn and of the items that it sent. */
const marksOfTurn = (
  request: StoredRequest,
  life: Life,
  {
    turn,
    items,
    timeZone,
  }: { readonly turn: StoredTurn; readonly items: readonly ItemRow[]; readonly timeZone: string },
): TurnView['marks'] => {
  const known = (at: Instant | null): Instant | null => knownMoment(request, at);
  const own = items.filter(({ turnId }) => turnId === turn.id);
  const since = openSinceOfItems(request, own);
  const openSince = {
    ...since,
    cancellationAt: known(turn.cancellationAt),
    lossAt: earliest([turn.parcelAt, ...own.map(({ reportAt }) => reportAt)].map(known)),
    goesBackAt: earliest(own.map(({ useAt }) => known(useAt))),
    checkInAt: earliest(
      own.map(({ checkIn, returnedAt }) => (checkIn === 'checked-in' ? null : known(returnedAt))),
    ),
  };
  const ofTurn = { ...life, turns: [turnOf(turn)], volumes: volumesOf(life, turn.id) };
  return marksOf({ life: ofTurn, openSince, partnerName: '' }, timeZone).map(({ words }) => words);
};
