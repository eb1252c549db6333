import { letterCode } from '../../../../../shared/domain/letters/all-letters.ts';
import { type LetterFacts, writeLetter } from '../../../../../shared/domain/letters/write-letter.ts';
import { plainLine } from '../../../../../shared/domain/plain-text.ts';
import type { Language } from '../../../../../shared/words/languages.ts';
import { speakers } from '../../../../../shared/words/speakers.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import type { StoredMessage } from '../../store/sending.queries.ts';
import { correctedReader, type FrozenLetter, frozenLetter, letterFacts } from './letter-facts.ts';
import { letterFactsOf, type LetterFactsRow } from './letters.queries.ts';
import { readMailAddress } from '../../../../../shared/domain/letters/mail-address.ts';
import type { Templates } from './templates.service.ts';

/** A letter with its recipient; `to.address` is empty if unknown. */
export type WrittenLetter = FrozenLetter & {
  readonly facts: LetterFacts;
  readonly libraryCode: string;
  /** The language of its library's letters. */
  readonly language: Language;
  /** Why it cannot be sent by mail, and what to do; null if it can. */
  readonly problem: string | null;
};

export type LetterWriter = {
  /**
   * Returns the letter of a message: as it was sent, or as it would be sent now. Null if the message no longer exists or its kind is
   * unknown.
   */
  readonly write: (db: ReadableDB, message: StoredMessage) => WrittenLetter | null;
};

/** Writes letters from messages: from the step's payload, the present data, and the template and language of the request's library. */
export const letterWriter = (
  context: Pick<DeskContext, 'now' | 'timeZone'>,
  templates: Templates,
): LetterWriter => ({
  write: (db, message) => {
    const row = letterFactsOf(db, message.id);
    const code = letterCode(message.recipient, message.kind);
    if (!row || code === null) return null;
    const { language, ...template } = templates.current(db, row.libraryId, code);
    const facts = letterFacts(db, row, { now: context.now(), timeZone: context.timeZone() });
    const frozen = frozenLetter.safeParse(JSON.parse(message.letter ?? 'null')).data;
    const letter = frozen ?? { to: readerOf(db, row), ...writeLetter(template, facts, speakers[language]) };
    // It was printed while no address was known: by mail it goes to the present address.
    const to = letter.to.address === '' ? readerOf(db, row) : letter.to;
    const whole = { ...letter, to };
    return { ...whole, facts, libraryCode: row.libraryCode, language, problem: problemOf(row, whole) };
  },
});

const readerOf = (db: ReadableDB, row: LetterFactsRow): FrozenLetter['to'] =>
  correctedReader(db, row.payload) ?? {
    name: plainLine(row.readerName ?? '', 200),
    address: row.readerEmail?.trim() ?? '',
  };

const problemOf = (row: LetterFactsRow, letter: FrozenLetter): string | null => {
  const isPatron = row.recipient === 'patron';
  if (row.readerName === null)
    return isPatron
      ? t('The request has no patron. Add one to the request, then send the letter, or print it.')
      : t('The request has no partner. Add one to its rota, then send the letter, or print it.');
  if (letter.subject === '' || letter.body.trim() === '')
    return t('The letter is empty. Correct its template in Settings › Letters, then send it.');
  if (readMailAddress(letter.to.address) !== null) return null;
  const where = isPatron ? t('Settings › Patrons') : t('Settings › Partners');
  const who = isPatron ? t('The patron') : t('The partner');
  return letter.to.address === ''
    ? t('{who} has no e-mail address. Add one ({where}) to send the letter, or print it.', { who, where })
    : t(
        '{who}’s e-mail address is not a single valid address. Correct it ({where}), then send the letter, or print it.',
        { who, where },
      );
};

/** The sender of letters, from the mail account. */
export type LetterSender = { readonly name: string; readonly address: string };

/** Returns the reply address of a letter: that of its library; null if it is the sender's own address, or unknown. */
export const replyToOf = (sender: LetterSender, { library }: Pick<LetterFacts, 'library'>): string | null => {
  const address = readMailAddress(library.email);
  return address === sender.address ? null : address;
};
