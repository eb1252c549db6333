import { describe, expect, test } from 'vitest';
import type { CalendarDate, ItemId, PartnerId, TurnId } from '../../../../shared/domain/ids.ts';
import { lifeAfter } from '../../../../shared/domain/life/life-after.ts';
import type { Life, LifeEvent } from '../../../../shared/domain/life/life.ts';
import { newLife } from '../../../../shared/domain/life/life.ts';
import { dueOnOf, openQuestionsOf, statusOf } from '../../../../shared/domain/life/status.ts';
import { newTurn } from '../../../../shared/domain/life/turn.ts';

const north = 1 as TurnId;
const west = 2 as TurnId;
const south = 3 as TurnId;
const all = [north, west, south];
const names = { [north]: 'North', [west]: 'West', [south]: 'South' } as Readonly<Record<number, string>>;
const day = (text: string): CalendarDate => text as CalendarDate;

const rota = (...ids: TurnId[]): Life => ({
  ...newLife,
  turns: ids.map((id) => newTurn(id, id as number as PartnerId)),
});

/** Takes events one after the other; each must be allowed. @returns the life, and what partners were told of the last one. */
const after = (life: Life, ...events: readonly LifeEvent[]) => {
  let told: readonly string[] = [];
  let threadOnly = false;
  for (const event of events) {
    const outcome = lifeAfter(life, event);
    if (!outcome) throw new Error(`${event.type} is not allowed: ${statusOf(life)}`);
    life = outcome.life;
    threadOnly = outcome.threadOnly;
    told = outcome.words.map(({ turnId, word }) => `${names[turnId]}: ${word}`);
  }
  return { life, told, threadOnly, status: statusOf(life) };
};

const sent: LifeEvent = { type: 'sent', askable: all };
const left = (turnId: TurnId): LifeEvent => ({ type: 'request.left', turnId });
const ships = (turnId: TurnId, dueOn?: string): LifeEvent => ({
  type: 'partner.shipped',
  turnId,
  ...(dueOn !== undefined && { dueOn: day(dueOn) }),
});
const rejects = (turnId: TurnId): LifeEvent => ({ type: 'partner.rejected', turnId, askable: all });
const silent = (turnId: TurnId): LifeEvent => ({ type: 'turn.expired', turnId, askable: all });
const comes = (
  turnId: TurnId,
  id: number,
  more: Partial<Extract<LifeEvent, { type: 'item.received' }>> = {},
): LifeEvent => ({
  type: 'item.received',
  turnId,
  volume: { id: id as ItemId, place: 'on-hold-shelf', dueOn: null },
  use: 'for-patron',
  done: true,
  ...more,
});
const goesBack = { use: 'goes-back' } as const;
const lent = (id: number): LifeEvent => ({ type: 'item.happened', itemId: id as ItemId, what: 'loaned' });
const back = (id: number): LifeEvent => ({
  type: 'item.happened',
  itemId: id as ItemId,
  what: 'broughtBack',
});
const returned = (...ids: number[]): LifeEvent => ({ type: 'items.returned', itemIds: ids as ItemId[] });
const checkedIn = (turnId: TurnId, ...ids: number[]): LifeEvent => ({
  type: 'partner.checkedIn',
  turnId,
  itemIds: ids as ItemId[],
  endsSet: false,
});
const cancelled = (needsConsent = false): LifeEvent => ({ type: 'cancelled', wish: 'patron', needsConsent });
const renewal = (dueOn: string, renewsItself: readonly TurnId[], ...ids: number[]): LifeEvent => ({
  type: 'renewal.requested',
  itemIds: ids as ItemId[],
  dueOn: day(dueOn),
  renewsItself,
});

const asked = after(rota(north, west), sent, left(north)).life;

describe('asking', () => {
  test('a request with an empty rota is created, with partners ready, and asked once it is sent', () => {
    expect(statusOf(newLife)).toBe('REQUEST_CREATED_BOR');
    expect(statusOf(rota(north))).toBe('READY_TO_SEND');
    expect(after(rota(north), sent)).toMatchObject({ status: 'REQUEST_SENT', told: ['North: request'] });
  });

  test('a partner that rejects is not told; the next one is asked, and without one the request is rejected', () => {
    expect(after(asked, rejects(north))).toMatchObject({ status: 'REQUEST_SENT', told: ['West: request'] });
    expect(after(asked, rejects(north), left(west), rejects(west)).status).toBe('REJECTED');
  });

  test('a partner that was silent too long is told; one that has not heard of the request is not, and its letter stays', () => {
    expect(after(asked, silent(north)).told).toEqual(['North: not-needed-unanswered', 'West: request']);
    expect(after(rota(north, west), sent, silent(north)).told).toEqual(['North: take-back', 'West: request']);
  });

  test('an inactive partner is skipped', () => {
    expect(after(rota(north, west), { type: 'sent', askable: [west] }).told).toEqual(['West: request']);
  });

  test('a word of a turn that is over is kept in its thread and moves nothing', () => {
    const late = after(asked, silent(north), left(west), ships(north, '2027-02-01'));
    expect(late).toMatchObject({ threadOnly: true, told: [], status: 'REQUEST_SENT' });
  });

  test('a condition that is accepted stays with its partner; declined, the next one is asked', () => {
    const conditional = after(asked, { type: 'partner.conditional', turnId: north }).life;
    expect(after(conditional, { type: 'condition.accepted', turnId: north }).status).toBe('REQUEST_SENT');
    expect(after(conditional, { type: 'condition.declined', turnId: north, askable: all }).told).toEqual([
      'North: condition-declined',
      'West: request',
    ]);
  });

  test('asking the next partner tells the one that is passed over; one with a book keeps its turn, and the rest is not needed from it', () => {
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

describe('receiving', () => {
  test('the parcel of the partner that was asked is received, and it is told', () => {
    expect(after(asked, ships(north), comes(north, 11))).toMatchObject({
      status: 'RECEIVED_PHYSICALLY',
      told: ['North: received'],
    });
  });

  test('a late parcel of an earlier partner is received as its own, with its own date, and the one that is asked now is told', () => {
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
  });

  test('the date of another partner is never taken over', () => {
    const other = after(asked, silent(north), left(west), ships(west, '2027-02-01'), comes(north, 11)).life;
    expect(other.volumes[0]?.dueOn).toBeNull();
  });

  test('a parcel for a request that is over is received to go back; the end stays, and its check-in follows', () => {
    const over = after(asked, cancelled(), comes(north, 11, goesBack));
    expect(over).toMatchObject({ status: 'CANCELLED_BY_PATRON', told: ['North: received'] });
    expect(openQuestionsOf(over.life).goesBack).toBe(true);
    const done = after(over.life, returned(11), checkedIn(north, 11)).life;
    expect(done).toMatchObject({ endedAs: 'CANCELLED_BY_PATRON', turns: [{ state: 'supplied' }, {}] });
    expect(lifeAfter(over.life, lent(11))).toBeNull();
  });

  test('kept after all, it is an ordinary receipt again, and the end and the wish to cancel are gone', () => {
    const kept = after(asked, cancelled(), comes(north, 11, goesBack), {
      type: 'item.kept',
      itemId: 11 as ItemId,
    });
    expect(kept).toMatchObject({ status: 'RECEIVED_PHYSICALLY', life: { cancelWish: null, endedAs: null } });
  });

  test('while a cancellation is asked, a parcel that is still wanted withdraws it', () => {
    const shipped = after(asked, ships(north), cancelled()).life;
    expect(statusOf(shipped)).toBe('CANCEL_REPLY');
    expect(after(shipped, comes(north, 11)).told).toEqual(['North: cancel-withdrawn', 'North: received']);
    expect(after(shipped, comes(north, 11, goesBack))).toMatchObject({
      status: 'CANCELLED_BY_PATRON',
      told: ['North: received'],
    });
  });

  test('words to one partner never replace words to another: a cancellation asked of West stays asked when the parcel of North goes back', () => {
    const shipped = after(asked, silent(north), left(west), ships(west), cancelled());
    expect(shipped.told).toEqual(['West: cancel-asked']);
    const came = after(shipped.life, comes(north, 11, goesBack));
    expect(came.life.turns[1]?.cancellation).toBe('asked');
    expect(came.status).not.toBe('CANCELLED_BY_PATRON');
  });

  test('a set is awaited from its partner until it is here, or staff say that the rest is not wanted', () => {
    const set = { ...asked, expected: 3 };
    const part = after(set, ships(north), comes(north, 11)).life;
    expect(part.turns[0]?.state).toBe('shipped');
    const ended = after(part, { type: 'set.restNotWanted', turnId: north });
    expect(ended.told).toEqual(['North: rest-not-needed']);
    expect(ended.life).toMatchObject({ expected: 1, turns: [{ state: 'closing' }, {}] });
  });

  test('a digital copy ends the request, what is here goes back, and the others are told; with something lent it ends nothing', () => {
    const digital = after(asked, silent(north), left(west), { type: 'file.received', turnId: north });
    expect(digital).toMatchObject({ status: 'RECEIVED_DIGITALLY', told: ['West: not-needed-unanswered'] });
    const loaned = after(asked, ships(north), comes(north, 11), lent(11), {
      type: 'file.received',
      turnId: north,
    });
    expect(loaned).toMatchObject({ status: 'LOANED', threadOnly: true });
  });
});

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

  test('they are checked in one after the other, in any order, while the book of the other is still lent', () => {
    const one = after(both, returned(21), lent(11), checkedIn(west, 21));
    expect(one).toMatchObject({ status: 'LOANED', life: { endedAs: null } });
    expect(after(one.life, back(11), returned(11), checkedIn(north, 11)).status).toBe('REQUEST_COMPLETED');
  });

  test('a check-in holds for no lost volume and for none of another partner', () => {
    const lost = after(both, { type: 'items.lost', itemIds: [11 as ItemId] }, returned(21)).life;
    expect(after(lost, checkedIn(west, 21)).status).toBe('REPORT_LOST');
    expect(lifeAfter(lost, checkedIn(north, 21))).toBeNull();
    expect(after(lost, checkedIn(west, 21), { type: 'items.settled', itemIds: [11 as ItemId] }).status).toBe(
      'REQUEST_COMPLETED',
    );
  });

  test('the request is due back on the earliest date of what is out', () => {
    const volumes = both.volumes.map((one) => ({
      ...one,
      dueOn: day(one.id === 11 ? '2027-03-01' : '2027-02-01'),
    }));
    expect(dueOnOf({ ...both, volumes })).toBe('2027-02-01');
  });
});

describe('cancelling', () => {
  test('before anybody heard of it the request ends at once and the letter stays; heard, the partner is told', () => {
    expect(after(rota(north), sent, cancelled(true))).toMatchObject({
      status: 'CANCELLED_BY_PATRON',
      told: ['North: take-back'],
    });
    expect(after(asked, cancelled())).toMatchObject({
      status: 'CANCELLED_BY_PATRON',
      told: ['North: not-needed-unanswered'],
    });
  });

  test('a partner that wants to be asked, or has shipped, is asked first; its agreement ends its turn and the request', () => {
    expect(after(asked, cancelled(true))).toMatchObject({
      status: 'CANCEL_REPLY',
      told: ['North: cancel-asked'],
    });
    const shipped = after(asked, ships(north), cancelled());
    expect(shipped).toMatchObject({ status: 'CANCEL_REPLY', told: ['North: cancel-asked'] });
    const agreed = after(shipped.life, { type: 'partner.cancelAccepted', turnId: north, askable: all });
    expect(agreed).toMatchObject({ status: 'CANCELLED_BY_PATRON', told: [] });
  });

  test('refused, the turn goes on with a mark until the next answer; withdrawn, only a partner whose answer is open is told', () => {
    const open = after(asked, cancelled(true)).life;
    const refused = after(open, { type: 'partner.cancelRefused', turnId: north }).life;
    expect(statusOf(refused)).toBe('CANCEL_NOT_ACCEPTED');
    expect(after(refused, ships(north)).status).toBe('SHIPPED_PHYSICALLY');
    expect(after(open, { type: 'cancellation.withdrawn' }).told).toEqual(['North: cancel-withdrawn']);
    expect(after(refused, { type: 'cancellation.withdrawn' }).told).toEqual([]);
  });

  test('with a book here and not lent it goes back; lent, nothing is cancelled', () => {
    const here = after(asked, ships(north), comes(north, 11)).life;
    const ended = after(here, cancelled());
    expect(ended.life.volumes[0]?.use).toBe('goes-back');
    expect(ended.status).toBe('CANCELLED_BY_PATRON');
    expect(lifeAfter(after(here, lent(11)).life, cancelled())).toBeNull();
  });

  test('while it is wanted nobody else is asked: a rejection ends the request', () => {
    const open = after(asked, cancelled(true), rejects(north));
    expect(open).toMatchObject({ status: 'CANCELLED_BY_PATRON', told: [] });
  });

  test('agreed too late, after it was withdrawn, the partner sends nothing: the next one is asked', () => {
    const late = after(
      asked,
      cancelled(true),
      { type: 'cancellation.withdrawn' },
      { type: 'partner.cancelAccepted', turnId: north, askable: all },
    );
    expect(late.told).toEqual(['West: request']);
  });
});

describe('renewing', () => {
  const loan = after(asked, ships(north, '2027-02-01'), comes(north, 11), lent(11)).life;

  test('inside the date of the partner nobody but the patron is told, and nothing is asked', () => {
    expect(after(loan, renewal('2027-01-15', [], 11))).toMatchObject({ told: [], status: 'LOANED' });
  });

  test('a later date holds at once where the partner renews by itself; else it is asked, and no date moves before its answer', () => {
    const itself = after(loan, renewal('2027-03-01', [north], 11));
    expect(itself).toMatchObject({ told: ['North: renewal'], status: 'RENEWED' });
    expect(itself.life.volumes[0]?.dueOn).toBe('2027-03-01');
    const open = after(loan, renewal('2027-03-01', [], 11));
    expect(open).toMatchObject({ told: ['North: renewal-asked'], status: 'RENEW_REQUESTED' });
    expect(open.life.volumes[0]?.dueOn).toBe('2027-02-01');
    const yes = after(open.life, { type: 'partner.renewed', itemIds: [11 as ItemId], dueOn: null }).life;
    expect(yes.volumes[0]?.dueOn).toBe('2027-03-01');
  });

  test('a yes never ends a recall, and of a volume that came back it is kept in the thread', () => {
    const recalled = after(loan, renewal('2027-03-01', [], 11), {
      type: 'partner.recalled',
      turnId: north,
    }).life;
    const yes = after(recalled, { type: 'partner.renewed', itemIds: [11 as ItemId], dueOn: null });
    expect(yes).toMatchObject({ threadOnly: true, status: 'RECALLED_BOR' });
    expect(yes.life.volumes[0]?.dueOn).toBe('2027-02-01');
  });
});

describe('loss, damage and demands', () => {
  const here = after(asked, ships(north), comes(north, 11)).life;

  test('a recall of a parcel on its way holds from its receipt, and a recalled volume is not lent', () => {
    const came = after(asked, ships(north), { type: 'partner.recalled', turnId: north }, comes(north, 11));
    expect(came.status).toBe('RECALLED_BOR');
    expect(lifeAfter(came.life, lent(11))).toBeNull();
  });

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

  test('a parcel that was lost on its way is told, and staff go on; the parcel of another partner settles no loss of it', () => {
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

  test('what did not arrive back is looked for: found or lost', () => {
    const missed = after(here, returned(11), { type: 'partner.missed', itemIds: [11 as ItemId] }).life;
    expect(missed.volumes[0]?.checkIn).toBe('missed');
    expect(after(missed, { type: 'items.lost', itemIds: [11 as ItemId] }).status).toBe('REPORT_LOST');
    expect(after(missed, checkedIn(north, 11)).status).toBe('REQUEST_COMPLETED');
  });
});

test('completed by hand, every partner that was asked and is not over is told', () => {
  expect(after(asked, ships(north), { type: 'completed.byHand' })).toMatchObject({
    status: 'REQUEST_COMPLETED',
    told: ['North: not-needed'],
  });
});
