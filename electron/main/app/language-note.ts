import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Language } from '../../../shared/words/languages.ts';
import { isLanguage } from '../../../shared/words/languages.ts';
import type { Base } from '../program-base.ts';

// The language is chosen in Settings and stored in the database. All texts are loaded before the database is open, so the data folder has a
// note of it.

const noteIn = (dataDir: string): string => join(dataDir, 'language.txt');

/** Returns the data folder that a command line names, before its switches are parsed: their error messages already need the language. */
export const typedDataDir = (argv: readonly string[], cwd: string): string | null => {
  const typed = parseArgs({ args: [...argv], strict: false }).values['data-dir'];
  return typeof typed === 'string' && typed.trim() !== '' ? resolve(cwd, typed) : null;
};

/** Returns the language that was set when the program last ran with this data folder; null if there is no note. */
export const notedLanguage = (dataDir: string): Language | null => {
  try {
    const noted = readFileSync(noteIn(dataDir), 'utf8').trim();
    return isLanguage(noted) ? noted : null;
  } catch {
    return null;
  }
};

/** Stores the chosen language for the next start. */
export const noteLanguage = ({
  dataDir,
  settings,
  log,
}: Pick<Base, 'dataDir' | 'settings' | 'log'>): void => {
  const { language } = settings().language;
  try {
    if ((notedLanguage(dataDir) ?? 'en') !== language) writeFileSync(noteIn(dataDir), `${language}\n`);
  } catch (error) {
    log.error('language.not-noted', error);
  }
};
