import { createHash } from 'node:crypto';
import { instantOf } from '../../../../shared/domain/dates.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import { keepIncomingMail, removeMailWithoutRequest } from '../../desk/store/incoming-mail.queries.ts';
import { matchMail } from './match-mail.ts';
import { proposeAnswer } from './propose-answer.ts';
import type { IncomingMail } from './read-mail.ts';

// A mailbox that was built anew gives its mails other numbers: a mail is recognised by what it says.
const identityOf = ({ messageId, from, subject, text }: IncomingMail): string =>
  createHash('sha256')
    .update(JSON.stringify([messageId, from.address, subject, text]))
    .digest('hex');

/** Keeps a mail with what it belongs to and the answer that it seems to give. @returns false if it was kept before */
export const keepMail = (
  db: ReadableDB,
  mail: IncomingMail,
  { isCut, now }: { readonly isCut: boolean; readonly now: Date },
): boolean => {
  const receivedAt = instantOf(now);
  const [isNew, isMatched] = inTransaction(db, (writable) => {
    const match = matchMail(writable, mail);
    const proposal = match === null || match.turnId === null ? null : proposeAnswer(mail);
    const isKept = keepIncomingMail(writable, {
      identity: identityOf(mail),
      requestId: match?.requestId ?? null,
      turnId: match?.turnId ?? null,
      answers: match?.answers ?? '',
      senderName: mail.from.name,
      senderAddress: mail.from.address,
      subject: mail.subject,
      body: mail.text,
      isCut: isCut ? 1 : 0,
      attachments: JSON.stringify(mail.attachments),
      proposal: proposal && JSON.stringify(proposal),
      sentAt: mail.sentAt && instantOf(mail.sentAt),
      receivedAt,
    });
    return [isKept, match !== null];
  });
  // In a transaction of its own, so that another workstation that keeps the same mail discards nothing else.
  if (isNew && !isMatched) inTransaction(db, (writable) => removeMailWithoutRequest(writable, receivedAt));
  return isNew;
};
