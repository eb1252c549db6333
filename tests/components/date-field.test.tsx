import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { DateField, useDateText } from '../../renderer/src/components/DateField.tsx';
import { firstWeekdayOf } from '../../renderer/src/components/week.ts';
import type { CalendarDate } from '../../shared/domain/ids.ts';
import { show } from './shown.tsx';

const today = '2026-11-25' as CalendarDate;

const Form = ({ refusal = null }: { readonly refusal?: string | null }) => {
  const [edits, setEdits] = useState(0);
  const value = useDateText(today, () => setEdits((n) => n + 1));
  return (
    <>
      <DateField
        label="Due date"
        value={value}
        today={today}
        from={today}
        refusal={refusal}
        hint="Empty is never."
      />
      <output>{edits} edits</output>
    </>
  );
};

const field = (): HTMLInputElement => screen.getByRole('textbox', { name: 'Due date' });
const type = (text: string): void => void fireEvent.change(field(), { target: { value: text } });
const said = (): string => field().closest('.mantine-TextInput-root')?.textContent ?? '';

test.each([
  ['15 Jan 2027', '15 Jan 2027, in 7 weeks'],
  ['2027-01-15', '15 Jan 2027, in 7 weeks'],
  [' 2026-11-26 ', '26 Nov 2026, tomorrow'],
])('“%s” is shown below the field as understood', (text, understood) => {
  show(<Form />);
  type(text);
  expect(said()).toContain(understood);
  expect(said()).not.toContain('This isn’t a date');
});

test.each(['soon', '2027-02-30', '15', '<b>'])(
  '“%s” is not a date, and the hint says how to type one',
  (text) => {
    show(<Form />);
    type(text);
    expect(said()).toContain('This isn’t a date. For example 2027-01-15');
    expect(field()).toHaveProperty('value', text);
  },
);

test('an empty field says what empty means, and how to type a date', () => {
  show(<Form />);
  expect(said()).toContain('Empty is never. For example 2027-01-15');
  type('   ');
  expect(said()).not.toContain('This isn’t a date');
});

test('the reason why a date cannot be chosen is shown below it, but not for text that is not a date', () => {
  show(<Form refusal="This is in the past." />);
  type('2020-01-01');
  expect(said()).toContain('This is in the past.');
  type('soon');
  expect(said()).not.toContain('This is in the past.');
});

test('choosing a day in the calendar types it into the field, which keeps the focus', () => {
  show(<Form />);
  fireEvent.click(screen.getByRole('button', { name: 'Show calendar' }));
  fireEvent.click(screen.getByRole('button', { name: '27 November 2026' }));
  expect(field()).toHaveProperty('value', '27 Nov 2026');
  expect(document.activeElement).toBe(field());
  expect(screen.queryByRole('button', { name: '27 November 2026' })).toBeNull();
  expect(screen.getByText('1 edits')).toBeTruthy();
});

test('days before the earliest sensible day cannot be chosen', () => {
  show(<Form />);
  fireEvent.click(screen.getByRole('button', { name: 'Show calendar' }));
  expect(screen.getByRole('button', { name: '24 November 2026' })).toHaveProperty('disabled', true);
  expect(screen.getByRole('button', { name: '25 November 2026' })).toHaveProperty('disabled', false);
});

test('Escape closes the calendar and nothing around it', () => {
  let heard = 0;
  show(
    <div onKeyDown={({ key }) => void (key === 'Escape' && (heard += 1))}>
      <Form />
    </div>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Show calendar' }));
  fireEvent.keyDown(screen.getByRole('button', { name: '27 November 2026' }), { key: 'Escape' });
  expect(screen.getByRole('button', { name: 'Show calendar' })).toBeTruthy();
  expect(document.activeElement).toBe(field());
  expect(heard).toBe(0);
  fireEvent.keyDown(field(), { key: 'Escape' });
  expect(heard).toBe(1);
});

test.each([
  ['+14', '9 Dec 2026, in 2 weeks'],
  ['2w', '9 Dec 2026, in 2 weeks'],
  ['15.1.', '15 Jan 2027, in 7 weeks'],
])('the meaning of “%s” is shown while typing', (text, understood) => {
  show(<Form />);
  type(text);
  expect(said()).toContain(understood);
});

test('a common date says which day it means, and is typed into the field', () => {
  show(<Form />);
  fireEvent.click(screen.getByRole('button', { name: 'Show calendar' }));
  fireEvent.click(screen.getByRole('button', { name: '+2 weeks · 9 Dec' }));
  expect(field()).toHaveProperty('value', '9 Dec 2026');
  expect(document.activeElement).toBe(field());
});

test('closed days of the library are marked, and can still be chosen', () => {
  const Closed = () => {
    const value = useDateText(today, () => undefined);
    const calendar = {
      openWeekdays: [1, 2, 3, 4, 5],
      closedDays: [{ day: '2026-11-27' as CalendarDate, note: '' }],
    };
    return <DateField label="Due date" value={value} today={today} calendar={calendar} />;
  };
  show(<Closed />);
  fireEvent.click(screen.getByRole('button', { name: 'Show calendar' }));
  const marked = (day: string): string => screen.getByRole('button', { name: day }).title;
  expect(marked('27 November 2026')).toBe('The library is closed');
  expect(marked('28 November 2026')).toBe('The library is closed');
  expect(marked('26 November 2026')).toBe('');
  fireEvent.click(screen.getByRole('button', { name: '27 November 2026' }));
  expect(field()).toHaveProperty('value', '27 Nov 2026');
});

test('a week starts according to the language, or on Monday if that is unknown', () => {
  expect([firstWeekdayOf('en-US'), firstWeekdayOf('en-GB'), firstWeekdayOf('de-DE')]).toEqual([7, 1, 1]);
  expect(firstWeekdayOf('not a language')).toBe(1);
});
