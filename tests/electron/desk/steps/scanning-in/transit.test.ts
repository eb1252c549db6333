import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { expect, test } from 'vitest';
import type { TransitSlip } from '../../../../../shared/domain/slips/transit.ts';
import { addRequest, countRows, dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import {
  addItem,
  addShelved,
  circulationOf,
  goTo,
  grantOnly,
  hilltop,
  information,
  mailRoom,
  main,
} from '../../../../support/circulation.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { codeOf, sentenceOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

const itemOf = (barcode: string): unknown =>
  desk.raw
    .prepare(
      'SELECT status, desk_id, destination_desk_id, going_back, shelved_at, hold_until FROM item WHERE barcode = ?',
    )
    .get(barcode);
const messages = (): unknown[] => desk.raw.prepare('SELECT recipient, kind FROM outbox ORDER BY id').all();
const coming = { status: 'in-transit', deskId: 2, destinationDeskId: 1, owningDeskId: 2 } as const;

test('an item in transit to this desk is shelved, its patron is notified, and undo reverts it', () => {
  addShelved(desk, 'R-1', 'N-1', coming);
  const before = dumpState(desk);
  const { scanIn, undo } = circulationOf(desk);
  const answer = valueOf(scanIn('N-1'));
  expect(answer).toMatchObject({
    headline: 'On hold shelf until 5 Dec 2026',
    whereTo: { kind: 'hold-shelf', name: 'Main Circulation Desk' },
    patronName: 'Reader, A.',
    slip: null,
    remarks: [
      'Notify the patron yourself that it is ready (no e-mail address; the letter is under Contact by hand).',
    ],
  });
  expect(itemOf('N-1')).toEqual({
    status: 'on-hold-shelf',
    desk_id: 1,
    destination_desk_id: null,
    going_back: 0,
    shelved_at: '2026-11-25T09:30:00.000Z',
    hold_until: '2026-12-05',
  });
  expect(messages()).toEqual([{ recipient: 'patron', kind: 'item-ready' }]);
  expect(desk.raw.prepare('SELECT status FROM request').pluck().get()).toBe('RECEIVED_PHYSICALLY');
  valueOf(undo(answer.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('the end of the hold follows the settings and the calendar, and is never before today', () => {
  addShelved(desk, 'R-1', 'N-1', coming);
  addShelved(desk, 'R-2', 'N-2', coming);
  desk.raw.exec(`
    INSERT INTO library_setting (library_id, key, value) VALUES (1, 'holdShelf', '{"days":10,"parcelDays":4}');
    UPDATE item SET due_on = '2026-11-28' WHERE barcode = 'N-2';
    INSERT INTO closed_day (library_id, day, note) VALUES (1, '2026-12-05', 'Stocktaking');
  `);
  const { scanIn } = circulationOf(desk);
  // Ten days from now the library is closed, so it is the day after.
  expect(valueOf(scanIn('N-1')).headline).toBe('On hold shelf until 6 Dec 2026');
  expect(valueOf(scanIn('N-2')).headline).toBe('On hold shelf until 26 Nov 2026');
});

test('without a requester no one is notified', () => {
  addShelved(desk, 'R-1', 'N-1', coming);
  desk.raw.exec('UPDATE request SET patron_id = NULL');
  expect(valueOf(circulationOf(desk).scanIn('N-1')).remarks).toEqual([
    'No requester is recorded, so no one is notified.',
  ]);
  expect(messages()).toEqual([]);
});

test.each([
  ['in transit elsewhere', { status: 'in-transit', destinationDeskId: 2 }],
  ['on the shelf of another desk', { status: 'on-hold-shelf', deskId: 2 }],
] as const)('an item that is %s is sent on with a transit slip, and undo reverts it', (_what, item) => {
  const requestId = addRequest(desk, {
    externalId: 'R-1',
    status: 'RECEIVED_PHYSICALLY',
    pickupDeskId: 2,
  });
  addItem(desk, requestId, { barcode: 'N-1', ...item });
  desk.raw.exec("UPDATE item SET hold_until = '2026-12-01' WHERE status = 'on-hold-shelf'");
  goTo(desk, information);
  const before = dumpState(desk);
  const { scanIn, undo } = circulationOf(desk);
  const answer = valueOf(scanIn('N-1'));
  expect(answer).toMatchObject({
    headline: 'In transit to Hilltop Branch',
    whereTo: { kind: 'in-transit', name: 'Hilltop Branch' },
    slip: { state: 'queued' },
    remarks: [],
  });
  expect(itemOf('N-1')).toEqual({
    status: 'in-transit',
    desk_id: 4,
    destination_desk_id: 2,
    going_back: 0,
    shelved_at: null,
    hold_until: null,
  });
  const slip = JSON.parse(
    desk.raw.prepare('SELECT slip FROM print_job').pluck().get() as string,
  ) as TransitSlip;
  expect(slip).toMatchObject({
    kind: 'transit',
    from: 'Information Desk',
    note: '',
    barcode: 'N-1',
    externalId: 'R-1',
  });
  expect(slip.to).toEqual({ name: 'Hilltop Branch', libraryName: 'Hilltop Library', address: [] });
  expect(messages()).toEqual([]);
  valueOf(undo(answer.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('a pickup location changed in transit counts', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'RECEIVED_PHYSICALLY', pickupDeskId: 2 });
  addItem(desk, requestId, { barcode: 'N-1', ...coming });
  addItem(desk, requestId, { barcode: 'N-2', volume: 2 });
  const { scanIn } = circulationOf(desk);
  expect(valueOf(scanIn('N-1')).whereTo).toEqual({ kind: 'in-transit', name: 'Hilltop Branch' });
  expect(valueOf(scanIn('N-2')).whereTo).toEqual({ kind: 'in-transit', name: 'Hilltop Branch' });
  goTo(desk, hilltop);
  expect(valueOf(circulationOf(desk).scanIn('N-2')).whereTo).toEqual({
    kind: 'hold-shelf',
    name: 'Hilltop Branch',
  });
});

test('an item at a desk without a hold shelf goes to one of its library; if there is none, that is reported', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'RECEIVED_PHYSICALLY', pickupDeskId: 3 });
  addItem(desk, requestId, { barcode: 'N-1', ...coming, destinationDeskId: 3 });
  goTo(desk, mailRoom);
  const first = circulationOf(desk);
  expect(valueOf(first.scanIn('N-1')).whereTo).toEqual({
    kind: 'in-transit',
    name: 'Main Circulation Desk',
  });
  goTo(desk, main);
  // It is shelved there: the pickup location has no shelf.
  expect(valueOf(circulationOf(desk).scanIn('N-1')).whereTo).toEqual({
    kind: 'hold-shelf',
    name: 'Main Circulation Desk',
  });
  addItem(desk, requestId, { barcode: 'N-2', volume: 2, ...coming, destinationDeskId: 3 });
  desk.raw.exec('UPDATE desk SET hold_shelf = 0 WHERE library_id = 1');
  goTo(desk, mailRoom);
  expect(sentenceOf(circulationOf(desk).scanIn('N-2'))).toMatch(/no desk at Main Library has a hold shelf/);
});

test('an item brought back elsewhere arrives at its owning desk and is kept for the partner', () => {
  addShelved(
    desk,
    'R-1',
    'N-1',
    { status: 'in-transit', deskId: 2, destinationDeskId: 1, goingBack: 1 },
    'RETURNED_BY_PATRON',
  );
  goTo(desk, information);
  // On the way it arrives at a third desk.
  const third = circulationOf(desk);
  expect(valueOf(third.scanIn('N-1'))).toMatchObject({ whereTo: { name: 'Main Circulation Desk' } });
  expect(itemOf('N-1')).toMatchObject({ desk_id: 4, destination_desk_id: 1, going_back: 1 });
  goTo(desk, main);
  const before = dumpState(desk);
  const { scanIn, undo, lend } = circulationOf(desk);
  const answer = valueOf(scanIn('N-1'));
  expect(answer).toMatchObject({
    headline: 'Arrived: to be returned',
    whereTo: { kind: 'to-partner', name: 'North University Library' },
    slip: null,
  });
  expect(itemOf('N-1')).toMatchObject({ status: 'returned-by-patron', desk_id: 1, going_back: 1 });
  expect(sentenceOf(scanIn('N-1'))).toMatch(/goes back to North University Library\. Return it/);
  expect(codeOf(lend('N-1'))).toBe('item-goes-back');
  valueOf(undo(answer.opId));
  expect(dumpState(desk)).toEqual(before);
});

test.each([
  ['CANCELLED_BY_STAFF', 'cancel'],
  ['RECEIVED_DIGITALLY', 'receive-digitally'],
] as const)(
  'an item that must go back while in transit (%s) is not shelved, wherever it arrives',
  (status, kind) => {
    const { requestId, itemId } = addShelved(desk, 'R-1', 'N-1', { ...coming, owningDeskId: 1 });
    const about = { opId: newOpId(), requestId, asOf: null, note: '' };
    valueOf(
      kind === 'cancel'
        ? take(desk.context, kind, {
            ...about,
            reason: 'NO_LONGER_NEEDED',
            notifyPatron: false,
            requestedBy: 'staff',
          })
        : take(desk.context, kind, about),
    );
    expect(desk.raw.prepare('SELECT status FROM request').pluck().get()).toBe(status);
    const told = messages().length;
    goTo(desk, hilltop);
    expect(valueOf(circulationOf(desk).scanIn('N-1'))).toMatchObject({
      whereTo: { kind: 'in-transit', name: 'Main Circulation Desk' },
      slip: { state: 'queued' },
    });
    goTo(desk, main);
    const { scanIn, giveBack } = circulationOf(desk);
    expect(valueOf(scanIn('N-1'))).toMatchObject({
      whereTo: { kind: 'to-partner', name: 'North University Library' },
      remarks: [
        'It goes back to North University Library. Scan it on Return Items to print its return slip.',
      ],
    });
    expect(codeOf(scanIn('N-1'))).toBe('item-goes-back');
    expect(messages()).toHaveLength(told);
    valueOf(giveBack(itemId));
    expect(messages().slice(told)).toEqual([{ recipient: 'partner', kind: 'returned' }]);
  },
);

test('an item its partner wants back is not shelved', () => {
  addShelved(desk, 'R-1', 'N-1', coming, 'RECALLED_BOR');
  expect(codeOf(circulationOf(desk).scanIn('N-1'))).toBe('item-recalled');
});

test.each([
  [
    'on this shelf',
    { status: 'on-hold-shelf' },
    'item-on-shelf',
    /already on the hold shelf here for Reader, A\./,
  ],
  [
    'on loan',
    { status: 'on-loan', lentTo: 1 },
    'item-on-loan',
    /on loan to Reader, A\., due 11 Dec 2026.*return it/,
  ],
  [
    'returned',
    { status: 'returned-to-partner' },
    'item-returned',
    /was returned to North University Library/,
  ],
  ['lost', { status: 'lost' }, 'item-lost', /reported lost and has turned up/],
  ['brought back here', { status: 'returned-by-patron' }, 'item-goes-back', /Return it \(Return Items\)/],
  ['in a status from outside', { status: 'IN_ORBIT' }, 'status-forbids', /“IN_ORBIT”/],
] as const)('reports the state of an item that is %s, and changes nothing', (_what, item, code, sentence) => {
  addShelved(desk, 'R-1', 'N-1', item);
  const before = dumpState(desk);
  const result = circulationOf(desk).scanIn('N-1');
  expect(codeOf(result)).toBe(code);
  expect(sentenceOf(result)).toMatch(sentence);
  // Repeating the scan causes no alarm.
  expect(!result.ok && result.error.details?.['again'] === true).toBe(code === 'item-on-shelf');
  expect(dumpState(desk)).toEqual(before);
});

test('an item that turns up when its request is over is not shelved: it goes back', () => {
  const { requestId, itemId } = addShelved(desk, 'R-1', 'N-1', { status: 'lost' }, 'REQUEST_COMPLETED');
  const { scanIn, giveBack } = circulationOf(desk);
  const found = { opId: newOpId(), requestId, asOf: null, itemId, note: '' };
  valueOf(take(desk.context, 'report-found', found));
  expect(codeOf(scanIn('N-1'))).toBe('item-goes-back');
  valueOf(giveBack(itemId));
  expect(desk.raw.prepare('SELECT status FROM request').pluck().get()).toBe('REQUEST_COMPLETED');
});

test('a repeated operation is performed once; either of two roles suffices', () => {
  addShelved(desk, 'R-1', 'N-1', coming);
  grantOnly(desk, ['requests-operator']);
  const { scanIn } = circulationOf(desk);
  const opId = newOpId();
  const first = scanIn('N-1', opId);
  expect(scanIn('N-1', opId)).toEqual(first);
  expect(countRows(desk, 'outbox')).toBe(1);
  desk.raw.exec("DELETE FROM operator_role WHERE role = 'requests-operator'");
  desk.context.session.refresh();
  expect(codeOf(circulationOf(desk).scanIn('N-1'))).toBe('role-missing');
});
