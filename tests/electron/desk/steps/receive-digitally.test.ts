import { take } from '../../../../electron/main/desk/steps/take.ts';
import { expect, test } from 'vitest';
import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { circulationOf } from '../../../support/circulation.ts';
import { done, lake, north, openDecisionDesk, turnOfPartner, west } from '../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { expectDerivedColumns } from '../../../support/expect-derived-columns.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { codeOf } from '../../../support/results.ts';

const desk = forEachTest(openDecisionDesk);

const { receive } = receivingAt(() => desk);
const quiet = { notifyPatron: false } as const;
const file = (requestId: RequestId, by: Pick<StepInput<'receive-digitally'>, 'turnId' | 'partnerId'> = {}) =>
  take(desk.context, 'receive-digitally', {
    opId: newOpId(),
    requestId,
    asOf: null,
    note: 'https://north.example/f/1',
    ...by,
  });
const of = (requestId: RequestId, partner: typeof north) => ({
  turnId: turnOfPartner(desk, requestId, partner),
});
const items = (): unknown => desk.raw.prepare('SELECT use, status FROM item ORDER BY id').all();

test.each([
  ['the one that is asked', west, ['patron received-digitally'], ['north rejected', 'west supplied']],
  [
    'an earlier one, whose turn is over',
    north,
    ['west not-needed-unanswered', 'patron received-digitally'],
    ['north supplied', 'west passed-over'],
  ],
] as const)(
  'the file from %s ends the request; the others are told, and the patron gets it',
  (_who, partner, told, turns) => {
    const requestId = desk.add({
      externalId: 'R-1',
      status: 'REQUEST_SENT',
      rota: [[north, 'rejected'], west, lake],
      activePartner: west,
    });
    const before = dumpState(desk);
    expect(codeOf(file(requestId))).toBe('sender-missing');
    expect(codeOf(file(requestId, of(requestId, lake)))).toBe('partner-unknown');
    expect(dumpState(desk)).toEqual(before);
    const { opId } = done(file(requestId, of(requestId, partner)));
    expect(desk.told()).toEqual(told);
    expect(desk.turns(requestId)).toEqual([...turns, 'lake waiting']);
    expect(desk.statusOf(requestId)).toBe('RECEIVED_DIGITALLY');
    expect(desk.messages().at(-1)?.[3]).toEqual({ note: 'https://north.example/f/1' });
    expectDerivedColumns(desk.raw);
    done(desk.undo(opId));
    expect(dumpState(desk)).toEqual(before);
  },
);

test('an item of a physical request that is here must go back; after the end its check-in is awaited', () => {
  const requestId = desk.add({ externalId: 'R-1' });
  const { volume } = done(receive({ requestId, barcode: 'N-1', ...quiet }));
  done(file(requestId));
  expect(items()).toEqual([{ use: 'goes-back', status: 'on-hold-shelf' }]);
  expect(desk.turns(requestId)).toEqual(['north closing']);
  done(circulationOf(desk).giveBack(volume.itemId));
  done(desk.answer(requestId, { kind: 'checked-in', note: '' }));
  expect(desk.turns(requestId)).toEqual(['north supplied']);
  expect(desk.statusOf(requestId)).toBe('RECEIVED_DIGITALLY');
  expect(desk.told()).toEqual(['north received', 'patron received-digitally', 'north returned']);
});

test('a set with one volume received: the rest is not needed from its partner', () => {
  const requestId = desk.add({ externalId: 'R-1', volumes: 2 });
  done(receive({ requestId, barcode: 'N-1', ...quiet }));
  done(file(requestId));
  expect(desk.told()).toEqual(['north received', 'north rest-not-needed', 'patron received-digitally']);
});

test.each([
  ['something is lent', 'LOANED', ['on-loan']],
  ['the request is over', 'CANCELLED_BY_STAFF', []],
])('with %s the file does not end the request, and the patron may read it', (_what, status, volumes) => {
  const requestId = desk.add({ externalId: 'R-1', status, items: volumes });
  const before = items();
  const outcome = done(file(requestId));
  expect(outcome.remarks[0]).toBe(
    'The request is unchanged: an item is on loan, or the request is already closed.',
  );
  expect(desk.statusOf(requestId)).toBe(status);
  expect(items()).toEqual(before);
  expect(desk.told()).toEqual(['patron received-digitally']);
});

test('while a cancellation is pending it answers it: another partner is not needed, and is told nothing else', () => {
  const requestId = desk.add({
    externalId: 'R-1',
    rota: [[north, 'no-answer'], west],
    activePartner: west,
  });
  done(desk.cancel(requestId, quiet));
  done(file(requestId, of(requestId, north)));
  expect(desk.told()).toEqual(['west cancel-asked', 'west not-needed', 'patron received-digitally']);
  expect(desk.statusOf(requestId)).toBe('RECEIVED_DIGITALLY');
});

test('a request without any partner asks for one', () => {
  const requestId = desk.add({
    externalId: 'R-1',
    status: 'REQUEST_CREATED_BOR',
    rota: [],
    activePartner: null,
  });
  expect(codeOf(file(requestId))).toBe('sender-missing');
  done(file(requestId, { partnerId: west }));
  expect(desk.turns(requestId)).toEqual(['west supplied']);
});

test('the partner that announced a file sent it, if every other turn is over', () => {
  const requestId = desk.add({
    externalId: 'R-1',
    status: 'SHIPPED_DIGITALLY',
    rota: [[north, 'rejected'], west],
    activePartner: west,
  });
  done(file(requestId));
  expect(desk.turns(requestId)).toEqual(['north rejected', 'west supplied']);
});
