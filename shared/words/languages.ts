/**
 * The languages of the program for staff. `locale`: the format of dates and numbers. A draft has not been reviewed by a librarian who
 * speaks the language.
 */
export const languages = {
  en: { name: 'English', locale: 'en-GB' },
  de: { name: 'Deutsch (Entwurf)', locale: 'de-DE' },
  es: { name: 'Español (borrador)', locale: 'es-ES' },
} as const;

export type Language = keyof typeof languages;

export const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && Object.hasOwn(languages, value);

/** The environment variable that passes the language to the program's processes. */
export const languageVariable = 'BORROW_DESK_LANGUAGE';
