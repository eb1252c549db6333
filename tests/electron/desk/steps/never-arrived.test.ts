import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ItemId, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import { circulationOf } from '../../../support/circulation.ts';
import { type DecisionDesk, done, itemsOf, openDecisionDesk } from '../../../support/decision-desk.ts';
import { dumpState } from '../../../support/desk.ts';
import { codeOf, sentenceOf } from '../../../support/results.ts';

let desk: DecisionDesk;
let id: RequestId;
let items: readonly ItemId[];
let steps: OpId[];
beforeEach(() => {
  desk = openDecisionDesk();
  steps = [];
});
afterEach(() => desk.close());

/** A request of which everything goes back to the partner. */
const sendBack = (volumes = 1): void => {
  id = desk.add({
    externalId: 'T1',
    status: 'LOANED',
    volumes,
    items: Array<string>(volumes).fill('on-loan'),
  });
  items = itemsOf(desk, id);
  for (const itemId of items) done(circulationOf(desk).giveBack(itemId));
};
const take = (result: Result<Outcome>): Outcome => {
  const outcome = done(result);
  steps.push(outcome.opId);
  return outcome;
};
const neverArrived = (itemId: ItemId | null = null) =>
  desk.answer(id, { kind: 'not-arrived', itemId, note: 'Not in our post' });
const checkedIn = () => desk.answer(id, { kind: 'checked-in', note: '' });
const statuses = (): unknown[] => desk.raw.prepare('SELECT status FROM item ORDER BY volume').pluck().all();

test('the partner says that it never arrived: reported lost, nobody told; its check-in later completes it', () => {
  sendBack();
  const before = dumpState(desk);
  const told = desk.messages().length;
  const said = take(neverArrived());
  expect(said.headline).toBe('North University Library says that it never arrived');
  expect(said.remarks[0]).toMatch(/^Ask the carrier.*has it back\.$/);
  expect(desk.statusOf(id)).toBe('REPORT_LOST');
  expect(statuses()).toEqual(['lost']);
  expect(desk.messages()).toHaveLength(told);
  take(checkedIn());
  expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
  expect(statuses()).toEqual(['returned-to-partner']);
  for (const opId of steps.reverse()) done(desk.undo(opId));
  expect(dumpState(desk)).toEqual(before);
});

test('the parcel comes back to us: it is returned once more, and the partner is told once more', () => {
  sendBack();
  done(neverArrived());
  const { look, giveBack } = circulationOf(desk);
  expect(done(look(`B-${id}-1`)).remarks[0]).toContain('turned up and goes back');
  done(giveBack(items[0]!));
  expect(desk.statusOf(id)).toBe('RETURNED_TO_PARTNER');
  expect(
    desk
      .messages()
      .filter(([, , kind]) => kind === 'returned')
      .map(([, , , payload]) => payload),
  ).toEqual([{ itemIds: items }, { itemIds: items }]);
});

test('of a set one volume never arrived; later another one too; the loss is settled', () => {
  sendBack(3);
  expect(take(neverArrived(items[1])).headline).toBe(
    `North University Library says that it never arrived: volume 2, B-${id}-2`,
  );
  expect(statuses()).toEqual(['returned-to-partner', 'lost', 'returned-to-partner']);
  expect(codeOf(neverArrived(items[1]))).toBe('item-unknown');
  take(neverArrived());
  expect(statuses()).toEqual(['lost', 'lost', 'lost']);
  expect(sentenceOf(neverArrived())).toMatch(/^Nothing of T1/);
  take(desk.answer(id, { kind: 'settled', note: 'Paid' }));
  expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
  expect(statuses()).toEqual(['lost', 'lost', 'lost']);
});

test('it is not checked in while a volume of it is still with us', () => {
  id = desk.add({ externalId: 'T1', status: 'LOANED', volumes: 2, items: ['on-loan', 'on-loan'] });
  items = itemsOf(desk, id);
  done(desk.lost(id, items[0]));
  expect(sentenceOf(checkedIn())).toMatch(new RegExp(`^B-${id}-2 is still out`));
  done(circulationOf(desk).giveBack(items[1]!));
  done(checkedIn());
  expect(statuses()).toEqual(['returned-to-partner', 'returned-to-partner']);
});

test('what was not sent back cannot have failed to arrive, but a file may know of a return without its items', () => {
  id = desk.add({ externalId: 'T1', status: 'LOANED', items: ['on-loan'] });
  expect(codeOf(neverArrived())).toBe('item-unknown');
  id = desk.add({ externalId: 'T2', status: 'RETURNED_TO_PARTNER' });
  done(neverArrived());
  expect(desk.statusOf(id)).toBe('REPORT_LOST');
  done(checkedIn());
});
