import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { beforeEach, expect, test } from 'vitest';
import type { DeskId, ItemId, OpId, PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import {
  addItem,
  circulationOf,
  goTo,
  hilltop,
  information,
  main,
  other,
  reader,
} from '../../../../support/circulation.ts';
import { addRequest, dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { expectDerivedColumns } from '../../../../support/expect-derived-columns.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { codeOf, sentenceOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);
beforeEach(() => {
  desk.raw.exec("INSERT INTO patron (id, barcode, name) VALUES (2, 'P1000002', 'Other, B.')");
});

/** A set of two that the patron has. */
const lentSet = (): { readonly first: ItemId; readonly second: ItemId; readonly requestId: RequestId } => {
  const requestId = addRequest(desk, { externalId: 'R-SET', status: 'LOANED', volumes: 2 });
  const lent = { status: 'on-loan', lentTo: 1 } as const;
  return {
    requestId,
    first: addItem(desk, requestId, { barcode: 'V-1', ...lent }),
    second: addItem(desk, requestId, { barcode: 'V-2', volume: 2, ...lent }),
  };
};
const statusOf = (requestId: RequestId): unknown =>
  desk.raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(requestId);

test.each([
  { at: main, status: 'RETURNED_TO_PARTNER' },
  { at: hilltop, status: 'RETURNED_BY_PATRON' },
])('in a set that is all $status, any volume can be undone first', ({ at, status }) => {
  const { first, second, requestId } = lentSet();
  const { giveBack, undo } = circulationOf(desk);
  goTo(desk, at);
  const start = dumpState(desk);
  const one = valueOf(giveBack(first));
  const two = valueOf(giveBack(second));
  expect(statusOf(requestId)).toBe(status);
  // A wrong return is fixed immediately, whatever was returned since.
  valueOf(undo(one.opId));
  expect(statusOf(requestId)).toBe('LOANED');
  expectDerivedColumns(desk.raw);
  valueOf(undo(two.opId));
  expect(dumpState(desk)).toEqual(start);
});

test('a volume is not undone before what the partner said about all that were out, nor before the end', () => {
  const { first, second, requestId } = lentSet();
  const { giveBack, undo } = circulationOf(desk);
  const start = dumpState(desk);
  const one = valueOf(giveBack(first));
  const record = (answer: PartnerAnswer) =>
    valueOf(take(desk.context, 'partner-answer', { opId: newOpId(), requestId, asOf: null, answer }));
  const recall = record({ kind: 'recalled', backBy: null, note: '' });
  const recalled = dumpState(desk);
  expect(codeOf(undo(one.opId))).toBe('undo-later-step');
  expect(dumpState(desk)).toEqual(recalled);
  const two = valueOf(giveBack(second));
  const end = record({ kind: 'checked-in', note: '' });
  for (const { opId } of [one, two]) expect(codeOf(undo(opId))).toBe('undo-later-step');
  for (const { opId } of [end, two, recall, one]) valueOf(undo(opId));
  expect(dumpState(desk)).toEqual(start);
});

/** Changes the requester, or the pickup location. */
const edit = (
  requestId: RequestId,
  changes: { readonly patronId?: PatronId; readonly pickupDeskId?: DeskId },
): OpId => {
  const fields = {
    title: 'The Voyage of the Beagle',
    author: 'Darwin, Charles',
    format: 'physical',
    patronId: reader,
    pickupDeskId: information,
    volumes: null,
    circulationNote: '',
    ...changes,
  } as const;
  return valueOf(take(desk.context, 'edit-request', { opId: newOpId(), requestId, fields })).opId;
};

test('a requester is not undone before the loan to them', () => {
  const requestId = addRequest(desk, {
    externalId: 'R-1',
    status: 'READY_TO_SEND',
    pickupDeskId: information,
  });
  const opId = edit(requestId, { patronId: other });
  desk.raw.exec("UPDATE request SET status = 'LOANED'");
  addItem(desk, requestId, { barcode: 'N-1', status: 'on-loan', lentTo: 2 });
  const refused = circulationOf(desk).undo(opId);
  expect(codeOf(refused)).toBe('undo-later-step');
  expect(sentenceOf(refused)).toContain('Requester can be changed only until the item is lent.');
  expect(desk.raw.prepare('SELECT patron_id FROM request').pluck().get()).toBe(other);
});

test('a record that has since been deleted is named, and nothing is changed', () => {
  const requestId = addRequest(desk, {
    externalId: 'R-1',
    status: 'REQUEST_SENT',
    pickupDeskId: information,
  });
  const opId = edit(requestId, { pickupDeskId: main });
  desk.raw.exec(`DELETE FROM desk WHERE id = ${information}`);
  const before = dumpState(desk);
  const refused = circulationOf(desk).undo(opId);
  expect(codeOf(refused)).toBe('undo-later-step');
  expect(sentenceOf(refused)).toContain('has since been deleted');
  expect(dumpState(desk)).toEqual(before);
});

test('a volume received again with its barcode depends on the return of the first', () => {
  const requestId = addRequest(desk, { externalId: 'R-1' });
  const receive = () =>
    valueOf(
      receivingAt(() => desk).receive({
        requestId,
        barcode: 'N-1',
        several: true,
        printSlip: false,
        notifyPatron: false,
        use: 'for-patron',
      }),
    );
  const { giveBack, undo } = circulationOf(desk);
  const other = addItem(desk, requestId, { barcode: 'N-2', volume: 2 });
  const first = receive().volume.itemId;
  const before = dumpState(desk);
  const gone = valueOf(giveBack(first)).opId;
  const again = receive();
  const goneAgain = valueOf(giveBack(again.volume.itemId)).opId;
  expect(sentenceOf(undo(gone))).toMatch(/^A later step depends on it: Received/);
  for (const opId of [goneAgain, again.opId, gone]) valueOf(undo(opId));
  expect(dumpState(desk)).toEqual(before);
  valueOf(giveBack(other));
});
