import { refuse, type Result } from '../ipc/result.ts';
import type { Code } from './ids.ts';
import { t } from '../words/words.ts';

/** What a scanner sends before and after every code, as set in the scanner; empty where it sends nothing. */
export type Affixes = { readonly prefix: string; readonly suffix: string };

export type CodeFault = 'empty' | 'too-long' | 'unprintable';

type ReadCode =
  | {
      readonly ok: true;
      readonly code: Code;
      /** The AIM symbology identifier that the scanner sent, `]C1`; null where it sent none. */
      readonly symbology: string | null;
    }
  | { readonly ok: false; readonly why: CodeFault };

/** In characters (code points), as SQLite's length() counts them. */
const codeLengthLimit = 64;
/** In UTF-16 units: longer text is no code and is not even looked at. The same limit as the contract's. */
export const rawLengthLimit = 4096;

const noAffixes: Affixes = { prefix: '', suffix: '' };

// Control characters, characters without a shape of their own (zero width, direction marks, variation selectors) and every blank.
const unseen = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Z}]/gu;
// Half a surrogate pair, private use, unassigned, and the sign that stands for what could not be decoded.
const shapeless = /[\p{Cs}\p{Co}\p{Cn}\uFFFD]/u;
// The letters that ISO/IEC 15424 gives to symbologies; any other letter is part of the code.
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
 * Normalises what was scanned or typed to a code as it is stored.
 *
 * - **Blanks** go, inside too: people type `3 1234 0001` as the label groups it, scanners send `312340001`.
 * - **Control characters** (GS of GS1 labels and others) and characters without a shape go: nobody can see that they are there.
 * - **Compatible forms** become the plain ones (NFKC): full-width digits of an East Asian keyboard are digits.
 * - **AIM identifiers** go from the start when their letter is a known one; further `]C1` in the middle stay.
 * - **`*` … `*`** around the code goes: start and stop of Code 39, which cannot be data there. Codabar's A–D stay, for they
 *   cannot be told from a code's own letters.
 * - **Case stays**: codes that differ only in case are different codes, as they are in the database.
 *
 * Without affixes it changes nothing more when it is applied to its own result.
 *
 * @param raw text as scanned or typed, without the terminator
 * @param affixes cut off once; only for what comes straight from a scanner
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
  // Scanners put their own prefix before the identifier or after it.
  cutSymbology();
  text = withoutAffixes(text, affixes);
  // Until nothing changes: what was cut may bring another cut, or characters together that make one.
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

/** Says to staff why a scan or a typed text is no code, and what to do next. */
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

/** The refusal of a text that is no code, with its sentence for staff. */
export const refuseCode = (why: CodeFault): Extract<Result<never>, { ok: false }> =>
  refuse(faultCodes[why], codeRefusalMessage(why));
