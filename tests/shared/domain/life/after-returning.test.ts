import { describe, expect, test } from 'vitest';
import type { ItemId } from '../../../../shared/domain/ids.ts';
import { lifeAfter } from '../../../../shared/domain/life/life-after.ts';
import { dueOnOf } from '../../../../shared/domain/life/status.ts';
import {
  after,
  all,
  asked,
  back,
  checkedIn,
  comes,
  day,
  left,
  lent,
  north,
  returned,
  ships,
  west,
} from './events-in-short.ts';

describe('two partners with a book each', () => {
  const both = after(
    asked,
    ships(north),
    { type: 'next.asked', askable: all },
    left(west),
    ships(west),
    comes(west, 21),
    comes(north, 11),
  ).life;

  test('they are checked in one after the other, in any order, while the other’s book is still lent', () => {
    const one = after(both, returned(21), lent(11), checkedIn(west, 21));
    expect(one).toMatchObject({ status: 'LOANED', life: { endedAs: null } });
    expect(after(one.life, back(11), returned(11), checkedIn(north, 11)).status).toBe('REQUEST_COMPLETED');
  });

  test('a check-in does not apply to lost volumes or to another partner’s', () => {
    const lost = after(both, { type: 'items.lost', itemIds: [11 as ItemId] }, returned(21)).life;
    expect(after(lost, checkedIn(west, 21)).status).toBe('REPORT_LOST');
    expect(lifeAfter(lost, checkedIn(north, 21))).toBeNull();
    expect(after(lost, checkedIn(west, 21), { type: 'items.settled', itemIds: [11 as ItemId] }).status).toBe(
      'REQUEST_COMPLETED',
    );
  });

  test('the request is due back on the earliest date of the volumes that are out', () => {
    const volumes = both.volumes.map((one) => ({
      ...one,
      dueOn: day(one.id === 11 ? '2027-03-01' : '2027-02-01'),
    }));
    expect(dueOnOf({ ...both, volumes })).toBe('2027-02-01');
  });
});

describe('loss and damage', () => {
  const here = after(asked, ships(north), comes(north, 11)).life;

  test('damage stays until it is settled, also after the return', () => {
    const gone = after(
      here,
      { type: 'items.damaged', itemIds: [11 as ItemId] },
      returned(11),
      checkedIn(north, 11),
    );
    expect(gone).toMatchObject({ status: 'DAMAGED', life: { endedAs: null } });
    expect(after(gone.life, { type: 'items.settled', itemIds: [11 as ItemId] }).status).toBe(
      'REQUEST_COMPLETED',
    );
  });

  test('a loss in a set stays whatever comes back', () => {
    const set = after({ ...asked, expected: 2 }, ships(north), comes(north, 11), comes(north, 12)).life;
    const lost = after(
      set,
      { type: 'items.lost', itemIds: [11 as ItemId] },
      returned(12),
      checkedIn(north, 12),
    );
    expect(lost).toMatchObject({ status: 'REPORT_LOST', life: { endedAs: null } });
  });

  test('a parcel lost on its way is reported, and staff continue; another partner’s parcel does not settle its loss', () => {
    const lost = after(asked, ships(north), { type: 'parcel.lost', turnId: north });
    expect(lost).toMatchObject({ status: 'REPORT_LOST', told: ['North: parcel-lost'] });
    const other = after(
      lost.life,
      { type: 'next.asked', askable: all },
      left(west),
      ships(west),
      comes(west, 21),
    ).life;
    expect(other.turns[0]?.parcel).toBe('lost');
  });

  test('a volume that did not reach the partner is looked for: found or lost', () => {
    const missed = after(here, returned(11), { type: 'partner.missed', itemIds: [11 as ItemId] }).life;
    expect(missed.volumes[0]?.checkIn).toBe('missed');
    expect(after(missed, { type: 'items.lost', itemIds: [11 as ItemId] }).status).toBe('REPORT_LOST');
    expect(after(missed, checkedIn(north, 11)).status).toBe('REQUEST_COMPLETED');
  });
});

test('when completed by hand, every asked partner whose turn has not ended is notified', () => {
  expect(after(asked, ships(north), { type: 'completed.byHand' })).toMatchObject({
    status: 'REQUEST_COMPLETED',
    told: ['North: not-needed'],
  });
});
