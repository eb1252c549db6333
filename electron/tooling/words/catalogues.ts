import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { po } from 'gettext-parser';
import type { GetTextTranslation, GetTextTranslations } from 'gettext-parser';
import { languages } from '../../../shared/words/languages.ts';
import { projectFolder } from '../lib/paths.ts';
import { argumentsOf } from './arguments.ts';
import { keyOf, type Sentence } from './sentences.ts';

/** English sentence, with its context before a bar → the sentence in another language. */
export type Catalogue = Readonly<Record<string, string>>;

/** The languages that have a catalogue: all but English, which is in the code. */
export const translated = Object.keys(languages).filter((language) => language !== 'en');

const fileOf = (language: string): string => join(projectFolder, 'shared', 'words', `${language}.json`);

export const readCatalogue = (language: string): Catalogue =>
  JSON.parse(readFileSync(fileOf(language), 'utf8')) as Catalogue;

/** Writes a catalogue in the order of its keys. */
export const writeCatalogue = (language: string, catalogue: Catalogue): void => {
  const sorted = Object.fromEntries(Object.entries(catalogue).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(fileOf(language), `${JSON.stringify(sorted, null, 2)}\n`);
};

/** What is wrong with a catalogue, by kind; each list holds keys. */
export type Faults = {
  readonly untranslated: readonly string[];
  readonly unused: readonly string[];
  readonly otherValues: readonly string[];
};

/** Compares a catalogue with the sentences of the program. @throws SyntaxError for a message that is not ICU */
export const faultsOf = (catalogue: Catalogue, sentences: readonly Sentence[]): Faults => {
  const byKey = new Map(sentences.map((sentence) => [keyOf(sentence), sentence.english]));
  return {
    untranslated: [...byKey.keys()].filter((key) => catalogue[key] === undefined),
    unused: Object.keys(catalogue).filter((key) => !byKey.has(key)),
    otherValues: Object.entries(catalogue).flatMap(([key, message]) => {
      const english = byKey.get(key);
      return english === undefined || argumentsOf(english).join() === argumentsOf(message).join()
        ? []
        : [key];
    }),
  };
};

/** A catalogue for translators in the format of gettext: places, values and context beside each sentence. */
export const asPo = (language: string, catalogue: Catalogue, sentences: readonly Sentence[]): Buffer => {
  const translations: Record<string, Record<string, GetTextTranslation>> = {};
  for (const sentence of sentences) {
    const values = argumentsOf(sentence.english);
    (translations[sentence.context ?? ''] ??= {})[sentence.english] = {
      msgid: sentence.english,
      ...(sentence.context === null ? {} : { msgctxt: sentence.context }),
      msgstr: [catalogue[keyOf(sentence)] ?? ''],
      comments: {
        reference: sentence.places.join('\n'),
        ...(values.length === 0 ? {} : { extracted: `ICU message. Values: ${values.join(', ')}` }),
      },
    };
  }
  const headers = { Language: language, 'Content-Type': 'text/plain; charset=utf-8' };
  return po.compile({ charset: 'utf-8', headers, translations } as GetTextTranslations);
};

/** The translated sentences of a file of gettext. @throws Error when it cannot be parsed */
export const fromPo = (file: Buffer): Catalogue => {
  const contexts = Object.entries(po.parse(file).translations);
  return Object.fromEntries(
    contexts.flatMap(([context, messages]) =>
      Object.values(messages).flatMap(({ msgid, msgstr: [text = ''] }) =>
        msgid === '' || text === '' ? [] : [[keyOf({ english: msgid, context: context || null }), text]],
      ),
    ),
  );
};
