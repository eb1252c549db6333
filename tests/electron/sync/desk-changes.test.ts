import { expect, test } from 'vitest';
import { placesService } from '../../../electron/main/desk/records/places/places.service.ts';
import { fieldsOf } from '../../../electron/main/desk/steps/edit-request.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { countPending } from '../../../electron/main/desk/store/pending-steps.queries.ts';
import { findPlace } from '../../../electron/main/desk/store/places.queries.ts';
import { findRequest } from '../../../electron/main/desk/store/requests.queries.ts';
import type { DeskId, OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { DeskWorkChoice } from '../../../shared/ipc/calls/places.ts';
import { goTo, hilltop, information, main } from '../../support/circulation.ts';
import { newOpId } from '../../support/desk.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import { newFields } from '../../support/hub/staff-acts.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { valueOf } from '../../support/results.ts';

// A desk is changed at one workstation while another one does not know of it yet.

const shared = sharedLibrary();

type Change = { readonly active?: boolean; readonly name?: string; readonly work?: DeskWorkChoice };

const change = ({ context }: SyncDesk, id: DeskId, { work, ...changed }: Change): OpId => {
  const row = findPlace(context.db, 'desk', id);
  if (!row) throw new Error('no such desk');
  const values = {
    code: row.code,
    name: row.name,
    libraryId: row.libraryId,
    holdShelf: row.holdShelf === 1,
    receives: row.receives === 1,
    active: row.active === 1,
    ...changed,
  };
  const opId = newOpId();
  valueOf(placesService(context).saveDesk({ opId, id, values, ...(work && { work }) }));
  return opId;
};

const closeMain = (desk: SyncDesk): OpId => {
  goTo(desk, hilltop);
  return change(desk, main, { active: false, work: { moveTo: information } });
};

const pickUpAt = ({ context }: SyncDesk, id: number, pickupDeskId: DeskId): void => {
  const request = findRequest(context.db, id as RequestId);
  if (!request) throw new Error('no such request');
  valueOf(
    take(context, 'edit-request', {
      opId: newOpId(),
      requestId: request.id,
      fields: { ...fieldsOf(request), pickupDeskId },
    }) as never,
  );
};

const create = ({ context }: SyncDesk, externalId: string): void =>
  void valueOf(
    take(context, 'create-request', {
      opId: newOpId(),
      externalId,
      fields: newFields,
      partnerIds: [1 as never],
    }) as never,
  );

const rows = ({ raw }: SyncDesk): unknown => [
  raw.prepare('SELECT * FROM desk ORDER BY id').all(),
  raw.prepare('SELECT * FROM request ORDER BY id').all(),
  raw.prepare('SELECT * FROM item ORDER BY id').all(),
];

const pickups = ({ raw }: SyncDesk): unknown =>
  Object.fromEntries(
    raw.prepare('SELECT external_id, pickup_desk_id FROM request').raw().all() as [string, number][],
  );

const tasks = ({ raw }: SyncDesk): unknown =>
  raw.prepare("SELECT kind, facts ->> '$.code' AS code FROM task").raw().all();

/** Syncs both and expects no faults and equal rows. */
const settle = async (first: SyncDesk, second: SyncDesk): Promise<void> => {
  await first.sync();
  await second.sync();
  await first.sync();
  for (const desk of [first, second]) {
    expect(desk.faults).toEqual([]);
    expect(countPending(desk.context.db)).toBe(0);
  }
  expect(rows(first)).toEqual(rows(second));
};

test('requests that arrived at a desk in the meantime move with the rest to the desk that takes over', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    closeMain(one);
    create(other, 'R-NEW');
    pickUpAt(other, 2, main);
    await settle(other, one);
    expect(pickups(one)).toMatchObject({ 'R-1': 4, 'R-2': 4, 'R-3': 4, 'R-4': 4, 'R-NEW': 4 });
    const item = one.raw.prepare(
      'SELECT status, destination_desk_id, owning_desk_id FROM item WHERE barcode = ?',
    );
    expect(item.raw().get('B3-0')).toEqual(['in-transit', 4, 4]);
    expect(item.raw().get('B4-0')).toEqual(['on-loan', null, 4]);
    expect(tasks(one)).toEqual([]);
  }));

test('a step that uses a closed desk becomes a task, and nothing more is sent there', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    goTo(other, information);
    closeMain(one);
    pickUpAt(other, 2, main);
    await settle(one, other);
    expect(pickups(other)).toMatchObject({ 'R-2': hilltop, 'R-3': information });
    expect(tasks(other)).toEqual([['edit-request', expect.any(String)]]);
  }));

test('closing a desk that looked empty but has work by now becomes a task', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    change(one, information, { active: false });
    pickUpAt(other, 1, information);
    await settle(other, one);
    expect(one.raw.prepare('SELECT active FROM desk WHERE id = 4').pluck().get()).toBe(1);
    expect(tasks(one)).toEqual([['save-desk', 'record-in-use']]);
  }));

test('changes made to the desk elsewhere are kept', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    closeMain(one);
    change(other, main, { name: 'Old Main Desk' });
    await settle(other, one);
    expect(one.raw.prepare('SELECT name, active FROM desk WHERE id = 1').raw().get()).toEqual([
      'Old Main Desk',
      0,
    ]);
    expect(pickups(one)).toMatchObject({ 'R-1': information });
  }));

test('if the desk that takes over has been closed in the meantime, nothing moves, and it becomes a task', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    closeMain(one);
    change(other, information, { active: false });
    await settle(other, one);
    expect(pickups(one)).toMatchObject({ 'R-1': main, 'R-3': main });
    expect(tasks(one)).toEqual([['save-desk', 'record-unfit']]);
  }));

test('after an undo, everything is in its former place at all workstations', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const places = (desk: SyncDesk): unknown => [
      pickups(desk),
      desk.raw.prepare('SELECT * FROM item ORDER BY id').all(),
      desk.raw.prepare('SELECT id, active FROM desk').all(),
    ];
    // An import said that it is in transit, without a destination.
    const onItsWay = "item SET status = 'in-transit', destination_desk_id = NULL WHERE barcode = 'B3-0'";
    await shared.hub.query(`UPDATE hub_rows.${onItsWay}`, []);
    for (const { raw } of [one, other])
      raw.exec(`INSERT INTO temp.hub_quiet VALUES (1); UPDATE ${onItsWay}; DELETE FROM temp.hub_quiet`);
    const before = places(other);
    const undoes = closeMain(one);
    await settle(one, other);
    expect(places(other)).not.toEqual(before);
    change(one, main, { active: true, work: { undoes } });
    await settle(one, other);
    expect(places(other)).toEqual(before);
  }));
