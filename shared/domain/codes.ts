import { refuse, type Result } from '../ipc/result.ts';
import type { Code } from './ids.ts';
import { t } from '../words/words.ts';

/** What a scanner sends before and after every code, as configured in the scanner; empty if nothing. */
export type Affixes = { readonly prefix: string; readonly suffix: string };

export type CodeFault = 'empty' | 'too-long' | 'unprintable';

type ReadCode =
  | {
      readonly ok: true;
      readonly code: Code;
      /** The AIM symbology identifier that the scanner sent, `]C1`; null if it sent none. */
      readonly symbology: string | null;
    }
  | { readonly ok: false; readonly why: CodeFault };

/** In characters (code points), as SQLite's length() counts them. */
const codeLengthLimit = 64;
/** In UTF-16 units: longer text is no code and is not parsed. The same limit as in the contract. */
export const rawLengthLimit = 4096;

const noAffixes: Affixes = { prefix: '', suffix: '' };

// Control characters, invisible characters (zero width, direction marks, variation selectors) and every kind of blank.
const unseen = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Z}]/gu;
// Unpaired surrogates, private use, unassigned characters, and the replacement character.
const shapeless = /[\p{Cs}\p{Co}\p{Cn}\uFFFD]/u;
// The letters that ISO/IEC 15424 assigns to symbologies; any other letter is part of the code.
const symbologyIdentifier = /^\][A-ILMNOPQRSTUXYZKdegsz][0-9]/;
const startAndStop = /^\*(.+)\*$/u;

const squeeze = (text: string): string => text.replace(unseen, '').normalize('NFKC').replace(unseen, '');

const withoutAffixes = (text: string, affixes: Affixes): string => {
  const prefix = squeeze(affixes.prefix);
  const suffix = squeeze(affixes.suffix);
  const rest = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  return rest.endsWith(suffix) ? rest.slice(0, rest.length - suffix.length) : rest;
};

/**
 * Normalises a scanned or typed text to a code as it is stored.
 * - **Blanks** are removed, inside too: people type `3 1234 0001` as grouped on the label, scanners send `312340001`.
 * - **Control characters** (GS of GS1 labels and others) and invisible characters are removed, because no one can see them.
 * - **Compatibility forms** are replaced by plain ones (NFKC): full-width digits of an East Asian keyboard are digits.
 * - **AIM identifiers** are removed from the start if their letter is known; later `]C1` stay.
 * - **`*` … `*`** around the code is removed: start and stop of Code 39, which cannot be data there. Codabar's A–D stay, because they
 * cannot be distinguished from letters of the code.
 * - **Case is kept**: codes that differ only in case are different codes, as in the database. Without affixes the function is idempotent.
 * @param raw text as scanned or typed, without the terminator
 * @param affixes removed once; only for input that comes directly from a scanner
 * @returns the code of 1 to 64 printable characters, or why there is none; never throws
 */
export const readCode = (raw: string, affixes: Affixes = noAffixes): ReadCode => {
  if (raw.length > rawLengthLimit) return { ok: false, why: 'too-long' };
  let symbology: string | null = null;
  let text = squeeze(raw);
  const cutSymbology = (): void => {
    const found = symbologyIdentifier.exec(text)?.[0];
    if (found === undefined) return;
    symbology ??= found;
    text = text.slice(found.length);
  };
  // Scanners put their own prefix before or after the identifier.
  cutSymbology();
  text = withoutAffixes(text, affixes);
  // Repeated until nothing changes: one cut may expose another, or join characters that form one.
  for (let before = ''; before !== text;) {
    before = text;
    cutSymbology();
    text = squeeze(text.replace(startAndStop, '$1'));
  }
  if (text === '') return { ok: false, why: 'empty' };
  if (shapeless.test(text)) return { ok: false, why: 'unprintable' };
  if ([...text].length > codeLengthLimit) return { ok: false, why: 'too-long' };
  return { ok: true, code: text as Code, symbology };
};

/** Tells staff why a scan or a typed text is not a code, and what to do next. */
export const codeRefusalMessage = (why: CodeFault): string => {
  switch (why) {
    case 'empty':
      return t('The code is blank. Scan the label again, or type the code printed under it.');
    case 'too-long':
      return t(
        'This is too long for a code (up to {codeLengthLimit} characters). Scan one label at a time, not the square code beside it.',
        { codeLengthLimit },
      );
    case 'unprintable':
      return t(
        'This code has characters that can’t be read. Scan the label again; if that doesn’t help, type the code printed under it.',
      );
  }
};

const faultCodes = {
  empty: 'code-empty',
  'too-long': 'code-too-long',
  unprintable: 'code-unprintable',
} as const;

/** Returns the refusal of an invalid code, with its sentence for staff. */
export const refuseCode = (why: CodeFault): Extract<Result<never>, { ok: false }> =>
  refuse(faultCodes[why], codeRefusalMessage(why));
