import { t } from '../../../shared/words/words.ts';
import type { ReadableDB } from '../db/types.ts';
import type { SendQueueOptions } from '../desk/output/letters/send-queue.ts';
import type { Delivery, MailAccount, OutgoingLetter } from '../desk/output/mail/ports.ts';
import { isStillToSend } from '../desk/store/sending.queries.ts';

/**
 * Sends a letter once the other workstations know that it is sent from here, unless something they did in the meantime stops it. On a
 * workstation without a hub `confirmed` settles immediately.
 * @param confirmed settles when the others have received what this one recorded: true if they have.
 */
export const sendOnceShared =
  ({
    db,
    confirmed,
    account,
    send,
  }: {
    readonly db: ReadableDB;
    readonly confirmed: () => Promise<boolean>;
    readonly account: () => MailAccount | null;
    readonly send: (account: MailAccount, letter: OutgoingLetter, signal?: AbortSignal) => Promise<Delivery>;
  }): SendQueueOptions['send'] =>
  async (letter, signal) => {
    if (!(await confirmed()))
      return {
        kind: 'no-connection',
        words: t('The hub has not confirmed this message yet. It waits so that it is not sent twice.'),
      };
    if (!isStillToSend(db, letter.messageId)) return { kind: 'later', words: '' };
    const from = account();
    return from
      ? await send(from, letter, signal)
      : { kind: 'later', words: t('The mail account was removed before this letter was sent.') };
  };
