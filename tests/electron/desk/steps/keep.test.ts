import { expect, test } from 'vitest';
import type { ItemId, RequestId } from '../../../../shared/domain/ids.ts';
import { circulationOf, goTo, hilltop, main } from '../../../support/circulation.ts';
import { done, north, openDecisionDesk, turnOfPartner, west } from '../../../support/decision-desk.ts';
import { dumpState } from '../../../support/desk.ts';
import { expectDerivedColumns, expectPlaces } from '../../../support/expect-derived-columns.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { codeOf } from '../../../support/results.ts';

const desk = forEachTest(openDecisionDesk);

const { receive } = receivingAt(() => desk);
const item = (): unknown =>
  desk.raw
    .prepare('SELECT status, use, desk_id, destination_desk_id, going_back, hold_until FROM item')
    .get();
const onShelf = {
  status: 'on-hold-shelf',
  use: 'for-patron',
  desk_id: 1,
  destination_desk_id: null,
  going_back: 0,
  hold_until: '2026-12-05',
};
const quiet = { notifyPatron: false } as const;

/** Its parcel arrived after it was over. */
const cameTooLate = (status: string) => (): RequestId => {
  const requestId = desk.add({ externalId: 'R-1', status });
  done(receive({ requestId, barcode: 'N-1', use: 'goes-back' }));
  return requestId;
};
/** It was here when it was cancelled, or when the file arrived. */
const wasHere = (end: 'cancel' | 'receive-digitally') => (): RequestId => {
  const requestId = desk.add({ externalId: 'R-1' });
  done(receive({ requestId, barcode: 'N-1', ...quiet }));
  done(end === 'cancel' ? desk.cancel(requestId, quiet) : desk.take(end, requestId));
  return requestId;
};

test.each([
  ['that came after the request was cancelled', cameTooLate('CANCELLED_BY_PATRON')],
  ['that came after it was completed', cameTooLate('REQUEST_COMPLETED')],
  ['that was here when it was cancelled', wasHere('cancel')],
  ['that was here when the file came', wasHere('receive-digitally')],
])(
  'keeping a volume %s removes the wish and the end, and it waits on the shelf; no partner is told',
  (_what, add) => {
    const requestId = add();
    const told = desk.told().length;
    const before = dumpState(desk);
    const { opId } = done(desk.take('keep', requestId, 'She asked again'));
    expect(desk.told().slice(told)).toEqual(['patron item-ready']);
    expect(desk.facts(requestId).life).toMatchObject({ cancelWish: null, endedAs: null });
    expect(desk.statusOf(requestId)).toBe('RECEIVED_PHYSICALLY');
    expect(item()).toEqual(onShelf);
    expect(desk.turns(requestId)).toEqual(['north closing']);
    expectDerivedColumns(desk.raw);
    done(desk.undo(opId));
    expect(dumpState(desk)).toEqual(before);
    done(desk.take('keep', requestId));
    done(circulationOf(desk).lend('N-1'));
    expect(desk.statusOf(requestId)).toBe('LOANED');
  },
);

test.each(['keep', 'withdraw-cancellation'] as const)(
  'while a cancellation is unanswered, %s shelves what arrived in the meantime: the partner asked to cancel is not needed',
  (kind) => {
    const requestId = desk.add({
      externalId: 'R-1',
      rota: [[north, 'no-answer'], west],
      activePartner: west,
    });
    done(desk.cancel(requestId, quiet));
    const turnId = turnOfPartner(desk, requestId, north);
    done(receive({ requestId, barcode: 'N-1', use: 'goes-back', details: { turnId } }));
    const before = dumpState(desk);
    const { opId } = done(desk.take(kind, requestId));
    expect(desk.told()).toEqual([
      'west cancel-asked',
      'north received',
      'west not-needed',
      'patron item-ready',
    ]);
    expect(item()).toEqual(onShelf);
    expect(desk.statusOf(requestId)).toBe('RECEIVED_PHYSICALLY');
    done(desk.undo(opId));
    expect(dumpState(desk)).toEqual(before);
  },
);

test('one for another desk must first be scanned in, wherever it is by then', () => {
  const requestId = desk.add({ externalId: 'R-1', status: 'CANCELLED', pickupDeskId: 2 });
  done(receive({ requestId, barcode: 'N-1', use: 'goes-back' }));
  const told = desk.told().length;
  done(desk.take('keep', requestId));
  expect(item()).toMatchObject({ status: 'on-hold-shelf', use: 'for-patron', hold_until: null });
  expect(desk.told()).toHaveLength(told);
  expect(done(circulationOf(desk).scanIn('N-1')).whereTo).toEqual({
    kind: 'in-transit',
    name: 'Hilltop Branch',
  });
  goTo(desk, hilltop);
  expect(done(circulationOf(desk).scanIn('N-1')).whereTo?.kind).toBe('hold-shelf');
  expectPlaces(desk.raw);
});

test.each([
  ['lies at its pickup location', 1, 'on-hold-shelf'],
  ['is to be sent to another desk', 2, 'in-transit'],
])('one back at its owning desk that %s waits for its patron again', (_where, pickupDeskId, status) => {
  const requestId = desk.add({ externalId: 'R-1', pickupDeskId: 2 });
  done(receive({ requestId, barcode: 'N-1', ...quiet }));
  done(desk.cancel(requestId, quiet));
  const { scanIn } = circulationOf(desk);
  expect(done(scanIn('N-1')).whereTo?.kind).toBe('to-partner');
  desk.raw.prepare('UPDATE request SET pickup_desk_id = ?').run(pickupDeskId);
  done(desk.take('keep', requestId));
  if (pickupDeskId === 2) done(scanIn('N-1'));
  expect(item()).toMatchObject({ status, use: 'for-patron', going_back: 0 });
  expectPlaces(desk.raw);
});

test('one that the patron has brought back goes back anyway; of several, all that are here are kept', () => {
  const requestId = desk.add({ externalId: 'R-1', volumes: 2 });
  for (const barcode of ['V-1', 'V-2']) done(receive({ requestId, barcode, ...quiet }));
  const circulation = circulationOf(desk);
  done(circulation.lend('V-1'));
  goTo(desk, hilltop);
  done(circulationOf(desk).giveBack(desk.raw.prepare('SELECT min(id) FROM item').pluck().get() as ItemId));
  goTo(desk, main);
  done(desk.cancel(requestId, quiet));
  done(desk.take('keep', requestId));
  expect(desk.raw.prepare('SELECT barcode, use, status FROM item ORDER BY id').all()).toEqual([
    { barcode: 'V-1', use: 'for-patron', status: 'in-transit' },
    { barcode: 'V-2', use: 'for-patron', status: 'on-hold-shelf' },
  ]);
  expect(done(circulation.scanIn('V-1')).whereTo?.kind).toBe('to-partner');
});

test('with nothing to go back there is nothing to keep', () => {
  const requestId = desk.add({ externalId: 'R-1', status: 'CANCELLED' });
  const before = dumpState(desk);
  expect(codeOf(desk.take('keep', requestId))).toBe('status-forbids');
  const here = desk.add({ externalId: 'R-2' });
  done(receive({ requestId: here, barcode: 'N-2', ...quiet }));
  expect(codeOf(desk.take('keep', here))).toBe('status-forbids');
  expect(before).not.toEqual(dumpState(desk));
});
