import { expect, test } from 'vitest';
import { citationAfter, citationFields, citationLines, noCitation } from '../../../shared/domain/citation.ts';
import { againRefusal } from '../../../shared/domain/request-again.ts';
import { speakers } from '../../../shared/words/speakers.ts';
import { parseRequestQuery } from '../../../shared/domain/request-query.ts';

test('the partner reads the filled parts, one per line, and that a copy is wanted', () => {
  const article = {
    ...noCitation,
    materialType: 'article',
    journal: 'Nature',
    neededBy: '2027-01-20',
    partnerNote: 'Colour, please',
  };
  expect(citationLines('digital', article, speakers.en)).toEqual([
    'Format: Digital',
    'Material type: Article',
    'Journal title: Nature',
    'Needed by: 20 January 2027',
    'Note: Colour, please',
  ]);
  expect(citationLines('digital', article, speakers.es)).toEqual([
    'Formato: Digital',
    'Tipo de material: Artículo',
    'Título de la revista: Nature',
    'Fecha límite: 20 de enero de 2027',
    'Nota: Colour, please',
  ]);
  expect(citationLines('physical', noCitation, speakers.en)).toEqual([]);
  expect(citationLines('microfilm', { ...noCitation, materialType: 'Score' }, speakers.en)).toEqual([
    'Format: microfilm',
    'Material type: Score',
  ]);
});

test('omitted parts are kept, cleared ones are removed', () => {
  const before = { ...noCitation, isbn: '0195069978', year: '1951' };
  expect(citationAfter(before, { isbn: undefined, year: ' ', doi: ' 10.1/a ' })).toEqual({
    ...noCitation,
    isbn: '0195069978',
    doi: '10.1/a',
  });
});

test('each part has one name everywhere', () => {
  expect(new Set(citationFields.map(({ name }) => name)).size).toBe(15);
  expect(Object.keys(noCitation)).toEqual(citationFields.map(({ name }) => name));
});

test('a finished request, or one with no partner left to supply it, can be repeated', () => {
  for (const status of ['REQUEST_COMPLETED', 'CANCELLED_BY_PATRON', 'EXPIRED', 'REJECTED', 'LOCATE_FAILED'])
    expect(againRefusal(status)).toBeNull();
  for (const status of ['READY_TO_SEND', 'LOANED', 'RETURNED_TO_PARTNER', 'A_STATUS_FROM_OUTSIDE'])
    expect(againRefusal(status)).toContain('not closed yet');
});

test('an ISBN and a DOI are found in any notation', () => {
  expect(parseRequestQuery('978-0-19-506997-0').words).toEqual(['9780195069970']);
  expect(parseRequestQuery('0-19-506997-8').words).toEqual(['0195069978']);
  expect(parseRequestQuery('https://doi.org/10.1000/xyz').words).toEqual(['10', '1000', 'xyz']);
  expect(parseRequestQuery('doi:10.1000/xyz').words).toEqual(['10', '1000', 'xyz']);
  expect(parseRequestQuery('2026-11-25-1').words).toEqual(['2026', '11', '25', '1']);
});
