import { beforeEach, expect, test } from 'vitest';
import type { CalendarService } from '../../../../../electron/main/desk/records/calendar/calendar.service.ts';
import {
  calendarOf,
  calendarService,
} from '../../../../../electron/main/desk/records/calendar/calendar.service.ts';
import { alwaysOpen, isOpenOn } from '../../../../../shared/domain/calendar.ts';
import type { CalendarDate, LibraryId } from '../../../../../shared/domain/ids.ts';
import { newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';

const desk = forEachTest(openTestDesk);
let service: CalendarService;
beforeEach(() => {
  service = calendarService(desk.context);
});

const main = 1 as LibraryId;
const day = (text: string): CalendarDate => text as CalendarDate;

test('a library without rows is always open', () => {
  expect(calendarOf(desk.context.db, main)).toEqual(alwaysOpen);
});

test('hours and closed days are stored for each library, and used in checks', () => {
  const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '09:00', closes: '17:30' }));
  expect(service.saveHours({ opId: newOpId(), libraryId: main, hours })).toMatchObject({ ok: true });
  const closed = [{ day: day('2026-12-25'), note: ' Christmas ' }];
  expect(service.closeDays({ opId: newOpId(), libraryId: main, days: closed })).toMatchObject({ ok: true });
  expect(service.load({ libraryId: main })).toEqual({
    ok: true,
    value: { hours, closedDays: [{ day: '2026-12-25', note: 'Christmas' }] },
  });
  const calendar = calendarOf(desk.context.db, main);
  expect(
    [day('2026-12-24'), day('2026-12-25'), day('2026-12-26')].map((each) => isOpenOn(each, calendar)),
  ).toEqual([true, false, false]);
  expect(calendarOf(desk.context.db, 2 as LibraryId)).toEqual(alwaysOpen);
});

test('closing a closed day again changes its note; opening it twice has no further effect', () => {
  const close = (note: string): unknown =>
    service.closeDays({ opId: newOpId(), libraryId: main, days: [{ day: day('2026-12-25'), note }] });
  close('Christmas');
  close('Christmas Day');
  expect(calendarOf(desk.context.db, main).closedDays).toEqual([
    { day: '2026-12-25', note: 'Christmas Day' },
  ]);
  for (const _ of [1, 2])
    expect(service.openDays({ opId: newOpId(), libraryId: main, days: [day('2026-12-25')] })).toMatchObject({
      ok: true,
    });
  expect(calendarOf(desk.context.db, main)).toEqual(alwaysOpen);
});

test('a day that ends before it begins is refused, and nothing of the week is stored', () => {
  const hours = [
    { weekday: 1, opens: '09:00', closes: '17:00' },
    { weekday: 2, opens: '18:00', closes: '09:00' },
  ];
  expect(service.saveHours({ opId: newOpId(), libraryId: main, hours })).toMatchObject({
    error: { code: 'record-unfit', message: expect.stringContaining('Tuesday'), details: { field: '2' } },
  });
  expect(calendarOf(desk.context.db, main)).toEqual(alwaysOpen);
});

test('without the role, or for a deleted library, nothing is changed', () => {
  const close = (libraryId: number): unknown =>
    service.closeDays({
      opId: newOpId(),
      libraryId: libraryId as LibraryId,
      days: [{ day: day('2026-12-25'), note: '' }],
    });
  expect(close(99)).toMatchObject({ error: { code: 'record-unknown' } });
  desk.raw.exec("INSERT INTO operator (id, name) VALUES (2, 'B. Operator')");
  desk.context.session.refresh();
  desk.context.session.chooseOperator(2 as never);
  expect(close(1)).toMatchObject({ error: { code: 'role-missing' } });
  expect(calendarOf(desk.context.db, main)).toEqual(alwaysOpen);
});
