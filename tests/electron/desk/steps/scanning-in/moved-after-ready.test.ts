import { expect, test } from 'vitest';
import { addShelved, circulationOf, storedAt } from '../../../../support/circulation.ts';
import { dumpState, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { addAddresses } from '../../../../support/letters.ts';
import { valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

const { messages } = storedAt(() => desk);
const kinds = (): readonly string[] => (messages() as { readonly kind: string }[]).map(({ kind }) => kind);

/** An item on the hold shelf here, of whose arrival its patron is told by a letter in that state; then the pickup location changes. */
const movedAfter = (state: 'sent' | 'waiting') => {
  addShelved(desk, 'R-1', 'N-1', { status: 'in-transit', deskId: 2, destinationDeskId: 1 });
  addAddresses(desk);
  const circulation = circulationOf(desk);
  valueOf(circulation.scanIn('N-1'));
  desk.raw.prepare('UPDATE outbox SET state = ?').run(state);
  desk.raw.exec('UPDATE request SET pickup_desk_id = 2');
  return circulation;
};

test('a patron who was told that an item is ready is told that it goes to the new pickup location', () => {
  const { scanIn, undo } = movedAfter('sent');
  const before = dumpState(desk);
  const { opId, remarks } = valueOf(scanIn('N-1'));
  expect(remarks).toEqual(['The patron will be notified that it is on its way to the pickup location.']);
  expect(kinds()).toEqual(['item-ready', 'item-arrived']);
  valueOf(undo(opId));
  expect(dumpState(desk)).toEqual(before);
});

test('a patron to whom that letter did not leave is told nothing of the move', () => {
  const { scanIn } = movedAfter('waiting');
  expect(valueOf(scanIn('N-1')).remarks).toEqual([]);
  expect(kinds()).toEqual(['item-ready']);
});
