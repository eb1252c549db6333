import type { CalendarDate, ItemId, PatronId, RequestId, TurnId } from '../../../shared/domain/ids.ts';
import { activeTurn, type Happening, type Life, type LifeEvent } from '../../../shared/domain/life/life.ts';
import type { StepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { PartnerAnswer } from '../../../shared/ipc/input-shapes.ts';

/** A request at a desk where steps are taken: its life with the ids of the world, and the ids of the database. */
export type StepDesk = {
  readonly requestId: RequestId;
  readonly life: Life;
  ownTurn(id: TurnId): TurnId;
  ownItem(id: ItemId): ItemId;
};

/** A step of staff with its input. */
type Step = readonly [StepKind, object];

const far = '2027-01-05' as CalendarDate;

/** The code on a volume of the world. */
const codeOf = ({ requestId }: StepDesk, id: ItemId): string => `BOOK-${requestId}-${id}`;

/** Returns the step of staff that corresponds to an event; null if there is none. */
export const stepOfEvent = (event: LifeEvent, desk: StepDesk): Step | null =>
  stepOfWord(event, desk) ?? stepOfRequest(event, desk) ?? stepOfVolume(event, desk);

/** Recording a partner's answer. */
const stepOfWord = (event: LifeEvent, desk: StepDesk): Step | null => {
  const word = answerOf(event, desk);
  if (word === null) return null;
  const [turnId, answer] = word;
  return ['partner-answer', { requestId: desk.requestId, asOf: null, answer, turnId: desk.ownTurn(turnId) }];
};

const answerOf = (event: LifeEvent, desk: StepDesk): readonly [TurnId, PartnerAnswer] | null => {
  const note = '';
  const turnOfItem = (itemIds: readonly ItemId[]): TurnId =>
    desk.life.volumes.find(({ id }) => id === itemIds[0])?.turnId ?? (1 as TurnId);
  switch (event.type) {
    case 'partner.willSupply':
      return [event.turnId, { kind: 'will-supply', note }];
    case 'partner.conditional':
      return [event.turnId, { kind: 'conditional', reason: 'Other', note: 'x', replyBy: null }];
    case 'partner.shipped':
      return [event.turnId, { kind: 'shipped', dueOn: event.dueOn ?? null, reason: '', note }];
    case 'partner.shippedDigitally':
      return [event.turnId, { kind: 'shipped-digitally', note }];
    case 'partner.rejected':
      return [event.turnId, { kind: 'rejected', note }];
    case 'partner.cancelled':
      return [event.turnId, { kind: 'cancelled', note }];
    case 'partner.cancelAccepted':
      return [event.turnId, { kind: 'cancel-accepted', note }];
    case 'partner.cancelRefused':
      return [event.turnId, { kind: 'cancel-refused', note }];
    case 'turn.expired':
      return [event.turnId, { kind: 'expired', note }];
    case 'partner.overdue':
      return [event.turnId, { kind: 'overdue', note }];
    case 'partner.recalled':
      return [event.turnId, { kind: 'recalled', backBy: null, note }];
    case 'demand.withdrawn':
      return [event.turnId, { kind: 'demand-withdrawn', note }];
    case 'partner.renewed':
      return [turnOfItem(event.itemIds), { kind: 'renewed', dueOn: event.dueOn ?? far, note }];
    case 'partner.renewalRefused':
      return [turnOfItem(event.itemIds), { kind: 'renewal-refused', note }];
    case 'partner.checkedIn': {
      const itemIds = event.itemIds.map((id) => desk.ownItem(id));
      return [event.turnId, { kind: 'checked-in', itemIds, endsSet: event.endsSet, note }];
    }
    case 'partner.missed': {
      const itemId = firstOf(event.itemIds, desk);
      return [turnOfItem(event.itemIds), { kind: 'not-arrived', itemId, note }];
    }
    default:
      return null;
  }
};

/** Steps on the request, its partners and their parcels. */
const stepOfRequest = (event: LifeEvent, desk: StepDesk): Step | null => {
  const { requestId } = desk;
  const about = { requestId, asOf: null };
  const noted = { ...about, note: '' };
  const isActive = (turnId: TurnId): boolean => activeTurn(desk.life)?.id === turnId;
  switch (event.type) {
    case 'sent':
      return ['send-request', noted];
    case 'next.asked':
      return ['ask-next-partner', noted];
    case 'condition.accepted':
    case 'condition.declined': {
      const accept = event.type === 'condition.accepted';
      return isActive(event.turnId) ? ['conditional-reply', { ...noted, accept, withoutNote: true }] : null;
    }
    case 'receiving.done':
      return ['finish-receiving', { requestId, notifyPatron: true, rest: 'coming' }];
    case 'file.received':
      return ['receive-digitally', { ...noted, turnId: desk.ownTurn(event.turnId) }];
    case 'set.nothingMore':
      return isActive(event.turnId) ? ['end-set', { ...about, rest: 'nothing-more' }] : null;
    case 'set.restNotWanted':
      return ['end-set', { ...about, rest: 'not-wanted' }];
    case 'parcel.claimed':
      return isActive(event.turnId) ? ['claim-parcel', noted] : null;
    case 'parcel.lost':
      return isActive(event.turnId) && desk.life.volumes.length === 0
        ? ['report-lost', { ...noted, itemId: null }]
        : null;
    case 'parcel.found':
      return ['report-found', { ...noted, itemId: null }];
    case 'parcel.settled':
      return ['settle-loss', { ...noted, itemId: null }];
    case 'cancelled':
      return [
        'cancel',
        { ...noted, reason: 'NO_LONGER_NEEDED', notifyPatron: true, requestedBy: event.wish },
      ];
    case 'cancellation.withdrawn':
      return ['withdraw-cancellation', noted];
    case 'completed.byHand':
      return ['complete-by-hand', { ...noted, note: 'Over' }];
    default:
      return null;
  }
};

/** Steps on one volume. */
const stepOfVolume = (event: LifeEvent, desk: StepDesk): Step | null => {
  const { requestId } = desk;
  const about = { requestId, asOf: null };
  const noted = { ...about, note: '' };
  switch (event.type) {
    case 'item.received':
      return [
        'receive',
        {
          requestId,
          barcode: codeOf(desk, event.volume.id),
          several: !event.done,
          printSlip: false,
          notifyPatron: true,
          use: event.use,
          details: { turnId: desk.ownTurn(event.turnId) },
        },
      ];
    case 'item.kept':
      return ['keep', noted];
    case 'items.returned':
      return ['return', { itemId: firstOf(event.itemIds, desk) }];
    case 'items.lost':
      return ['report-lost', { ...noted, itemId: firstOf(event.itemIds, desk) }];
    case 'items.damaged':
      return ['report-damaged', { ...noted, itemId: firstOf(event.itemIds, desk) }];
    case 'items.settled':
      return ['settle-loss', { ...noted, itemId: firstOf(event.itemIds, desk) }];
    case 'renewal.requested':
      return ['request-renewal', { ...about, dueOn: event.dueOn, itemIds: [firstOf(event.itemIds, desk)] }];
    case 'renewal.withdrawn':
      return ['withdraw-renewal', noted];
    case 'item.happened':
      return stepOfHappening(event.itemId, event.what, desk);
    default:
      return null;
  }
};

const stepOfHappening = (itemId: ItemId, what: Happening, desk: StepDesk): Step | null => {
  const code = codeOf(desk, itemId);
  switch (what) {
    case 'loaned':
      return ['lend', { patronId: 1 as PatronId, code, despiteDemand: true }];
    case 'foundOnShelf':
      return [
        'report-found',
        { requestId: desk.requestId, asOf: null, note: '', itemId: desk.ownItem(itemId) },
      ];
    case 'shelved':
    case 'sentOn':
      return ['scan-in', { code }];
    default:
      return null;
  }
};

const firstOf = (itemIds: readonly ItemId[], desk: StepDesk): ItemId => desk.ownItem(itemIds[0] as ItemId);
