import type { PartnerId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import type { ReadableDB } from '../../db/types.ts';
import {
  listLettersAnswered,
  listPartnersAt,
  listTurnsAsked,
} from '../../desk/store/incoming-mail.queries.ts';
import type { IncomingMail } from './read-mail.ts';

/** What a mail belongs to. */
export type MailMatch = {
  readonly requestId: RequestId;
  /** The partner's turn; null for a mail of the patron. */
  readonly turnId: TurnId | null;
  /** The Message-ID of the letter that it answers; empty if it names the identifier of the request. */
  readonly answers: string;
};

/** The request of the letter that it answers. If the latest known letters are about different requests, it is uncertain which is meant. */
const byLetter = (db: ReadableDB, { answers }: IncomingMail): MailMatch | 'several' | null => {
  const letters = listLettersAnswered(db, answers);
  // The mail that is answered comes first, and decides, whatever else the conversation was about.
  const direct = letters.find(({ messageId }) => messageId === answers[0]);
  const meant = direct ?? answers.flatMap((id) => letters.filter((one) => one.messageId === id))[0];
  if (meant === undefined) return null;
  if (!direct && letters.some(({ requestId }) => requestId !== meant.requestId)) return 'several';
  const { requestId, turnId, messageId, isToPartner } = meant;
  return { requestId, turnId: isToPartner === 1 ? turnId : null, answers: messageId };
};

// An identifier may be any text. Short numbers are left out: a year, a day or a volume would be one by chance.
const separators = /[\s,;()[\]{}<>"'„“”‚‘’«»|]+/u;
const ends = /^[.:!?#*_=/\\-]+|[.:!?*_=/\\-]+$/gu;
const isTelling = (word: string): boolean =>
  word.length <= 64 && /\d/u.test(word) && (/^\d+$/u.test(word) ? word.length >= 6 : word.length >= 4);

/** Longer words are no identifiers, and a line of dashes takes time that grows with the square of its length. */
const longestWord = 500;
/** At most this many words of a mail are looked up. */
const mostWords = 500;

const wordsOf = (text: string): readonly string[] => {
  const words = text.split(separators).flatMap((word) => {
    if (word.length > longestWord) return [];
    const bare = word.replace(ends, '');
    // `Request:01MAIN0000101`, `ILL#N-31234`
    return [bare, ...bare.split(/[:#=]/u)].map((part) => part.replace(ends, ''));
  });
  return [...new Set(words.filter(isTelling))].slice(0, mostWords);
};

/** The only request of a partner that a text names. */
const namedIn = (
  db: ReadableDB,
  partnerIds: readonly PartnerId[],
  text: string,
): MailMatch | 'several' | null => {
  const turns = listTurnsAsked(db, { partnerIds, externalIds: wordsOf(text) });
  const last = turns.at(-1);
  if (last === undefined) return null;
  if (turns.some(({ requestId }) => requestId !== last.requestId)) return 'several';
  return { requestId: last.requestId, turnId: last.turnId, answers: '' };
};

/**
 * Returns what a mail belongs to; null if that is uncertain, so that it waits for staff. It answers a letter of ours, or a partner sent it from
 * its own address and names the identifier of one request that it was asked for.
 */
export const matchMail = (db: ReadableDB, mail: IncomingMail): MailMatch | null => {
  const answered = byLetter(db, mail);
  if (answered !== null) return answered === 'several' ? null : answered;
  if (mail.from.address === '') return null;
  const partnerIds = listPartnersAt(db, mail.from.address);
  if (partnerIds.length === 0) return null;
  for (const text of [mail.subject, mail.text]) {
    const named = namedIn(db, partnerIds, text);
    if (named !== null) return named === 'several' ? null : named;
  }
  return null;
};
