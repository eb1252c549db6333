import { IntlMessageFormat } from 'intl-messageformat';
import { type Catalogue, catalogue } from './catalogue.ts';
import { language, locale } from './language.ts';

/** The values inserted into a sentence, by the names in its braces. An empty value is inserted as nothing. */
type Values = Readonly<Record<string, string | number | false | null | undefined>>;

// The library asks which locales there are, and the first answer takes ten milliseconds of a start. Those of `languages` are always there.
IntlMessageFormat.resolveLocale = (tag) => new Intl.Locale(String(tag));

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

/** Translates sentences into one language. */
export type Translate = {
  /** @throws Error if a value is missing: a bug, which `npm run lint` finds. */
  (english: string, values?: Values): string;
  /** Does the same for words that are ambiguous in English and need two translations: `t.in('paper', 'Letter')`. */
  readonly in: (context: string, english: string, values?: Values) => string;
};

/** A language to write in: its sentences, and the format of its dates and numbers, as a BCP 47 tag. */
export type Speaker = { readonly t: Translate; readonly locale: string };

/** Returns the translator of a catalogue, which falls back to English. @param tag the format of numbers, as a BCP 47 tag */
export const translateBy = (sentences: Catalogue, tag: string): Translate => {
  const fill = (message: string, values?: Values): string =>
    message.includes('{') ? String(formatOf(message, tag).format(values as Record<string, string>)) : message;
  return Object.assign((english: string, values?: Values) => fill(sentences[english] ?? english, values), {
    in: (context: string, english: string, values?: Values) =>
      fill(sentences[`${context}|${english}`] ?? english, values),
  });
};

/**
 * Translates a sentence of the program into the language of staff, or returns it in English if there is no translation. It is an ICU
 * message, with plurals and cases.
 */
export const t: Translate = translateBy(catalogue, locale);

/** Returns the parts of a sentence that is filled with more than text, in order. @throws Error as `t` does */
export const partsOf = <T>(english: string, values: Readonly<Record<string, T>>): readonly (string | T)[] => {
  const parts = formatOf(catalogue[english] ?? english, locale).format<T>(values as Record<string, string>);
  return Array.isArray(parts) ? (parts as (string | T)[]) : [parts as string | T];
};

/** Returns the words for a key of a catalogue: an English sentence, with its context before a bar. */
export const lookUp = (key: string): string => catalogue[key] ?? key.slice(key.indexOf('|') + 1);

/** Words as they stand inside a sentence: what is written in capitals, such as ISBN, stays so. */
export const lowerFirst = (words: string): string =>
  words.replace(/^\p{Lu}(?!\p{Lu})/u, (first) => first.toLowerCase());

/** A label inside a sentence: German capitalises its nouns there as well. */
export const inSentence = (label: string): string => (language === 'de' ? label : lowerFirst(label));
