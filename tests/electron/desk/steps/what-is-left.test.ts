import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ItemId, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { circulationOf, goTo, hilltop } from '../../../support/circulation.ts';
import type { DecisionDesk } from '../../../support/decision-desk.ts';
import { done, itemsOf, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
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

const begin = (statuses: readonly string[], status = 'LOANED', partner?: typeof west): void => {
  id = desk.add({
    externalId: 'T1',
    status,
    volumes: statuses.length,
    items: statuses,
    ...(partner && { activePartner: partner }),
  });
  items = itemsOf(desk, id);
};
/** Takes a step that must go through, and remembers it. */
const take = (result: Result<Outcome>): Outcome => {
  const outcome = done(result);
  steps.push(outcome.opId);
  return outcome;
};
const takeAllBack = (): void => {
  for (const opId of steps.reverse()) done(desk.undo(opId));
};
const statuses = (): unknown[] => desk.raw.prepare('SELECT status FROM item ORDER BY volume').pluck().all();
const loanDays = (): unknown[] =>
  desk.raw.prepare('SELECT due_on FROM loan WHERE ended_on IS NULL ORDER BY id').pluck().all();
const kinds = (): string[] => desk.messages().map(([, , kind]) => kind);
const barcode = (volume: number): string => `B-${id}-${volume}`;

test.each([
  ['lost', 'REPORT_LOST', 'REPORT_LOST'],
  ['damaged', 'DAMAGED', 'RETURNED_TO_PARTNER'],
] as const)(
  'one volume %s: the others are renewed, lent and returned, and the report stands until all is back',
  (report, status, end) => {
    begin(['on-loan', 'on-loan', 'on-hold-shelf']);
    const before = dumpState(desk);
    const { lend, giveBack } = circulationOf(desk);
    take(desk[report](id, items[0]));
    take(desk.renew(id, '2026-12-20', items[1]));
    expect(desk.statusOf(id)).toBe(status);
    expect(loanDays()).toContain('2026-12-20');
    const lent = take(lend(barcode(3)));
    // Damage is told of the volume that has it.
    expect(lent.remarks.some((remark) => remark.includes('Damage was reported'))).toBe(false);
    expect(desk.statusOf(id)).toBe(status);
    take(giveBack(items[1]!));
    expect(desk.statusOf(id)).toBe(status);
    // The partner is told of each parcel.
    expect(kinds().filter((kind) => kind === 'returned')).toHaveLength(1);
    take(giveBack(items[2]!));
    if (report === 'damaged') take(giveBack(items[0]!));
    expect(desk.statusOf(id)).toBe(end);
    expect(kinds().filter((kind) => kind === 'returned')).toHaveLength(report === 'damaged' ? 3 : 2);
    takeAllBack();
    expect(dumpState(desk)).toEqual(before);
  },
);

test('a single damaged item is lent when the clerk hands it out, and goes back like any other', () => {
  begin(['on-hold-shelf'], 'RECEIVED_PHYSICALLY');
  const before = dumpState(desk);
  const { lend, giveBack } = circulationOf(desk);
  take(desk.damaged(id));
  expect(take(lend(barcode(1))).remarks).toContain(
    'Damage was reported to North University Library: show it to the patron, so that it is known when the item comes back.',
  );
  expect(desk.statusOf(id)).toBe('DAMAGED');
  take(giveBack(items[0]!));
  expect(desk.statusOf(id)).toBe('RETURNED_TO_PARTNER');
  takeAllBack();
  expect(dumpState(desk)).toEqual(before);
});

test('damage to a second volume, and its loss, are reported too', () => {
  begin(['on-loan', 'on-loan']);
  take(desk.damaged(id, items[0]));
  take(desk.damaged(id, items[1]));
  expect(desk.statusOf(id)).toBe('DAMAGED');
  take(desk.lost(id, items[1]));
  take(desk.damaged(id, items[0]));
  expect(desk.statusOf(id)).toBe('REPORT_LOST');
});

test('what is lost is not lent: it has turned up and goes back, and then nothing is lost any more', () => {
  begin(['on-loan', 'on-hold-shelf']);
  const { lend, giveBack, look } = circulationOf(desk);
  take(desk.lost(id, items[0]));
  expect(codeOf(lend(barcode(1)))).toBe('item-lost');
  take(giveBack(items[1]!));
  expect(desk.statusOf(id)).toBe('REPORT_LOST');
  const before = dumpState(desk);
  expect(done(look(barcode(1))).remarks[0]).toContain('it has turned up and goes back');
  const found = take(giveBack(items[0]!));
  expect(statuses()).toEqual(['returned-to-partner', 'returned-to-partner']);
  expect(desk.statusOf(id)).toBe('RETURNED_TO_PARTNER');
  done(desk.undo(found.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('a lost item is on no shelf and on no way, and comes back there with undo', () => {
  begin(['on-hold-shelf', 'in-transit'], 'RECEIVED_PHYSICALLY');
  desk.raw.exec(`
    UPDATE item SET hold_until = '2026-12-01', shelved_at = received_at WHERE status = 'on-hold-shelf';
    UPDATE item SET destination_desk_id = 2, going_back = 1 WHERE status = 'in-transit'`);
  const before = dumpState(desk);
  take(desk.lost(id));
  expect(
    desk.raw.prepare('SELECT destination_desk_id, going_back, shelved_at, hold_until FROM item').all(),
  ).toEqual(Array(2).fill({ destination_desk_id: null, going_back: 0, shelved_at: null, hold_until: null }));
  takeAllBack();
  expect(dumpState(desk)).toEqual(before);
});

test('under a report a partner that must be asked is asked once, and its answer is recorded', () => {
  begin(['on-loan', 'on-loan'], 'LOANED', west);
  take(desk.damaged(id, items[0]));
  const { answer } = desk;
  expect(sentenceOf(answer(id, { kind: 'renewal-refused', note: '' }))).toMatch(/No renewal of T1 was asked/);
  expect(codeOf(answer(id, { kind: 'renewed', dueOn: '2027-01-10' as never, note: '' }))).toBe(
    'status-forbids',
  );
  take(desk.renew(id, '2026-12-20'));
  expect(desk.statusOf(id)).toBe('DAMAGED');
  expect(loanDays()).toEqual(['2026-12-11', '2026-12-11']);
  expect(sentenceOf(desk.renew(id, '2026-12-24'))).toMatch(/was asked to renew T1 already/);
  take(answer(id, { kind: 'renewed', dueOn: '2026-12-20' as never, note: '' }));
  expect(loanDays()).toEqual(['2026-12-20', '2026-12-20']);
  expect(desk.statusOf(id)).toBe('DAMAGED');
});

test('a renewal that waits for its answer when damage is reported is still answered', () => {
  begin(['on-loan'], 'LOANED', west);
  take(desk.renew(id, '2026-12-20'));
  take(desk.damaged(id));
  take(desk.answer(id, { kind: 'renewal-refused', note: '' }));
  expect(desk.statusOf(id)).toBe('DAMAGED');
  expect(kinds()).toContain('renewal-refused');
  take(desk.renew(id, '2026-12-20'));
});

test('a recall weighs more than a report, as long as something can be sent back', () => {
  begin(['on-loan', 'on-hold-shelf', 'on-loan']);
  const { lend } = circulationOf(desk);
  take(desk.damaged(id, items[0]));
  take(desk.answer(id, { kind: 'recalled', backBy: null, note: '' }));
  expect(desk.statusOf(id)).toBe('RECALLED_BOR');
  take(desk.lost(id, items[0]));
  take(desk.damaged(id, items[2]));
  expect(desk.statusOf(id)).toBe('RECALLED_BOR');
  expect(codeOf(lend(barcode(2)))).toBe('item-recalled');
  expect(codeOf(desk.renew(id, '2026-12-20'))).toBe('status-forbids');
  take(desk.lost(id));
  expect(desk.statusOf(id)).toBe('REPORT_LOST');
  expect(sentenceOf(desk.answer(id, { kind: 'recalled', backBy: null, note: '' }))).toMatch(
    /Nothing of T1 is still out/,
  );
});

test('brought back at another desk under a report, a volume goes to its owner', () => {
  begin(['on-loan', 'on-loan']);
  desk.raw.exec('UPDATE item SET owning_desk_id = 1');
  take(desk.lost(id, items[0]));
  goTo(desk, hilltop);
  take(circulationOf(desk).giveBack(items[1]!));
  expect(statuses()).toEqual(['lost', 'in-transit']);
  expect(desk.statusOf(id)).toBe('REPORT_LOST');
});

test('each return has its own message: one is taken back without the other, also out of order', () => {
  begin(['on-loan', 'on-loan', 'on-loan']);
  const { giveBack } = circulationOf(desk);
  take(desk.lost(id, items[0]));
  const second = take(giveBack(items[1]!));
  const third = take(giveBack(items[2]!));
  const returned = () =>
    desk.messages().flatMap(([, , kind, payload]) => (kind === 'returned' ? [payload] : []));
  expect(returned()).toEqual([{ itemIds: [items[1]] }, { itemIds: [items[2]] }]);
  done(desk.undo(second.opId));
  expect(returned()).toEqual([{ itemIds: [items[2]] }]);
  expect(statuses()).toEqual(['lost', 'on-loan', 'returned-to-partner']);
  done(desk.undo(third.opId));
});

test('the last volume is lost: what went back before was told when it went, and is not told again', () => {
  begin(['on-loan', 'on-loan', 'on-loan']);
  const before = dumpState(desk);
  const { giveBack } = circulationOf(desk);
  take(giveBack(items[0]!));
  take(desk.lost(id, items[1]));
  expect(kinds()).toEqual(['returned', 'lost']);
  take(desk.lost(id, items[2]));
  expect(kinds()).toEqual(['returned', 'lost', 'lost']);
  expect(desk.messages().filter(([, , kind]) => kind === 'returned')).toEqual([
    ['partner', north, 'returned', { itemIds: [items[0]] }],
  ]);
  // It turns up: what was told is not told again.
  take(giveBack(items[2]!));
  expect(desk.messages().at(-1)).toEqual(['partner', north, 'returned', { itemIds: [items[2]] }]);
  takeAllBack();
  expect(dumpState(desk)).toEqual(before);
});

test.each(['lost', 'returned'] as const)(
  'under a recall the volume %s first can be taken back under the other one, and it is recalled again',
  (first) => {
    begin(['on-loan', 'on-loan'], 'RECALLED_BOR');
    const before = dumpState(desk);
    const { giveBack } = circulationOf(desk);
    take(first === 'lost' ? desk.lost(id, items[0]) : giveBack(items[0]!));
    take(first === 'lost' ? giveBack(items[1]!) : desk.lost(id, items[1]));
    expect(desk.statusOf(id)).toBe('REPORT_LOST');
    expect(codeOf(desk.undo(steps[0]!))).toBe('ok');
    expect(desk.statusOf(id)).toBe('RECALLED_BOR');
    expect(codeOf(desk.undo(steps[1]!))).toBe('ok');
    expect(dumpState(desk)).toEqual(before);
  },
);
