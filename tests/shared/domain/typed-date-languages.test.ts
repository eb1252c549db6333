import { expect, test, vi } from 'vitest';
import type { CalendarDate } from '../../../shared/domain/ids.ts';

// In English, German and Spanish, three letters are enough for every month. In French they are not.
vi.mock('../../../shared/words/languages.ts', async (load) => {
  const real = await load<typeof import('../../../shared/words/languages.ts')>();
  return { ...real, languages: { ...real.languages, fr: { name: 'Français', locale: 'fr-FR' } } };
});

const { readTypedDate } = await import('../../../shared/domain/typed-date.ts');

test.each([
  ['15 jui 2027', null],
  ['15 juin 2027', '2027-06-15'],
  ['15 juil. 2027', '2027-07-15'],
  ['15 juillet 2027', '2027-07-15'],
  ['15 aoû 2027', '2027-08-15'],
  ['15 mar 2027', '2027-03-15'],
])('the beginning of two months is no date, in a language that has such months: %j is %s', (text, date) => {
  expect(readTypedDate(text, 'dmy', '2026-11-25' as CalendarDate)).toBe(date);
});
