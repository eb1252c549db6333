import { IntlMessageFormat } from 'intl-messageformat';
import en from './en.json' with { type: 'json' };
import { language, locale } from './language.ts';

/** The name of a sentence. The English catalogue has them all. */
export type MessageKey = keyof typeof en;

type Catalogue = Readonly<Partial<Record<MessageKey, string>>>;

const others = {
  de: (): Promise<{ readonly default: Catalogue }> => import('./de.json', { with: { type: 'json' } }),
  es: (): Promise<{ readonly default: Catalogue }> => import('./es.json', { with: { type: 'json' } }),
};

// Before anything that speaks: lists hold their words from the beginning.
const catalogue: Catalogue = language === 'en' ? en : (await others[language]()).default;

/** What a sentence is filled with, by the names in its braces. Nothing stands where there is no value. */
export type Values = Readonly<Record<string, string | number | false | null | undefined>>;

// To read a message takes ten times as long as to fill it.
const read = new Map<string, IntlMessageFormat>();

const formatOf = (message: string): IntlMessageFormat => {
  let format = read.get(message);
  if (!format) {
    format = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
    read.set(message, format);
  }
  return format;
};

/**
 * A sentence of the program in the language of staff, in English where that language does not have it yet.
 * The catalogues beside this file are in the message format of ICU: plurals and cases are theirs.
 * @throws Error when a value is missing: an error of ours, which the check of the catalogues finds before.
 */
export const t = (key: MessageKey, values?: Values): string => {
  const message = catalogue[key] ?? en[key];
  return message.includes('{') ? String(formatOf(message).format(values as Record<string, string>)) : message;
};

/** The parts of a sentence in which something else than text stands, in order. @throws Error as `t` does */
export const partsOf = <T>(key: MessageKey, values: Readonly<Record<string, T>>): readonly (string | T)[] => {
  const parts = formatOf(catalogue[key] ?? en[key]).format<T>(values as Record<string, string>);
  return Array.isArray(parts) ? (parts as (string | T)[]) : [parts as string | T];
};

/** A label as it stands inside a sentence: German writes its nouns large there as well. */
export const inSentence = (label: string): string => (language === 'de' ? label : label.toLowerCase());
