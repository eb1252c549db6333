import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import type { LifeEvent } from '../../../../../shared/domain/life/life.ts';
import type { WaitsAgain } from '../../../../../shared/domain/letters/waits-again.ts';
import { shelfDay } from '../../records/calendar/shelf-day.ts';
import { findDesk } from '../../store/places.queries.ts';
import type { RequestOfStep, Step, PatronMessage, Taken } from '../frame/step.ts';
import { patronNoticeKind } from '../receiving/receive-output.ts';

type Item = RequestOfStep['items'][number];

/** Returns the volumes here that are to go back. */
export const volumesToGoBack = ({ items }: RequestOfStep): readonly Item[] =>
  items.filter(({ use, status }) => use === 'goes-back' && isItemOut(status));

/**
 * Returns those that are for the patron again when a cancellation is withdrawn. Volumes that were on the shelf before the cancellation are
 * still there.
 */
export const volumesToShelve = (request: RequestOfStep): readonly Item[] =>
  volumesToGoBack(request).filter(({ shelvedAt }) => shelvedAt === null);

/** Whether the item is at its pickup location, and not in transit. */
const isAtItsShelf = ({ pickupDeskId, pickupHoldShelf }: RequestOfStep, { status, deskId }: Item): boolean =>
  pickupHoldShelf === 1 && status !== 'in-transit' && deskId !== null && deskId === pickupDeskId;

/**
 * Of volumes that wait for the patron again: those that are then on the shelf, those that must be scanned in first, and the letter to the
 * patron.
 */
const waitingAgain = (request: RequestOfStep, items: readonly Item[]) => {
  const neverLent = items.filter(({ broughtBack }) => broughtBack === 0);
  const shelved = neverLent.filter((item) => isAtItsShelf(request, item));
  return {
    neverLent,
    shelved,
    letter:
      shelved.length === 0
        ? null
        : patronNoticeKind(
            request,
            shelved.map((item) => ({ ...item, use: 'for-patron' })),
          ),
  };
};

/** The same as a preview for a window. */
export const waitsAgainView = (request: RequestOfStep, items: readonly Item[]): WaitsAgain => {
  const { neverLent, shelved, letter } = waitingAgain(request, items);
  return { shelved: shelved.length, toScanIn: neverLent.length - shelved.length, letter };
};

/**
 * Returns the consequences for volumes that were to go back and now wait for the patron again: those at the pickup location are on its
 * shelf, and the patron is notified; the others must be scanned in. Volumes that the patron has brought back still go back.
 */
export const waitAgain = (
  step: Step,
  items: readonly Item[],
): {
  readonly events: readonly LifeEvent[];
  readonly places: NonNullable<Taken['items']>;
  readonly messages: readonly PatronMessage[];
} => {
  const { db, at, today, request } = step;
  const { neverLent, shelved, letter } = waitingAgain(request, items);
  return {
    events: shelved.map(({ id }) => ({ type: 'item.happened', itemId: id, what: 'shelved' })),
    places: new Map(
      neverLent.map((item) => {
        const desk = item.deskId === null ? undefined : findDesk(db, item.deskId);
        if (!desk || !shelved.includes(item)) return [item.id, { goingBack: 0 }];
        const holdUntil = shelfDay(db, { dueOn: item.dueOn, shelvedOn: today, libraryId: desk.libraryId });
        return [item.id, { goingBack: 0, shelvedAt: at, holdUntil }];
      }),
    ),
    messages: letter === null ? [] : [{ recipient: 'patron', kind: letter, payload: { receivedAt: at } }],
  };
};
