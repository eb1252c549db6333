import type { Instant, OpId } from '../../../../../shared/domain/ids.ts';
import type { RequestEvent, RequestFacts } from '../../../../../shared/domain/request.machine.ts';
import { noFacts, statusAfter } from '../../../../../shared/domain/request.machine.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { StepKind } from '../../../../../shared/domain/steps.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { WritableDB } from '../../../db/types.ts';
import { insertRequestEvent } from '../../store/command-log.queries.ts';
import type { ItemPlace, ItemRow } from './items.queries.ts';
import { countOthers, endLoan, listReturned, moveRequest, placeItem } from './items.queries.ts';
import { factsOf } from './scanned-item.ts';
import { calendarDateIn } from '../../../../../shared/domain/dates.ts';

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

/** Other volumes of the request: how many are still with us, are with the patron, are lost. */
export const othersOf = countOthers;

export type { OtherVolumes } from './items.queries.ts';

/** What the lifecycle must know: the volumes that would still be out, and with the patron, if this one no longer were. */
const factsWithout = (db: WritableDB, item: ItemRow): RequestFacts => {
  const { stillOut, onLoan, lost } = countOthers(db, item);
  return { ...noFacts, itemsStillOut: stillOut, itemsOnLoan: onLoan, itemsLost: lost };
};

/**
 * Carries out a step on an item: the item at its new place, the request in the status that the lifecycle gives it, and
 * a line in the request's history. Runs inside the step's own transaction.
 * @returns the request's new status. Refused when the lifecycle forbids the step (`status-forbids`).
 */
export const takeItemStep = (db: WritableDB, item: ItemRow, step: ItemStep): Result<string> => {
  const status =
    step.event === null
      ? item.requestStatus
      : statusAfter(item.requestStatus, { type: step.event }, factsWithout(db, item));
  if (status === null) return refuseStatus(item);
  placeItem(db, item.id, step.place);
  moveRequest(db, { id: item.requestId, status, updatedAt: step.at });
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
export const refuseStatus = (item: ItemRow): Result<never> =>
  refuse(
    'status-forbids',
    `${item.barcode} belongs to ${item.externalId}, whose status is “${statusLabel(item.requestStatus)}”. ` +
      'This cannot be done in that status: look at the request in Borrowing Requests.',
    factsOf(item),
  );

/** Ends the item's open loan today, if it has one. */
export const endOpenLoan = (
  db: WritableDB,
  item: ItemRow,
  when: { readonly at: Instant; readonly timeZone: string },
): void => {
  if (item.loanId !== null) endLoan(db, item.loanId, calendarDateIn(new Date(when.at), when.timeZone));
};

/** The items of the request that have gone back, this one included once its step was taken. */
export const returnedItems = listReturned;

/** The parts of an answer that say which item it was. */
export const itemOfOutcome = (
  item: ItemRow,
): Pick<Outcome, 'requestId' | 'externalId' | 'title' | 'patronName' | 'barcode'> => ({
  requestId: item.requestId,
  externalId: item.externalId,
  title: item.title,
  patronName: item.patronName,
  barcode: item.barcode,
});
