import { beforeEach, describe, expect, test } from 'vitest';
import type { ItemId, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import { circulationOf } from '../../../support/circulation.ts';
import {
  done,
  itemsOf,
  lake,
  north,
  openDecisionDesk,
  takeAllBack,
  turnOfPartner,
  west,
} from '../../../support/decision-desk.ts';
import { type DeskState, dumpState } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { codeOf, sentenceOf } from '../../../support/results.ts';
import { expectState } from '../../../support/same-state.ts';

const desk = forEachTest(openDecisionDesk);
let id: RequestId;
let items: readonly ItemId[];
let steps: Outcome[];
let before: DeskState;
beforeEach(() => {
  steps = [];
});

const begin = (statuses: readonly string[], status = 'LOANED', partner = north): void => {
  id = desk.add({
    externalId: 'T1',
    status,
    volumes: statuses.length,
    items: statuses,
    activePartner: partner,
  });
  items = itemsOf(desk, id);
  before = dumpState(desk);
};
/** Takes a step that must succeed, and records it. */
const take = (result: Result<Outcome>): Outcome => {
  const outcome = done(result);
  steps.push(outcome);
  return outcome;
};
const undoAll = (): void => takeAllBack(desk, steps, before);
const undo = (opId: OpId): unknown => codeOf(desk.undo(opId));
const statuses = (): unknown[] => desk.raw.prepare('SELECT status FROM item ORDER BY volume').pluck().all();
const reports = (): unknown[] => desk.raw.prepare('SELECT report FROM item ORDER BY volume').pluck().all();
const loanDays = (): unknown[] =>
  desk.raw.prepare('SELECT due_on FROM loan WHERE ended_on IS NULL ORDER BY id').pluck().all();
const toPartners = (): string[] => desk.told().filter((line) => !line.startsWith('patron'));
const barcode = (volume: number): string => `B-${id}-${volume}`;
const giveBack = (itemId: ItemId | undefined) => circulationOf(desk).giveBack(itemId!);
const lend = (volume: number) => circulationOf(desk).lend(barcode(volume));

describe('a lost item', () => {
  test('loses its loan; partner and patron are notified', () => {
    begin(['on-loan']);
    expect(take(desk.lost(id))).toMatchObject({
      headline: `Reported lost: ${barcode(1)}`,
      barcode: barcode(1),
    });
    expect([desk.statusOf(id), statuses()]).toEqual(['REPORT_LOST', ['lost']]);
    expect(desk.raw.prepare('SELECT ended_on FROM loan').pluck().get()).toBe('2026-11-25');
    expect(desk.messages()).toEqual([
      ['partner', north, 'lost', { itemIds: items, note: 'Searched' }],
      ['patron', null, 'item-lost', { itemIds: items, note: '' }],
    ]);
    undoAll();
  });

  test('is one volume of a set, then the others; returned volumes are not lost', () => {
    begin(['on-loan', 'on-loan', 'on-hold-shelf', 'returned-to-partner']);
    const one = take(desk.lost(id, items[1]));
    expect(one.headline).toBe(`Reported lost: volume 2, ${barcode(2)}`);
    expect(one.remarks[0]).toBe('2 other volumes are still out.');
    expect(statuses()).toEqual(['on-loan', 'lost', 'on-hold-shelf', 'returned-to-partner']);
    for (const itemId of [items[1], items[3]]) expect(codeOf(desk.lost(id, itemId))).toBe('item-unknown');
    expect(take(desk.lost(id)).headline).toBe('Reported lost: 2 volumes');
    expect(statuses()).toEqual(['lost', 'lost', 'lost', 'returned-to-partner']);
    expect(codeOf(desk.lost(id))).toBe('item-unknown');
    undoAll();
  });

  test('is reported to the partner that sent it', () => {
    id = desk.add({
      externalId: 'T2',
      status: 'LOANED',
      rota: [lake, west],
      activePartner: west,
      items: ['on-loan', 'on-loan'],
    });
    const [first, second] = itemsOf(desk, id);
    desk.raw.prepare('UPDATE item SET turn_id = ? WHERE id = ?').run(turnOfPartner(desk, id, lake), second);
    done(desk.lost(id));
    expect(desk.messages().slice(0, 2)).toEqual([
      ['partner', west, 'lost', { itemIds: [first], note: 'Searched' }],
      ['partner', lake, 'lost', { itemIds: [second], note: 'Searched' }],
    ]);
  });

  test('is neither on a shelf nor in transit, and undo puts it back', () => {
    begin(['on-hold-shelf', 'in-transit'], 'RECEIVED_PHYSICALLY');
    desk.raw.exec(`
      UPDATE item SET hold_until = '2026-12-01', shelved_at = received_at WHERE status = 'on-hold-shelf';
      UPDATE item SET destination_desk_id = 2, going_back = 1 WHERE status = 'in-transit'`);
    before = dumpState(desk);
    take(desk.lost(id));
    expect(
      desk.raw.prepare('SELECT destination_desk_id, going_back, shelved_at, hold_until FROM item').all(),
    ).toEqual(
      Array(2).fill({ destination_desk_id: null, going_back: 0, shelved_at: null, hold_until: null }),
    );
    undoAll();
  });

  test('is not lent: when returned, it has turned up and goes back, and nothing is lost any longer', () => {
    begin(['on-loan', 'on-hold-shelf']);
    take(desk.lost(id, items[0]));
    expect(codeOf(lend(1))).toBe('item-lost');
    take(giveBack(items[1]));
    expect(desk.statusOf(id)).toBe('REPORT_LOST');
    expect(done(circulationOf(desk).look(barcode(1))).remarks[0]).toContain('it has turned up and goes back');
    take(giveBack(items[0]));
    expect(statuses()).toEqual(['returned-to-partner', 'returned-to-partner']);
    expect(desk.statusOf(id)).toBe('RETURNED_TO_PARTNER');
    expect(toPartners()).toEqual(['north lost', 'north returned', 'north returned']);
    undoAll();
  });

  test('is found: it is at this desk again, and its partner is notified; not while its barcode is in use elsewhere', () => {
    begin(['on-loan']);
    take(desk.lost(id));
    const lost = dumpState(desk);
    const found = done(desk.found(id));
    expect([desk.statusOf(id), toPartners().at(-1)]).toEqual(['RECEIVED_PHYSICALLY', 'north found']);
    takeAllBack(desk, [found], lost);
    const other = desk.add({ externalId: 'R2', status: 'LOANED', items: ['on-loan'] });
    desk.raw.prepare('UPDATE item SET barcode = ? WHERE request_id = ?').run(barcode(1), other);
    const taken = dumpState(desk);
    const refused = desk.found(id);
    expect([codeOf(refused), sentenceOf(refused)]).toEqual([
      'barcode-in-use',
      expect.stringContaining('in use on R2'),
    ]);
    expectState(desk, taken);
  });
});

describe('a damaged item', () => {
  test('stays where it is; the partner is notified', () => {
    begin(['on-hold-shelf'], 'RECEIVED_PHYSICALLY');
    expect(take(desk.damaged(id)).headline).toBe(`Reported damaged: ${barcode(1)}`);
    expect([desk.statusOf(id), statuses()]).toEqual(['DAMAGED', ['on-hold-shelf']]);
    expect(desk.messages()).toEqual([['partner', north, 'damaged', { itemIds: items, note: 'Wet' }]]);
    take(desk.lost(id));
    expect(desk.statusOf(id)).toBe('REPORT_LOST');
    undoAll();
  });

  test('is lent when the clerk hands it out, goes back like any other, and stays damaged until that is settled', () => {
    begin(['on-hold-shelf'], 'RECEIVED_PHYSICALLY');
    take(desk.damaged(id));
    expect(take(lend(1)).remarks).toContain(
      'Damage was reported to North University Library. Point it out to the patron, so there’s no question about it when the item comes back.',
    );
    take(giveBack(items[0]));
    expect(desk.statusOf(id)).toBe('DAMAGED');
    take(desk.answer(id, { kind: 'checked-in', note: '' }));
    expect([desk.statusOf(id), reports()]).toEqual(['DAMAGED', ['damaged']]);
    take(desk.settle(id));
    expect([desk.statusOf(id), reports()]).toEqual(['REQUEST_COMPLETED', ['none']]);
    undoAll();
  });
});

test('an item that is not here cannot be lost or damaged', () => {
  for (const [status, code] of [
    ['REQUEST_SENT', 'status-forbids'],
    ['RETURNED_TO_PARTNER', 'item-unknown'],
    ['REQUEST_COMPLETED', 'status-forbids'],
  ] as const) {
    const request = desk.add({ externalId: status, status });
    expect(codeOf(desk.lost(request)), status).toBe(code);
    expect(codeOf(desk.damaged(request)), status).toBe(code);
  }
  // A parcel that never arrived can be lost; nothing in it can be damaged.
  const shipped = desk.add({ externalId: 'T', status: 'SHIPPED_PHYSICALLY' });
  expect(codeOf(desk.damaged(shipped))).toBe('status-forbids');
});

describe('despite a report', () => {
  test.each([
    ['lost', 'REPORT_LOST'],
    ['damaged', 'DAMAGED'],
  ] as const)(
    'one volume %s: the others are renewed, lent and returned, and the report stays',
    (report, status) => {
      begin(['on-loan', 'on-loan', 'on-hold-shelf']);
      take(desk[report](id, items[0]));
      take(desk.renew(id, '2026-12-20', items[1]));
      expect([desk.statusOf(id), loanDays().includes('2026-12-20')]).toEqual([status, true]);
      // Damage is mentioned only for the damaged volume.
      expect(take(lend(3)).remarks.some((remark) => remark.includes('Damage was reported'))).toBe(false);
      take(giveBack(items[1]));
      take(giveBack(items[2]));
      if (report === 'damaged') take(giveBack(items[0]));
      expect(desk.statusOf(id)).toBe(status);
      expect(toPartners().filter((line) => line === 'north returned')).toHaveLength(
        report === 'damaged' ? 3 : 2,
      );
      undoAll();
    },
  );

  test('a partner that must be asked is asked once, and its answer is recorded', () => {
    begin(['on-loan', 'on-loan'], 'LOANED', west);
    take(desk.damaged(id, items[0]));
    take(desk.renew(id, '2027-01-20'));
    expect([desk.statusOf(id), loanDays()]).toEqual(['DAMAGED', ['2026-12-11', '2026-12-11']]);
    expect(sentenceOf(desk.renew(id, '2027-01-24'))).toMatch(/has already been asked to renew it/);
    take(desk.answer(id, { kind: 'renewed', dueOn: '2027-01-20' as never, note: '' }));
    expect([desk.statusOf(id), loanDays()]).toEqual(['DAMAGED', ['2027-01-20', '2027-01-20']]);
    undoAll();
  });

  test('a recall takes precedence over a report, as long as something can be sent back', () => {
    begin(['on-loan', 'on-hold-shelf', 'on-loan']);
    const recall = () => desk.answer(id, { kind: 'recalled', backBy: null, note: '' });
    take(desk.damaged(id, items[0]));
    take(recall());
    take(desk.lost(id, items[0]));
    expect([desk.statusOf(id), codeOf(lend(2))]).toEqual(['RECALLED_BOR', 'item-recalled']);
    take(desk.lost(id));
    expect(desk.statusOf(id)).toBe('REPORT_LOST');
    expect(take(recall()).remarks.join(' ')).toContain('Nothing else changes.');
    undoAll();
  });

  test('each return has its own letter: one is undone without the other, also out of order', () => {
    begin(['on-loan', 'on-loan', 'on-loan']);
    take(desk.lost(id, items[0]));
    const second = take(giveBack(items[1]));
    const third = take(giveBack(items[2]));
    const returned = () =>
      desk.messages().flatMap(([, , kind, payload]) => (kind === 'returned' ? [payload] : []));
    expect(returned()).toEqual([{ itemIds: [items[1]] }, { itemIds: [items[2]] }]);
    expect(undo(second.opId)).toBe('ok');
    expect([returned(), statuses()]).toEqual([
      [{ itemIds: [items[2]] }],
      ['lost', 'on-loan', 'returned-to-partner'],
    ]);
    expect(undo(third.opId)).toBe('ok');
  });

  test.each(['lost', 'returned'] as const)(
    'and a recall: the volume %s first can be undone although the other follows, and it is recalled again',
    (first) => {
      begin(['on-loan', 'on-loan'], 'RECALLED_BOR');
      take(first === 'lost' ? desk.lost(id, items[0]) : giveBack(items[0]));
      take(first === 'lost' ? giveBack(items[1]) : desk.lost(id, items[1]));
      expect(desk.statusOf(id)).toBe('REPORT_LOST');
      expect(undo(steps[0]!.opId)).toBe('ok');
      expect(desk.statusOf(id)).toBe('RECALLED_BOR');
      expect(undo(steps[1]!.opId)).toBe('ok');
      expectState(desk, before);
    },
  );
});

describe('settling', () => {
  const settled = { kind: 'settled', note: 'Paid' } as const;

  test('with the partner: the last loss completes the request; while something is out only the mark is removed', () => {
    begin(['on-loan', 'on-hold-shelf']);
    take(desk.lost(id, items[0]));
    const early = done(desk.answer(id, settled));
    expect(desk.statusOf(id)).toBe('RECEIVED_PHYSICALLY');
    expect([undo(early.opId), desk.statusOf(id)]).toEqual(['ok', 'REPORT_LOST']);
    take(desk.lost(id));
    take(desk.answer(id, settled));
    expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
    undoAll();
  });

  test('one volume by hand, with a reason, keeps the other report', () => {
    begin(['on-loan', 'on-loan']);
    take(desk.lost(id));
    take(desk.settle(id, items[0]!));
    expect([desk.statusOf(id), reports()]).toEqual(['REPORT_LOST', ['none', 'lost']]);
    take(desk.settle(id));
    expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
    expect(codeOf(desk.settle(id))).toBe('status-forbids');
    undoAll();
  });
});
