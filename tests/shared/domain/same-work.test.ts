import { expect, test } from 'vitest';
import { plainTitle, matchWorks } from '../../../shared/domain/same-work.ts';

const work = (part: { title?: string; isbn?: string; doi?: string }) => ({
  title: '',
  isbn: '',
  doi: '',
  ...part,
});

test.each([
  ['The Sea Around Us', 'Sea around us.'],
  ['Les Misérables', 'misérables'],
  ['L’Été', 'l’ete'],
  ['A History of the World', 'History of World'],
  ['Die Straße: ein Roman', 'strasse — Roman'],
  ['Œuvres complètes', 'Oeuvres completes'],
  ['Don’t Look Now', 'Dont look now'],
  ['Война и мир', 'война и мир!'],
])('%s is the same title as %s', (one, other) => {
  expect(matchWorks(work({ title: one }), work({ title: other }))).toBe('title');
});

test('other titles, and empty ones, are not', () => {
  expect(matchWorks(work({ title: 'The Sea Around Us' }), work({ title: 'The Sea' }))).toBeNull();
  expect(matchWorks(work({ title: '…' }), work({ title: '?' }))).toBeNull();
  expect(plainTitle('The The')).toBe('the the');
  expect(plainTitle('Vitamin A')).toBe('vitamin a');
});

test('an ISBN is the same with or without hyphens, with ten or thirteen digits, and among others', () => {
  expect(matchWorks(work({ isbn: '978-0-19-506997-0' }), work({ isbn: '0195069978' }))).toBe('isbn');
  expect(
    matchWorks(work({ isbn: '9780195069970' }), work({ isbn: '0-14-044913-2; 978 0 19 506997 0 (pbk.)' })),
  ).toBe('isbn');
  expect(matchWorks(work({ isbn: '9780195069970' }), work({ isbn: '9790195069977' }))).toBeNull();
  expect(matchWorks(work({ isbn: 'none' }), work({ isbn: 'none' }))).toBeNull();
});

test('a DOI is the same as its link', () => {
  expect(matchWorks(work({ doi: '10.1000/Xyz.12' }), work({ doi: 'https://doi.org/10.1000/xyz.12' }))).toBe(
    'doi',
  );
  expect(matchWorks(work({ doi: '10.1000/1' }), work({ doi: '10.1000/12' }))).toBeNull();
});
