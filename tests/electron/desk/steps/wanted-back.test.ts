import { describe, expect, test } from 'vitest';
import type { ItemId, RequestId } from '../../../../shared/domain/ids.ts';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import { circulationOf } from '../../../support/circulation.ts';
import {
  day,
  type DecisionValues,
  done,
  itemsOf,
  lake,
  openDecisionDesk,
  recordAnswer,
  takeAllBack,
  turnOfPartner,
  west,
} from '../../../support/decision-desk.ts';
import { dumpState } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { codeOf, sentenceOf } from '../../../support/results.ts';
import { expectState } from '../../../support/same-state.ts';

// What partners want back, and how they confirm that they have it.

const desk = forEachTest(openDecisionDesk);
const { receive } = receivingAt(() => desk);

const record = (values: DecisionValues, answer: PartnerAnswer) => recordAnswer(desk, values, answer);
const lent: DecisionValues = { externalId: 'A1', status: 'LOANED', items: ['on-loan'] };
const giveBack = (itemId: ItemId | undefined) => done(circulationOf(desk).giveBack(itemId!));
const checkIns = (): string[] =>
  desk.raw.prepare('SELECT check_in FROM item ORDER BY volume').pluck().all() as string[];
const checkedIn: PartnerAnswer = { kind: 'checked-in', note: '' };
const missed = (itemId: ItemId | null = null): PartnerAnswer => ({
  kind: 'not-arrived',
  itemId,
  note: 'Not in our post',
});

/** A request for which Lake sent the second volume and West the others. */
const ofTwo = (statuses: readonly string[]): RequestId => {
  const id = desk.add({
    externalId: 'MIX',
    status: statuses.includes('on-loan') ? 'LOANED' : 'RETURNED_TO_PARTNER',
    rota: [lake, west],
    activePartner: west,
    volumes: statuses.length,
    items: statuses,
  });
  const [, second] = itemsOf(desk, id);
  const ofLake = turnOfPartner(desk, id, lake);
  desk.raw.prepare("UPDATE turn SET state = 'closing' WHERE id = ?").run(ofLake);
  desk.raw.prepare('UPDATE item SET turn_id = ? WHERE id = ?').run(ofLake, second);
  return id;
};

describe('a demand from the partner', () => {
  const say = (kind: 'overdue' | 'recalled', note = ''): PartnerAnswer =>
    kind === 'recalled' ? { kind, note, backBy: day('2026-12-05') } : { kind, note };

  test.each([
    ['overdue', 'OVERDUE_ITEM', {}],
    ['recalled', 'RECALLED_BOR', { backBy: '2026-12-05' }],
  ] as const)(
    '%s: the patron who has it is notified, with the date and the volumes; otherwise staff',
    (kind, after, date) => {
      const { id, status } = record(lent, say(kind, 'Please'));
      expect(status).toBe(after);
      expect(desk.messages()).toEqual([
        ['patron', null, kind, { note: 'Please', itemIds: itemsOf(desk, id), ...date }],
      ]);
      expect(desk.raw.prepare('SELECT back_by FROM item').pluck().get()).toBe(
        'backBy' in date ? date.backBy : null,
      );
      const shelved = desk.add({ externalId: 'A2', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
      expect(done(desk.answer(shelved, say(kind))).remarks).toEqual([
        'The patron does not have it. Return it to the partner.',
      ]);
      expect(desk.messages()).toHaveLength(1);
    },
  );

  test.each(['overdue', 'recalled'] as const)(
    '%s while its parcel is on the way applies from receipt on',
    (kind) => {
      const { id, outcome, status } = record({ externalId: 'A1', status: 'SHIPPED_PHYSICALLY' }, say(kind));
      expect(outcome.remarks).toEqual(['It has not arrived yet. Return it to the partner when it does.']);
      expect(status).toBe('SHIPPED_PHYSICALLY');
      done(receive({ requestId: id, barcode: 'N-1' }));
      expect(desk.statusOf(id)).toBe(kind === 'overdue' ? 'OVERDUE_ITEM' : 'RECALLED_BOR');
      expect(desk.raw.prepare('SELECT demand, back_by FROM item').raw().get()).toEqual([
        kind,
        kind === 'recalled' ? '2026-12-05' : null,
      ]);
    },
  );

  test.each(['overdue', 'recalled'] as const)(
    '%s for an item already returned: nothing moves, and an active note asks for our answer',
    (kind) => {
      const back: DecisionValues = {
        externalId: 'A1',
        status: 'RETURNED_TO_PARTNER',
        items: ['returned-to-partner'],
      };
      const { id, outcome, status } = record(back, say(kind));
      expect(status).toBe('RETURNED_TO_PARTNER');
      expect(outcome.remarks[0]).toContain('Everything was returned to North University Library');
      expect(desk.partnerNotes(id)[0]).toContain('Tell the partner that we returned it');
      expect(desk.messages()).toEqual([]);
    },
  );

  test('belongs to the named partner, and so does its withdrawal; a partner whose books were all returned gets its answer', () => {
    const id = desk.add({
      externalId: 'MIX',
      status: 'LOANED',
      rota: [lake, west],
      activePartner: west,
      items: ['on-loan', 'on-loan', 'returned-to-partner'],
    });
    const [, second] = itemsOf(desk, id);
    const demands = () => desk.raw.prepare('SELECT demand FROM item ORDER BY id').pluck().all();
    desk.raw.prepare('UPDATE item SET turn_id = ? WHERE id = ?').run(turnOfPartner(desk, id, lake), second);
    const notice = done(desk.answer(id, say('overdue'), lake));
    expect(notice.headline).toBe('Lake College says it is overdue');
    expect(demands()).toEqual(['none', 'overdue', 'none']);
    const before = dumpState(desk);
    const withdrawn = done(desk.answer(id, { kind: 'demand-withdrawn', note: '' }, lake));
    expect(demands()).toEqual(['none', 'none', 'none']);
    takeAllBack(desk, [withdrawn], before);
    // If no partner is chosen, the answer is that of the one for which it has a consequence.
    expect(done(desk.answer(id, { kind: 'demand-withdrawn', note: '' })).headline).toContain('Lake College');
    desk.raw.exec("UPDATE item SET status = 'returned-to-partner' WHERE volume = 2");
    expect(done(desk.answer(id, say('overdue'), lake)).remarks.join(' ')).toContain(
      'Everything was returned to Lake College',
    );
    expect(demands()).toEqual(['none', 'none', 'none']);
    expect(done(desk.answer(id, say('overdue'))).headline).toContain('West College');
  });

  test('from an unrecorded partner still concerns its volume', () => {
    const id = desk.add({ ...lent, activePartner: null });
    done(desk.answer(id, say('recalled')));
    expect(desk.told()).toEqual(['patron recalled']);
    expect(desk.raw.prepare('SELECT back_by FROM item').pluck().get()).toBe('2026-12-05');
  });
});

describe('a check-in', () => {
  test.each([
    ['in the order of the rota', [lake, west]],
    ['the other way round', [west, lake]],
  ])(
    'concerns one turn: two partners get theirs back one after the other, %s, while the other book is still lent',
    (_, [one, other]) => {
      const id = ofTwo(['on-loan', 'on-loan']);
      const items = itemsOf(desk, id);
      const bookOf = (partner: typeof one) => items[partner === lake ? 1 : 0];
      const before = dumpState(desk);
      const steps = [giveBack(bookOf(one))];
      // The other partner's book is with the patron.
      expect(sentenceOf(desk.answer(id, checkedIn, other))).toMatch(/^B-1-\d is still out\./);
      steps.push(done(desk.answer(id, checkedIn, one)));
      expect([desk.statusOf(id), checkIns().toSorted()]).toEqual(['LOANED', ['checked-in', 'none']]);
      expect(desk.facts(id).life.turns.find(({ partnerId }) => partnerId === one)?.state).toBe('supplied');
      steps.push(giveBack(bookOf(other)), done(desk.answer(id, checkedIn, other)));
      expect([desk.statusOf(id), checkIns()]).toEqual(['REQUEST_COMPLETED', ['checked-in', 'checked-in']]);
      takeAllBack(desk, steps, before);
    },
  );

  test('names the partner that has not answered', () => {
    const id = ofTwo(['returned-to-partner', 'returned-to-partner']);
    const outcome = done(desk.answer(id, checkedIn, lake));
    expect(outcome.headline).toBe('Lake College has it back');
    expect(outcome.remarks.join(' ')).toContain(
      'Items from West College were returned too, but no one has confirmed that they arrived',
    );
    expect([desk.statusOf(id), checkIns()]).toEqual(['RETURNED_TO_PARTNER', ['none', 'checked-in']]);
  });

  test('from one partner does not clear another one’s loss', () => {
    const id = ofTwo(['on-loan', 'on-loan']);
    const [ofWest, ofLake] = itemsOf(desk, id);
    done(desk.lost(id, ofWest));
    giveBack(ofLake);
    done(desk.answer(id, checkedIn, lake));
    expect([desk.statusOf(id), checkIns()]).toEqual(['REPORT_LOST', ['none', 'checked-in']]);
    done(desk.answer(id, { kind: 'settled', note: 'Paid' }, west));
    expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
  });

  test('applies to returned volumes, and never to lost ones, even of the same partner', () => {
    const id = desk.add({ ...lent, volumes: 2, items: ['on-loan', 'on-loan'] });
    const [first, second] = itemsOf(desk, id);
    done(desk.lost(id, first));
    giveBack(second);
    const before = dumpState(desk);
    const outcome = done(desk.answer(id, checkedIn));
    expect([desk.statusOf(id), checkIns()]).toEqual(['REPORT_LOST', ['none', 'checked-in']]);
    takeAllBack(desk, [outcome], before);
    // It names its volumes, and may say that lost ones have turned up there.
    done(desk.answer(id, { ...checkedIn, itemIds: [first!, second!], found: true }));
    expect([desk.statusOf(id), checkIns()]).toEqual(['REQUEST_COMPLETED', ['checked-in', 'checked-in']]);
  });

  test('of a set with volumes that never arrived asks first whether it is over', () => {
    const id = desk.add({ ...lent, volumes: 3, items: ['on-loan', 'on-loan'] });
    for (const itemId of itemsOf(desk, id)) giveBack(itemId);
    // The rest has not been cancelled: it is still expected.
    expect(desk.turns(id)).toEqual(['north shipped']);
    const before = dumpState(desk);
    expect(codeOf(desk.answer(id, checkedIn))).toBe('set-incomplete');
    expectState(desk, before);
    const more = done(desk.answer(id, { ...checkedIn, endsSet: false }));
    expect([desk.statusOf(id), desk.turns(id)]).toEqual(['SHIPPED_PHYSICALLY', ['north shipped']]);
    takeAllBack(desk, [more], before);
    const over = done(desk.answer(id, { ...checkedIn, endsSet: true }));
    expect([desk.statusOf(id), desk.told().at(-1)]).toEqual(['REQUEST_COMPLETED', 'north rest-not-needed']);
    takeAllBack(desk, [over], before);
  });
});

describe('an item that did not reach the partner', () => {
  const sendBack = (volumes = 1): { readonly id: RequestId; readonly items: readonly ItemId[] } => {
    const id = desk.add({ ...lent, volumes, items: Array<string>(volumes).fill('on-loan') });
    const items = itemsOf(desk, id);
    for (const itemId of items) giveBack(itemId);
    return { id, items };
  };
  const found = (id: RequestId) => done(desk.found(id));

  test('has a mark and moves nothing else; no one is notified, and a later check-in completes the request', () => {
    const { id } = sendBack();
    const before = dumpState(desk);
    const told = desk.told();
    const said = done(desk.answer(id, missed()));
    expect(said.remarks[0]).toContain('If it turns up here, choose Found.');
    expect(said.headline).toBe('North University Library says it never arrived');
    expect(said.remarks[0]).toMatch(/^Ask the carrier.*has it back\.$/);
    expect([desk.statusOf(id), checkIns(), desk.told()]).toEqual(['RETURNED_TO_PARTNER', ['missed'], told]);
    const back = done(desk.answer(id, checkedIn));
    expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
    takeAllBack(desk, [said, back], before);
  });

  test('is found here: it waits at this desk, its partner is notified, and it is returned again', () => {
    const { id, items } = sendBack();
    done(desk.answer(id, missed()));
    const before = dumpState(desk);
    const steps = [found(id)];
    expect([desk.statusOf(id), desk.told().at(-1)]).toEqual(['RETURNED_BY_PATRON', 'north found']);
    steps.push(giveBack(items[0]));
    expect([desk.statusOf(id), checkIns()]).toEqual(['RETURNED_TO_PARTNER', ['none']]);
    expect(desk.told().filter((line) => line.endsWith(' returned'))).toHaveLength(2);
    takeAllBack(desk, steps, before);
  });

  test('or is reported lost, and settled', () => {
    const { id } = sendBack();
    expect(codeOf(desk.lost(id))).toBe('item-unknown');
    done(desk.answer(id, missed()));
    const before = dumpState(desk);
    const lost = done(desk.lost(id));
    // It does not concern the patron, who has brought it back.
    expect([desk.statusOf(id), desk.told().at(-1)]).toEqual(['REPORT_LOST', 'north lost']);
    takeAllBack(desk, [lost], before);
    done(desk.lost(id));
    done(desk.answer(id, { kind: 'settled', note: 'Paid' }));
    expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
  });

  test('may be one volume of a set; a missed one is not missed twice, and the others are checked in', () => {
    const { id, items } = sendBack(3);
    expect(done(desk.answer(id, missed(items[1]))).headline).toBe(
      `North University Library says it never arrived: volume 2, B-${id}-2`,
    );
    expect(checkIns()).toEqual(['none', 'missed', 'none']);
    const again = done(desk.answer(id, missed(items[1])));
    expect(again.remarks.join(' ')).toContain('Nothing else changes.');
    done(desk.answer(id, { ...checkedIn, itemIds: [items[0]!, items[2]!] }));
    expect([desk.statusOf(id), checkIns()]).toEqual([
      'RETURNED_TO_PARTNER',
      ['checked-in', 'missed', 'checked-in'],
    ]);
  });
});
