import { expect, test } from 'vitest';
import {
  asPo,
  faultsOf,
  fromPo,
  readCatalogue,
  translated,
} from '../../../electron/tooling/words/catalogues.ts';
import { keyOf, readSentences } from '../../../electron/tooling/words/sentences.ts';

const sentences = readSentences();

test.each(translated)(
  'each sentence has its translation in %s, with the same values, and there are no others',
  (language) => {
    expect(sentences.length).toBeGreaterThan(2_000);
    expect(faultsOf(readCatalogue(language), sentences)).toEqual({
      untranslated: [],
      unused: [],
      otherValues: [],
    });
  },
);

test('the sentences are in British spelling', () => {
  // “Fulfillment” is a word that staff were trained with.
  const american =
    /\b(?!(?:re)?siz|priz)\w+iz(?:e[sd]?|ing|ations?)\b|\b(?:colors?|center|licenses?|canceled|canceling|gray|behavior|catalogs?)\b/iu;
  expect(sentences.filter(({ english }) => american.test(english)).map(({ english }) => english)).toEqual([]);
});

test('a sentence that is untranslated, unused or filled with other values is detected', () => {
  const [one, other] = [
    { english: 'Due {day}', context: null, places: ['a.ts:1'] },
    { english: 'Letter', context: 'paper', places: ['a.ts:2'] },
  ];
  expect(faultsOf({ 'Due {day}': 'Am {tag}', Old: 'Alt' }, [one, other])).toEqual({
    untranslated: ['paper|Letter'],
    unused: ['Old'],
    otherValues: ['Due {day}'],
  });
});

test.each(translated)(
  'translators get each sentence of %s with its place, context and values, and their file is read back unchanged',
  (language) => {
    const catalogue = readCatalogue(language);
    const file = asPo(language, catalogue, sentences);
    expect(fromPo(file)).toEqual(catalogue);
    expect(file.toString()).toMatch(
      /#: (?:shared|renderer|electron)\/\S+:\d+\n(?:#.*\n)*msgctxt "paper"\nmsgid "Letter"/u,
    );
    expect(file.toString()).toContain('#. ICU message. Values: ');
  },
);

test('a sentence is found in a call with a context, in the help, and at each place once', () => {
  const letter = sentences.find((sentence) => keyOf(sentence) === 'paper|Letter');
  expect(letter?.places).toHaveLength(1);
  expect(sentences.some(({ places }) => places.some((place) => place.startsWith('resources/help/en/')))).toBe(
    true,
  );
});
