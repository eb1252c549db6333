import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../../../../shared/domain/calendar.ts';
import { addDays } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import {
  isHoldEndingOn,
  isInClosedWeek,
  loanNoticeOn,
  overdueStages,
} from '../../../../../electron/main/desk/output/notices/notice-rules.ts';

const day = (text: string): CalendarDate => text as CalendarDate;
const days = { dueSoonDays: 3, overdueDays: 1, overdueAgainDays: 7, overdueLastDays: 14 };
const due = day('2026-12-11');

describe('a loan', () => {
  const noticeAfter = (late: number, loanedOn = '2026-11-11', numbers = days): unknown => {
    const notice = loanNoticeOn(addDays(due, late), { loanedOn: day(loanedOn), dueOn: due }, numbers);
    return notice && `${notice.kind} ${notice.stage}`;
  };

  test.each([
    [-4, null],
    [-3, 'due-soon 3'],
    [-1, 'due-soon 3'],
    [0, 'due-soon 3'],
    [1, 'loan-overdue 1'],
    [6, 'loan-overdue 1'],
    [7, 'loan-overdue 7'],
    [13, 'loan-overdue 7'],
    [14, 'loan-overdue 14'],
    [400, 'loan-overdue 14'],
  ])('%i days after its due date triggers: %s', (late, notice) => {
    expect(noticeAfter(late)).toBe(notice);
  });

  test('lent on its reminder day or later gets no due-soon notice, but an overdue one', () => {
    expect(noticeAfter(-1, '2026-12-08')).toBeNull();
    expect(noticeAfter(-1, '2026-12-07')).toBe('due-soon 3');
    expect(noticeAfter(1, '2026-12-10')).toBe('loan-overdue 1');
  });

  test('gets overdue notices after the days that the library chose, in any order; 0 means none', () => {
    const numbers = { dueSoonDays: 1, overdueDays: 10, overdueAgainDays: 0, overdueLastDays: 2 };
    expect(overdueStages(numbers)).toEqual([2, 10]);
    expect([0, 1, 2, 9, 10].map((late) => noticeAfter(late, '2026-11-11', numbers))).toEqual([
      'due-soon 1',
      null,
      'loan-overdue 2',
      'loan-overdue 2',
      'loan-overdue 10',
    ]);
  });
});

test('the end of a hold is announced the day before or on its last day, and not for items shelved that late', () => {
  const on = (today: string, shelvedOn: string | null = '2026-12-01'): boolean =>
    isHoldEndingOn(day(today), {
      shelvedOn: shelvedOn === null ? null : day(shelvedOn),
      holdUntil: day('2026-12-11'),
    });
  expect(['2026-12-09', '2026-12-10', '2026-12-11', '2026-12-12'].map((today) => on(today))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect([on('2026-12-10', null), on('2026-12-10', '2026-12-10'), on('2026-12-11', '2026-12-09')]).toEqual([
    true,
    false,
    true,
  ]);
});

test('a closed week is seven consecutive closed days, on whichever day it begins', () => {
  const closedFrom = (first: string, count: number) =>
    Array.from({ length: count }, (_, ahead) => ({ day: addDays(day(first), ahead), note: '' }));
  // Thursday 24 Dec to Wednesday 30 Dec: seven days.
  const week = { openWeekdays: [], closedDays: closedFrom('2026-12-24', 7) };
  const inWeek = (today: string, calendar: Calendar = week): boolean => isInClosedWeek(day(today), calendar);
  expect(
    ['2026-12-23', '2026-12-24', '2026-12-27', '2026-12-30', '2026-12-31'].map((one) => inWeek(one)),
  ).toEqual([false, true, true, true, false]);
  const sixDays = { openWeekdays: [], closedDays: closedFrom('2026-12-24', 6) };
  expect(inWeek('2026-12-26', sixDays)).toBe(false);
  // An ordinary weekend, and one adjacent to five closed days.
  const weekdaysOnly = { openWeekdays: [1, 2, 3, 4, 5], closedDays: closedFrom('2026-12-28', 5) };
  expect(
    ['2026-12-19', '2026-12-26', '2026-12-28', '2027-01-03', '2027-01-04'].map((one) =>
      inWeek(one, weekdaysOnly),
    ),
  ).toEqual([false, true, true, true, false]);
  expect(inWeek('2026-12-26', { openWeekdays: [], closedDays: [] })).toBe(false);
});
