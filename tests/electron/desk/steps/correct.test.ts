import { describe, expect, test } from 'vitest';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import type { ItemId, PartnerId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import { circulationOf } from '../../../support/circulation.ts';
import {
  day,
  done,
  itemsOf,
  lake,
  north,
  openDecisionDesk,
  takeAllBack,
  turnOfPartner,
  west,
} from '../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { codeOf } from '../../../support/results.ts';
import { expectState } from '../../../support/same-state.ts';

const desk = forEachTest(openDecisionDesk);
const { receive, finish } = receivingAt(() => desk);

type Correction = Partial<StepInput<'correct'>>;
const correct = (requestId: RequestId, what: Correction) =>
  take(desk.context, 'correct', { opId: newOpId(), requestId, asOf: null, itemId: null, ...what });
const turnOf = (id: RequestId, partner: PartnerId): TurnId => turnOfPartner(desk, id, partner);
const volumeOf = (id: RequestId, at = 0) => desk.facts(id).items[at]!;
const firstOf = (id: RequestId): ItemId => itemsOf(desk, id)[0]!;

describe('the due date', () => {
  const shelved = (): RequestId =>
    desk.add({ externalId: 'D1', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });

  test.each([
    ['forward', '2027-03-01', 'due back 1 Mar 2027'],
    ['back', '2026-12-05', 'due back 5 Dec 2026'],
    ['to none', null, 'no due date'],
  ])('of a volume is changed %s, with its hold date, and no one is told', (_, dueOn, words) => {
    const id = shelved();
    desk.raw.exec("UPDATE item SET shelved_at = '2026-11-24T08:00:00.000Z', hold_until = '2026-12-04'");
    const before = dumpState(desk);
    const outcome = done(correct(id, { itemId: firstOf(id), dueOn: dueOn === null ? null : day(dueOn) }));
    expect(outcome.headline.toLowerCase()).toContain(words.toLowerCase());
    expect([volumeOf(id).dueOn, desk.facts(id).dueOn, desk.told()]).toEqual([dueOn, dueOn, []]);
    if (dueOn === '2026-12-05')
      expect(desk.raw.prepare('SELECT hold_until FROM item').pluck().get()).toBe('2026-12-01');
    takeAllBack(desk, [outcome], before);
  });

  test('named by a partner is that of its turn only', () => {
    const id = desk.add({ externalId: 'D1', status: 'SHIPPED_PHYSICALLY', rota: [north, west] });
    const before = dumpState(desk);
    const outcome = done(correct(id, { turnId: turnOf(id, north), dueOn: day('2027-02-02') }));
    expect(desk.facts(id).dueOn).toBe('2027-02-02');
    takeAllBack(desk, [outcome], before);
    done(correct(id, { turnId: turnOf(id, west), dueOn: day('2027-05-05') }));
    expect(desk.facts(id).dueOn).toBe('2027-01-15');
  });

  test('is not corrected after the book was returned, and the same date changes nothing', () => {
    const id = shelved();
    const itemId = firstOf(id);
    expect(codeOf(correct(id, { itemId, dueOn: day('2027-01-15') }))).toBe('bad-payload');
    expect(codeOf(correct(id, { itemId: 999 as ItemId, dueOn: null }))).toBe('item-unknown');
    done(circulationOf(desk).giveBack(itemId));
    const before = dumpState(desk);
    expect(codeOf(correct(id, { itemId, dueOn: null }))).toBe('item-unknown');
    expectState(desk, before);
  });
});

describe('the barcode', () => {
  test('is replaced, provided that no other item has it', () => {
    const id = desk.add({ externalId: 'B1', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
    desk.add({ externalId: 'B2', status: 'LOANED', items: ['on-loan'] });
    const itemId = firstOf(id);
    const before = dumpState(desk);
    for (const [barcode, code] of [
      ['B-2-1', 'barcode-in-use'],
      ['B-1-1', 'bad-payload'],
      ['', 'code-empty'],
    ] as const)
      expect(codeOf(correct(id, { itemId, barcode })), barcode).toBe(code);
    expectState(desk, before);
    const outcome = done(correct(id, { itemId, barcode: 'NEW-1' }));
    expect([volumeOf(id).barcode, desk.told()]).toEqual(['NEW-1', []]);
    takeAllBack(desk, [outcome], before);
  });
});

describe('who sent a volume', () => {
  /** North was passed over with a date of its own; West was asked next, and the parcel that arrived was credited to West. */
  const takenForWest = (): RequestId => {
    const id = desk.add({ externalId: 'P1', status: 'REQUEST_SENT', rota: [north, west, lake] });
    done(desk.answer(id, { kind: 'shipped', dueOn: day('2027-02-01'), reason: '', note: '' }));
    done(desk.take('ask-next-partner', id));
    done(desk.answer(id, { kind: 'shipped', dueOn: day('2027-04-01'), reason: '', note: '' }));
    desk.letLeave();
    done(receive({ requestId: id, barcode: 'N-1', details: { turnId: turnOf(id, west) } }));
    return id;
  };
  const since = (told: readonly string[]): string[] => desk.told().slice(told.length);

  test('is corrected: the letter to the wrong partner is removed and it is no longer needed; the right one is told, with its own date', () => {
    const id = takenForWest();
    expect([volumeOf(id).dueOn, desk.turns(id)]).toEqual([
      '2027-04-01',
      ['north passed-over', 'west closing', 'lake waiting'],
    ]);
    const before = dumpState(desk);
    const outcome = done(correct(id, { itemId: firstOf(id), turnId: turnOf(id, north) }));
    expect(outcome.headline).toContain('sent by North University Library');
    expect(desk.turns(id)).toEqual(['north closing', 'west passed-over', 'lake waiting']);
    expect([volumeOf(id).turnId, volumeOf(id).dueOn]).toEqual([turnOf(id, north), '2027-02-01']);
    // Received to West had not left.
    expect(desk.told().filter((line) => /received|west not-needed/u.test(line))).toEqual([
      'west received (outdated)',
      'north received',
      'west not-needed',
    ]);
    takeAllBack(desk, [outcome], before);
  });

  test('if the letter may have left, the wrong partner gets a correction', () => {
    const id = takenForWest();
    desk.letLeave();
    const before = dumpState(desk);
    const told = desk.told();
    const outcome = done(correct(id, { itemId: firstOf(id), turnId: turnOf(id, north) }));
    expect(since(told).toSorted()).toEqual(['north received', 'west correction', 'west not-needed']);
    takeAllBack(desk, [outcome], before);
  });

  test('for one volume of a set keeps the others: each partner knows which of them arrived', () => {
    const id = desk.add({
      externalId: 'S1',
      status: 'SHIPPED_PHYSICALLY',
      volumes: 2,
      rota: [[west, 'passed-over'], north],
    });
    const sender = { details: { turnId: turnOf(id, north) }, several: true };
    done(receive({ requestId: id, barcode: 'N-1', ...sender }));
    done(receive({ requestId: id, barcode: 'N-2', ...sender }));
    done(finish(id));
    const [first, second] = itemsOf(desk, id);
    const received = () =>
      desk
        .messages()
        .filter(([, , kind], at) => kind === 'received' && !desk.told()[at]!.endsWith('(outdated)'))
        .map(([, partner, , payload]) => [partner, (payload as { itemIds: ItemId[] }).itemIds]);
    expect(received()).toEqual([[north, [first, second]]]);
    const before = dumpState(desk);
    const outcome = done(correct(id, { itemId: second!, turnId: turnOf(id, west) }));
    expect(received()).toEqual([
      [north, [first]],
      [west, [second]],
    ]);
    takeAllBack(desk, [outcome], before);
    // If the letter may have left, it is corrected, and what remains true is sent again.
    desk.letLeave();
    const left = dumpState(desk);
    const again = done(correct(id, { itemId: second!, turnId: turnOf(id, west) }));
    expect(desk.told()).toContain('north correction');
    expect(received().slice(1)).toEqual([
      [north, [first]],
      [west, [second]],
    ]);
    takeAllBack(desk, [again], left);
  });

  test('cannot be a partner that was not asked', () => {
    const id = takenForWest();
    const before = dumpState(desk);
    expect(codeOf(correct(id, { itemId: firstOf(id), turnId: turnOf(id, lake) }))).toBe('status-forbids');
    expectState(desk, before);
  });

  test('determines the return: it goes back to the right partner, with its return letter', () => {
    const id = takenForWest();
    done(correct(id, { itemId: firstOf(id), turnId: turnOf(id, north) }));
    done(circulationOf(desk).giveBack(firstOf(id)));
    expect(desk.told()).toContain('north returned');
    expect(desk.told()).not.toContain('west returned');
    done(desk.answer(id, { kind: 'checked-in', note: '' }, north));
    expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
  });
});

describe('an unrecorded partner', () => {
  test('is set once: then letters go to it, and the history names its turn', () => {
    const id = desk.add({
      externalId: 'N1',
      status: 'LOANED',
      activePartner: null,
      items: ['on-loan'],
    });
    const turnId = desk.facts(id).partners[0]!.turnId;
    const before = dumpState(desk);
    const outcome = done(correct(id, { turnId, partnerId: west }));
    expect(outcome.headline).toContain('sent by West College');
    expect(desk.facts(id).partners).toMatchObject([{ partnerId: west, name: 'West College' }]);
    expect(desk.raw.prepare('SELECT kind, turn_id FROM request_event').raw().all()).toEqual([
      ['correct', turnId],
    ]);
    takeAllBack(desk, [outcome], before);
    done(correct(id, { itemId: firstOf(id), partnerId: west }));
    done(circulationOf(desk).giveBack(firstOf(id)));
    expect(desk.told()).toContain('west returned');
    expect(codeOf(correct(id, { turnId, partnerId: north }))).toBe('status-forbids');
    expect(codeOf(correct(id, { turnId, partnerId: 99 as PartnerId }))).toBe('partner-unknown');
  });
});
