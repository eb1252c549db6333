import { shownTurn } from '../../../../shared/domain/life/shown-turn.ts';
import { describe, expect, test } from 'vitest';
import type { ItemId } from '../../../../shared/domain/ids.ts';
import { lifeAfter } from '../../../../shared/domain/life/life-after.ts';
import { newLife } from '../../../../shared/domain/life/life.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import {
  after,
  all,
  asked,
  comes,
  left,
  north,
  rejects,
  rota,
  sent,
  ships,
  silent,
  west,
} from './events-in-short.ts';

describe('asking', () => {
  test('a request with an empty rota is created, with partners ready, and once sent asked', () => {
    expect(statusOf(newLife)).toBe('REQUEST_CREATED_BOR');
    expect(statusOf(rota(north))).toBe('READY_TO_SEND');
    expect(after(rota(north), sent)).toMatchObject({ status: 'REQUEST_SENT', told: ['North: request'] });
  });

  test('a partner that rejects is not told; the next one is asked, and without one the request is rejected', () => {
    expect(after(asked, rejects(north))).toMatchObject({ status: 'REQUEST_SENT', told: ['West: request'] });
    expect(after(asked, rejects(north), left(west), rejects(west)).status).toBe('REJECTED');
  });

  test('a partner that did not answer in time is told; one that has not heard of the request is not, and its letter stays', () => {
    expect(after(asked, silent(north)).told).toEqual(['North: not-needed-unanswered', 'West: request']);
    expect(after(rota(north, west), sent, silent(north)).told).toEqual(['North: take-back', 'West: request']);
  });

  test('a partner that answers, or whose parcel arrives, was asked in another way: its waiting letter is not called unsent', () => {
    const waiting = after(rota(north, west), sent).life;
    expect(after(waiting, ships(north), comes(north, 11)).told).toEqual(['North: received']);
    expect(after(waiting, comes(north, 11)).told).toEqual(['North: received']);
    expect(after(waiting, rejects(north)).told).toEqual(['West: request']);
    expect(after(waiting, { type: 'partner.willSupply', turnId: north }, silent(north)).told).toEqual([
      'North: not-needed',
      'West: request',
    ]);
  });

  test('a partner whose condition was accepted has answered, although it is asked again', () => {
    const accepted = [
      { type: 'partner.conditional', turnId: north },
      { type: 'condition.accepted', turnId: north },
    ] as const;
    expect(after(asked, ...accepted)).toMatchObject({ status: 'REQUEST_SENT' });
    expect(after(asked, ...accepted, silent(north)).told).toContain('North: not-needed');
  });

  test('a request that is to be sent again shows the partner that is asked next, one that is over the last one asked', () => {
    const refused = after(rota(north), sent, left(north), rejects(north)).life;
    expect(shownTurn(refused)?.id).toBe(north);
    const again = { ...refused, turns: [...refused.turns, ...rota(west).turns] };
    expect([statusOf(again), shownTurn(again)]).toEqual(['READY_TO_SEND', undefined]);
  });

  test('while the item is here no partner is asked for another copy; once it is lost or recalled, the next one can be asked', () => {
    const here = after(rota(north, west), sent, comes(north, 11)).life;
    const next = { type: 'next.asked', askable: all } as const;
    expect([lifeAfter(here, sent), lifeAfter(here, next)]).toEqual([null, null]);
    expect(after(here, { type: 'partner.recalled', turnId: north }, sent).told).toEqual(['West: request']);
    expect(after(here, { type: 'items.lost', itemIds: [11 as ItemId] }, sent).told).toEqual([
      'West: request',
    ]);
  });

  test('an inactive partner is skipped', () => {
    expect(after(rota(north, west), { type: 'sent', askable: [west] }).told).toEqual(['West: request']);
  });

  test('an answer from a turn that is over is kept in its thread and moves nothing', () => {
    const late = after(asked, silent(north), left(west), ships(north, '2027-02-01'));
    expect(late).toMatchObject({ threadOnly: true, told: [], status: 'REQUEST_SENT' });
  });

  test('an accepted condition stays with its partner; if declined, the next one is asked', () => {
    const conditional = after(asked, { type: 'partner.conditional', turnId: north }).life;
    expect(after(conditional, { type: 'condition.accepted', turnId: north }).status).toBe('REQUEST_SENT');
    expect(after(conditional, { type: 'condition.declined', turnId: north, askable: all }).told).toEqual([
      'North: condition-declined',
      'West: request',
    ]);
  });

  test('asking the next partner notifies the one passed over; one with a book keeps its turn, and the rest is not needed from it', () => {
    expect(after(asked, ships(north), { type: 'next.asked', askable: all }).told).toEqual([
      'North: not-needed',
      'West: request',
    ]);
    const set = { ...asked, expected: 2 };
    const next = after(set, ships(north), comes(north, 11), { type: 'next.asked', askable: all });
    expect(next.told).toEqual(['North: rest-not-needed', 'West: request']);
    expect(next.life.turns[0]?.state).toBe('closing');
  });
});
