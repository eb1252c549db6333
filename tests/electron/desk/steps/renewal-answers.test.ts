import { describe, expect, test } from 'vitest';
import { detailsService } from '../../../../electron/main/desk/queries/details/details.service.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import { circulationOf } from '../../../support/circulation.ts';
import {
  day,
  type DecisionValues,
  done,
  itemsOf,
  lake,
  openDecisionDesk,
  takeAllBack,
  turnOfPartner,
  west,
} from '../../../support/decision-desk.ts';
import { dumpState } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { codeOf, valueOf } from '../../../support/results.ts';
import { expectState } from '../../../support/same-state.ts';

// Each request is due back to its partner on 15 January; its patron has it until 11 December.

const desk = forEachTest(openDecisionDesk);

const loans = (): unknown[] =>
  desk.raw.prepare('SELECT due_on, renewal_due_on, renewals FROM loan ORDER BY id').all();
const dueOn = (): unknown => desk.raw.prepare('SELECT due_on FROM request').pluck().get();
const renewals = (): unknown[] => desk.raw.prepare('SELECT renewal FROM item ORDER BY id').pluck().all();
const lent = (values: Partial<DecisionValues> = {}): RequestId =>
  desk.add({ externalId: 'R1', status: 'LOANED', items: ['on-loan'], ...values });
const yes = (until: string | null): PartnerAnswer => ({
  kind: 'renewed',
  dueOn: until === null ? null : day(until),
  note: '',
});
const no: PartnerAnswer = { kind: 'renewal-refused', note: 'Wanted here' };

describe('the answer', () => {
  test.each([
    ['2027-01-20', '2027-01-20'],
    ['2027-03-01', '2027-03-01'],
    // Without a date, the requested one applies.
    [null, '2027-01-29'],
  ])('yes until %s: the dates of the volumes that it names move, and the patron is told', (until, moved) => {
    const id = lent({ activePartner: west });
    done(desk.renew(id, '2027-01-29'));
    const before = dumpState(desk);
    const outcome = done(desk.answer(id, yes(until)));
    expect(outcome.headline).toMatch(/^West College renewed it until/);
    expect([desk.statusOf(id), dueOn()]).toEqual(['RENEWED', moved]);
    expect(loans()).toMatchObject([{ due_on: moved, renewal_due_on: null, renewals: 1 }]);
    expect(desk.messages().at(-1)).toEqual([
      'patron',
      null,
      'renewed',
      { dueOn: moved, itemIds: itemsOf(desk, id) },
    ]);
    takeAllBack(desk, [outcome], before);
  });

  test('yes, without a date where none was asked for: the date that the partner gave is wanted', () => {
    const id = desk.add({ externalId: 'R1', status: 'RENEW_REQUESTED', activePartner: west });
    const before = dumpState(desk);
    expect(desk.answer(id, yes(null))).toMatchObject({
      ok: false,
      error: { code: 'date-refused', message: 'Enter the new due date that the partner gave.' },
    });
    expectState(desk, before);
    done(desk.answer(id, yes('2027-02-20')));
    expect(dueOn()).toBe('2027-02-20');
  });

  test('yes, unsolicited: it is accepted too, and a date in the past is refused', () => {
    const id = lent({ activePartner: west });
    const before = dumpState(desk);
    expect(codeOf(desk.answer(id, yes('2026-11-24')))).toBe('date-refused');
    expectState(desk, before);
    const outcome = done(desk.answer(id, yes('2027-02-20')));
    expect([desk.statusOf(id), dueOn()]).toEqual(['RENEWED', '2027-02-20']);
    takeAllBack(desk, [outcome], before);
  });

  test('yes, for one volume of a set, and for an overdue one, which is no longer overdue', () => {
    const id = lent({ activePartner: west, volumes: 2, items: ['on-loan', 'on-loan'] });
    done(desk.answer(id, { kind: 'overdue', note: '' }));
    const [first] = itemsOf(desk, id);
    done(desk.renew(id, '2027-01-29', first));
    done(desk.answer(id, yes('2027-01-29')));
    expect(loans()).toMatchObject([{ due_on: '2027-01-29' }, { due_on: '2026-12-11' }]);
    expect(desk.raw.prepare('SELECT demand FROM item ORDER BY volume').pluck().all()).toEqual([
      'none',
      'overdue',
    ]);
  });

  test('no: the date is unchanged, and the patron who has it is told to bring it back', () => {
    const id = lent({ activePartner: west });
    done(desk.renew(id, '2027-01-29'));
    const before = dumpState(desk);
    const outcome = done(desk.answer(id, no));
    expect(desk.statusOf(id)).toBe('RENEW_NOT_ACCEPTED');
    expect(loans()).toMatchObject([{ due_on: '2026-12-11', renewal_due_on: null, renewals: 0 }]);
    expect(desk.messages().at(-1)).toEqual([
      'patron',
      null,
      'renewal-refused',
      { note: 'Wanted here', itemIds: itemsOf(desk, id) },
    ]);
    takeAllBack(desk, [outcome], before);
  });

  test('no, for an item waiting to be lent: the patron was promised nothing', () => {
    const id = desk.add({
      externalId: 'A1',
      status: 'RECEIVED_PHYSICALLY',
      activePartner: west,
      items: ['on-hold-shelf'],
    });
    done(desk.renew(id, '2027-01-29'));
    done(desk.answer(id, no));
    expect([desk.statusOf(id), desk.told()]).toEqual(['RENEW_NOT_ACCEPTED', ['west renewal-asked']]);
  });

  test.each([yes('2027-01-29'), no])(
    'after the patron brought it back the question is closed: the answer is kept in the thread, and the patron is not told',
    (answer) => {
      const id = lent({ activePartner: west });
      done(desk.renew(id, '2027-01-29'));
      done(circulationOf(desk).giveBack(itemsOf(desk, id)[0]!));
      const before = dumpState(desk);
      const told = desk.told();
      const outcome = done(desk.answer(id, answer));
      expect(outcome.remarks.join(' ')).toContain('Nothing else changes.');
      expect([dueOn(), desk.told()]).toEqual(['2027-01-15', told]);
      takeAllBack(desk, [outcome], before);
    },
  );

  test('a yes never ends a recall: no date moves', () => {
    const id = lent({ activePartner: west });
    done(desk.renew(id, '2027-01-29'));
    done(desk.answer(id, { kind: 'recalled', backBy: null, note: '' }));
    expect(done(desk.answer(id, yes('2027-01-29'))).remarks).toEqual([
      'Saved in the conversation with West College. The renewal is no longer requested, and no due date changes.',
    ]);
    // The details no longer show it either.
    const { items } = valueOf(detailsService(desk.context).details({ requestId: id }));
    expect(items.map(({ loan }) => loan?.renewalDueOn)).toEqual([null]);
    expect([desk.statusOf(id), dueOn()]).toEqual(['RECALLED_BOR', '2027-01-15']);
    done(desk.answer(id, { kind: 'demand-withdrawn', note: '' }));
    done(desk.answer(id, yes('2027-01-29')));
    expect(dueOn()).toBe('2027-01-29');
  });

  test('a yes by fewer days than there are between both dates is a renewal: the partner’s date moves, the loan’s does not', () => {
    desk.raw.exec(
      `INSERT INTO library_setting (library_id, key, value) VALUES (1, 'loans', '{"daysBeforePartner":10}')`,
    );
    const id = lent({ activePartner: west });
    done(desk.renew(id, '2027-01-29'));
    desk.raw.exec("UPDATE loan SET due_on = '2027-01-15'");
    done(desk.answer(id, yes('2027-01-20')));
    expect(desk.raw.prepare('SELECT due_on FROM item').pluck().get()).toBe('2027-01-20');
    expect(loans()).toMatchObject([{ due_on: '2027-01-15', renewal_due_on: null }]);
  });
});

describe('two partners asked', () => {
  const bothAsked = (): RequestId => {
    const id = lent({ rota: [lake, west], activePartner: west, items: ['on-loan', 'on-loan'] });
    const [, second] = itemsOf(desk, id);
    desk.raw.prepare('UPDATE item SET turn_id = ? WHERE id = ?').run(turnOfPartner(desk, id, lake), second);
    desk.raw.prepare('UPDATE partner SET renews_automatically = 0 WHERE id = ?').run(lake);
    done(desk.renew(id, '2027-02-10'));
    return id;
  };

  test('each answers for its volumes: the other one still owes its answer', () => {
    const id = bothAsked();
    const [first, second] = itemsOf(desk, id);
    expect(desk.messages()).toEqual([
      ['partner', west, 'renewal-asked', { dueOn: '2027-02-10', itemIds: [first] }],
      ['partner', lake, 'renewal-asked', { dueOn: '2027-02-10', itemIds: [second] }],
    ]);
    const before = dumpState(desk);
    const outcome = done(desk.answer(id, yes('2027-02-10'), lake));
    expect(outcome.headline).toBe('Lake College renewed it until 10 Feb 2027');
    expect([renewals(), desk.statusOf(id)]).toEqual([['asked', 'renewed'], 'RENEW_REQUESTED']);
    takeAllBack(desk, [outcome], before);
    done(desk.answer(id, no, lake));
    expect(renewals()).toEqual(['asked', 'refused']);
  });

  test('if none is chosen, it is one that owes an answer', () => {
    const id = bothAsked();
    const names = [no, no].map((answer) => done(desk.answer(id, answer)).headline);
    expect(names.toSorted()).toEqual(['Lake College did not renew it', 'West College did not renew it']);
    expect(renewals()).toEqual(['refused', 'refused']);
  });
});

describe('a renewal no longer wanted', () => {
  test('is withdrawn: the date stays, and the partner that was asked is told', () => {
    const id = lent({ activePartner: west });
    done(desk.renew(id, '2027-02-01'));
    const before = dumpState(desk);
    const outcome = done(desk.take('withdraw-renewal', id));
    expect([desk.statusOf(id), loans()]).toMatchObject(['LOANED', [{ renewal_due_on: null }]]);
    expect(desk.messages().at(-1)).toEqual([
      'partner',
      west,
      'renewal-withdrawn',
      { note: '', itemIds: itemsOf(desk, id) },
    ]);
    takeAllBack(desk, [outcome], before);
  });

  test('is refused by us, if a patron asked for it: the patron is told to bring it back', () => {
    const id = lent({ status: 'MEDIATED_RENEWAL' });
    const before = dumpState(desk);
    const outcome = done(desk.take('refuse-renewal', id, 'Others wait for it'));
    expect(desk.statusOf(id)).toBe('RENEW_NOT_ACCEPTED');
    expect(desk.messages()).toEqual([
      ['patron', null, 'renewal-refused', { note: 'Others wait for it', itemIds: itemsOf(desk, id) }],
    ]);
    takeAllBack(desk, [outcome], before);
  });
});
