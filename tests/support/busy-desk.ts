import { placesService } from '../../electron/main/desk/records/places/places.service.ts';
import type { DeskId, ItemId, LibraryId } from '../../shared/domain/ids.ts';
import type { DeskWork, DeskWorkChoice } from '../../shared/ipc/calls/places.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/ipc/result.ts';
import { addItem, hilltop, information, main } from './circulation.ts';
import { addRequest, newOpId, type TestDesk } from './desk.ts';
import { spellOut } from './life.ts';
import { valueOf } from './results.ts';

/** The Information Desk unchanged. */
export const asItIs = {
  code: 'MAIN-INFO',
  name: 'Information Desk',
  libraryId: 1 as LibraryId,
  holdShelf: true,
  receives: false,
  active: true,
};
export const closed = { ...asItIs, active: false };
export const withoutShelf = { ...asItIs, holdShelf: false };
export const atHilltop = { ...asItIs, libraryId: 2 as LibraryId };

type Values = Input<'places.saveDesk'>['values'];

/** The items of that desk. */
export type ItemsOfDesk = Readonly<
  Record<'shelf' | 'arriving' | 'goingBack' | 'back' | 'lent' | 'elsewhere', ItemId>
>;

/** The Information Desk with work, for tests of changing a desk. */
export const busyDesk = (at: () => TestDesk) => {
  const service = () => placesService(at().context);
  const save = (
    wanted: Values,
    work?: DeskWorkChoice,
    opId = newOpId(),
  ): Result<{ readonly id: number; readonly moved: string }> =>
    service().saveDesk({ opId, id: information, values: wanted, ...(work && { work }) });

  const question = (wanted: Values): DeskWork | null =>
    valueOf(
      service().deskWork({
        id: information,
        values: { libraryId: wanted.libraryId, holdShelf: wanted.holdShelf, active: wanted.active },
      }),
    );

  const request = (externalId: string, pickupDeskId: DeskId, item: Parameters<typeof addItem>[2]): ItemId => {
    const id = addRequest(at(), { externalId, pickupDeskId, status: 'RECEIVED_PHYSICALLY' }, true);
    const itemId = addItem(at(), id, { owningDeskId: main, ...item });
    spellOut(at().raw, id);
    return itemId;
  };

  /** One item for each way in which a desk can have one, and some unrelated ones. */
  const fill = (): ItemsOfDesk => {
    const items = {
      shelf: request('R-SHELF', information, {
        barcode: 'N-1',
        status: 'on-hold-shelf',
        deskId: information,
      }),
      arriving: request('R-COMES', information, {
        barcode: 'N-2',
        status: 'in-transit',
        deskId: main,
        destinationDeskId: information,
      }),
      goingBack: request('R-GOES', hilltop, {
        barcode: 'N-3',
        status: 'in-transit',
        deskId: hilltop,
        destinationDeskId: information,
        owningDeskId: information,
        goingBack: 1,
      }),
      back: request('R-BACK', information, {
        barcode: 'N-4',
        status: 'returned-by-patron',
        deskId: information,
        owningDeskId: information,
      }),
      lent: request('R-LENT', hilltop, {
        barcode: 'N-5',
        status: 'on-loan',
        deskId: hilltop,
        owningDeskId: information,
        lentTo: 1,
      }),
      elsewhere: request('R-MAIN', main, { barcode: 'N-6', status: 'on-hold-shelf', deskId: main }),
    };
    at().raw.exec(
      "UPDATE item SET shelved_at = '2026-11-20T09:00:00.000Z', hold_until = '2026-11-30' WHERE status = 'on-hold-shelf'",
    );
    at().raw.exec("UPDATE item SET brought_back = 1 WHERE status = 'returned-by-patron'");
    addRequest(at(), { externalId: 'R-ASKED', pickupDeskId: information, status: 'REQUEST_SENT' });
    const over = addRequest(at(), { externalId: 'R-OVER', pickupDeskId: information });
    at().raw.prepare("UPDATE request SET status = 'REQUEST_COMPLETED' WHERE id = ?").run(over);
    return items;
  };

  const item = (id: ItemId): unknown =>
    at()
      .raw.prepare(
        `SELECT status, desk_id AS desk, destination_desk_id AS "to", owning_desk_id AS owner, going_back AS goingBack,
              shelved_at AS shelvedAt, hold_until AS holdUntil FROM item WHERE id = ?`,
      )
      .get(id);

  const pickups = (): unknown =>
    Object.fromEntries(
      at().raw.prepare('SELECT external_id, pickup_desk_id FROM request ORDER BY id').raw().all() as [
        string,
        number,
      ][],
    );

  return { fill, save, question, item, pickups };
};
