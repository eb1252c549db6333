import { isLanguage, type Language, languages, languageVariable } from './languages.ts';

/** What holds the language: the page is told by its preload, the other processes by their environment. */
type Host = {
  readonly desk?: { readonly language?: unknown };
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
};

const told = (host: Host): unknown => host.desk?.language ?? host.process?.env?.[languageVariable];

const toldHere = told(globalThis as Host);

/** The language of this process. It stays as long as the process runs: lists hold words from the beginning. */
export const language: Language = isLanguage(toldHere) ? toldHere : 'en';

/** How dates and numbers are written here, as a tag of BCP 47. */
export const locale: string = languages[language].locale;
