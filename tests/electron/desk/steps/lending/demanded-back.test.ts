import { expect, test } from 'vitest';
import { dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { addShelved, circulationOf, reader } from '../../../../support/circulation.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { codeOf, sentenceOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

test('an item its partner calls overdue is lent only if staff confirm', () => {
  const { requestId } = addShelved(desk, 'R-1', 'N-1', {}, 'OVERDUE_ITEM');
  const before = dumpState(desk);
  const { lend, undo } = circulationOf(desk);
  const asked = lend('N-1');
  expect(codeOf(asked)).toBe('item-overdue');
  expect(sentenceOf(asked)).toBe(
    'North University Library has wanted N-1 back since 20 Nov 2026. Lend it anyway?',
  );
  expect(dumpState(desk)).toEqual(before);
  const { opId } = valueOf(lend('N-1', reader, newOpId(), { despiteDemand: true }));
  // Its partner still wants it back.
  expect(desk.raw.prepare('SELECT status, demand FROM request WHERE id = ?').get(requestId)).toEqual({
    status: 'OVERDUE_ITEM',
    demand: 'overdue',
  });
  valueOf(undo(opId));
  expect(dumpState(desk)).toEqual(before);
});

test('a demand of unknown date is asked about without a date', () => {
  addShelved(desk, 'R-1', 'N-1', {}, 'OVERDUE_ITEM');
  desk.raw.exec('UPDATE item SET demand_at = NULL; UPDATE turn SET demand_at = NULL');
  expect(sentenceOf(circulationOf(desk).lend('N-1'))).toBe(
    'North University Library wants N-1 back. Lend it anyway?',
  );
});
