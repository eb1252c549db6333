import { describe, expect, test } from 'vitest';
import type { ItemId, PartnerId, TurnId } from '../../../../shared/domain/ids.ts';
import { isItemStatus, itemStatuses } from '../../../../shared/domain/item-status.ts';
import { lifeOfWord, placeOfWord, impliesPartner } from '../../../../shared/domain/life/from-one-word.ts';
import { activeTurn, isTurnOpen, type Life } from '../../../../shared/domain/life/life.ts';
import { lifeAfter } from '../../../../shared/domain/life/life-after.ts';
import { isEndState } from '../../../../shared/domain/life/request.machine.ts';
import { openQuestionsOf, statusOf } from '../../../../shared/domain/life/status.ts';
import { isOver, newTurn, wasAsked } from '../../../../shared/domain/life/turn.ts';
import { isOut, type Volume } from '../../../../shared/domain/life/volume.ts';
import { requestStatusCodes } from '../../../../shared/domain/request-status.ts';

const [first, second, third] = [1, 2, 3] as TurnId[] as [TurnId, TurnId, TurnId];
const rota = (count: number) =>
  Array.from({ length: count }, (_, place) => newTurn((place + 1) as TurnId, (place + 10) as PartnerId));

const volume = (id: number, place: string, turnId: TurnId = first): Volume => ({
  id: id as ItemId,
  turnId,
  place: isItemStatus(place) ? place : 'outside',
  use: 'for-patron',
  patron: place === 'on-loan' ? 'has-it' : place === 'returned-by-patron' ? 'brought-back' : 'not-yet',
  renewal: 'none',
  demand: 'none',
  report: 'none',
  checkIn: 'none',
  dueOn: null,
  askedUntil: null,
  receiptTold: true,
});

type Request = { readonly volumes?: readonly Volume[]; readonly turns?: number; readonly active?: number };
const said = (status: string, { volumes = [], turns = 1, active = 0 }: Request = {}, expected = 1): Life =>
  lifeOfWord({ status, turns: rota(turns), active, volumes, expected });

const words = [...requestStatusCodes, 'SOMETHING_ELSE'];
const places = [...Object.keys(itemStatuses), 'AT_BINDERY'];

/** Every choice of a number of volumes, each in every place, from either of two turns. */
const choices = (count: number): readonly (readonly Volume[])[] =>
  count === 0
    ? [[]]
    : choices(count - 1).flatMap((others) =>
        places.flatMap((place) => [first, second].map((turnId) => [...others, volume(count, place, turnId)])),
      );

describe.each([0, 1, 2])('with %i volumes in every place', (count) => {
  test('volumes stay where they are, at most one partner has the request, and nothing waits forever', () => {
    for (const status of words)
      for (const volumes of choices(count)) {
        const where = `${status}: ${volumes.map((one) => `${one.place} of ${one.turnId}`).join(', ')}`;
        const life = said(status, { volumes, turns: 3, active: 1 }, 2);
        expect(
          life.volumes.map(({ id, turnId, place }) => [id, turnId, place]),
          where,
        ).toEqual(volumes.map(({ id, turnId, place }) => [id, turnId, place]));
        const active = activeTurn(life);
        expect([undefined, second], where).toContain(active?.id);
        for (const turn of life.turns) {
          if (wasAsked(turn)) expect(turn.heard, where).toBe(true);
          // Partners whose turn is over know it: they are not told what a file says happened.
          if (isOver(turn)) expect([turn.knowsEnd, isTurnOpen(life, turn)], where).toEqual([true, false]);
          if (life.volumes.some(({ turnId }) => turnId === turn.id)) expect(wasAsked(turn), where).toBe(true);
        }
        if (isEndState(status)) {
          expect([statusOf(life), active], where).toEqual([status, undefined]);
          expect(
            life.volumes.filter(isOut).every(({ use }) => use === 'goes-back'),
            where,
          ).toBe(true);
        }
      }
  });
});

test('every status of ours is that of a request with the volume it implies, or with none', () => {
  for (const status of requestStatusCodes) {
    const place = placeOfWord(status, 0);
    const life = said(status, { volumes: place === null ? [] : [volume(1, place)] });
    expect(statusOf(life), status).toBe(status === 'REQUEST_CREATED_BOR' ? 'READY_TO_SEND' : status);
  }
  expect(statusOf(said('REQUEST_CREATED_BOR', { turns: 0 }))).toBe('REQUEST_CREATED_BOR');
});

test('an unknown status is kept verbatim on the turn of the partner that has the request', () => {
  const life = said('At the bindery', { turns: 3, active: 1 });
  expect(life.turns).toMatchObject([
    { state: 'passed-over', knowsEnd: true },
    { state: 'outside', outsideWord: 'At the bindery', heard: true },
    { state: 'waiting', heard: false },
  ]);
  expect(statusOf(life)).toBe('At the bindery');
});

test('if its volumes contradict a status of ours, they take precedence', () => {
  expect(statusOf(said('LOANED', { volumes: [volume(1, 'returned-to-partner')] }))).toBe(
    'RETURNED_TO_PARTNER',
  );
  expect(statusOf(said('SHIPPED_PHYSICALLY', { volumes: [volume(1, 'on-loan')] }))).toBe('LOANED');
  expect(statusOf(said('CANCEL_REPLY', { volumes: [volume(1, 'on-hold-shelf')] }))).toBe(
    'RECEIVED_PHYSICALLY',
  );
});

test('more volumes of an incomplete set are expected from the partner that has the request', () => {
  const volumes = [volume(1, 'on-hold-shelf')];
  expect(said('RECEIVED_PHYSICALLY', { volumes }, 3).turns[0]?.state).toBe('shipped');
  expect(said('RECEIVED_PHYSICALLY', { volumes }, 1).turns[0]?.state).toBe('closing');
  expect(
    said('RETURNED_TO_PARTNER', { volumes: [volume(1, 'returned-to-partner')] }, 3).turns[0]?.state,
  ).toBe('closing');
});

test('a partner that sent a volume and no longer has the request is open as long as its volume is', () => {
  const life = said(
    'REQUEST_SENT',
    {
      turns: 3,
      active: 2,
      volumes: [volume(1, 'on-hold-shelf', first), volume(2, 'handed-over', second)],
    },
    3,
  );
  expect(life.turns.map(({ state }) => state)).toEqual(['closing', 'supplied', 'asked']);
});

test.each([
  ['MEDIATED_RENEWAL', { renewal: 'mediated' }],
  ['RENEW_REQUESTED', { renewal: 'asked' }],
  ['RENEWED', { renewal: 'renewed' }],
  ['RENEW_NOT_ACCEPTED', { renewal: 'refused' }],
  ['OVERDUE_ITEM', { demand: 'overdue' }],
  ['RECALLED_BOR', { demand: 'recalled' }],
  ['DAMAGED', { report: 'damaged' }],
] as const)('%s is a mark of the volumes that are out', (status, mark) => {
  const volumes = [volume(1, 'on-loan'), volume(2, 'returned-to-partner')];
  expect(said(status, { volumes }).volumes).toEqual([{ ...volumes[0], ...mark }, volumes[1]]);
});

test('a loss is that of a lost volume, or else of the parcel', () => {
  expect(said('REPORT_LOST').turns[0]).toMatchObject({ state: 'closing', parcel: 'lost' });
  const life = said('REPORT_LOST', { volumes: [volume(1, 'lost')] });
  expect([life.turns[0]?.parcel, life.volumes[0]?.report]).toEqual(['none', 'lost']);
});

test('a requested or refused cancellation is wanted by staff', () => {
  for (const [status, cancellation] of [
    ['CANCEL_REPLY', 'asked'],
    ['CANCEL_NOT_ACCEPTED', 'refused'],
  ] as const)
    expect(said(status)).toMatchObject({ cancelWish: 'staff', turns: [{ state: 'asked', cancellation }] });
  expect(said('CANCELLED_BY_PATRON').cancelWish).toBe('patron');
});

test('a returned volume has been checked in if the request is over, and waits for it otherwise', () => {
  const volumes = [volume(1, 'returned-to-partner')];
  expect(openQuestionsOf(said('REQUEST_COMPLETED', { volumes })).checkIn).toBe(false);
  const back = said('RETURNED_TO_PARTNER', { volumes });
  expect(openQuestionsOf(back).checkIn).toBe(true);
  const itemIds = volumes.map(({ id }) => id);
  const after = lifeAfter(back, { type: 'partner.checkedIn', turnId: first, itemIds, endsSet: false });
  expect([after?.life.endedAs, after?.words]).toEqual(['REQUEST_COMPLETED', []]);
});

test('which statuses imply a volume, and which a partner', () => {
  expect([placeOfWord('LOANED', 0), placeOfWord('LOANED', 1), placeOfWord('REPORT_LOST', 0)]).toEqual([
    'on-loan',
    null,
    null,
  ]);
  expect(words.filter((word) => !impliesPartner(word) && !isEndState(word))).toEqual([
    'REQUEST_CREATED_BOR',
    'READY_TO_SEND',
  ]);
  expect(said('LOCATE_FAILED', { turns: 3 }).turns.map(({ id, state }) => [id, state])).toEqual([
    [first, 'rejected'],
    [second, 'rejected'],
    [third, 'rejected'],
  ]);
});
