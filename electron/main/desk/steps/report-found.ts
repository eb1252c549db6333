import type { LifeEvent } from '../../../../shared/domain/life/life.ts';
import { isReady } from '../../../../shared/domain/life/volume.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../db/types.ts';
import { routeFromDesk } from './items/route.ts';
import { shelfDay } from '../records/calendar/shelf-day.ts';
import { sawItems } from './frame/run-command.ts';
import type { Step } from './frame/step.ts';
import { checkEvents, decision, type Decision, forbid } from './frame/decision.ts';
import { findBarcodeHolder, type StoredItem } from '../store/items.queries.ts';
import { endLoan } from '../store/loans.queries.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Records that an item that was reported lost, or that its partner misses, has turned up at this desk: it goes on the hold shelf here or to
 * its pickup location, and its partner is notified; the patron is, if it is ready here: they were told that it is lost, and an earlier
 * notice may have been set aside because of that. If no volume is lost, a parcel that was claimed or lost is expected again. Refused:
 * `status-forbids` if nothing is lost, `barcode-in-use` if another item now has its barcode.
 */
export const reportFound = decision('report-found', (step, { itemId, parcel, note }, { session }) => {
  const { db, at, today, request } = step;
  if (parcel) return parcelFound(step, note);
  const items = request.items.filter(
    ({ id, status, checkIn }) =>
      (status === 'lost' || checkIn === 'missed') && (itemId === null || id === itemId),
  );
  if (items.length === 0) return itemId === null ? parcelFound(step, note) : forbid(request, step.kind);
  const free = checkBarcodesFree(db, items);
  if (!free.ok) return free;
  const desk = session.desk();
  const route = routeFromDesk(db, request, desk);
  const onShelf = route.kind === 'hold-shelf';
  const what = onShelf ? 'foundOnShelf' : 'foundInTransit';
  const events = items.map(({ id }): LifeEvent => ({ type: 'item.happened', itemId: id, what }));
  const after = checkEvents(step, events);
  if (!after.ok) return after;
  const goesBack = after.value.life.volumes.every(
    ({ id, use }) => use === 'goes-back' || !items.some((item) => item.id === id),
  );
  const isReadyAgain = after.value.life.volumes.some(
    (volume) => isReady(volume) && items.some(({ id }) => id === volume.id),
  );
  // An item that a file reports as lost may still have an open loan.
  for (const { loanId } of items) if (loanId !== null) endLoan(db, loanId, today);
  const placeOf = ({ dueOn }: (typeof items)[number]) => ({
    deskId: desk.id,
    destinationDeskId: route.deskId,
    shelvedAt: onShelf ? at : null,
    holdUntil: onShelf ? shelfDay(db, { dueOn, shelvedOn: today, libraryId: desk.libraryId }) : null,
  });
  const [only] = items.length === 1 ? items : [];
  return ok({
    after: after.value,
    turnId: only?.turnId ?? null,
    notes: { found: note },
    ...(isReadyAgain && { messages: [{ recipient: 'patron', kind: 'item-ready', payload: {} }] }),
    items: new Map(items.map((item) => [item.id, placeOf(item)])),
    headline: t(
      'Found: {barcode}, {where, select, shelf {on hold shelf at {deskName}} transit {in transit to {deskName}} other {to go back to the partner}}',
      {
        barcode: only ? only.barcode : t('{itemsCount} volumes', { itemsCount: items.length }),
        where: goesBack ? 'back' : onShelf ? 'shelf' : 'transit',
        deskName: route.deskName,
      },
    ),
    barcode: only?.barcode ?? null,
    saw: { items: sawItems(items) },
  });
});

/** A parcel that was claimed or reported lost is on its way after all. */
const parcelFound = (step: Step, note: string): Result<Decision> => {
  const { request } = step;
  const turn = request.life.turns.find(({ parcel }) => parcel !== 'none');
  if (!turn) return forbid(request, step.kind);
  const after = checkEvents(step, [{ type: 'parcel.found', turnId: turn.id }]);
  if (!after.ok) return after;
  return ok({
    after: after.value,
    turnId: turn.id,
    notes: { 'parcel-found': note },
    headline: t('The parcel is on its way after all'),
  });
};

/** Checks that the barcode of a lost volume that turned up is not in use on another item by now, nor on another of these volumes. */
const checkBarcodesFree = (db: ReadableDB, items: readonly StoredItem[]): Result<null> => {
  for (const { id, barcode } of items) {
    const isSame = (other: StoredItem): boolean =>
      other.id !== id && other.barcode.toLowerCase() === barcode.toLowerCase();
    if (barcode !== '' && items.some(isSame))
      return refuse(
        'barcode-in-use',
        t('{barcode} is the barcode of more than one of these volumes. Choose the volume that was found.', {
          barcode,
        }),
      );
    const holder = findBarcodeHolder(db, barcode, { thanItem: id });
    if (holder !== undefined)
      return refuse(
        'barcode-in-use',
        t(
          '{barcode} was lost, and its barcode is now in use on {holder}. Return that item first, or settle the loss and return this one to its partner by hand.',
          { barcode, holder },
        ),
      );
  }
  return ok(null);
};
