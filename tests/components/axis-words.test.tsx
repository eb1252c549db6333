import { expect, test } from 'vitest';
import { addDays, formatDate } from '../../shared/domain/dates.ts';
import type { CalendarDate } from '../../shared/domain/ids.ts';
import { ages, rangeWords, stays } from '../../shared/domain/report-ranges.ts';

import { wordsBelow, wordsBeside } from '../../renderer/src/pages/reports/axis-words.ts';

// Text cannot be measured in this document: each letter counts as 7.44 pixels.

const days = (from: string, count: number, apart = 1): readonly string[] =>
  Array.from({ length: count }, (_, index) => formatDate(addDays(from as CalendarDate, index * apart)));

test('a bar is labelled with what its predecessor did not say: the day, and the month when it changes', () => {
  expect(wordsBelow(days('2026-09-16', 5, 7), 70)).toEqual([
    ['16', 'Sept 2026'],
    ['23'],
    ['30'],
    ['7', 'Oct'],
    ['14'],
  ]);
});

test('every bar of a month and of 90 days is labelled in a small window', () => {
  for (const names of [days('2026-10-01', 31), days('2026-09-02', 13, 7)]) {
    const words = wordsBelow(names, 19);
    expect(words.filter((lines) => lines.length === 0)).toEqual([]);
  }
});

test('a line that would overlap another is moved one line down', () => {
  expect(wordsBelow(days('2026-09-30', 3), 30)).toEqual([['30', 'Sept 2026'], ['1', '', 'Oct'], ['2']]);
});

test('if there are too many bars, those at regular intervals are labelled', () => {
  const months = Array.from(
    { length: 48 },
    (_, index) => `M${(index % 12) + 1} ${2023 + Math.floor(index / 12)}`,
  );
  const words = wordsBelow(months, 10);
  expect(words.flatMap((lines, index) => (lines.length > 0 ? [index] : []))).toEqual(
    Array.from({ length: 16 }, (_, index) => index * 3),
  );
  expect(words[12]).toEqual(['M1', '2024']);
});

test('ranges of days name their unit once', () => {
  expect(wordsBelow(ages.map(rangeWords), 60)).toEqual([
    ['1–7', 'days'],
    ['8–14'],
    ['15–30'],
    ['31–60'],
    ['61', 'days or more'],
  ]);
  expect(wordsBelow(stays.map(rangeWords), 48).every((lines) => lines.length > 0)).toBe(true);
});

test('a long name beside its bars has two lines, and only what does not fit on them is clipped', () => {
  expect(wordsBeside('North', 180)).toEqual(['North']);
  expect(wordsBeside('Prairie State University Libraries', 180)).toEqual([
    'Prairie State University',
    'Libraries',
  ]);
  const [first = '', rest = '', ...others] = wordsBeside(
    'Universitätsbibliothek der Stadt am großen langen See',
    180,
  );
  expect([first, others]).toEqual(['Universitätsbibliothek', []]);
  expect(rest).toMatch(/^der Stadt am.*…$/u);
});
