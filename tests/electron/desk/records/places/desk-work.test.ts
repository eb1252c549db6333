import { expect, test } from 'vitest';
import type { DeskId, OperatorId, OpId } from '../../../../../shared/domain/ids.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { asItIs, busyDesk, closed } from '../../../../support/busy-desk.ts';
import {
  circulationOf,
  goTo,
  hilltop,
  information,
  mailRoom,
  main,
} from '../../../../support/circulation.ts';
import { dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { valueOf } from '../../../../support/results.ts';

// The Information Desk closes: its items and requests are reassigned together with the change.

const desk = forEachTest(openTestDesk);
const { fill, save, question, item, pickups } = busyDesk(() => desk);

const wordsOf = (result: Result<unknown>): string => (result.ok ? '' : result.error.message);

test('closing a desk counts all its items and requests, and requires a choice of where they go', () => {
  fill();
  expect(question(closed)).toEqual({
    lines: [
      '1 item on its hold shelf',
      '2 items in transit to it',
      '1 item back from patrons, not yet returned',
      '1 item elsewhere that it returns to partners',
      '4 open requests with this pickup location',
    ],
    desks: [
      { id: main, name: 'Main Circulation Desk', libraryName: 'Main Library' },
      { id: hilltop, name: 'Hilltop Branch', libraryName: 'Hilltop Library' },
    ],
    leave: null,
  });
  const before = dumpState(desk);
  for (const work of [undefined, { leave: true } as const]) {
    const refused = save(closed, work);
    expect(refused).toMatchObject({ error: { code: 'record-in-use' } });
    expect(wordsOf(refused)).toContain('2 items in transit to it');
  }
  expect(dumpState(desk)).toEqual(before);
  expect(question(asItIs)).toBeNull();
});

test('its items go in transit to the chosen desk, its requests are picked up there, and that desk returns lent items', () => {
  const items = fill();
  const opId = newOpId();
  const saved = valueOf(save(closed, { moveTo: main }, opId));
  expect(saved.moved).toBe(
    '4 items are in transit to Main Circulation Desk. 4 requests now have Main Circulation Desk as their pickup location. ' +
      '1 item still out will be returned by Main Circulation Desk.',
  );
  expect(question(closed)).toBeNull();
  const onTheWay = { status: 'in-transit', to: main, owner: main, shelvedAt: null, holdUntil: null };
  expect(item(items.shelf)).toEqual({ ...onTheWay, desk: information, goingBack: 0 });
  expect(item(items.arriving)).toEqual({ ...onTheWay, desk: main, goingBack: 0 });
  expect(item(items.goingBack)).toEqual({ ...onTheWay, desk: hilltop, goingBack: 1 });
  expect(item(items.back)).toEqual({ ...onTheWay, desk: information, goingBack: 1 });
  expect(item(items.lent)).toMatchObject({ status: 'on-loan', desk: hilltop, to: null, owner: main });
  expect(item(items.elsewhere)).toMatchObject({ status: 'on-hold-shelf', desk: main, to: null });
  expect(pickups()).toMatchObject({
    'R-SHELF': main,
    'R-COMES': main,
    'R-GOES': hilltop,
    'R-ASKED': main,
    'R-OVER': information,
  });
  // The hold has ended, and the history of each request says what happened.
  const stay = desk.raw.prepare('SELECT left_shelf_since, left_shelf_as FROM item WHERE id = ?').raw();
  expect(stay.get(items.shelf)).toEqual(['2026-11-20T09:00:00.000Z', 'in-transit']);
  const history = desk.raw
    .prepare(
      'SELECT external_id, headline FROM request_event JOIN request ON request.id = request_id WHERE op_id = ?',
    )
    .raw()
    .all(opId);
  expect(history).toContainEqual([
    'R-SHELF',
    'Pickup location: Main Circulation Desk instead of Information Desk. N-1 in transit to Main Circulation Desk.',
  ]);
  expect(history).toContainEqual(['R-LENT', 'To be returned to the partner by Main Circulation Desk.']);
  expect(history).toHaveLength(6);
  const log = desk.raw.prepare('SELECT kind, request_id, input FROM command_log WHERE op_id = ?').get(opId);
  expect(log).toMatchObject({
    kind: 'save-desk',
    request_id: null,
    input: expect.stringContaining('"moveTo":1'),
  });
});

test('a scan puts moved items on the other shelf, with new hold days', () => {
  const items = fill();
  valueOf(save(closed, { moveTo: main }));
  expect(valueOf(circulationOf(desk).scanIn('N-1'))).toMatchObject({ whereTo: { kind: 'hold-shelf' } });
  expect(item(items.shelf)).toMatchObject({ status: 'on-hold-shelf', desk: main, holdUntil: '2026-12-05' });
  expect(valueOf(circulationOf(desk).scanIn('N-4'))).toMatchObject({ whereTo: { kind: 'to-partner' } });
});

test('the statuses of the requests still follow from their parts', () => {
  fill();
  const statuses = (): unknown =>
    desk.raw.prepare('SELECT external_id, status FROM request ORDER BY id').all();
  const before = statuses();
  valueOf(save(closed, { moveTo: main }));
  expect(statuses()).toEqual(before);
});

test.each([
  ['the same desk', information, 'Information Desk is the desk you are changing'],
  ['a desk without a hold shelf', mailRoom, 'Mail Room has no hold shelf'],
  ['a desk that is not in use', main, 'Main Circulation Desk is not in use'],
  ['a desk that is gone', 99 as DeskId, 'That desk is no longer in the list'],
])('%s cannot be chosen, and nothing is saved', (_, moveTo, words) => {
  fill();
  goTo(desk, hilltop);
  desk.raw.exec('UPDATE desk SET active = 0 WHERE id = 1');
  const before = dumpState(desk);
  const refused = save(closed, { moveTo });
  expect(refused).toMatchObject({ error: { code: 'record-unfit' } });
  expect(wordsOf(refused)).toContain(words);
  expect(dumpState(desk)).toEqual(before);
  expect(desk.raw.prepare('SELECT active FROM desk WHERE id = 4').pluck().get()).toBe(1);
});

test('nothing is sent to a library that the operator does not administer', () => {
  fill();
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'Main only'), (3, 'Hill');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES
      (2, 'fulfillment-services-operator', 1), (3, 'fulfillment-services-operator', 2)`);
  desk.context.session.refresh();
  desk.context.session.chooseOperator(2 as OperatorId);
  expect(save(closed, { moveTo: hilltop })).toMatchObject({ error: { code: 'role-missing' } });
  expect(save(closed, { moveTo: main }).ok).toBe(true);
});

test('a closed desk with items, as a file may leave it, asks at the next change', () => {
  fill();
  desk.raw.exec('UPDATE desk SET active = 0 WHERE id = 4');
  expect(save({ ...closed, name: 'Old Information Desk' })).toMatchObject({
    error: { code: 'record-in-use' },
  });
  expect(valueOf(save(closed, { moveTo: main })).moved).toContain('4 items');
});

test('repeating the change returns the first answer', () => {
  fill();
  const opId: OpId = newOpId();
  expect(save(closed, { moveTo: main }, opId)).toEqual(save(closed, { moveTo: main }, opId));
});

test('an item in transit without a recorded destination goes to its pickup location', () => {
  const { arriving } = fill();
  desk.raw.prepare('UPDATE item SET destination_desk_id = NULL WHERE id = ?').run(arriving);
  expect(question(closed)?.lines).toContain('2 items in transit to it');
  valueOf(save(closed, { moveTo: main }));
  expect(item(arriving)).toMatchObject({ status: 'in-transit', to: main });
});
