import type { Instant, ItemId, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { ItemStatus } from '../../../../../shared/domain/item-status.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import { endsSet } from '../../../../../shared/domain/receiving.ts';
import type { RequestEvent, RequestFacts } from '../../../../../shared/domain/request.machine.ts';
import { noFacts, statusAfter } from '../../../../../shared/domain/request.machine.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { StepKind } from '../../../../../shared/domain/steps.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { insertRequestEvent } from '../../store/command-log.queries.ts';
import type { ItemInHand, ItemRow } from '../../store/items.queries.ts';
import { listItems, updateItem } from '../../store/items.queries.ts';
import { endLoan } from '../../store/loans.queries.ts';
import { updateRequest } from '../../store/requests.queries.ts';
import { factsOf } from './scanned-item.ts';
import { calendarDateIn } from '../../../../../shared/domain/dates.ts';

/** Where an item is from now on. */
export type ItemPlace = Pick<
  ItemRow,
  'status' | 'deskId' | 'destinationDeskId' | 'goingBack' | 'shelvedAt' | 'holdUntil'
>;

/** What a step does with one item. */
export type ItemStep = {
  readonly opId: OpId;
  readonly kind: StepKind;
  readonly at: Instant;
  readonly place: ItemPlace;
  /** What it is for the request; null where the request stays as it is. */
  readonly event: RequestEvent['type'] | null;
  readonly headline: string;
};

/** How many other volumes of the request are still with us, of those with the patron and on a hold shelf, and lost. */
export type OtherVolumes = {
  readonly stillOut: number;
  readonly onLoan: number;
  readonly onShelf: number;
  readonly lost: number;
};

/** Counts the other volumes of an item's request. */
export const othersOf = (
  db: ReadableDB,
  item: { readonly id: ItemId; readonly requestId: RequestId },
): OtherVolumes => {
  const others = listItems(db, item.requestId).filter(({ id }) => id !== item.id);
  const having = (wanted: ItemStatus): number => others.filter(({ status }) => status === wanted).length;
  return {
    stillOut: others.filter(({ status }) => isItemOut(status)).length,
    onLoan: having('on-loan'),
    onShelf: having('on-hold-shelf'),
    lost: having('lost'),
  };
};

/** What the lifecycle must know: the volumes that would still be out, and with the patron, if this one no longer were. */
const factsWithout = (db: WritableDB, item: ItemInHand): RequestFacts => {
  const { stillOut, onLoan, lost } = othersOf(db, item);
  return { ...noFacts, itemsStillOut: stillOut, itemsOnLoan: onLoan, itemsLost: lost };
};

/**
 * Carries out a step on an item: the item at its new place, the request in the status that the lifecycle gives it, and
 * a line in the request's history. Runs inside the step's own transaction.
 * @returns the request's new status. Refused when the lifecycle forbids the step (`status-forbids`).
 */
export const takeItemStep = (db: WritableDB, item: ItemInHand, step: ItemStep): Result<string> => {
  const status =
    step.event === null
      ? item.requestStatus
      : statusAfter(item.requestStatus, { type: step.event }, factsWithout(db, item));
  if (status === null) return refuseStatus(item);
  updateItem(db, item.id, step.place);
  updateRequest(db, item.requestId, {
    ...(endsSet(status) && { receivingOpen: 0 }),
    status,
    updatedAt: step.at,
    workedOn: 1,
  });
  insertRequestEvent(db, {
    requestId: item.requestId,
    opId: step.opId,
    at: step.at,
    kind: step.kind,
    statusBefore: item.requestStatus,
    statusAfter: status,
    headline: step.headline,
  });
  return ok(status);
};

/** What staff read where the request's status forbids the step. */
export const refuseStatus = (item: ItemInHand): Result<never> =>
  refuse(
    'status-forbids',
    `${item.barcode} belongs to ${item.externalId}, whose status is “${statusLabel(item.requestStatus)}”. ` +
      'This cannot be done in that status: look at the request in Borrowing Requests.',
    factsOf(item),
  );

/** Ends the item's open loan today, if it has one. */
export const endOpenLoan = (
  db: WritableDB,
  item: ItemInHand,
  when: { readonly at: Instant; readonly timeZone: string },
): void => {
  if (item.loanId !== null) endLoan(db, item.loanId, calendarDateIn(new Date(when.at), when.timeZone));
};

/** The items of the request that have gone back, this one included once its step was taken. */
export const returnedItems = (db: ReadableDB, requestId: RequestId): ItemId[] =>
  listItems(db, requestId).flatMap(({ id, status }) => (status === 'returned-to-partner' ? [id] : []));

/** The parts of an answer that say which item it was. */
export const itemOfOutcome = (
  item: ItemInHand,
): Pick<Outcome, 'requestId' | 'externalId' | 'title' | 'patronName' | 'barcode'> => ({
  requestId: item.requestId,
  externalId: item.externalId,
  title: item.title,
  patronName: item.patronName,
  barcode: item.barcode,
});
