import de from './de.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import type { Catalogue } from './catalogue.ts';
import { type Language, languages } from './languages.ts';
import { type Speaker, translateBy } from './words.ts';

const speakerOf = (language: Language, catalogue: Catalogue): Speaker => {
  const { locale } = languages[language];
  return { t: translateBy(catalogue, locale), locale };
};

/** All languages, whatever the language of the process: a letter is in its library's language. Loaded only in the main process. */
export const speakers: Readonly<Record<Language, Speaker>> = {
  en: speakerOf('en', {}),
  de: speakerOf('de', de),
  es: speakerOf('es', es),
};
