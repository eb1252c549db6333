import { expect, test } from 'vitest';
import type { TransitSlip } from '../../../../../shared/domain/slips/transit.ts';
import {
  addItem,
  addShelved,
  circulationOf,
  goTo,
  hilltop,
  storedAt,
} from '../../../../support/circulation.ts';
import { addRequest, dumpState, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { sentenceOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

const lent = { status: 'on-loan', lentTo: 1 } as const;
const { statusOf, itemOf, messages, slips } = storedAt(() => desk);

test('at another desk the item goes in transit to the desk that received it, and undo reverts it', () => {
  const { itemId, requestId } = addShelved(desk, 'R-1', 'N-1', lent, 'RENEWED');
  goTo(desk, hilltop);
  const before = dumpState(desk);
  const { look, giveBack, undo } = circulationOf(desk);
  expect(valueOf(look('N-1')).goesTo).toEqual({
    kind: 'in-transit',
    name: 'Main Circulation Desk',
    address: ['1 College Road'],
    email: '',
    phone: '',
  });
  const answer = valueOf(giveBack(itemId));
  expect(answer).toMatchObject({
    headline: 'In transit to Main Circulation Desk, back to North University Library',
    whereTo: { kind: 'in-transit', name: 'Main Circulation Desk' },
    slip: { state: 'queued' },
  });
  expect(statusOf(requestId)).toBe('RETURNED_BY_PATRON');
  expect(itemOf(itemId)).toMatchObject({
    status: 'in-transit',
    desk_id: 2,
    destination_desk_id: 1,
    going_back: 1,
  });
  expect(desk.raw.prepare('SELECT ended_on FROM loan').pluck().get()).toBe('2026-11-25');
  expect(messages()).toEqual([]);
  expect(slips<TransitSlip>()).toEqual([
    {
      kind: 'transit',
      barcode: 'N-1',
      externalId: 'R-1',
      title: 'The Voyage of the Beagle',
      author: 'Darwin, Charles',
      patronName: 'Reader, A.',
      volume: 1,
      volumesExpected: null,
      from: 'Hilltop Branch',
      to: { name: 'Main Circulation Desk', libraryName: 'Main Library', address: ['1 College Road'] },
      sentAt: '2026-11-25T09:30:00.000Z',
      note: 'Goes back to North University Library',
      libraryName: 'Hilltop Library',
      timeZone: 'Europe/London',
    },
  ]);
  expect(desk.raw.prepare('SELECT kind FROM command_log').pluck().all()).toEqual(['return-at-other-desk']);
  expect(sentenceOf(look('N-1'))).toMatch(
    /was already returned here on 25 Nov 2026.*in transit to Main Circulation Desk/,
  );
  valueOf(undo(answer.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('while the patron has another volume, bringing one back elsewhere leaves the request on loan', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'LOANED', volumes: 2 });
  const first = addItem(desk, requestId, { barcode: 'V-1', ...lent });
  const second = addItem(desk, requestId, { barcode: 'V-2', volume: 2, ...lent });
  goTo(desk, hilltop);
  const { giveBack } = circulationOf(desk);
  valueOf(giveBack(first));
  expect(statusOf(requestId)).toBe('LOANED');
  valueOf(giveBack(second));
  expect(statusOf(requestId)).toBe('RETURNED_BY_PATRON');
});

test('an item never lent goes to its owning desk too, and its request is unchanged', () => {
  const { itemId, requestId } = addShelved(desk, 'R-1', 'N-1', { deskId: 2 });
  goTo(desk, hilltop);
  valueOf(circulationOf(desk).giveBack(itemId));
  expect(statusOf(requestId)).toBe('RECEIVED_PHYSICALLY');
  expect(itemOf(itemId)).toMatchObject({ status: 'in-transit', destination_desk_id: 1, going_back: 1 });
});

test('an item of an unknown desk is returned from any desk', () => {
  const { itemId, requestId } = addShelved(desk, 'R-1', 'N-1', { ...lent, owningDeskId: null }, 'LOANED');
  goTo(desk, hilltop);
  valueOf(circulationOf(desk).giveBack(itemId));
  expect(statusOf(requestId)).toBe('RETURNED_TO_PARTNER');
});

test('an item that a file called lent, without saying to whom, was with the patron as well', () => {
  const { requestId, itemId } = addShelved(desk, 'R-8', 'N-8', { status: 'on-loan' }, 'LOANED');
  const { giveBack, undo } = circulationOf(desk);
  const before = dumpState(desk);
  goTo(desk, hilltop);
  const { opId } = valueOf(giveBack(itemId));
  expect(desk.raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(requestId)).toBe(
    'RETURNED_BY_PATRON',
  );
  valueOf(undo(opId));
  expect(dumpState(desk)).toEqual(before);
});
