import { afterEach, beforeEach, expect, test } from 'vitest';
import { findMessage } from '../../../../../electron/main/desk/store/sending.queries.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import type { ReceiveSlip } from '../../../../../shared/domain/slips/receive.ts';
import { circulationOf, storedAt } from '../../../../support/circulation.ts';
import { addRequest, dumpState, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { testWriter } from '../../../../support/letters.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { valueOf } from '../../../../support/results.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
});
afterEach(() => desk.close());

const { receive, open, finish } = receivingAt(() => desk);
const { slips } = storedAt(() => desk);
const details = {
  dueOn: '2027-03-01' as CalendarDate,
  cost: ' 12.00 EUR ',
  circulationNote: 'Two loose maps',
  noteToPartner: 'One corner is bent',
  label: 'vol. 3 A–C',
};
const one = (query: string): unknown => desk.raw.prepare(query).get();

test('what is typed while receiving is stored with the receipt, and stands on the slip', () => {
  const requestId = addRequest(desk, { externalId: 'R-1' });
  valueOf(receive({ requestId, barcode: 'N-1', details }));
  expect(one('SELECT due_on, cost, circulation_note FROM request')).toEqual({
    due_on: '2027-03-01',
    cost: '12.00 EUR',
    circulation_note: 'Two loose maps',
  });
  expect(one('SELECT due_on, label FROM item')).toEqual({ due_on: '2027-03-01', label: 'vol. 3 A–C' });
  expect(slips<ReceiveSlip>()[0]).toMatchObject({
    dueOn: '2027-03-01',
    cost: '12.00 EUR',
    circulationNote: 'Two loose maps',
    label: 'vol. 3 A–C',
  });
  expect(one('SELECT author, body, active FROM request_note')).toEqual({
    author: 'staff',
    body: 'One corner is bent',
    active: 0,
  });
});

test('the note to the partner stands in its letter', () => {
  const requestId = addRequest(desk, { externalId: 'R-1' });
  valueOf(receive({ requestId, barcode: 'N-1', details }));
  const message = findMessage(desk.context.db, 1);
  const letter = message && testWriter(desk).write(desk.context.db, message);
  expect(letter?.body).toContain('Due back: 1 Mar 2027');
  expect(letter?.body).toContain('Note: One corner is bent');
});

test('undo takes all of it back', () => {
  const requestId = addRequest(desk, { externalId: 'R-1' });
  const before = dumpState(desk);
  const { opId } = valueOf(receive({ requestId, barcode: 'N-1', details }));
  valueOf(circulationOf(desk).undo(opId));
  expect(dumpState(desk)).toEqual(before);
});

test('what is left out stays as it is; what is emptied is empty', () => {
  const requestId = addRequest(desk, { externalId: 'R-1' });
  desk.raw.exec("UPDATE request SET cost = '5', circulation_note = 'Old'");
  valueOf(receive({ requestId, barcode: 'N-1', details: { circulationNote: '' } }));
  expect(one('SELECT due_on, cost, circulation_note FROM request')).toEqual({
    due_on: '2027-01-15',
    cost: '5',
    circulation_note: '',
  });
});

test('the volumes of a set have their own dates and labels: the request is due with the earliest', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', volumes: 2 });
  const volume = (barcode: string, dueOn: string, label: string) =>
    valueOf(receive({ requestId, barcode, several: true, details: { dueOn: dueOn as CalendarDate, label } }));
  volume('N-1', '2027-06-01', 'A–K');
  volume('N-2', '2027-03-01', 'L–Z');
  expect(desk.raw.prepare('SELECT due_on, label FROM item ORDER BY volume').all()).toEqual([
    { due_on: '2027-06-01', label: 'A–K' },
    { due_on: '2027-03-01', label: 'L–Z' },
  ]);
  expect(one('SELECT due_on FROM request')).toEqual({ due_on: '2027-03-01' });
});

test('a partner that was told that its loan came is not told again, and the form says so', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', volumes: 2 });
  valueOf(receive({ requestId, barcode: 'N-1', several: true }));
  expect(valueOf(open('R-1')).senders).toMatchObject([{ wasTold: false }]);
  valueOf(finish(requestId, { notifyPatron: false }));
  expect(valueOf(open('R-1')).senders).toMatchObject([{ wasTold: true }]);
});
