import { expect, test } from 'vitest';
import { asItIs, atHilltop, busyDesk, closed, withoutShelf } from '../../../../support/busy-desk.ts';
import { circulationOf, goTo, hilltop, information, main } from '../../../../support/circulation.ts';
import { dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { valueOf } from '../../../../support/results.ts';

// What stays at the Information Desk when it changes, and what is restored when the change is undone.

const desk = forEachTest(openTestDesk);
const { fill, save, question, item, pickups } = busyDesk(() => desk);

test('undoing the change restores the place of everything not moved since', () => {
  const items = fill();
  const opId = newOpId();
  const state = (): unknown => [
    pickups(),
    desk.raw.prepare('SELECT * FROM item ORDER BY id').all(),
    desk.raw.prepare('SELECT id, status, due_on FROM request ORDER BY id').all(),
  ];
  const before = state();
  valueOf(save(closed, { moveTo: main }, opId));
  expect(state()).not.toEqual(before);
  expect(valueOf(save(asItIs, { undoes: opId })).moved).toBe('');
  expect(state()).toEqual(before);

  const again = newOpId();
  valueOf(save(closed, { moveTo: main }, again));
  valueOf(circulationOf(desk).scanIn('N-2'));
  expect(valueOf(save(asItIs, { undoes: again })).moved).toBe(
    '1 item or request has been moved since and stays where it is.',
  );
  expect(item(items.shelf)).toMatchObject({ status: 'on-hold-shelf', desk: information });
  expect(item(items.arriving)).toMatchObject({ status: 'on-hold-shelf', desk: main });
  expect(save(asItIs, { undoes: newOpId() })).toMatchObject({ error: { code: 'undo-unknown' } });
});

test('a desk that loses its shelf asks only about shelf items; they may stay while its library has another shelf', () => {
  const items = fill();
  expect(question(withoutShelf)).toMatchObject({
    lines: [
      '1 item on its hold shelf',
      '1 item in transit to it',
      '4 open requests with this pickup location',
    ],
    leave:
      'Items on its shelf stay there until they are collected. Items that arrive later are sent on to Main Circulation Desk.',
  });
  expect(save(withoutShelf)).toMatchObject({ error: { code: 'record-in-use' } });
  const before = dumpState(desk);
  valueOf(save(withoutShelf, { leave: true }));
  expect(dumpState(desk)).toEqual(before);
  // The announcement about later items is accurate.
  goTo(desk, information);
  expect(valueOf(circulationOf(desk).scanIn('N-2'))).toMatchObject({
    whereTo: { kind: 'in-transit', name: 'Main Circulation Desk' },
  });
  expect(item(items.shelf)).toMatchObject({ status: 'on-hold-shelf', desk: information });
});

test('if its library has no other shelf, no item stays on it', () => {
  fill();
  desk.raw.exec('UPDATE desk SET hold_shelf = 0 WHERE id = 1');
  expect(question(withoutShelf)?.leave).toBeNull();
  expect(save(withoutShelf, { leave: true })).toMatchObject({ error: { code: 'record-in-use' } });
  const moved = valueOf(save(withoutShelf, { moveTo: hilltop })).moved;
  expect(moved).toBe(
    '2 items are in transit to Hilltop Branch. 4 requests now have Hilltop Branch as their pickup location.',
  );
  // It still returns the items that it owns.
  expect(desk.raw.prepare('SELECT count(*) FROM item WHERE owning_desk_id = 4').pluck().get()).toBe(3);
});

test('holds that move with a desk to another library expire by the calendar there', () => {
  const items = fill();
  desk.raw.exec(
    "INSERT INTO opening_hours (library_id, weekday, opens, closes) VALUES (2, 3, '09:00', '17:00')",
  );
  expect(question(atHilltop)).toMatchObject({
    lines: expect.arrayContaining(['1 item elsewhere that it returns to partners']),
    leave: expect.stringContaining('Its requests will belong to Hilltop Library'),
  });
  valueOf(save(atHilltop, { leave: true }));
  // Ten days from 20 November are a Monday; Hilltop is open on Wednesdays.
  expect(item(items.shelf)).toMatchObject({
    status: 'on-hold-shelf',
    desk: information,
    holdUntil: '2026-12-02',
  });
  expect(pickups()).toMatchObject({ 'R-SHELF': information, 'R-ASKED': information });
});
