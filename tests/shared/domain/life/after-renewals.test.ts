import { describe, expect, test } from 'vitest';
import type { ItemId } from '../../../../shared/domain/ids.ts';
import { lifeAfter } from '../../../../shared/domain/life/life-after.ts';
import { after, asked, comes, lent, north, renewal, ships } from './events-in-short.ts';

describe('renewing', () => {
  const loan = after(asked, ships(north, '2027-02-01'), comes(north, 11), lent(11)).life;

  test('within the partner’s date only the patron is told, and no one is asked', () => {
    expect(after(loan, renewal('2027-01-15', [], 11))).toMatchObject({ told: [], status: 'LOANED' });
  });

  test('a later date applies immediately if the partner renews automatically; otherwise it is asked, and no date moves before its answer', () => {
    const itself = after(loan, renewal('2027-03-01', [north], 11));
    expect(itself).toMatchObject({ told: ['North: renewal'], status: 'RENEWED' });
    expect(itself.life.volumes[0]?.dueOn).toBe('2027-03-01');
    const open = after(loan, renewal('2027-03-01', [], 11));
    expect(open).toMatchObject({ told: ['North: renewal-asked'], status: 'RENEW_REQUESTED' });
    expect(open.life.volumes[0]?.dueOn).toBe('2027-02-01');
    const yes = after(open.life, { type: 'partner.renewed', itemIds: [11 as ItemId], dueOn: null }).life;
    expect(yes.volumes[0]?.dueOn).toBe('2027-03-01');
  });

  test('a yes never ends a recall, and for a volume brought back it is kept in the thread', () => {
    const recalled = after(loan, renewal('2027-03-01', [], 11), {
      type: 'partner.recalled',
      turnId: north,
    }).life;
    const yes = after(recalled, { type: 'partner.renewed', itemIds: [11 as ItemId], dueOn: null });
    expect(yes).toMatchObject({ threadOnly: true, status: 'RECALLED_BOR' });
    expect(yes.life.volumes[0]).toMatchObject({ dueOn: '2027-02-01', renewal: 'none', demand: 'recalled' });
  });

  test('a yes for an item due to go back closes the question, and moves no date', () => {
    const shelved = after(asked, ships(north, '2027-02-01'), comes(north, 11)).life;
    const cancelled = after(shelved, renewal('2027-03-01', [], 11), {
      type: 'cancelled',
      wish: 'staff',
      needsConsent: false,
    }).life;
    expect(cancelled.volumes[0]).toMatchObject({ use: 'goes-back', renewal: 'asked' });
    const yes = after(cancelled, { type: 'partner.renewed', itemIds: [11 as ItemId], dueOn: null });
    expect(yes.threadOnly).toBe(true);
    expect(yes.life.volumes[0]).toMatchObject({ dueOn: '2027-02-01', renewal: 'none' });
  });
});

describe('demands', () => {
  test('a recall of a parcel on its way applies from its receipt, and a recalled volume is not lent', () => {
    const came = after(asked, ships(north), { type: 'partner.recalled', turnId: north }, comes(north, 11));
    expect(came.status).toBe('RECALLED_BOR');
    expect(lifeAfter(came.life, lent(11))).toBeNull();
  });
});
