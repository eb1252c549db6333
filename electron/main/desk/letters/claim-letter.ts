import { instantOf } from '../../../../shared/domain/dates.ts';
import { readMailAddress } from '../../../../shared/domain/mail-address.ts';
import type { OutgoingLetter } from '../../connections/mail/delivery.ts';
import { newMessageId } from '../../connections/mail/message-id.ts';
import type { WritableDB } from '../../db/types.ts';
import { longestMs } from './backoff.ts';
import type { LetterWriter } from './letter-writer.ts';
import { overtakenBy } from './overtaken.ts';
import { firstDueMessage, markSending, setMessageState } from './outbox.queries.ts';

/** A letter that is marked as being sent, ready for the mail server. */
export type ClaimedLetter = { readonly id: number; readonly outgoing: OutgoingLetter };

/**
 * Takes the next letter that is due, inside one transaction: it is written, its Message-ID is made once, both are stored, and
 * it counts as being sent before anything leaves. So an undo that comes later finds it on its way, and one that came before
 * leaves nothing to take.
 * @returns the letter; `set-aside` when it cannot go by mail and waits for a person now, or what it says does not hold any more; undefined when none is due
 */
export const claimLetter = (
  db: WritableDB,
  options: {
    readonly writer: LetterWriter;
    readonly from: string;
    readonly now: () => Date;
    readonly unique: () => string;
  },
): ClaimedLetter | 'set-aside' | undefined => {
  const now = options.now();
  const at = instantOf(now);
  // Later than any pause can end: the clock was put back since.
  const tooFar = instantOf(new Date(now.getTime() + longestMs));
  const message = firstDueMessage(db, { now: at, tooFar });
  if (!message) return undefined;
  const { id } = message;
  const overtaken = message.onPurpose === 1 ? null : overtakenBy(db, message);
  if (overtaken !== null) {
    const note = `${message.mayHaveLeftAt === null ? 'Not sent' : 'Not sent again'}: ${overtaken}.`;
    setMessageState(db, { id, state: 'outdated', note, nextAt: null, at });
    return 'set-aside';
  }
  const letter = options.writer.write(db, message);
  const address = readMailAddress(letter?.to.address ?? '');
  if (!letter || letter.problem !== null || address === null) {
    const note =
      letter?.problem ?? 'This version of the program cannot write this letter. Tell its reader yourself.';
    setMessageState(db, { id, state: 'needs-person', note, nextAt: null, at });
    return 'set-aside';
  }
  const { subject, body, facts, libraryCode } = letter;
  const to = { name: letter.to.name, address };
  const messageId =
    message.messageId ??
    newMessageId({ outboxId: id, libraryCode, random: options.unique(), fromAddress: options.from });
  markSending(db, { id, messageId, letter: JSON.stringify({ to, subject, body }), at });
  const library = readMailAddress(facts.library.email);
  const replyTo = library === options.from ? null : library;
  return { id, outgoing: { messageId, to, replyTo, subject, body, date: now } };
};
