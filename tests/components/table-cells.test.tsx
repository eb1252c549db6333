import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { StatusWord } from '../../renderer/src/components/StatusBadge.tsx';
import { DayCell } from '../../renderer/src/components/table/cells/Days.tsx';
import { Identifier, partsOf } from '../../renderer/src/components/table/cells/Identifier.tsx';
import { TitleCell } from '../../renderer/src/components/table/cells/Title.tsx';
import { addDays } from '../../shared/domain/dates.ts';
import type { CalendarDate } from '../../shared/domain/ids.ts';
import { show } from './shown.tsx';

test.each([
  ['01SUNY_RIV0000501', ['01SUNY_RIV', '0000501']],
  ['1234567', ['', '1234567']],
  ['7', ['', '7']],
  ['', ['', '']],
  ['A𝟘𝟙𝟚𝟛𝟜𝟝𝟞', ['A', '𝟘𝟙𝟚𝟛𝟜𝟝𝟞']],
])('“%s” may be shortened before its end, and nowhere else', (text, parts) => {
  expect(partsOf(text)).toEqual(parts);
});

test('a shortened identifier is complete in its text, its tooltip and its copy button', () => {
  show(<Identifier text="01SUNY_RIV0000501" current />);
  expect(screen.getByTitle('01SUNY_RIV0000501').textContent).toBe('01SUNY_RIV0000501');
  expect(screen.getByRole('button', { name: 'Copy 01SUNY_RIV0000501' }).dataset['copy']).toBe(
    '01SUNY_RIV0000501',
  );
});

test('a title has its own line, with the author and the reader below it', () => {
  show(
    <TitleCell title="Micrographia" author="Hooke, Robert" reader="Reader, A." facts={{ compact: false }} />,
  );
  const cell = screen.getByTitle('Micrographia · Hooke, Robert · for Reader, A.');
  expect([...cell.children].map(({ textContent }) => textContent)).toEqual([
    'Micrographia',
    'Hooke, Robert · for Reader, A.',
  ]);
});

test('with one line the title and the reader are side by side, and the author is dropped first', () => {
  show(
    <TitleCell title="Micrographia" author="Hooke, Robert" reader="Reader, A." facts={{ compact: true }} />,
  );
  const cell = screen.getByTitle('Micrographia · Hooke, Robert · for Reader, A.');
  expect([...cell.children].map(({ textContent }) => textContent)).toEqual([
    'Micrographia for Reader, A.',
    '· Hooke, Robert',
  ]);
});

test('the status of an overdue row has the colour of its date', () => {
  show(
    <>
      <StatusWord status="LOANED" isLate={false} />
      <StatusWord status="LOANED" isLate />
    </>,
  );
  expect(screen.getAllByTitle('Loaned item to patron').map(({ dataset }) => dataset['tone'])).toEqual([
    'go',
    'stop',
  ]);
});

test.each([
  [0, '30 Nov 2026'],
  [-2, 'Overdue: 28 Nov'],
  [-200, 'Overdue: 14 May'],
  [-400, 'Overdue: 2025'],
])('on one line a day %i days from now is “%s”', (days, words) => {
  const today = '2026-11-30' as CalendarDate;
  show(<DayCell date={addDays(today, days)} counts facts={{ today, compact: true, timeZone: 'UTC' }} />);
  expect(document.querySelector('time')?.textContent).toBe(words);
});

test.each([
  ['2026-12-07', 'Back by 7 Dec', 'in 7 days', true],
  ['2026-12-20', 'Back by 20 Dec', 'in 3 weeks', false],
  ['2026-11-28', 'Back by 28 Nov', '2 days overdue', true],
])('a recall by %s replaces the due date, in red when it is near or past', (backBy, line, below, isRed) => {
  const facts = { today: '2026-11-30' as CalendarDate, compact: false, timeZone: 'UTC' };
  const day = backBy as CalendarDate;
  show(<DayCell date={day} recalledBy={day} counts={false} facts={facts} />);
  const cell = screen.getByText(line).parentElement;
  expect(cell?.textContent).toBe(`${line}${below}`);
  expect(cell?.className.includes('late')).toBe(isRed);
});

test('the day of a recall does not hide the earlier due date of another volume', () => {
  const facts = { today: '2026-11-30' as CalendarDate, compact: true, timeZone: 'UTC' };
  const [date, recalledBy] = ['2026-11-28', '2026-12-20'] as CalendarDate[] as [CalendarDate, CalendarDate];
  show(<DayCell date={date} recalledBy={recalledBy} counts facts={facts} />);
  expect(document.querySelector('time')?.textContent).toBe('Overdue: 28 Nov');
});
