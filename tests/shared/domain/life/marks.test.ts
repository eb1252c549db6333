import { expect, test } from 'vitest';
import { marksNotInStatus, marksOf, type Since } from '../../../../shared/domain/life/marks.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import type { CalendarDate, Instant } from '../../../../shared/domain/ids.ts';
import type { Life } from '../../../../shared/domain/life/life.ts';
import type { Turn } from '../../../../shared/domain/life/turn.ts';
import type { Volume } from '../../../../shared/domain/life/volume.ts';
import { askedTurn, lifeOfParts, volumeOf } from '../../../renderer/support/life.ts';

const at = (text: string): Instant => `${text}T12:00:00.000Z` as Instant;
const openSince: Since = {
  cancellationAt: at('2026-11-03'),
  renewalAt: at('2026-12-01'),
  renewalUntil: '2027-01-04' as CalendarDate,
  demandAt: at('2026-12-02'),
  backBy: null,
  lossAt: at('2026-12-03'),
  goesBackAt: at('2026-12-04'),
  checkInAt: at('2026-12-05'),
};
const row = (life: Life, since: Partial<Since> = {}) => ({
  life,
  openSince: { ...openSince, ...since },
  partnerName: 'North',
  status: statusOf(life),
});
const words = (life: Life): readonly string[] =>
  marksOf(row(life), 'Europe/London').map((mark) => mark.words);
const closing = askedTurn(1, { state: 'closing' });

test('every open question has its own mark, whatever the status', () => {
  const life = lifeOfParts({
    turns: [closing, askedTurn(2, { cancellation: 'asked' })],
    volumes: [volumeOf(1, 'on-loan', { renewal: 'asked', demand: 'overdue' })],
    cancelWish: 'staff',
  });
  expect(statusOf(life)).toBe('CANCEL_REPLY');
  expect(words(life)).toEqual([
    'reported overdue 2 Dec 2026',
    'cancellation requested from North 3 Nov 2026',
    'renewal requested until 4 Jan 2027',
  ]);
  expect(marksNotInStatus(row(life), { timeZone: 'Europe/London' }).map(({ status }) => status)).toEqual([
    'OVERDUE_ITEM',
    'RENEW_REQUESTED',
  ]);
});

test('an answered question is not open; items due to go back, or unsettled, remain open after the end', () => {
  const renewed = lifeOfParts({
    turns: [closing],
    volumes: [volumeOf(1, 'on-loan', { renewal: 'renewed' })],
  });
  expect(words(renewed)).toEqual([]);
  const over = lifeOfParts({
    turns: [closing],
    volumes: [
      volumeOf(1, 'on-hold-shelf', { use: 'goes-back' }),
      volumeOf(2, 'returned-to-partner'),
      volumeOf(3, 'lost', { report: 'lost' }),
    ],
    endedAs: 'CANCELLED_BY_STAFF',
  });
  expect(words(over)).toEqual([
    'loss reported 3 Dec 2026',
    'to go back since 4 Dec 2026',
    '1 volume returned 5 Dec 2026, not checked in',
  ]);
});

test('after a partner that rejected nothing, the status “Rejected by partner” is explained', () => {
  const after = (...states: readonly Turn['state'][]) =>
    row(lifeOfParts({ turns: states.map((state, index) => askedTurn(index + 1, { state })) }));
  const inList = (...states: readonly Turn['state'][]) =>
    marksNotInStatus(after(...states), { timeZone: 'UTC' }).map((mark) => mark.words);
  expect(after('declined').status).toBe('REJECTED');
  expect(inList('declined')).toEqual(['we declined the condition of North']);
  expect(inList('rejected', 'no-answer')).toEqual(['North did not answer in time']);
  expect(inList('declined', 'passed-over')).toEqual(['North passed over']);
  expect(inList('declined', 'rejected')).toEqual([]);
  expect(inList('declined', 'asked')).toEqual([]);
});

test('of a set of which one volume went back, it says how many did; without others it is the item', () => {
  const set = (...places: readonly Volume['place'][]) =>
    words(
      lifeOfParts({ turns: [closing], volumes: places.map((place, index) => volumeOf(index + 1, place)) }),
    );
  const gone = 'returned-to-partner';
  expect(set(gone, 'on-loan', 'on-loan')).toEqual(['1 volume returned 5 Dec 2026, not checked in']);
  expect(set(gone, gone, 'on-loan')).toEqual(['2 volumes returned 5 Dec 2026, not checked in']);
  expect(set(gone, gone)).toEqual(['returned 5 Dec 2026, not checked in']);
  expect(set(gone)).toEqual(['returned 5 Dec 2026, not checked in']);
});

test('an item that did not reach the partner is looked for, and a recall says by when it is wanted', () => {
  const missed = lifeOfParts({
    turns: [closing],
    volumes: [volumeOf(1, 'returned-to-partner', { checkIn: 'missed' })],
  });
  expect(marksOf(row(missed), 'Europe/London')).toMatchObject([{ isUrgent: true, step: 'report-found' }]);
  const recalled = lifeOfParts({
    turns: [closing],
    volumes: [volumeOf(1, 'on-loan', { demand: 'recalled' })],
  });
  const [mark] = marksOf(row(recalled, { backBy: '2026-12-10' as CalendarDate }), 'Europe/London');
  expect(mark).toMatchObject({ words: 'wanted back by 10 Dec 2026', isUrgent: true });
});
