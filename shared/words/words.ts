import { IntlMessageFormat } from 'intl-messageformat';
import { language, locale } from './language.ts';

/** English sentence, with its context before a bar → the sentence in the language of staff. */
export type Catalogue = Readonly<Record<string, string>>;

const catalogues = {
  en: (): Promise<{ readonly default: Catalogue }> => Promise.resolve({ default: {} }),
  de: (): Promise<{ readonly default: Catalogue }> => import('./de.json', { with: { type: 'json' } }),
  es: (): Promise<{ readonly default: Catalogue }> => import('./es.json', { with: { type: 'json' } }),
};

// Before anything that speaks: lists hold their words from the beginning.
const { default: catalogue } = await catalogues[language]();

/** What a sentence is filled with, by the names in its braces. An empty value leaves nothing. */
export type Values = Readonly<Record<string, string | number | false | null | undefined>>;

// Parsing a message takes ten times as long as filling it.
const parsed = new Map<string, IntlMessageFormat>();

const formatOf = (message: string, tag: string): IntlMessageFormat => {
  const key = `${tag} ${message}`;
  let format = parsed.get(key);
  if (!format) {
    format = new IntlMessageFormat(message, tag, undefined, { ignoreTag: true });
    parsed.set(key, format);
  }
  return format;
};

/** Says sentences in one language. */
export type Translate = {
  /** @throws Error when a value is missing: a mistake in the code, which `npm run lint` finds. */
  (english: string, values?: Values): string;
  /** The same for words that mean two things in English and need two translations: `t.in('paper', 'Letter')`. */
  readonly in: (context: string, english: string, values?: Values) => string;
};

/** A language to write in: its sentences, and how it writes dates and numbers, as a tag of BCP 47. */
export type Speaker = { readonly t: Translate; readonly locale: string };

/** What says the sentences of a catalogue, in English where it has none. @param tag how numbers are written, as a tag of BCP 47 */
export const translateBy = (sentences: Catalogue, tag: string): Translate => {
  const fill = (message: string, values?: Values): string =>
    message.includes('{') ? String(formatOf(message, tag).format(values as Record<string, string>)) : message;
  return Object.assign((english: string, values?: Values) => fill(sentences[english] ?? english, values), {
    in: (context: string, english: string, values?: Values) =>
      fill(sentences[`${context}|${english}`] ?? english, values),
  });
};

/**
 * A sentence of the program in the language of staff, in English where it is not translated. It is an ICU message:
 * plurals and cases are part of it.
 */
export const t: Translate = translateBy(catalogue, locale);

/** The parts of a sentence that is filled with more than text, in order. @throws Error as `t` does */
export const partsOf = <T>(english: string, values: Readonly<Record<string, T>>): readonly (string | T)[] => {
  const parts = formatOf(catalogue[english] ?? english, locale).format<T>(values as Record<string, string>);
  return Array.isArray(parts) ? (parts as (string | T)[]) : [parts as string | T];
};

/** The words for a key of a catalogue: an English sentence, with its context before a bar. */
export const lookUp = (key: string): string => catalogue[key] ?? key.slice(key.indexOf('|') + 1);

/** A label inside a sentence: German capitalizes its nouns there as well. */
export const inSentence = (label: string): string => (language === 'de' ? label : label.toLowerCase());
