import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
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

// “Fulfillment” is a word that staff were trained with.
const american =
  /\b(?!(?:over|re)?siz|priz)[A-Z]?[a-z]+iz(?:e[sd]?|ing|ations?|able)\b|\b(?:[Cc]olors?|[Cc]enter|[Ll]icenses?|[Cc]anceled|[Cc]anceling|[Gg]ray|[Bb]ehaviors?|[Cc]atalogs?|[Aa]nalyzed)\b/u;

test('the sentences are in British spelling', () => {
  expect(sentences.filter(({ english }) => american.test(english)).map(({ english }) => english)).toEqual([]);
});

test('comments, titles of tests and documents are in British spelling', () => {
  const files = ['*.md', '{electron,renderer,resources/guides,shared,tests}/**/*.{md,ts,tsx,mjs,css,sql}'];
  const isProse = /^\s*(?:\*|\/[/*]|--|(?:test|describe)\b)/u;
  // Names: of code, parameters, files and switches, and of the MIT License.
  const names = /`[^`]*`|@param \S+|(?:--)?\w+[-./(]\w\S*|MIT License/gu;
  const found = files
    .flatMap((pattern) => globSync(pattern, { cwd: projectFolder }))
    .flatMap((file) =>
      readFileSync(join(projectFolder, file), 'utf8')
        .split('\n')
        .filter((line) => file.endsWith('.md') || isProse.test(line))
        .filter((line) => american.test(line.replace(names, '')))
        .map((line) => `${file}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
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
