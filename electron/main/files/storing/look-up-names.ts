import { readCode } from '../../../../shared/domain/codes.ts';
import type { Code } from '../../../../shared/domain/ids.ts';
import { plainWords } from '../../../../shared/domain/intake/plain-words.ts';
import type { OutsideNames } from '../sections.ts';
import { RowFault } from '../row-fault.ts';
import type { References } from './references.ts';
import { t } from '../../../../shared/words/words.ts';

/** A record that a row names: its code, and the name under which to add it; null: it exists. */
export type NamedRecord = { readonly code: Code; readonly addAs: string | null };

const known = (code: string): NamedRecord => ({ code: code as Code, addAs: null });

/** Makes a code from a name: `Main Library` becomes `MAIN-LIBRARY`. @returns null for a name without a letter or digit. */
const codeOfName = (name: string): Code | null => {
  const code = plainWords(name).replace(/ /g, '-').toUpperCase().slice(0, 60).replace(/-$/, '');
  return code === '' ? null : (code as Code);
};

/** A text as a code; null if it is a name. */
const asCode = (text: string): Code | null => {
  if (/\s/.test(text.trim())) return null;
  const read = readCode(text);
  return read.ok ? read.code : null;
};

const longestName = 1_000;

/** `NORTH - North University Library`, `North University Library (NORTH)`: code and name together. */
const splitName = (text: string): { readonly code: string; readonly name: string } | null => {
  const front = /^([\p{Lu}\d_/-]{2,20}) [-–:] (\S.*)$/u.exec(text);
  if (front) return { code: front[1] ?? '', name: front[2] ?? '' };
  const behind = /^(.*\S) [([]([\p{Lu}\d_/-]{2,20})[)\]]$/u.exec(text);
  return behind ? { code: behind[2] ?? '', name: behind[1] ?? '' } : null;
};

/** Finds the partner that a row names, by code or name. Null: none is named. */
export const lookUpPartner = (
  { names }: References,
  given: string,
  givenName: string,
): NamedRecord | null => {
  const parts = givenName === '' ? splitName(given) : null;
  const text = parts?.code ?? given;
  const name = (parts?.name ?? givenName) || text;
  if (name === '') return null;
  const found = (text === '' ? undefined : names.find('partner', text)) ?? names.find('partner', name);
  if (found !== undefined) return known(found);
  const code = asCode(text) ?? codeOfName(name);
  if (code === null) return null;
  return { code: names.free('partner', code) as Code, addAs: name.slice(0, longestName) };
};

/** Finds the pickup location that a row names, by code or name of the desk or of its library. Null: none is named. */
export const lookUpPickup = ({ names }: References, given: string): NamedRecord | null => {
  if (given === '') return null;
  const parts = splitName(given);
  const found =
    names.find('desk', given) ??
    names.deskOfLibrary(given) ??
    (parts === null ? undefined : (names.find('desk', parts.code) ?? names.find('desk', parts.name)));
  if (found !== undefined) return known(found);
  const code = asCode(parts?.code ?? given) ?? codeOfName(given);
  if (code === null) return null;
  return { code: names.free('desk', code) as Code, addAs: (parts?.name ?? given).slice(0, longestName) };
};

/** The only patron with a name, or the one that an import added under it. A name of several patrons matches none. */
const patronOfName = ({ names }: References, name: string): string | undefined => {
  const found = names.find('patron', name);
  if (found !== undefined) return found;
  const code = codeOfName(name);
  return code !== null && names.isNameOf('patron', code, name) ? code : undefined;
};

/** Finds the patron that a row names, by number or name. Null: none is named. @throws RowFault for a number that is not a valid code. */
export const lookUpPatron = (
  references: References,
  { patron, patronName }: Pick<OutsideNames, 'patron' | 'patronName'>,
): NamedRecord | null => {
  if (patron === '' && patronName === '') return null;
  const name = patronName.slice(0, longestName);
  if (patron === '') {
    const found = patronOfName(references, name);
    if (found !== undefined) return known(found);
  }
  const read = readCode(patron);
  if (patron !== '' && !read.ok)
    throw new RowFault(
      'patron',
      t('“{patron}” is not a valid patron barcode. Use 1 to 64 characters.', { patron: patron.slice(0, 60) }),
    );
  const code = read.ok ? read.code : codeOfName(name);
  if (code === null) return null;
  if (patron !== '' && references.patronId(code) !== undefined) return known(code);
  const free = patron === '' ? (references.names.free('patron', code) as Code) : code;
  return { code: free, addAs: name || code };
};
