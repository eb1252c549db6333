import { describe, expect, test } from 'vitest';
import type { ItemId } from '../../../../shared/domain/ids.ts';
import { shownTurn } from '../../../../shared/domain/life/shown-turn.ts';
import { lifeAfter } from '../../../../shared/domain/life/life-after.ts';
import { openQuestionsOf, statusOf } from '../../../../shared/domain/life/status.ts';
import {
  after,
  all,
  asked,
  cancelled,
  checkedIn,
  comes,
  goesBack,
  left,
  lent,
  north,
  returned,
  ships,
  silent,
  west,
} from './events-in-short.ts';

describe('receiving', () => {
  test('the parcel of the active partner is received, and it is told', () => {
    expect(after(asked, ships(north), comes(north, 11))).toMatchObject({
      status: 'RECEIVED_PHYSICALLY',
      told: ['North: received'],
    });
  });

  test('a late parcel from an earlier partner is received as its own, with its own date, and the active one is told', () => {
    const late = after(
      asked,
      ships(north, '2027-02-01'),
      { type: 'next.asked', askable: all },
      left(west),
      comes(north, 11),
    );
    expect(late.told).toEqual(['West: not-needed-unanswered', 'North: received']);
    expect(late.life.volumes[0]?.dueOn).toBe('2027-02-01');
    expect(late.life.turns.map(({ state }) => state)).toEqual(['closing', 'passed-over']);
    expect(shownTurn(late.life)?.id).toBe(north);
    // A parcel that came too late and goes back does not change whose book the patron has.
    expect(shownTurn(after(late.life, comes(west, 12, goesBack)).life)?.id).toBe(north);
  });

  test('another partner’s date is never used', () => {
    const other = after(asked, silent(north), left(west), ships(west, '2027-02-01'), comes(north, 11)).life;
    expect(other.volumes[0]?.dueOn).toBeNull();
  });

  test('a parcel for a finished request is received to go back; the end stays, and its check-in follows', () => {
    const over = after(asked, cancelled(), comes(north, 11, goesBack));
    expect(over).toMatchObject({ status: 'CANCELLED_BY_PATRON', told: ['North: received'] });
    expect(openQuestionsOf(over.life).goesBack).toBe(true);
    const done = after(over.life, returned(11), checkedIn(north, 11)).life;
    expect(done).toMatchObject({ endedAs: 'CANCELLED_BY_PATRON', turns: [{ state: 'supplied' }, {}] });
    expect(lifeAfter(over.life, lent(11))).toBeNull();
  });

  test('if kept after all, it is an ordinary receipt again, without the end and the wish to cancel', () => {
    const kept = after(asked, cancelled(), comes(north, 11, goesBack), {
      type: 'item.kept',
      itemId: 11 as ItemId,
    });
    expect(kept).toMatchObject({ status: 'RECEIVED_PHYSICALLY', life: { cancelWish: null, endedAs: null } });
  });

  test('while a cancellation is pending, a parcel that is still wanted withdraws it', () => {
    const shipped = after(asked, ships(north), cancelled()).life;
    expect(statusOf(shipped)).toBe('CANCEL_REPLY');
    expect(after(shipped, comes(north, 11)).told).toEqual(['North: cancel-withdrawn', 'North: received']);
    expect(after(shipped, comes(north, 11, goesBack))).toMatchObject({
      status: 'CANCELLED_BY_PATRON',
      told: ['North: received'],
    });
  });

  test('messages to one partner never replace those to another: a cancellation asked of West stays asked when North’s parcel goes back', () => {
    const shipped = after(asked, silent(north), left(west), ships(west), cancelled());
    expect(shipped.told).toEqual(['West: cancel-asked']);
    const came = after(shipped.life, comes(north, 11, goesBack));
    expect(came.life.turns[1]?.cancellation).toBe('asked');
    expect(came.status).not.toBe('CANCELLED_BY_PATRON');
  });

  test('a set is expected from its partner until it is here, or staff say that the rest is not wanted', () => {
    const set = { ...asked, expected: 3 };
    const part = after(set, ships(north), comes(north, 11)).life;
    expect(part.turns[0]?.state).toBe('shipped');
    const ended = after(part, { type: 'set.restNotWanted', turnId: north });
    expect(ended.told).toEqual(['North: rest-not-needed']);
    expect(ended.life).toMatchObject({ expected: 1, turns: [{ state: 'closing' }, {}] });
  });

  test('a digital copy ends the request, volumes here go back, and the others are told; with a volume lent it ends nothing', () => {
    const digital = after(asked, silent(north), left(west), { type: 'file.received', turnId: north });
    expect(digital).toMatchObject({ status: 'RECEIVED_DIGITALLY', told: ['West: not-needed-unanswered'] });
    const loaned = after(asked, ships(north), comes(north, 11), lent(11), {
      type: 'file.received',
      turnId: north,
    });
    expect(loaned).toMatchObject({ status: 'LOANED', threadOnly: true });
  });
});
