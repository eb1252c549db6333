import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import type { LibraryUse } from '../../../../../shared/domain/conditions.ts';
import { addShelved, circulationOf, reader } from '../../../../support/circulation.ts';
import { dumpState, newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

let desk: TestDesk;
let requestId: RequestId;
beforeEach(() => {
  desk = openTestDesk();
  desk.raw.exec("INSERT INTO partner (id, code, name) VALUES (2, 'WEST', 'West College')");
  ({ requestId } = addShelved(desk, 'R-1', 'N-1'));
});
afterEach(() => desk.close());

const condition = (reason: string, partnerId: number | null = 1, answer: string | null = 'yes'): void => {
  desk.raw
    .prepare('INSERT INTO request_condition (request_id, reason, partner_id, answer) VALUES (?, ?, ?, ?)')
    .run(requestId, reason, partnerId, answer);
};
const lend = (libraryUse?: LibraryUse) =>
  take(desk.context, 'lend', {
    opId: newOpId(),
    patronId: reader,
    code: 'N-1',
    ...(libraryUse && { libraryUse }),
  });
const history = (): unknown =>
  desk.raw.prepare('SELECT headline FROM request_event ORDER BY rowid DESC LIMIT 1').pluck().get();

test.each(['LibraryUseOnly', 'SpecCollSupervReq', 'WatchLibraryUseOnly'])(
  '%s asks before it is lent, and nothing is stored until somebody has chosen',
  (reason) => {
    condition(reason);
    const before = dumpState(desk);
    expect(codeOf(lend())).toBe('library-use-only');
    expect(dumpState(desk)).toEqual(before);
  },
);

test.each([
  ['reading-room', 'Lent for use in the reading room, due 15 Jan 2027 (N-1)'],
  ['all-the-same', 'Lent although it is for use in the library only, due 15 Jan 2027 (N-1)'],
] as const)('%s lends it, and the choice stands in the history', (use, headline) => {
  condition('LibraryUseOnly');
  const before = dumpState(desk);
  const { opId } = valueOf(lend(use));
  expect(history()).toBe(headline);
  valueOf(circulationOf(desk).undo(opId));
  expect(dumpState(desk)).toEqual(before);
});

test('other conditions, one that we declined, and those of an earlier partner stop nobody', () => {
  condition('NoReproduction');
  condition('LibraryUseOnly', 1, 'no');
  condition('LibraryUseOnly', 2);
  expect(valueOf(lend()).remarks).toEqual(['Use conditions: No reproduction.']);
});
