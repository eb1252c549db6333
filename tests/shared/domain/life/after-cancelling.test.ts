import { describe, expect, test } from 'vitest';
import { lifeAfter } from '../../../../shared/domain/life/life-after.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import {
  after,
  all,
  asked,
  cancelled,
  comes,
  lent,
  north,
  rejects,
  rota,
  sent,
  ships,
} from './events-in-short.ts';

describe('cancelling', () => {
  test('before any partner heard of it the request ends immediately and the letter stays; otherwise the partner is told', () => {
    expect(after(rota(north), sent, cancelled(true))).toMatchObject({
      status: 'CANCELLED_BY_PATRON',
      told: ['North: take-back'],
    });
    expect(after(asked, cancelled())).toMatchObject({
      status: 'CANCELLED_BY_PATRON',
      told: ['North: not-needed-unanswered'],
    });
  });

  test('a partner that must agree, or has shipped, is asked first; its agreement ends its turn and the request', () => {
    expect(after(asked, cancelled(true))).toMatchObject({
      status: 'CANCEL_REPLY',
      told: ['North: cancel-asked'],
    });
    const shipped = after(asked, ships(north), cancelled());
    expect(shipped).toMatchObject({ status: 'CANCEL_REPLY', told: ['North: cancel-asked'] });
    const agreed = after(shipped.life, { type: 'partner.cancelAccepted', turnId: north, askable: all });
    expect(agreed).toMatchObject({ status: 'CANCELLED_BY_PATRON', told: [] });
  });

  test('if refused, the turn continues with a mark until the next answer; if withdrawn, only a partner whose answer is open is told', () => {
    const open = after(asked, cancelled(true)).life;
    const refused = after(open, { type: 'partner.cancelRefused', turnId: north }).life;
    expect(statusOf(refused)).toBe('CANCEL_NOT_ACCEPTED');
    expect(after(refused, ships(north)).status).toBe('SHIPPED_PHYSICALLY');
    expect(after(open, { type: 'cancellation.withdrawn' }).told).toEqual(['North: cancel-withdrawn']);
    expect(after(refused, { type: 'cancellation.withdrawn' }).told).toEqual([]);
  });

  test('a book here and not lent goes back; if lent, nothing is cancelled', () => {
    const here = after(asked, ships(north), comes(north, 11)).life;
    const ended = after(here, cancelled());
    expect(ended.life.volumes[0]?.use).toBe('goes-back');
    expect(ended.status).toBe('CANCELLED_BY_PATRON');
    expect(lifeAfter(after(here, lent(11)).life, cancelled())).toBeNull();
  });

  test('while it is wanted no one else is asked: a rejection ends the request', () => {
    const open = after(asked, cancelled(true), rejects(north));
    expect(open).toMatchObject({ status: 'CANCELLED_BY_PATRON', told: [] });
  });

  test('if agreed too late, after the withdrawal, the partner sends nothing: the next one is asked', () => {
    const late = after(
      asked,
      cancelled(true),
      { type: 'cancellation.withdrawn' },
      { type: 'partner.cancelAccepted', turnId: north, askable: all },
    );
    expect(late.told).toEqual(['West: request']);
  });
});
