import { expect, test } from 'vitest';
import { decisionsService } from '../../../../../electron/main/desk/queries/decisions/decisions.service.ts';
import type { PartnerId, RequestId } from '../../../../../shared/domain/ids.ts';
import {
  done,
  lake,
  north,
  openDecisionDesk,
  turnOfPartner,
  west,
} from '../../../../support/decision-desk.ts';
import { dumpState } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';

const desk = forEachTest(openDecisionDesk);

const facts = (...requestIds: RequestId[]) =>
  done(decisionsService({ ...desk.context, lettersWait: () => 'none' }).facts({ requestIds }));

test('returns who has a request, where it would go next and what the patron has, and changes nothing', () => {
  const id = desk.add({
    externalId: 'F1',
    status: 'LOANED',
    activePartner: west,
    rota: [[north, 'declined'], west, lake],
    items: ['on-loan', 'on-hold-shelf'],
  });
  const of = (partner: PartnerId) => turnOfPartner(desk, id, partner);
  const before = dumpState(desk);
  expect(facts(id).requests).toMatchObject([
    {
      externalId: 'F1',
      patron: { name: 'Reader, A.', address: 'good' },
      updatedAt: '2026-11-20T08:00:00.000Z',
      partners: [
        { turnId: of(north), name: 'North University Library', state: 'declined', inUse: true },
        { turnId: of(west), name: 'West College', address: 'good' },
        { turnId: of(lake), name: 'Lake College', state: 'waiting' },
      ],
      askable: [of(lake)],
      needsConsent: [of(west)],
      renewsItself: [of(north), of(lake)],
      lettersWait: 'none',
      condition: null,
      items: [
        { volume: 1, status: 'on-loan', loan: { dueOn: '2026-12-11', renewalDueOn: null, renewals: 0 } },
        { volume: 2, status: 'on-hold-shelf', loan: null },
      ],
    },
  ]);
  expect(dumpState(desk)).toEqual(before);
});

test('returns the letters that its library does not send, and which of its partners has an address', () => {
  const id = desk.add({
    externalId: 'F1',
    status: 'LOANED',
    activePartner: west,
    rota: [west, lake, north],
    items: ['on-loan'],
  });
  desk.raw.exec(`
    UPDATE library SET letters_off = '["patron-renewed"]' WHERE id = 1;
    UPDATE partner SET email = ' ill@north.example ' WHERE id = ${north};
    UPDATE partner SET email = ' ' WHERE id = ${west};
    UPDATE partner SET email = 'a@lake.example; b@lake.example' WHERE id = ${lake}`);
  expect(facts(id).requests[0]).toMatchObject({
    libraryOff: ['patron-renewed'],
    partners: [
      { partnerId: west, address: 'none' },
      { partnerId: lake, address: 'wrong' },
      { partnerId: north, address: 'good' },
    ],
  });
});

test('a previous partner’s condition, and an answered one, are not open', () => {
  const condition = { reason: 'Other', note: 'x', replyBy: null };
  const open = desk.add({ externalId: 'F1', status: 'CONDITIONAL', condition });
  const earlier = desk.add({
    externalId: 'F2',
    status: 'REQUEST_SENT',
    rota: [[north, 'declined'], west],
    activePartner: west,
    condition: { ...condition, partner: north },
  });
  const answered = desk.add({ externalId: 'F3', status: 'CONDITIONAL', condition });
  done(desk.reply(answered, true));
  const shown = facts(open, earlier, answered).requests;
  expect(shown.map((request) => request.condition !== null)).toEqual([true, false, false]);
});

test('several requests are returned in the order queried, without deleted ones', () => {
  const [one, two, three] = ['F1', 'F2', 'F3'].map((externalId) => desk.add({ externalId }));
  expect(facts(three!, 999 as RequestId, one!, two!).requests.map(({ externalId }) => externalId)).toEqual([
    'F3',
    'F1',
    'F2',
  ]);
  expect(facts(999 as RequestId).requests).toEqual([]);
});

test('includes the active reasons, the library’s date and its calendar', () => {
  desk.raw.exec(`
    UPDATE cancellation_reason SET active = 0 WHERE code = 'COST';
    INSERT INTO opening_hours (library_id, weekday, opens, closes) VALUES (1, 1, '09:00', '17:00'), (2, 2, '09:00', '17:00');
    INSERT INTO closed_day (library_id, day, note) VALUES (1, '2026-12-25', 'Holiday')`);
  desk.setNow('2027-06-30T23:30:00Z');
  const { today, calendar, cancellationReasons } = facts(desk.add({ externalId: 'F1' }));
  expect(today).toBe('2027-07-01');
  expect(calendar).toEqual({ openWeekdays: [1], closedDays: [{ day: '2026-12-25', note: 'Holiday' }] });
  expect(cancellationReasons).toHaveLength(13);
  expect(cancellationReasons.map(({ code }) => code)).not.toContain('COST');
});
