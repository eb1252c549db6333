import { isLanguage, type Language, languages, languageVariable } from './languages.ts';

/** The source of the language: the page's preload, or the environment of the other processes. */
type Host = {
  readonly desk?: { readonly language?: unknown };
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
};

const told = (host: Host): unknown => host.desk?.language ?? host.process?.env?.[languageVariable];

const toldHere = told(globalThis as Host);

/** The language of this process. It does not change while the process runs, because lists contain words from the start. */
export const language: Language = isLanguage(toldHere) ? toldHere : 'en';

/** The format of dates and numbers, as a BCP 47 tag. */
export const locale: string = languages[language].locale;
