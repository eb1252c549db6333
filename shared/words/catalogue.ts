import { language } from './language.ts';

/** Maps an English sentence, with its context before a bar, to the sentence in the language of staff. */
export type Catalogue = Readonly<Record<string, string>>;

const catalogues = {
  en: (): Promise<{ readonly default: Catalogue }> => Promise.resolve({ default: {} }),
  de: (): Promise<{ readonly default: Catalogue }> => import('./de.json', { with: { type: 'json' } }),
  es: (): Promise<{ readonly default: Catalogue }> => import('./es.json', { with: { type: 'json' } }),
};

/**
 * The sentences in the language of this process. Loaded before any module with words: lists contain them from the start. The bundles of the
 * main process read them without waiting (electron/tooling/lib/catalogues.ts).
 */
export const { default: catalogue } = await catalogues[language]();
