import { expect, test } from 'vitest';
import type { ItemId, PartnerId } from '../../../../../shared/domain/ids.ts';
import type { ReturnSlip } from '../../../../../shared/domain/slips/return.ts';
import { addRequest, countRows, dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { addItem, addShelved, circulationOf, grantOnly, storedAt } from '../../../../support/circulation.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { codeOf, sentenceOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

const tellNorth =
  'Notify North University Library yourself that the item is on its way back (no e-mail address; the letter is under Contact by hand).';
const lent = { status: 'on-loan', lentTo: 1 } as const;
const { statusOf, itemOf, messages, slips } = storedAt(() => desk);

test('the window shows where the item goes, with the address, and changes nothing', () => {
  const { itemId, requestId } = addShelved(desk, 'R-1', 'N-1', lent, 'LOANED');
  const before = dumpState(desk);
  expect(valueOf(circulationOf(desk).look(' n-1'))).toEqual({
    itemId,
    code: 'N-1',
    barcode: 'N-1',
    requestId,
    externalId: 'R-1',
    title: 'The Voyage of the Beagle',
    author: 'Darwin, Charles',
    patronName: 'Reader, A.',
    goesTo: {
      kind: 'to-partner',
      name: 'North University Library',
      address: ['2 Hill Street'],
      email: '',
      phone: '',
    },
    dueOn: '2027-01-15',
    volume: 1,
    volumesExpected: null,
    inSet: false,
    partnerMissing: false,
    remarks: [],
    told: [tellNorth],
  });
  expect(dumpState(desk)).toEqual(before);
});

test('returning the only item ends the loan, marks the request as returned, queues a slip and tells the partner, and undo reverts all of it', () => {
  const { itemId, requestId } = addShelved(desk, 'R-1', 'N-1', lent, 'LOANED');
  const before = dumpState(desk);
  const { giveBack, undo } = circulationOf(desk);
  const answer = valueOf(giveBack(itemId));
  expect(answer).toMatchObject({
    headline: 'Returned to North University Library',
    whereTo: { kind: 'to-partner', name: 'North University Library' },
    slip: { state: 'queued' },
    remarks: [tellNorth],
  });
  expect(itemOf(itemId)).toEqual({
    status: 'returned-to-partner',
    desk_id: 1,
    destination_desk_id: null,
    going_back: 0,
    shelved_at: null,
    hold_until: null,
  });
  expect(statusOf(requestId)).toBe('RETURNED_TO_PARTNER');
  expect(desk.raw.prepare('SELECT ended_on FROM loan').pluck().get()).toBe('2026-11-25');
  expect(messages()).toEqual([
    { recipient: 'partner', kind: 'returned', payload: JSON.stringify({ itemIds: [itemId] }) },
  ]);
  expect(slips<ReturnSlip>()).toMatchObject([
    {
      kind: 'return',
      barcode: 'N-1',
      externalId: 'R-1',
      partner: { name: 'North University Library' },
      note: '',
    },
  ]);
  valueOf(undo(answer.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('the loan ends on the library’s date, not that of the clock in Greenwich', () => {
  const { itemId } = addShelved(desk, 'R-1', 'N-1', lent, 'LOANED');
  desk.setNow('2026-11-26T03:30:00Z');
  const context = { ...desk.context, timeZone: () => 'America/New_York' };
  valueOf(circulationOf({ ...desk, context }).giveBack(itemId));
  expect(desk.raw.prepare('SELECT ended_on FROM loan').pluck().get()).toBe('2026-11-25');
});

test('a set is returned volume by volume; the partner is notified of each', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'LOANED', volumes: 3 });
  const first = addItem(desk, requestId, { barcode: 'V-1', ...lent });
  const second = addItem(desk, requestId, { barcode: 'V-2', volume: 2, ...lent });
  const third = addItem(desk, requestId, { barcode: 'V-3', volume: 3 });
  const { giveBack, look, undo } = circulationOf(desk);
  expect(valueOf(look('V-1'))).toMatchObject({
    volumesExpected: 3,
    remarks: [
      '2 more volumes of this set are still out: volume 2 (V-2), on loan; volume 3 (V-3), on hold shelf.',
    ],
  });
  expect(valueOf(giveBack(first)).headline).toBe('Returned to North University Library (volume 1 of 3)');
  expect(statusOf(requestId)).toBe('LOANED');
  expect(valueOf(giveBack(third)).remarks).toEqual([
    '1 more volume of this set is still out: volume 2 (V-2), on loan.',
    tellNorth,
  ]);
  const told = (itemId: ItemId) => ({
    recipient: 'partner',
    kind: 'returned',
    payload: JSON.stringify({ itemIds: [itemId] }),
  });
  expect(messages()).toEqual([told(first), told(third)]);
  const before = dumpState(desk);
  const last = valueOf(giveBack(second));
  expect(statusOf(requestId)).toBe('RETURNED_TO_PARTNER');
  expect(messages()).toEqual([told(first), told(third), told(second)]);
  expect(slips<ReturnSlip>().map(({ barcode, volume }) => [barcode, volume])).toEqual([
    ['V-1', 1],
    ['V-3', 3],
    ['V-2', 2],
  ]);
  valueOf(undo(last.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('missing volumes of a set are still expected when the others were returned', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'LOANED', volumes: 3 });
  const only = addItem(desk, requestId, { barcode: 'V-1', ...lent });
  valueOf(circulationOf(desk).giveBack(only));
  expect(statusOf(requestId)).toBe('SHIPPED_PHYSICALLY');
});

test('an item that was never lent is returned as well', () => {
  const { itemId, requestId } = addShelved(desk, 'R-1', 'N-1');
  const { look, giveBack } = circulationOf(desk);
  expect(valueOf(look('N-1')).remarks).toEqual([
    'It was never lent. Once it is returned, the patron can no longer pick it up.',
  ]);
  // The card afterwards does not repeat what to consider before.
  expect(valueOf(giveBack(itemId)).remarks).toEqual([tellNorth]);
  expect(statusOf(requestId)).toBe('RETURNED_TO_PARTNER');
});

test('a lost item that turns up is returned, and the partner is notified', () => {
  const { itemId, requestId } = addShelved(desk, 'R-1', 'N-1', { status: 'lost' }, 'REPORT_LOST');
  const { look, giveBack } = circulationOf(desk);
  expect(valueOf(look('N-1')).remarks).toEqual([
    'It was reported lost to North University Library. Now it has turned up and goes back.',
  ]);
  valueOf(giveBack(itemId));
  expect(statusOf(requestId)).toBe('RETURNED_TO_PARTNER');
  expect(messages()).toMatchObject([{ kind: 'returned' }]);
});

test('a recall is named; if no partner is recorded, staff are asked for it first', () => {
  const { itemId } = addShelved(desk, 'R-1', 'N-1', lent, 'RECALLED_BOR');
  desk.raw.exec('UPDATE turn SET partner_id = NULL; UPDATE request SET partner_id = NULL');
  const { look, giveBack } = circulationOf(desk);
  expect(valueOf(look('N-1'))).toMatchObject({
    goesTo: { name: 'Partner not recorded: check the parcel', address: [] },
    remarks: ['The partner wants it back now.'],
    told: [],
    partnerMissing: true,
  });
  const before = dumpState(desk);
  expect(codeOf(giveBack(itemId))).toBe('partner-missing');
  expect(dumpState(desk)).toEqual(before);
  // Unknown partner: no letter, but its check-in is still awaited.
  const returned = valueOf(giveBack(itemId, newOpId(), { partnerId: null }));
  expect(returned.whereTo).toEqual({ kind: 'to-partner', name: 'the partner' });
  expect(returned.remarks.join(' ')).not.toContain('wants it back');
  expect(messages()).toEqual([]);
  expect(desk.raw.prepare('SELECT check_in_at FROM request').pluck().get()).not.toBeNull();
});

test('the partner that staff choose at the return is recorded, named on the slip and notified; undo removes it', () => {
  const { itemId, requestId } = addShelved(desk, 'R-1', 'N-1', lent, 'LOANED');
  desk.raw.exec('UPDATE turn SET partner_id = NULL');
  const { look, giveBack, undo } = circulationOf(desk);
  expect(valueOf(look('N-1')).partnerMissing).toBe(true);
  const before = dumpState(desk);
  expect(codeOf(giveBack(itemId, newOpId(), { partnerId: 99 as PartnerId }))).toBe('partner-unknown');
  expect(dumpState(desk)).toEqual(before);
  const partnerId = desk.raw.prepare('SELECT min(id) FROM partner').pluck().get() as PartnerId;
  const { name } = desk.raw.prepare('SELECT name FROM partner WHERE id = ?').get(partnerId) as {
    name: string;
  };
  const { whereTo, opId } = valueOf(giveBack(itemId, newOpId(), { partnerId }));
  expect(whereTo).toEqual({ kind: 'to-partner', name });
  expect(desk.raw.prepare('SELECT partner_id FROM turn WHERE request_id = ?').pluck().get(requestId)).toBe(
    partnerId,
  );
  expect(messages()).toMatchObject([{ kind: 'returned' }]);
  expect(desk.raw.prepare("SELECT slip ->> '$.partner.name' FROM print_job").pluck().all()).toEqual([name]);
  valueOf(undo(opId));
  expect(desk.raw.prepare('SELECT partner_id FROM turn').pluck().get()).toBeNull();
});

test('the same item scanned twice, and what cannot be returned, are refused and change nothing', () => {
  const { itemId } = addShelved(desk, 'R-1', 'N-1', lent, 'LOANED');
  addShelved(desk, 'R-2', 'N-2', lent, 'SHIPPED_PHYSICALLY');
  addShelved(desk, 'R-3', 'N-3', { status: 'IN_ORBIT' });
  const { look, giveBack } = circulationOf(desk);
  valueOf(giveBack(itemId));
  const before = dumpState(desk);
  expect(sentenceOf(look('N-1'))).toMatch(
    /already returned to North University Library on 25 Nov 2026, 09:30 by A\. Operator/,
  );
  expect(giveBack(itemId)).toMatchObject({ error: { code: 'item-returned', details: { again: true } } });
  // The item in hand takes precedence over the request's last status.
  expect(valueOf(look('N-2')).goesTo.name).toBe('North University Library');
  expect(codeOf(look('N-3'))).toBe('status-forbids');
  expect(codeOf(look('R-1'))).toBe('identifier-not-barcode');
  expect(codeOf(look('P1000001'))).toBe('patron-card-not-identifier');
  expect(codeOf(look('?'))).toBe('item-unknown');
  expect(codeOf(giveBack(99 as typeof itemId))).toBe('item-unknown');
  expect(dumpState(desk)).toEqual(before);
});

test('a reused barcode means the item that is here', () => {
  const { itemId: gone } = addShelved(
    desk,
    'R-1',
    'N-1',
    { status: 'returned-to-partner' },
    'RETURNED_TO_PARTNER',
  );
  const { itemId: here } = addShelved(desk, 'R-2', 'N-1', lent, 'LOANED');
  expect(valueOf(circulationOf(desk).look('N-1')).itemId).toBe(here);
  expect(here).not.toBe(gone);
});

test('a repeated operation returns once, and the role is needed', () => {
  const { itemId } = addShelved(desk, 'R-1', 'N-1', lent, 'LOANED');
  const { giveBack } = circulationOf(desk);
  const opId = newOpId();
  const first = giveBack(itemId, opId);
  expect(giveBack(itemId, opId)).toEqual(first);
  expect(countRows(desk, 'print_job')).toBe(1);
  grantOnly(desk, ['requests-operator', 'fulfillment-services-operator']);
  expect(sentenceOf(circulationOf(desk).look('N-1'))).toMatch(/Circulation Desk Operator/);
  expect(codeOf(circulationOf(desk).giveBack(itemId))).toBe('role-missing');
});

test('if Returned had left, undo corrects it and reports how many slips are on paper', () => {
  const { itemId } = addShelved(desk, 'R-1', 'N-1', lent, 'LOANED');
  const { giveBack, undo } = circulationOf(desk);
  const answer = valueOf(giveBack(itemId));
  desk.raw.exec("UPDATE outbox SET state = 'sent'; UPDATE print_job SET state = 'printed'");
  expect(valueOf(undo(answer.opId)).slipsOnPaper).toBe(1);
  expect(messages()).toMatchObject([{ kind: 'returned' }, { kind: 'correction' }]);
});
