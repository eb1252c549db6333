import { expect, test } from 'vitest';
import { addRequest, countRows, dumpState, openTestDesk } from '../../../../support/desk.ts';
import { addItem, circulationOf } from '../../../../support/circulation.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { sentenceOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

test('a second scan of an item that was sent on changes nothing, prints nothing, and offers its slip', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'RECEIVED_PHYSICALLY', pickupDeskId: 2 });
  // It is known to be in transit from here, but nobody has printed a transit slip for it yet.
  addItem(desk, requestId, { barcode: 'N-1', status: 'in-transit', deskId: 1, destinationDeskId: 2 });
  const { scanIn, undo } = circulationOf(desk);
  const sent = valueOf(scanIn('N-1'));
  expect(desk.raw.prepare('SELECT status_at FROM item').pluck().get()).toBe('2026-11-25T09:30:00.000Z');
  const before = dumpState(desk);
  const again = scanIn('N-1');
  expect(sentenceOf(again)).toBe(
    'N-1 was already sent on to Hilltop Branch on 25 Nov 2026, 09:30 by A. Operator. Put it in the box for Hilltop Branch; nothing was changed.',
  );
  expect(again).toMatchObject({
    error: { code: 'item-in-transit', details: { again: true, slipJobId: 1, slipState: 'queued' } },
  });
  expect(dumpState(desk)).toEqual(before);
  expect([countRows(desk, 'print_job'), countRows(desk, 'command_log')]).toEqual([1, 1]);
  // When the step was undone, or the pickup location has changed since, it is sent on.
  valueOf(undo(sent.opId));
  expect(valueOf(scanIn('N-1')).whereTo).toEqual({ kind: 'in-transit', name: 'Hilltop Branch' });
  desk.raw.exec('UPDATE request SET pickup_desk_id = 1');
  expect(valueOf(scanIn('N-1')).whereTo).toEqual({ kind: 'hold-shelf', name: 'Main Circulation Desk' });
});

test.each([true, false])(
  'an item that receiving sent is sent again only if that printed no slip: %s',
  (printSlip) => {
    const requestId = addRequest(desk, { externalId: 'R-1', pickupDeskId: 2 });
    valueOf(receivingAt(() => desk).receive({ requestId, barcode: 'N-1', printSlip }));
    desk.setNow('2026-11-26T09:30:00Z');
    const again = circulationOf(desk).scanIn('N-1');
    if (printSlip)
      expect(sentenceOf(again)).toContain(
        'already sent on to Hilltop Branch on 25 Nov 2026, 09:30 by A. Operator',
      );
    else expect(valueOf(again).whereTo).toEqual({ kind: 'in-transit', name: 'Hilltop Branch' });
    expect(countRows(desk, 'print_job')).toBe(1);
  },
);

test('an item whose pickup location was changed on its way is sent with a new slip', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'RECEIVED_PHYSICALLY', pickupDeskId: 2 });
  addItem(desk, requestId, { barcode: 'N-1', status: 'in-transit', deskId: 1, destinationDeskId: 2 });
  const { scanIn } = circulationOf(desk);
  valueOf(scanIn('N-1'));
  desk.raw.exec('UPDATE request SET pickup_desk_id = 4; UPDATE item SET destination_desk_id = 4');
  expect(valueOf(scanIn('N-1')).whereTo).toEqual({ kind: 'in-transit', name: 'Information Desk' });
  expect(countRows(desk, 'print_job')).toBe(2);
});
