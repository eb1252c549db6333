import { codeRefusalMessage, readCode } from '../../../../../shared/domain/codes.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Returns a refusal that is shown beside one field of a form. */
export const unfit = (field: string, message: string): Extract<Result<never>, { ok: false }> =>
  refuse('record-unfit', message, { field });

// Not stored: control characters (line ends and tabs become blanks too) and unpaired surrogates.
const noLetters = /[\p{Cc}\p{Cs}]+/gu;

/** Normalises a text for storage: one line, trimmed. */
export const cleanText = (text: string): string => text.replace(noLetters, ' ').trim();

/** Parses a name, which must not be empty. @param whose `A library`, for the refusal. */
export const readName = (whose: string, text: string): Result<string> => {
  const name = cleanText(text);
  return name === '' ? unfit('name', t('{whose} needs a name that staff recognise.', { whose })) : ok(name);
};

/** Parses a code (shared/domain/codes.ts). */
export const readRecordCode = (text: string, field: string, emptyMessage: string): Result<string> => {
  const read = readCode(text);
  if (read.ok) return ok(read.code);
  return unfit(field, read.why === 'empty' ? emptyMessage : codeRefusalMessage(read.why));
};

/** Returns the lines of an address, without empty ones, as JSON. */
export const readAddress = (lines: readonly string[]): string =>
  JSON.stringify(lines.map(cleanText).filter((line) => line !== ''));

/** Parses an e-mail address, or an empty text. An invalid address would block every letter. */
export const readEmail = (text: string): Result<string> => {
  const email = cleanText(text);
  return email === '' || /^[^\s@,;<>]+@[^\s@,;<>]+$/.test(email)
    ? ok(email)
    : unfit('email', t('Enter one e-mail address, such as name@example.org, or leave the box blank.'));
};
