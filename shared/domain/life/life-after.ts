import type { CalendarDate, ItemId, TurnId } from '../ids.ts';
import type { Life, LifeEvent, Outcome, PartnerWord } from './life.ts';
import { activeTurn, cameForPatron, isFilled, isTurnOpen, volumesOf } from './life.ts';
import { requestAfter, type RequestEvent } from './request.machine.ts';
import type { Turn, TurnEvent } from './turn.machine.ts';
import { isActive, turnAfter, wasAsked } from './turn.machine.ts';
import type { Volume, VolumeEvent } from './volume.machine.ts';
import { isOut, volumeAfter } from './volume.machine.ts';

/** Stops an event that the machines do not allow. It never leaves this file. */
class NotAllowed extends Error {}

/**
 * Takes one event to a life. Pure. The page asks it to say what will happen, the main process inside the transaction.
 * @returns what it comes to, or null where it is not allowed.
 */
export const lifeAfter = (life: Life, event: LifeEvent): Outcome | null => {
  const work = new Working(life);
  try {
    apply(work, event);
  } catch (error) {
    if (error instanceof NotAllowed) return null;
    throw error;
  }
  return work.outcome();
};

/** A life while an event is taken to it, and what partners are told of it. */
class Working {
  life: Life;
  words: PartnerWord[] = [];
  threadOnly = false;

  constructor(life: Life) {
    this.life = life;
  }

  outcome(): Outcome {
    return { life: this.life, words: this.words, threadOnly: this.threadOnly };
  }

  set(changes: Partial<Life>): void {
    this.life = { ...this.life, ...changes };
  }

  moveRequest(type: RequestEvent['type']): void {
    const after = requestAfter(this.life, { type });
    if (!after) throw new NotAllowed();
    this.set(after);
  }

  turn(id: TurnId): Turn {
    const turn = this.life.turns.find((one) => one.id === id);
    if (!turn) throw new NotAllowed();
    return turn;
  }

  volume(id: ItemId): Volume {
    const volume = this.life.volumes.find((one) => one.id === id);
    if (!volume) throw new NotAllowed();
    return volume;
  }

  /** Changes a turn by its machine, and other facts of it. */
  moveTurn(id: TurnId, event: TurnEvent, changes: Partial<Turn> = {}): void {
    const after = turnAfter(this.turn(id), event);
    if (!after) throw new NotAllowed();
    this.setTurn({ ...after, ...changes });
  }

  setTurn(turn: Turn): void {
    this.set({ turns: this.life.turns.map((one) => (one.id === turn.id ? turn : one)) });
  }

  moveVolume(id: ItemId, type: VolumeEvent['type'], changes: Partial<Volume> = {}): void {
    const after = volumeAfter(this.volume(id), { type });
    if (!after) throw new NotAllowed();
    this.setVolume({ ...after, ...changes });
  }

  setVolume(volume: Volume): void {
    this.set({ volumes: this.life.volumes.map((one) => (one.id === volume.id ? volume : one)) });
  }

  /** Tells a partner. One that has not heard of the request is told nothing: its `request` is taken back instead. */
  tell(turnId: TurnId, word: PartnerWord['word'], itemIds?: readonly ItemId[]): void {
    this.words.push({ turnId, word, ...(itemIds && { itemIds }) });
  }
}

const require = (isAllowed: boolean): void => {
  if (!isAllowed) throw new NotAllowed();
};

const isOpen = ({ life }: Working): boolean => life.endedAs === null;

const apply = (work: Working, event: LifeEvent): void => {
  switch (event.type) {
    case 'sent':
      require(isOpen(work) && work.life.cancelWish === null && !activeTurn(work.life));
      return ask(work, event.askable, true);
    case 'next.asked':
      return askNextPartner(work, event.askable);
    case 'request.left':
      return work.setTurn({ ...work.turn(event.turnId), heard: true, requestWaits: false });
    case 'partner.willSupply':
      return hear(work, event.turnId, { type: 'willSupply' });
    case 'partner.conditional':
      return hear(work, event.turnId, { type: 'conditional' });
    case 'partner.shipped':
      return hear(work, event.turnId, { type: 'shipped' }, event.dueOn);
    case 'partner.shippedDigitally':
      return hear(work, event.turnId, { type: 'shippedDigitally' }, event.dueOn);
    case 'partner.rejected':
      return endTurn(work, event, 'rejected');
    // One that agrees after the cancellation was withdrawn sends nothing all the same.
    case 'partner.cancelled':
    case 'partner.cancelAccepted':
      return endTurn(work, event, 'cancelled');
    case 'turn.expired':
      return endTurn(work, event, 'expired');
    case 'condition.declined':
      return endTurn(work, event, 'declined');
    case 'condition.accepted':
      require(isOpen(work));
      work.moveTurn(event.turnId, { type: 'accepted' });
      return work.tell(event.turnId, 'condition-accepted');
    case 'item.received':
      return receive(work, event);
    case 'receiving.done':
      require(volumesOf(work.life, event.turnId).some(({ receiptTold }) => !receiptTold));
      return tellReceipt(work, event.turnId);
    case 'file.received':
      return receiveFile(work, event.turnId);
    case 'set.nothingMore':
      require(volumesOf(work.life, event.turnId).length > 0);
      return work.moveTurn(event.turnId, { type: 'closed' }, { knowsRest: true });
    case 'set.restNotWanted':
      return endSet(work);
    case 'parcel.claimed':
    case 'parcel.lost':
    case 'parcel.found':
    case 'parcel.settled':
      return moveParcel(work, event.turnId, event.type);
    case 'cancelled':
      return cancel(work, event);
    case 'cancellation.withdrawn':
      return withdrawCancellation(work);
    case 'partner.cancelRefused':
      return refuseCancellation(work, event.turnId);
    case 'completed.byHand':
      return complete(work);
    case 'item.kept':
      work.moveVolume(event.itemId, 'kept');
      withdrawWords(work);
      return work.life.cancelWish === null && work.life.endedAs === null
        ? undefined
        : work.moveRequest('kept');
    case 'item.happened':
      return happen(work, event.itemId, event.what);
    case 'items.returned':
      return returnItems(work, event.itemIds);
    case 'items.lost':
      return report(work, event.itemIds, 'lost');
    case 'items.damaged':
      return report(work, event.itemIds, 'damaged');
    case 'items.settled':
      for (const id of event.itemIds) {
        require(work.volume(id).report !== 'none');
        work.moveVolume(id, 'settled');
      }
      return closeTurns(work, false);
    case 'partner.checkedIn':
      return checkIn(work, event);
    case 'partner.missed':
      for (const id of event.itemIds) work.moveVolume(id, 'missed');
      return;
    case 'renewal.requested':
      return requestRenewal(work, event);
    case 'partner.renewed':
      return renew(work, event.itemIds, event.dueOn);
    case 'partner.renewalRefused':
    case 'renewal.refused':
      for (const id of event.itemIds) {
        require(work.volume(id).renewal === (event.type === 'renewal.refused' ? 'mediated' : 'asked'));
        work.moveVolume(id, 'renewalRefused');
      }
      return;
    case 'renewal.withdrawn':
      return withdrawRenewal(work, event.itemIds);
    case 'partner.overdue':
      return demand(work, event.turnId, 'overdue');
    case 'partner.recalled':
      return demand(work, event.turnId, 'recalled');
    case 'demand.withdrawn':
      return withdrawDemand(work, event.turnId);
    case 'rota.changed':
      require(isOpen(work) && event.waiting.every(({ state }) => state === 'waiting'));
      return work.set({ turns: [...work.life.turns.filter(wasAsked), ...event.waiting] });
  }
};

// ── Asking ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Asks the first turn that can be asked. @param must refuses where there is none. */
const ask = (work: Working, askable: readonly TurnId[], must = false): void => {
  const next = work.life.turns.find(({ id, state }) => state === 'waiting' && askable.includes(id));
  if (!next) return require(!must);
  const askedFor = Math.max(1, (work.life.expected ?? 1) - cameForPatron(work.life));
  work.moveTurn(next.id, { type: 'asked' }, { askedFor, requestWaits: true });
  work.tell(next.id, 'request');
};

const askNextPartner = (work: Working, askable: readonly TurnId[]): void => {
  require(isOpen(work) && work.life.cancelWish === null);
  const active = activeTurn(work.life);
  // A word of another system is moved by receiving and completing alone.
  require(active?.state !== 'outside' && active?.cancellation !== 'asked');
  if (active) notNeeded(work, active);
  ask(work, askable, active === undefined);
};

/** A turn ends without supply, by the partner's word or ours; the next one is asked, unless a cancellation is wanted. */
const endTurn = (
  work: Working,
  event: { readonly turnId: TurnId; readonly askable: readonly TurnId[] },
  type: 'rejected' | 'cancelled' | 'expired' | 'declined',
): void => {
  const turn = work.turn(event.turnId);
  const isWord = type === 'rejected' || type === 'cancelled';
  require(wasAsked(turn));
  const hasBook = volumesOf(work.life, turn.id).length > 0;
  // A partner of which a book came has supplied; what it says of the rest closes its parcel.
  const moved = turnAfter(turn, { type: hasBook && isWord ? 'closed' : type });
  if (!isOpen(work) || !isActive(turn) || !moved) {
    require(isWord);
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
  if (type === 'expired') tellEnd(work, turn);
  else takeBackRequest(work, turn);
  if (work.life.cancelWish !== null) return endCancelled(work);
  if (!isFilled(work.life)) ask(work, event.askable);
};

/** A late word of a partner, which by it has heard of the request. */
const knowsByItself = (work: Working, turn: Turn): void =>
  work.setTurn({ ...work.turn(turn.id), heard: true, knowsEnd: true, knowsRest: true });

/** Takes a partner's word: it moves its turn, or, where nothing follows from it any more, it is kept in the thread alone. */
const hear = (work: Working, turnId: TurnId, event: TurnEvent, dueOn?: CalendarDate): void => {
  const turn = work.turn(turnId);
  require(wasAsked(turn));
  const moved = isOpen(work) && isActive(turn) ? turnAfter(turn, event) : null;
  work.threadOnly = moved === null;
  work.setTurn({ ...(moved ?? turn), heard: true, dueOn: dueOn ?? turn.dueOn });
};

/** Nobody waits for this partner any more, and it is told, unless it said so itself. */
const notNeeded = (work: Working, turn: Turn): void => {
  if (volumesOf(work.life, turn.id).length === 0) {
    work.moveTurn(turn.id, { type: 'passedOver' });
    return tellEnd(work, turn);
  }
  work.moveTurn(turn.id, { type: 'closed' }, { knowsRest: true });
  if (!turn.knowsRest) work.tell(turn.id, 'rest-not-needed');
};

/** Tells a partner that it is not needed. A `request` that waits does not leave any more, and who has not heard of it is told nothing. */
const tellEnd = (work: Working, turn: Turn): void => {
  takeBackRequest(work, turn);
  work.setTurn({ ...work.turn(turn.id), knowsEnd: true, knowsRest: true });
  if (turn.heard) work.tell(turn.id, 'not-needed');
};

const takeBackRequest = (work: Working, turn: Turn): void => {
  if (!turn.requestWaits) return;
  work.setTurn({ ...work.turn(turn.id), requestWaits: false });
  work.tell(turn.id, 'take-back');
};

// ── Receiving ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Received = Extract<LifeEvent, { readonly type: 'item.received' }>;

const receive = (work: Working, { turnId, volume, use, done }: Received): void => {
  const turn = work.turn(turnId);
  require(wasAsked(turn) || (turn.state === 'waiting' && !work.life.turns.some(wasAsked)));
  const isWanted = use === 'for-patron';
  require(!isWanted || work.life.endedAs === null);
  if (isWanted && work.life.cancelWish !== null) withdrawCancellation(work);
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
  // Its `request` does not leave any more: it knows.
  takeBackRequest(work, turn);
  const last = !isWanted || isFilled(work.life);
  work.moveTurn(turnId, { type: 'bookCame', last }, { heard: true, knowsEnd: false });
  if (isWanted && last) othersNotNeeded(work, turnId);
  if (last) restNotNeeded(work, turnId);
  if (done) tellReceipt(work, turnId);
  if (work.life.cancelWish !== null) endCancelled(work);
};

/** A partner that was asked for more than it sent is told, where others sent the rest. */
const restNotNeeded = (work: Working, turnId: TurnId): void => {
  const turn = work.turn(turnId);
  if (turn.knowsRest || volumesOf(work.life, turnId).length >= (turn.askedFor ?? 1)) return;
  work.setTurn({ ...turn, knowsRest: true });
  work.tell(turnId, 'rest-not-needed');
};

/** The active turn, where it is another one, is told that the patron has what was wanted. */
const othersNotNeeded = (work: Working, turnId: TurnId): void => {
  const active = activeTurn(work.life);
  if (active && active.id !== turnId) notNeeded(work, active);
};

/** Tells a partner once of all that came. */
const tellReceipt = (work: Working, turnId: TurnId): void => {
  const untold = volumesOf(work.life, turnId).filter(({ receiptTold }) => !receiptTold);
  if (untold.length === 0) return;
  for (const volume of untold) work.setVolume({ ...volume, receiptTold: true });
  work.tell(
    turnId,
    'received',
    untold.map(({ id }) => id),
  );
};

const receiveFile = (work: Working, turnId: TurnId): void => {
  const turn = work.turn(turnId);
  require(wasAsked(turn) || (turn.state === 'waiting' && !work.life.turns.some(wasAsked)));
  takeBackRequest(work, turn);
  // Something is lent, or it is over: the file ends nothing, and the patron may be sent it.
  if (!isOpen(work) || work.life.volumes.some(({ place }) => place === 'on-loan')) {
    work.threadOnly = true;
    return work.setTurn({ ...work.turn(turnId), heard: true });
  }
  const hasBook = volumesOf(work.life, turnId).length > 0;
  if (hasBook && isActive(turn)) notNeeded(work, turn);
  withdrawWords(work);
  work.moveTurn(turnId, { type: 'fileCame' }, { heard: true, knowsEnd: true });
  othersNotNeeded(work, turnId);
  sendBackWhatIsHere(work);
  work.moveRequest('receivedDigitally');
};

/** The volumes that have not come are not wanted: who was to send them is told. */
const endSet = (work: Working): void => {
  require(isOpen(work) && cameForPatron(work.life) > 0 && !isFilled(work.life));
  const active = activeTurn(work.life);
  work.set({ expected: cameForPatron(work.life) });
  if (active) notNeeded(work, active);
};

const moveParcel = (
  work: Working,
  turnId: TurnId,
  type: 'parcel.claimed' | 'parcel.lost' | 'parcel.found' | 'parcel.settled',
): void => {
  require(isOpen(work));
  const turn = work.turn(turnId);
  switch (type) {
    case 'parcel.claimed':
      require(turn.parcel === 'none' && isActive(turn));
      work.moveTurn(turnId, { type: 'parcelClaimed' });
      return work.tell(turnId, 'claim');
    case 'parcel.lost':
      require(turn.parcel !== 'lost' && isActive(turn));
      work.moveTurn(turnId, { type: 'parcelLost' }, { knowsRest: true });
      work.tell(turnId, 'parcel-lost');
      return work.life.cancelWish === null ? undefined : endCancelled(work);
    case 'parcel.found':
      require(turn.parcel !== 'none' && (isActive(turn) || !activeTurn(work.life)));
      work.moveTurn(turnId, { type: 'parcelFound' }, { knowsRest: false });
      return turn.parcel === 'lost' ? work.tell(turnId, 'parcel-found') : undefined;
    case 'parcel.settled':
      require(turn.parcel !== 'none');
      work.moveTurn(turnId, { type: 'parcelSettled' });
      return closeTurns(work, false);
  }
};

// ── Cancelling ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const cancel = (
  work: Working,
  { wish, needsConsent }: Extract<LifeEvent, { readonly type: 'cancelled' }>,
): void => {
  const { volumes, turns } = work.life;
  const active = activeTurn(work.life);
  require(isOpen(work) && !volumes.some(({ place }) => place === 'on-loan'));
  require(volumes.length === 0 || volumes.some(isOut) || active !== undefined);
  require(work.life.cancelWish === null || active?.cancellation === 'refused');
  require(!turns.some(({ cancellation }) => cancellation === 'asked'));
  work.moveRequest(wish === 'patron' ? 'patronCancels' : 'staffCancel');
  sendBackWhatIsHere(work);
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
  tellEnd(work, active);
};

/** What is here and not lent goes back to its partner. */
const sendBackWhatIsHere = (work: Working): void => {
  for (const { id, use } of work.life.volumes.filter(isOut))
    if (use === 'for-patron') work.moveVolume(id, 'toGoBack');
};

/** A request whose cancellation is wanted ends as soon as no parcel is awaited and no cancellation is unanswered. */
const endCancelled = (work: Working): void => {
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

/** An answer to a cancellation that was withdrawn meanwhile is kept in the thread. */
const refuseCancellation = (work: Working, turnId: TurnId): void => {
  const turn = work.turn(turnId);
  require(wasAsked(turn));
  work.threadOnly = turn.cancellation !== 'asked';
  if (work.threadOnly) return work.setTurn({ ...turn, heard: true });
  work.moveTurn(turnId, { type: 'cancelRefused' }, { heard: true });
};

const withdrawCancellation = (work: Working): void => {
  require(isOpen(work) && work.life.cancelWish !== null);
  work.moveRequest('cancellationWithdrawn');
  for (const { id, use } of work.life.volumes.filter(isOut))
    if (use === 'goes-back') work.moveVolume(id, 'kept');
  withdrawWords(work);
};

/** Only a partner whose answer is still open is told that the cancellation is withdrawn. */
const withdrawWords = (work: Working): void => {
  for (const { id, cancellation } of work.life.turns) {
    if (cancellation === 'none') continue;
    work.moveTurn(id, { type: 'cancelWithdrawn' });
    if (cancellation === 'asked') work.tell(id, 'cancel-withdrawn');
  }
};

// ── Volumes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const happen = (work: Working, itemId: ItemId, type: VolumeEvent['type']): void => {
  work.moveVolume(itemId, type);
  if (type === 'foundOnShelf' || type === 'foundInTransit')
    work.tell(work.volume(itemId).turnId, 'found', [itemId]);
  if (type === 'handedOver') closeTurns(work, false);
};

/** Groups volumes by the turn that sent them. */
const byTurn = (work: Working, itemIds: readonly ItemId[]): ReadonlyMap<TurnId, readonly ItemId[]> => {
  const groups = new Map<TurnId, ItemId[]>();
  for (const id of itemIds) {
    const { turnId } = work.volume(id);
    groups.set(turnId, [...(groups.get(turnId) ?? []), id]);
  }
  return groups;
};

const returnItems = (work: Working, itemIds: readonly ItemId[]): void => {
  for (const [turnId, ids] of byTurn(work, itemIds)) {
    tellReceipt(work, turnId);
    for (const id of ids) work.moveVolume(id, 'returned', { askedUntil: null });
    work.tell(turnId, 'returned', ids);
  }
};

const report = (work: Working, itemIds: readonly ItemId[], type: 'lost' | 'damaged'): void => {
  for (const [turnId, ids] of byTurn(work, itemIds)) {
    for (const id of ids) work.moveVolume(id, type);
    work.tell(turnId, type, ids);
  }
};

/** A check-in is one turn's. What of a set never came is not awaited from it any more where staff say so. */
const checkIn = (
  work: Working,
  { turnId, itemIds, endsSet }: Extract<LifeEvent, { readonly type: 'partner.checkedIn' }>,
): void => {
  require(itemIds.length > 0 && itemIds.every((id) => work.volume(id).turnId === turnId));
  // One that was reported lost meanwhile is none of those that went back.
  const back = itemIds.filter((id) => volumeAfter(work.volume(id), { type: 'checkedIn' }) !== null);
  work.threadOnly = back.length === 0;
  if (back.length === 0) return;
  for (const id of back) work.moveVolume(id, 'checkedIn');
  const active = activeTurn(work.life);
  if (endsSet && active?.id === turnId && isOpen(work)) {
    work.set({ expected: cameForPatron(work.life) });
    notNeeded(work, active);
  }
  closeTurns(work, endsSet);
};

/** Ends each turn of which nothing is open. Where it was the last one and nothing more is awaited, the request is completed. */
const closeTurns = (work: Working, endsSet: boolean): void => {
  for (const turn of work.life.turns)
    if (turn.state === 'closing' && !isTurnOpen(work.life, turn))
      work.moveTurn(turn.id, { type: 'finished' }, { knowsEnd: true });
  const { life } = work;
  const nothingAwaited = life.volumes.length > 0 && (isFilled(life) || endsSet) && life.cancelWish === null;
  if (isOpen(work) && nothingAwaited && !life.turns.some((turn) => isTurnOpen(life, turn)))
    work.moveRequest('completed');
};

const complete = (work: Working): void => {
  require(isOpen(work) && !work.life.volumes.some((volume) => isOut(volume) && volume.use === 'for-patron'));
  const active = activeTurn(work.life);
  if (active) notNeeded(work, active);
  withdrawWords(work);
  work.moveRequest('completed');
};

// ── Renewals and demands ────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Renewal = Extract<LifeEvent, { readonly type: 'renewal.requested' }>;

/** A date not later than the partner's tells it nothing. A later one is asked for, or holds at once where the partner renews automatically. */
const requestRenewal = (work: Working, { itemIds, dueOn, renewsItself, mediated }: Renewal): void => {
  require(itemIds.length > 0);
  for (const [turnId, ids] of byTurn(work, itemIds)) {
    const renewsNow = renewsItself.includes(turnId);
    const later = ids.filter((id) => mediated || isLater(work.volume(id), dueOn));
    for (const id of ids) require(isOut(work.volume(id)) && work.volume(id).demand !== 'recalled');
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

/** A yes moves the dates of the volumes that are still lent; of one that came back, or is recalled, it is kept in the thread. */
const renew = (work: Working, itemIds: readonly ItemId[], dueOn: CalendarDate | null): void => {
  require(itemIds.length > 0);
  const renewed = itemIds.filter((id) => volumeAfter(work.volume(id), { type: 'renewed' }) !== null);
  work.threadOnly = renewed.length === 0;
  for (const id of renewed) {
    const volume = work.volume(id);
    const until = dueOn ?? volume.askedUntil ?? volume.dueOn;
    const keeps = volume.dueOn !== null && until !== null && volume.dueOn > until;
    work.moveVolume(id, 'renewed', { dueOn: keeps ? volume.dueOn : until, askedUntil: null });
  }
};

const withdrawRenewal = (work: Working, itemIds: readonly ItemId[]): void => {
  for (const [turnId, ids] of byTurn(work, itemIds)) {
    const asked = ids.filter((id) => work.volume(id).renewal === 'asked');
    for (const id of ids) {
      require(['asked', 'mediated'].includes(work.volume(id).renewal));
      work.moveVolume(id, 'renewalWithdrawn', { askedUntil: null });
    }
    if (asked.length > 0) work.tell(turnId, 'renewal-withdrawn', asked);
  }
};

/** What a partner wants back: its volumes that are out, and those of its parcel that is on the way, once they are here. */
const demand = (work: Working, turnId: TurnId, type: 'overdue' | 'recalled'): void => {
  const turn = work.turn(turnId);
  require(wasAsked(turn));
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

const withdrawDemand = (work: Working, turnId: TurnId): void => {
  const turn = work.turn(turnId);
  const demanded = volumesOf(work.life, turnId).filter((volume) => volume.demand !== 'none');
  require(turn.demand !== 'none' || demanded.length > 0);
  for (const { id } of demanded) work.moveVolume(id, 'demandWithdrawn');
  work.setTurn({ ...turn, demand: 'none' });
};

/**
 * Takes events one after the other. Pure.
 * @returns the life after the last, with all that partners are told; null where one of them is not allowed.
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
