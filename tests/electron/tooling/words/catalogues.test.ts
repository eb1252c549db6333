import { expect, test } from 'vitest';
import { argumentsOf, catalogueFaults, useFaults } from '../../../../electron/tooling/words/catalogues.ts';

const english = {
  'a.left': '{count, plural, one {One of {total} is left} other {{count} of {total} are left}}',
  'a.done': 'Done',
};

test('the names of a message are found inside its plurals and cases', () => {
  expect(argumentsOf(english['a.left'])).toEqual(['count', 'total']);
  expect(argumentsOf('{isHere, select, yes {at {desk}} other {}}')).toEqual(['desk', 'isHere']);
});

test.each([
  [{ 'a.left': 'Noch {count} von {total}' }, []],
  [{ 'a.left': 'Noch {count}' }, ['a.left is filled with “count” instead of “count, total”']],
  [{ 'a.gone': 'Fort' }, ['a.gone is no message of the English catalogue']],
])('a catalogue %j is held against the English one', (catalogue, faults) => {
  expect(catalogueFaults('de.json', catalogue, english).map(({ says }) => says)).toEqual(faults);
});

test('a message that cannot be read is named', () => {
  expect(catalogueFaults('de.json', { 'a.done': 'Fertig {' }, english)[0]?.says).toMatch(
    /^a\.done cannot be read/,
  );
});

test.each([
  ["t('a.done')", []],
  ["t('a.left', { count, total: 3 })", []],
  ["t('a.left', { count })", ['fills a.left with “count” instead of “count, total”']],
  ["t('a.done', { count })", ['fills a.done with “count” instead of “”']],
])('a use %s is held against the message', (code, faults) => {
  expect(useFaults('page.ts', code, english).map(({ says }) => says)).toEqual(faults);
});
