import { take } from '../../../../electron/main/desk/steps/take.ts';
import { expect, test } from 'vitest';
import type { ItemId, RequestId } from '../../../../shared/domain/ids.ts';
import { circulationOf } from '../../../support/circulation.ts';
import { done, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { expectDerivedColumns } from '../../../support/expect-derived-columns.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { codeOf } from '../../../support/results.ts';

const desk = forEachTest(openDecisionDesk);

const { receive } = receivingAt(() => desk);
const endSet = (requestId: RequestId, rest: 'nothing-more' | 'not-wanted') =>
  take(desk.context, 'end-set', { opId: newOpId(), requestId, asOf: null, rest });
const expected = (): unknown => desk.raw.prepare('SELECT volumes_expected FROM request').pluck().get();

/** One of two volumes arrived from North. */
const oneOfTwo = (): { readonly requestId: RequestId; readonly itemId: ItemId } => {
  const requestId = desk.add({ externalId: 'R-1', volumes: 2, rota: [north, west], activePartner: north });
  const { volume } = done(receive({ requestId, barcode: 'V-1', notifyPatron: false }));
  return { requestId, itemId: volume.itemId };
};

test.each([
  ['nothing-more', 'Nothing more from North University Library', [], 2],
  ['not-wanted', 'The remaining volumes are not wanted', ['north rest-not-needed'], 1],
] as const)(
  '%s: the rest is no longer expected, its partner is told, and all of it is undone',
  (rest, headline, words, volumes) => {
    const { requestId } = oneOfTwo();
    expect(desk.turns(requestId)).toEqual(['north shipped', 'west waiting']);
    const before = dumpState(desk);
    const ended = done(endSet(requestId, rest));
    expect(ended.headline).toBe(headline);
    expect(desk.told()).toEqual(['north received', ...words]);
    expect(desk.turns(requestId)).toEqual(['north closing', 'west waiting']);
    expect(expected()).toBe(volumes);
    expect(desk.statusOf(requestId)).toBe('RECEIVED_PHYSICALLY');
    expectDerivedColumns(desk.raw);
    done(desk.undo(ended.opId));
    expect(dumpState(desk)).toEqual(before);
  },
);

test('nothing more from one: the next partner can be asked for the rest', () => {
  const { requestId } = oneOfTwo();
  done(endSet(requestId, 'nothing-more'));
  done(desk.take('ask-next-partner', requestId));
  expect(desk.told()).toEqual(['north received', 'west request']);
  expect(desk.turns(requestId)).toEqual(['north closing', 'west asked']);
  // It has sent nothing, so only “not wanted” applies.
  expect(codeOf(endSet(requestId, 'nothing-more'))).toBe('status-forbids');
  done(endSet(requestId, 'not-wanted'));
  expect(desk.turns(requestId)).toEqual(['north closing', 'west passed-over']);
  expect(desk.told()).toEqual(['north received', 'west request (outdated)']);
});

test.each([
  ['not-wanted', 'REQUEST_COMPLETED'],
  ['nothing-more', 'RETURNED_TO_PARTNER'],
] as const)('after everything that arrived was checked in (%s) its turn is supplied: %s', (rest, status) => {
  const { requestId, itemId } = oneOfTwo();
  done(circulationOf(desk).giveBack(itemId));
  done(desk.answer(requestId, { kind: 'checked-in', endsSet: false, note: '' }));
  expect(desk.turns(requestId)).toEqual(['north shipped', 'west waiting']);
  const before = dumpState(desk);
  const { opId } = done(endSet(requestId, rest));
  expect(desk.turns(requestId)).toEqual(['north supplied', 'west waiting']);
  expect(desk.statusOf(requestId)).toBe(status);
  done(desk.undo(opId));
  expect(dumpState(desk)).toEqual(before);
});

test('a complete set, one of which nothing arrived, and a finished request have no set to end', () => {
  const { requestId } = oneOfTwo();
  done(receive({ requestId, barcode: 'V-2', notifyPatron: false }));
  const none = desk.add({ externalId: 'R-2', volumes: 2 });
  const over = desk.add({ externalId: 'R-3', volumes: 2, status: 'CANCELLED' });
  const before = dumpState(desk);
  for (const id of [requestId, none, over])
    for (const rest of ['nothing-more', 'not-wanted'] as const)
      expect([id, rest, codeOf(endSet(id, rest))]).toEqual([id, rest, 'status-forbids']);
  expect(dumpState(desk)).toEqual(before);
});
