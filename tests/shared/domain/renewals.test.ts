import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replyNoteRefusal } from '../../../shared/domain/conditions.ts';
import { addDays } from '../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { renewalDateRefusal, renewedDueOn, renewLoanDate } from '../../../shared/domain/renewals.ts';
import { checkProperty } from '../../support/check-property.ts';

const day = (text: string): CalendarDate => text as CalendarDate;
const today = day('2026-11-25');

test('a date in the past, or not later than the due date, is refused in words', () => {
  const dueOn = day('2026-12-11');
  expect(renewalDateRefusal(day('2026-11-24'), { today, dueOn })).toContain('in the past');
  expect(renewalDateRefusal(day('2026-12-10'), { today, dueOn })).toContain('Choose a later date');
  expect(renewalDateRefusal(dueOn, { today, dueOn })).toContain('Choose a later date');
  expect(renewalDateRefusal(day('2026-12-12'), { today, dueOn })).toBeNull();
});

test('an item overdue, or without a date, is renewed from today on', () => {
  for (const dueOn of [day('2026-11-01'), null])
    expect(renewalDateRefusal(today, { today, dueOn })).toBeNull();
});

test('from the patron’s loans: today plus the original loan period, across the ends of months and years', () => {
  expect(renewedDueOn(today, 30)).toBe('2026-12-25');
  expect(renewedDueOn(day('2027-01-31'), 29)).toBe('2027-03-01');
  expect(renewedDueOn(day('2028-02-01'), 28)).toBe('2028-02-29');
  expect(renewedDueOn(today, 0)).toBeNull();
});

test('a renewal that would shorten the loan is refused with both dates', () => {
  expect(renewLoanDate({ dueOn: day('2026-12-11'), periodDays: 30 }, today)).toEqual({
    dueOn: '2026-12-25',
    refusal: null,
  });
  const early = renewLoanDate({ dueOn: day('2026-12-30'), periodDays: 30 }, today);
  expect(early.refusal).toMatch(
    /^Already due 30 Dec 2026; renewing today, to 25 Dec 2026, would not extend it\./,
  );
  expect(renewLoanDate({ dueOn: day('2026-12-25'), periodDays: 30 }, today).refusal).toContain(
    'Already due 25 Dec 2026; renewing today, to 25 Dec 2026, would not extend it',
  );
  expect(renewLoanDate({ dueOn: day('2026-12-11'), periodDays: 0 }, today).refusal).toContain(
    'The loan period isn’t recorded',
  );
});

test('every accepted date is after both today and the due date', () => {
  const days = fc.integer({ min: -400, max: 400 });
  checkProperty(
    fc.property(days, days, (chosenIn, dueIn) => {
      const [chosen, dueOn] = [addDays(today, chosenIn), addDays(today, dueIn)];
      expect(renewalDateRefusal(chosen, { today, dueOn }) === null).toBe(chosen >= today && chosen > dueOn);
    }),
  );
});

test('a reply has a note, or a confirmation that it has none', () => {
  expect(replyNoteRefusal({ note: 'Yes', withoutNote: false })).toBeNull();
  expect(replyNoteRefusal({ note: ' \n', withoutNote: false })).toContain(
    'Without a note, the reply only says whether we accept.',
  );
  expect(replyNoteRefusal({ note: '', withoutNote: true })).toBeNull();
});
