import { describe, expect, test } from 'vitest';
import { newLife, type RequestEvent } from '../../../../shared/domain/life/life.ts';
import { canHappen, statusAfter } from '../../../../shared/domain/life/next.ts';
import { openQuestionsOf, statusOf } from '../../../../shared/domain/life/status.ts';
import { earliestDueOn } from '../../../../shared/domain/life/volumes.ts';
import {
  after,
  at,
  brings,
  day,
  hill,
  ids,
  item,
  north,
  one,
  renews,
  volume,
  withVolumes,
} from './life-cases.ts';

// What each step on volumes does, and when it is allowed: row by row as the table of the steps has it.

test('loan: a volume here, but not one that its partner wants back', () => {
  for (const status of ['on-hold-shelf', 'in-transit', 'returned-by-patron'])
    expect(statusAfter(withVolumes(volume(1, { status })), one('item.loaned'))).toBe('LOANED');
  for (const status of ['on-loan', 'returned-to-partner', 'lost'])
    expect(statusAfter(withVolumes(volume(1, { status })), one('item.loaned'))).toBeNull();
  expect(statusAfter(withVolumes(volume(1, { demand: 'recalled' })), one('item.loaned'))).toBeNull();
  expect(statusAfter(withVolumes(volume(1, { demand: 'overdue' })), one('item.loaned'))).toBe('OVERDUE_ITEM');
});

describe('renewal', () => {
  const two = withVolumes(
    volume(1, { status: 'on-loan', dueOn: day('2027-03-01') }),
    volume(2, { status: 'on-loan', dueOn: day('2027-06-01') }),
  );

  test('a volume is out (also before it was lent), not recalled by its partner', () => {
    for (const status of ['on-loan', 'on-hold-shelf', 'in-transit'])
      expect(statusAfter(withVolumes(volume(1, { status })), renews('2027-09-01', true, 1))).toBe('RENEWED');
    const not = [
      volume(1, { demand: 'recalled' }),
      volume(1, { status: 'returned-to-partner' }),
      volume(1, { status: 'lost' }),
      volume(1, { status: 'returned-by-patron', broughtBack: true }),
    ];
    for (const each of not) expect(statusAfter(withVolumes(each), renews('2027-09-01', true, 1))).toBeNull();
    expect(canHappen(newLife, 'renewal.requested')).toBe(false);
  });

  test('a partner that renews automatically: the dates of those volumes alone change, never backwards', () => {
    const renewed = after(two, renews('2027-03-15', true, 1));
    expect(renewed.volumes.map(({ dueOn, renewal }) => [dueOn, renewal])).toEqual([
      ['2027-03-15', 'renewed'],
      ['2027-06-01', 'none'],
    ]);
    expect(earliestDueOn(renewed.volumes)).toBe('2027-03-15');
    expect(earliestDueOn(after(two, renews('2027-07-01', true, 1)).volumes)).toBe('2027-06-01');
    expect(after(two, renews('2027-03-15', true, 1, 2)).volumes[1]?.dueOn).toBe('2027-06-01');
  });

  test('its overdue mark for them ends; what weighs more keeps its status, and the renewal is a mark', () => {
    const overdue = withVolumes(volume(1, { status: 'on-loan', demand: 'overdue', report: 'damaged' }));
    const renewed = after(overdue, renews('2027-09-01', true, 1));
    expect(statusOf(renewed)).toBe('DAMAGED');
    expect(openQuestionsOf(renewed)).toMatchObject({ renewal: 'renewed', demand: 'none' });
  });

  test('a partner that must be asked: no date moves before its answer, and it is asked once', () => {
    const asked = after(two, renews('2027-09-01', false, 1));
    expect(statusOf(asked)).toBe('RENEW_REQUESTED');
    expect(asked.volumes[0]?.dueOn).toBe('2027-03-01');
    expect(statusAfter(asked, renews('2027-09-01', false, 1))).toBeNull();
    expect(statusAfter(asked, { type: 'partner.renewed', ...ids(1), dueOn: day('2027-09-01') })).toBe(
      'RENEWED',
    );
    expect(statusAfter(asked, { type: 'partner.renewalRefused', ...ids(1) })).toBe('RENEW_NOT_ACCEPTED');
    expect(statusAfter(asked, { type: 'renewal.withdrawn', ...ids(1) })).toBe('LOANED');
    expect(statusAfter(asked, { type: 'partner.renewed', ...ids(2), dueOn: day('2027-09-01') })).toBeNull();
  });

  test('a notice that comes meanwhile changes nothing of it', () => {
    const asked = after(two, renews('2027-09-01', false, 1, 2), {
      type: 'partner.overdue',
      partnerId: north,
    });
    expect(statusOf(asked)).toBe('OVERDUE_ITEM');
    expect(openQuestionsOf(asked).renewal).toBe('asked');
    expect(statusAfter(asked, { type: 'partner.renewed', ...ids(1, 2), dueOn: day('2027-09-01') })).toBe(
      'RENEWED',
    );
  });

  test('an answered one stops counting at the next loan, one that is asked goes on; any stops when it came back', () => {
    for (const renewal of ['renewed', 'refused'] as const)
      expect(statusAfter(withVolumes(volume(1, { renewal })), one('item.loaned'))).toBe('LOANED');
    expect(statusAfter(withVolumes(volume(1, { renewal: 'asked' })), one('item.loaned'))).toBe(
      'RENEW_REQUESTED',
    );
    const lent = withVolumes(volume(1, { status: 'on-loan', renewal: 'asked' }));
    expect(openQuestionsOf(after(lent, brings())).renewal).toBe('none');
  });
});

test('a mediated renewal is refused by us, or passed on to the partner', () => {
  const asks = withVolumes(volume(1, { status: 'on-loan', renewal: 'mediated' }));
  expect(statusAfter(asks, { type: 'renewal.refused', ...ids(1) })).toBe('RENEW_NOT_ACCEPTED');
  expect(statusAfter(asks, renews('2027-09-01', false, 1))).toBe('RENEW_REQUESTED');
  expect(statusAfter(asks, { type: 'renewal.withdrawn', ...ids(1) })).toBe('LOANED');
  const lent = withVolumes(volume(1, { status: 'on-loan', renewal: 'asked' }));
  expect(statusAfter(lent, { type: 'renewal.refused', ...ids(1) })).toBeNull();
});

describe('partner: overdue, recalled by a date', () => {
  const overdue = { type: 'partner.overdue', partnerId: north } as const;
  const recalled = { type: 'partner.recalled', partnerId: north } as const;
  const back = volume(1, { status: 'returned-to-partner' });

  test('a volume of that partner is out', () => {
    const life = withVolumes(volume(1, { status: 'on-loan' }), volume(2, { partnerId: hill }));
    expect(after(life, overdue).volumes.map(({ demand }) => demand)).toEqual(['overdue', 'none']);
    expect(after(life, recalled).volumes.map(({ demand }) => demand)).toEqual(['recalled', 'none']);
    expect(statusAfter(after(life, recalled), overdue)).toBe('RECALLED_BOR');
    expect(statusAfter(withVolumes(volume(1, { partnerId: hill })), recalled)).toBeNull();
    expect(statusAfter(newLife, recalled)).toBeNull();
  });

  test('where all of it went back it can be said all the same, and the demand stays none', () => {
    for (const event of [overdue, recalled]) {
      expect(openQuestionsOf(after(withVolumes(back), event)).demand).toBe('none');
      // Also while another partner wants its own back.
      const life = withVolumes(back, volume(2, { partnerId: hill, demand: 'overdue' }));
      expect(statusAfter(life, event)).toBe('OVERDUE_ITEM');
    }
  });

  test('it ends when all volumes of that partner went back, or it withdraws it; not with the patron’s return', () => {
    const wanted = withVolumes(
      volume(1, { status: 'on-loan', demand: 'recalled' }),
      volume(2, { status: 'on-loan', partnerId: hill }),
    );
    expect(statusAfter(wanted, brings())).toBe('RECALLED_BOR');
    expect(statusAfter(wanted, one('item.returned'))).toBe('LOANED');
    expect(statusAfter(wanted, { type: 'demand.withdrawn', partnerId: north })).toBe('LOANED');
    expect(statusAfter(wanted, { type: 'demand.withdrawn', partnerId: hill })).toBeNull();
  });

  test('what was lost and is found is wanted back as before, also where the notice came meanwhile', () => {
    const lost = { type: 'item.lost', ...ids(1) } as const;
    const found = { type: 'item.found', itemId: item(1), to: 'on-hold-shelf' } as const;
    const life = withVolumes(volume(1, { status: 'on-loan' }), volume(2));
    for (const events of [
      [recalled, lost, found],
      [lost, recalled, found],
    ])
      expect(after(life, ...events).volumes[0]).toMatchObject({ demand: 'recalled', report: 'none' });
  });
});

test('the patron brings back: nothing that is asked of the partner or by it is forgotten', () => {
  const life = withVolumes(volume(1, { status: 'on-loan', demand: 'overdue', report: 'damaged' }));
  expect(openQuestionsOf(after(life, brings()))).toMatchObject({ demand: 'overdue', loss: 'damaged' });
  expect(statusAfter(withVolumes(volume(1, { status: 'on-loan' })), brings())).toBe('RETURNED_BY_PATRON');
});

test('return: a volume with us or back, and what was lost and has turned up', () => {
  for (const status of ['on-loan', 'on-hold-shelf', 'in-transit', 'returned-by-patron', 'lost'])
    expect(statusAfter(withVolumes(volume(1, { status })), one('item.returned'))).toBe('RETURNED_TO_PARTNER');
  for (const status of ['returned-to-partner', 'AT_BINDERY'])
    expect(statusAfter(withVolumes(volume(1, { status })), one('item.returned'))).toBeNull();
  const lent = withVolumes(volume(1, { status: 'on-loan' }), volume(2));
  expect(statusAfter(lent, one('item.returned'))).toBe('RECEIVED_PHYSICALLY');
});

test('partner checks in: everything has gone back', () => {
  const back = volume(1, { status: 'returned-to-partner' });
  expect(statusAfter(withVolumes(back), { type: 'partner.checkedIn' })).toBe('REQUEST_COMPLETED');
  expect(statusAfter(withVolumes(back, volume(2)), { type: 'partner.checkedIn' })).toBeNull();
  expect(statusAfter(at('SHIPPED_PHYSICALLY'), { type: 'partner.checkedIn' })).toBeNull();
  const lost = volume(2, { status: 'lost', report: 'lost' });
  expect(statusAfter(withVolumes(back, lost), { type: 'partner.checkedIn' })).toBe('REQUEST_COMPLETED');
});

describe('loss and damage', () => {
  const lost = (...numbers: readonly number[]): RequestEvent => ({ type: 'item.lost', ...ids(...numbers) });
  const settled = (...numbers: readonly number[]): RequestEvent => ({
    type: 'partner.settled',
    ...ids(...numbers),
  });

  test('of what is out; what is reported stays until it is settled or found', () => {
    const life = withVolumes(volume(1, { status: 'on-loan', renewal: 'asked' }), volume(2));
    const reported = after(life, lost(1));
    expect(statusOf(reported)).toBe('REPORT_LOST');
    expect(reported.volumes[0]).toMatchObject({ status: 'lost', renewal: 'none', report: 'lost' });
    expect(statusAfter(reported, lost(1))).toBeNull();
    expect(statusAfter(reported, { type: 'item.damaged', ...ids(2) })).toBe('REPORT_LOST');
    expect(statusAfter(reported, { type: 'item.found', itemId: item(1), to: 'in-transit' })).toBe(
      'RECEIVED_PHYSICALLY',
    );
    expect(statusAfter(withVolumes(volume(1)), { type: 'item.damaged', ...ids(1) })).toBe('DAMAGED');
  });

  test('settled: with something out the mark goes; where nothing went back the last one completes', () => {
    const reported = after(withVolumes(volume(1), volume(2)), lost(1));
    expect(statusAfter(reported, settled(1))).toBe('RECEIVED_PHYSICALLY');
    const both = after(reported, lost(2));
    expect(statusAfter(both, settled(1))).toBe('REPORT_LOST');
    expect(statusAfter(both, settled(1, 2))).toBe('REQUEST_COMPLETED');
    const otherBack = after(reported, one('item.returned', 2));
    expect(statusAfter(otherBack, settled(1))).toBe('RETURNED_TO_PARTNER');
    expect(statusAfter(withVolumes(volume(1)), settled(1))).toBeNull();
  });

  test('what was sent back and never arrived is lost; its check-in completes it', () => {
    const never = { type: 'partner.neverArrived', ...ids(1) } as const;
    const back = withVolumes(volume(1, { status: 'returned-to-partner' }));
    expect(statusAfter(back, never)).toBe('REPORT_LOST');
    expect(statusAfter(after(back, never), { type: 'partner.checkedIn' })).toBe('REQUEST_COMPLETED');
    expect(statusAfter(withVolumes(volume(1)), never)).toBeNull();
  });
});
