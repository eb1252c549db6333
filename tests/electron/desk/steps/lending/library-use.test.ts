import { beforeEach, expect, test } from 'vitest';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import type { LibraryUse } from '../../../../../shared/domain/conditions.ts';
import { addShelved, circulationOf, reader } from '../../../../support/circulation.ts';
import { dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);
let requestId: RequestId;
beforeEach(() => {
  ({ requestId } = addShelved(desk, 'R-1', 'N-1'));
  desk.raw.exec(`
    INSERT INTO partner (id, code, name) VALUES (2, 'WEST', 'West College');
    UPDATE turn SET position = 2;
    INSERT INTO turn (request_id, position, partner_id, state, heard) VALUES (${requestId}, 1, 2, 'rejected', 1)`);
});

const condition = (reason: string, partnerId = 1, answer: string | null = 'yes'): void => {
  desk.raw
    .prepare(
      `INSERT INTO turn_condition (request_id, turn_id, reason, answer)
       SELECT request_id, id, ?, ? FROM turn WHERE request_id = ? AND partner_id = ?`,
    )
    .run(reason, answer, requestId, partnerId);
};
const lend = (libraryUse?: LibraryUse) =>
  circulationOf(desk).lend('N-1', reader, newOpId(), libraryUse && { libraryUse });
const history = (): unknown =>
  desk.raw.prepare('SELECT headline FROM request_event ORDER BY rowid DESC LIMIT 1').pluck().get();

test.each([
  ['LibraryUseOnly', 'yes'],
  ['SpecCollSupervReq', 'yes'],
  ['WatchLibraryUseOnly', 'yes'],
  // It applies to the book that arrived anyway.
  ['LibraryUseOnly', 'no'],
  ['LibraryUseOnly', null],
])('%s, answered %s, asks before lending, and nothing is stored until a choice is made', (reason, answer) => {
  condition(reason, 1, answer);
  const before = dumpState(desk);
  expect(codeOf(lend())).toBe('library-use-only');
  expect(dumpState(desk)).toEqual(before);
});

test.each([
  ['reading-room', 'Lent for use in the reading room, due 15 Jan 2027 (N-1)'],
  ['all-the-same', 'Lent although it is for library use only, due 15 Jan 2027 (N-1)'],
] as const)('%s lends it, and the choice is in the history', (use, headline) => {
  condition('LibraryUseOnly');
  const before = dumpState(desk);
  const { opId } = valueOf(lend(use));
  expect(history()).toBe(headline);
  valueOf(circulationOf(desk).undo(opId));
  expect(dumpState(desk)).toEqual(before);
});

test('other conditions, and those of another partner, do not block lending', () => {
  condition('NoReproduction');
  condition('LibraryUseOnly', 2);
  expect(valueOf(lend()).remarks).toEqual(['Use conditions: No reproduction.']);
});
