import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import type { LifeEvent } from '../../../../../shared/domain/life/life.ts';
import type { WaitsAgain } from '../../../../../shared/domain/letters/told.ts';
import { shelfDay } from '../../records/calendar/shelf-day.ts';
import { findDesk } from '../../store/places.queries.ts';
import type { RequestOfStep, Step, PatronMessage, Taken } from '../frame/step.ts';
import { patronNoticeKind } from '../receiving/receive-output.ts';

type Item = RequestOfStep['items'][number];

/** The volumes that are here to go back. */
export const volumesToGoBack = ({ items }: RequestOfStep): readonly Item[] =>
  items.filter(({ use, status }) => use === 'goes-back' && isItemOut(status));

/** Those of them that come back to the patron with a cancellation that is withdrawn. What stood on the shelf before it was cancelled stands there still. */
export const volumesToShelve = (request: RequestOfStep): readonly Item[] =>
  volumesToGoBack(request).filter(({ shelvedAt }) => shelvedAt === null);

/** Whether it lies where the patron collects it, and is not under way. */
const isAtItsShelf = ({ pickupDeskId, pickupHoldShelf }: RequestOfStep, { status, deskId }: Item): boolean =>
  pickupHoldShelf === 1 && status !== 'in-transit' && deskId !== null && deskId === pickupDeskId;

/** Those of some volumes that wait for the patron again which lie on the shelf then, those to be scanned in first, and what the patron is told. */
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

/** The same as a window says it beforehand. */
export const waitsAgainView = (request: RequestOfStep, items: readonly Item[]): WaitsAgain => {
  const { neverLent, shelved, letter } = waitingAgain(request, items);
  return { shelved: shelved.length, toScanIn: neverLent.length - shelved.length, letter };
};

/**
 * What becomes of volumes that were to go back and wait for the patron again: what lies at the pickup location is on its shelf, of which the
 * patron is told; the rest is to be scanned in. What the patron had and brought back goes on its way.
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
