import { instantOf } from '../../../../../shared/domain/dates.ts';
import { readMailAddress } from '../../../../../shared/domain/letters/mail-address.ts';
import { t } from '../../../../../shared/words/words.ts';
import { codeOf } from '../../../db/errors.ts';
import type { WritableDB } from '../../../db/types.ts';
import {
  firstDueMessage,
  markSending,
  setMessageState,
  type StoredMessage,
} from '../../store/sending.queries.ts';
import { newMessageId, readMessageId } from '../mail/message-id.ts';
import type { OutgoingLetter } from '../mail/ports.ts';
import { longestMs } from './connection-pause.ts';
import { type LetterSender, type LetterWriter, replyToOf, type WrittenLetter } from './letter-writer.ts';
import { setAsideIfSuperseded } from './superseded.ts';

/** A letter that is marked as being sent, ready for the mail server. */
export type ClaimedLetter = { readonly id: number; readonly outgoing: OutgoingLetter };

type ClaimOptions = {
  readonly writer: LetterWriter;
  readonly from: LetterSender;
  readonly now: () => Date;
  /** IANA time zone of the library. */
  readonly timeZone: () => string;
  readonly unique: () => string;
  readonly logFault: (error: unknown) => void;
};

/**
 * Claims the next letter that is due, inside one transaction: it is written, its Message-ID is generated once, both are stored, and it is
 * marked as being sent before anything is sent. So a later undo finds it marked, and after an earlier undo there is nothing to claim.
 * @returns the letter; `set-aside` if it cannot be sent by mail and now waits for staff, or is outdated; undefined if none is due
 */
export const claimLetter = (
  db: WritableDB,
  options: ClaimOptions,
): ClaimedLetter | 'set-aside' | undefined => {
  const now = options.now();
  const at = instantOf(now);
  // Later than any pause can end: the clock was set back since.
  const tooFar = instantOf(new Date(now.getTime() + longestMs));
  const message = firstDueMessage(db, { now: at, tooFar });
  if (!message) return undefined;
  const { id } = message;
  const letter = prepare(db, message, options);
  if (letter === 'set-aside') return letter;
  const address = readMailAddress(letter?.to.address ?? '');
  if (!letter || letter.problem !== null || address === null) {
    const note =
      letter?.problem ??
      t('This version of Borrow Desk cannot write this letter. Contact the recipient yourself.');
    setMessageState(db, { id, state: 'needs-person', note, nextAt: null, at });
    return 'set-aside';
  }
  const { subject, body, facts, libraryCode } = letter;
  const to = { name: letter.to.name, address };
  const messageId =
    readMessageId(message.messageId) ??
    newMessageId({ outboxId: id, libraryCode, random: options.unique(), fromAddress: options.from.address });
  const replyTo = replyToOf(options.from, facts);
  const from = { ...options.from, replyTo };
  markSending(db, { id, messageId, letter: JSON.stringify({ from, to, subject, body }), at });
  return { id, outgoing: { messageId, to, replyTo, subject, body, date: now } };
};

/** A letter that cannot be written because of odd data blocks no other. Database errors are retried. */
const prepare = (
  db: WritableDB,
  message: StoredMessage,
  { writer, now, timeZone, logFault }: ClaimOptions,
): WrittenLetter | 'set-aside' | null => {
  try {
    return setAsideIfSuperseded(db, message, { now: now(), timeZone: timeZone() })
      ? 'set-aside'
      : // Its text may be from another workstation: what is sent from here is written here.
        writer.write(db, { ...message, letter: null });
  } catch (error) {
    if (codeOf(error).startsWith('SQLITE_')) throw error;
    logFault(error);
    return null;
  }
};
