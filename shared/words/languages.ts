/**
 * The languages in which the program speaks to staff. `locale`: how dates and numbers are written. A draft was not read yet by a
 * librarian who speaks it.
 */
export const languages = {
  en: { name: 'English', locale: 'en-GB' },
  de: { name: 'Deutsch (Entwurf)', locale: 'de-DE' },
  es: { name: 'Español (borrador)', locale: 'es-ES' },
} as const;

export type Language = keyof typeof languages;

export const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && Object.hasOwn(languages, value);

/** The environment variable that tells the processes of the program their language. */
export const languageVariable = 'BORROW_DESK_LANGUAGE';
