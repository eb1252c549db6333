import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { receivingService } from '../../../../../electron/main/desk/queries/receiving/receiving.service.ts';
import type { ItemId, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { circulationOf } from '../../../../support/circulation.ts';
import { addRequest, dumpState, newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { codeOf, sentenceOf, valueOf } from '../../../../support/results.ts';

let desk: TestDesk;
let requestId: RequestId;
beforeEach(() => {
  desk = openTestDesk();
  requestId = addRequest(desk, { externalId: 'R-SET', volumes: 3 });
});
afterEach(() => desk.close());

const receive = (barcode: string, unexpected = false, several = false) =>
  take(desk.context, 'receive', {
    opId: newOpId(),
    requestId,
    barcode,
    several,
    printSlip: false,
    notifyPatron: true,
    unexpected,
  });
const open = (further = false) => receivingService(desk.context).open({ code: 'R-SET', further });
const giveBack = (itemId: ItemId) => valueOf(circulationOf(desk).giveBack(itemId));
const takeBack = (opId: OpId) => circulationOf(desk).undo(opId);
const statusOf = (): unknown => desk.raw.prepare('SELECT status FROM request').pluck().get();
const itemStatuses = (): unknown[] =>
  desk.raw.prepare('SELECT status FROM item ORDER BY volume').pluck().all();
const returnedMessages = (): unknown[] =>
  (
    desk.raw
      .prepare("SELECT payload FROM outbox WHERE kind = 'returned' ORDER BY id")
      .pluck()
      .all() as string[]
  ).map((payload) => (JSON.parse(payload) as { itemIds: number[] }).itemIds);

/** Two of three volumes came with the first parcel and went back. */
const firstParcelBack = (): readonly ItemId[] => {
  const items = [receive('V-1'), receive('V-2')].map((result) => valueOf(result).volume.itemId);
  items.forEach(giveBack);
  return items;
};

test('the late parcel of a set that went back is received on purpose, and the request is with us again', () => {
  firstParcelBack();
  expect(statusOf()).toBe('RETURNED_TO_PARTNER');
  const before = dumpState(desk);
  const asked = open();
  expect(codeOf(asked)).toBe('set-returned');
  expect(sentenceOf(asked)).toMatch(
    /^2 of 3 volumes of R-SET came and went back to North University Library on 25 Nov 2026, 09:30\. .*“Receive the further volume”/,
  );
  expect(codeOf(receive('V-3'))).toBe('set-returned');
  expect(dumpState(desk)).toEqual(before);

  expect(valueOf(open(true))).toMatchObject({ position: 'late', request: { volumesReceived: 2 } });
  const late = valueOf(receive('V-3', true));
  expect(late.volume.volume).toBe(3);
  expect(statusOf()).toBe('RECEIVED_PHYSICALLY');
  expect(itemStatuses()).toEqual(['returned-to-partner', 'returned-to-partner', 'on-hold-shelf']);
  valueOf(takeBack(late.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('it is lent and goes back, and the partner is told of it alone', () => {
  const first = firstParcelBack();
  expect(returnedMessages()).toEqual(first.map((id) => [id]));
  const late = valueOf(receive('V-3', true)).volume.itemId;
  valueOf(circulationOf(desk).lend('V-3'));
  expect(statusOf()).toBe('LOANED');
  giveBack(late);
  expect(statusOf()).toBe('RETURNED_TO_PARTNER');
  expect(returnedMessages()).toEqual([...first, late].map((id) => [id]));
  expect(codeOf(open())).toBe('already-returned');
});

test('several late volumes are a set that goes on; taken back in any order the request is returned again', () => {
  valueOf(receive('V-1', false, true));
  const { opId } = valueOf(
    take(desk.context, 'finish-receiving', { opId: newOpId(), requestId, notifyPatron: true }),
  );
  const first = desk.raw.prepare('SELECT id FROM item').pluck().get() as ItemId;
  giveBack(first);
  const before = dumpState(desk);
  const two = valueOf(receive('V-2', true, true));
  expect(valueOf(open()).position).toBe('resume');
  const three = valueOf(receive('V-3', false, true));
  valueOf(take(desk.context, 'finish-receiving', { opId: newOpId(), requestId, notifyPatron: true }));
  expect(codeOf(takeBack(opId))).toBe('undo-later-step');
  valueOf(takeBack(two.opId));
  expect(statusOf()).toBe('RECEIVED_PHYSICALLY');
  expect(itemStatuses()).toEqual(['returned-to-partner', 'on-hold-shelf']);
  valueOf(takeBack(three.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('while a late volume is here, a return of the others is taken back, whichever it is', () => {
  const came = [receive('V-1'), receive('V-2')].map((result) => valueOf(result).volume.itemId);
  const start = dumpState(desk);
  came.forEach(giveBack);
  const returns = desk.raw
    .prepare("SELECT op_id FROM command_log WHERE kind = 'return' ORDER BY seq")
    .pluck()
    .all() as OpId[];
  const late = valueOf(receive('V-3', true));
  valueOf(circulationOf(desk).lend('V-3'));
  for (const opId of returns) valueOf(takeBack(opId));
  expect(itemStatuses()).toEqual(['on-hold-shelf', 'on-hold-shelf', 'on-loan']);
  expect(statusOf()).toBe('LOANED');
  expect(returnedMessages()).toEqual([]);
  const lent = desk.raw.prepare("SELECT op_id FROM command_log WHERE kind = 'lend'").pluck().get() as OpId;
  for (const opId of [lent, late.opId]) valueOf(takeBack(opId));
  expect(dumpState(desk)).toEqual(start);
});

test('once the partner has checked it in, nothing more is received', () => {
  firstParcelBack();
  const answer = { kind: 'checked-in', note: '' } as const;
  valueOf(take(desk.context, 'partner-answer', { opId: newOpId(), requestId, asOf: null, answer }));
  expect(codeOf(open(true))).toBe('request-completed');
  expect(codeOf(receive('V-3', true))).toBe('request-completed');
});
