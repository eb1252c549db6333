import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../../electron/tooling/lib/paths.ts';

// The sentences of the installers for Windows, in each language. What NSIS says itself comes with it.

const folder = join(projectFolder, 'electron', 'tooling', 'packaging', 'windows');
const scripts = readdirSync(folder).filter((name) => /\.ns[ih]$/.test(name));
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

const sentences = [
  ...textOf('words.nsh').matchAll(
    /^!insertmacro Words (\w+) \\\n {2}"(.+)" \\\n {2}"(.+)" \\\n {2}"(.+)"$/gm,
  ),
].map(([, name = '', ...languages]) => ({ name, languages }));
const used = new Set(
  scripts.flatMap((name) =>
    [...textOf(name).matchAll(/"[^"\n]*\$\((\w+)\)[^"\n]*"/g)].map(([, word = '']) => word),
  ),
);
/** Those of the usual pages come with NSIS. */
const isOurs = (word: string): boolean => !word.startsWith('MUI_');
const variablesIn = (text: string): readonly string[] => [...new Set(text.match(/\$\{?\w+\}?/g))].sort();

test('each sentence is in English, German and Spanish, and each that is used is there', () => {
  expect(sentences).toHaveLength(textOf('words.nsh').match(/^!insertmacro Words /gm)?.length ?? 0);
  expect(sentences.map(({ name }) => name).sort()).toEqual([...used].filter(isOurs).sort());
  for (const { name, languages } of sentences) {
    const [english = '', german = '', spanish = ''] = languages;
    expect([name, new Set(languages).size]).toEqual([name, 3]);
    // A sentence that ends does so in each language, and tells the same values.
    for (const other of [german, spanish]) {
      expect([name, /[.:?]$/.test(other)]).toEqual([name, /[.:?]$/.test(english)]);
      expect([name, variablesIn(other)]).toEqual([name, variablesIn(english)]);
    }
  }
});
