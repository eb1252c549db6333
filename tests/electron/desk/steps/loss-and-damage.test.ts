import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DecisionDesk } from '../../../support/decision-desk.ts';
import { done, itemsOf, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
import { dumpState } from '../../../support/desk.ts';
import { codeOf } from '../../../support/results.ts';

let desk: DecisionDesk;
beforeEach(() => {
  desk = openDecisionDesk();
});
afterEach(() => desk.close());

const itemStatuses = (): unknown[] =>
  (desk.raw.prepare('SELECT status FROM item ORDER BY id').all() as { status: string }[]).map(
    ({ status }) => status,
  );

test('a lost item: the item is lost, its loan ends, the partner is told', () => {
  const id = desk.add({ externalId: 'T1', status: 'LOANED', items: ['on-loan'] });
  const [itemId] = itemsOf(desk, id);
  const before = dumpState(desk);
  const outcome = done(desk.lost(id));
  expect(outcome).toMatchObject({ headline: `Reported lost: B-${id}-1`, barcode: `B-${id}-1` });
  expect(desk.statusOf(id)).toBe('REPORT_LOST');
  expect(itemStatuses()).toEqual(['lost']);
  expect(desk.raw.prepare('SELECT ended_on FROM loan').get()).toEqual({ ended_on: '2026-11-25' });
  expect(desk.messages()).toEqual([['partner', north, 'lost', { itemIds: [itemId], note: 'Searched' }]]);
  done(desk.undo(outcome.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('of a set: one volume, then the others; what went back is not lost', () => {
  const id = desk.add({
    externalId: 'T1',
    status: 'LOANED',
    volumes: 4,
    items: ['on-loan', 'on-loan', 'on-hold-shelf', 'returned-to-partner'],
  });
  const items = itemsOf(desk, id);
  const before = dumpState(desk);
  const one = done(desk.lost(id, items[1]));
  expect(one.headline).toBe(`Reported lost: volume 2, B-${id}-2`);
  expect(one.remarks[0]).toBe('2 other volumes are still out.');
  expect(itemStatuses()).toEqual(['on-loan', 'lost', 'on-hold-shelf', 'returned-to-partner']);
  expect(codeOf(desk.lost(id, items[1]))).toBe('item-unknown');
  expect(codeOf(desk.lost(id, items[3]))).toBe('item-unknown');
  const rest = done(desk.lost(id));
  expect(rest.headline).toBe('Reported lost: 2 volumes');
  expect(itemStatuses()).toEqual(['lost', 'lost', 'lost', 'returned-to-partner']);
  expect(codeOf(desk.lost(id))).toBe('item-unknown');
  done(desk.undo(rest.opId));
  done(desk.undo(one.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('each partner hears of what it sent', () => {
  const id = desk.add({ externalId: 'T1', status: 'LOANED', volumes: 2, items: ['on-loan', 'on-loan'] });
  const [first, second] = itemsOf(desk, id);
  desk.raw.prepare('UPDATE item SET partner_id = ? WHERE id = ?').run(west, second);
  done(desk.lost(id));
  expect(desk.messages()).toEqual([
    ['partner', north, 'lost', { itemIds: [first], note: 'Searched' }],
    ['partner', west, 'lost', { itemIds: [second], note: 'Searched' }],
  ]);
});

test('a damaged item stays where it is; the partner is told', () => {
  const id = desk.add({ externalId: 'T1', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
  const before = dumpState(desk);
  const outcome = done(desk.damaged(id));
  expect(outcome.headline).toBe(`Reported damaged: B-${id}-1`);
  expect(desk.statusOf(id)).toBe('DAMAGED');
  expect(itemStatuses()).toEqual(['on-hold-shelf']);
  expect(desk.messages()[0]?.[2]).toBe('damaged');
  const lost = done(desk.lost(id));
  expect(desk.statusOf(id)).toBe('REPORT_LOST');
  done(desk.undo(lost.opId));
  done(desk.undo(outcome.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('nothing that is not here is lost or damaged', () => {
  for (const [status, code] of [
    ['REQUEST_SENT', 'status-forbids'],
    ['RETURNED_TO_PARTNER', 'item-unknown'],
    ['REQUEST_COMPLETED', 'status-forbids'],
  ] as const) {
    const id = desk.add({ externalId: status, status });
    expect(codeOf(desk.lost(id)), status).toBe(code);
    expect(codeOf(desk.damaged(id)), status).toBe(code);
  }
  // A parcel that never came can be lost; nothing of it can be damaged.
  expect(codeOf(desk.damaged(desk.add({ externalId: 'T', status: 'SHIPPED_PHYSICALLY' })))).toBe(
    'status-forbids',
  );
});

test('settled with the partner the last loss completes the request; while something is out the mark goes', () => {
  const id = desk.add({
    externalId: 'T1',
    status: 'LOANED',
    volumes: 2,
    items: ['on-loan', 'on-hold-shelf'],
  });
  const before = dumpState(desk);
  const first = done(desk.lost(id, itemsOf(desk, id)[0]));
  const early = done(desk.answer(id, { kind: 'settled', note: '' }));
  expect(desk.statusOf(id)).toBe('RECEIVED_PHYSICALLY');
  done(desk.undo(early.opId));
  expect(desk.statusOf(id)).toBe('REPORT_LOST');
  const second = done(desk.lost(id));
  const settled = done(desk.answer(id, { kind: 'settled', note: 'Paid' }));
  expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
  for (const { opId } of [settled, second, first]) done(desk.undo(opId));
  expect(dumpState(desk)).toEqual(before);
});
