import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import type { MessageState } from '../../../../../shared/domain/letters/all-letters.ts';
import type { Delivery } from '../mail/ports.ts';
import type { WritableDB } from '../../../db/types.ts';
import { backoffMs } from './connection-pause.ts';
import {
  findMessage,
  removeWithCorrection,
  setMessageState,
  discardLetterText,
  type StoredMessage,
} from '../../store/sending.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The result of one attempt. */
type Settled = {
  readonly id: number;
  readonly delivery: Delivery;
  readonly now: Date;
  /** A number from 0 to 1. */
  readonly random: number;
  /** When the connection is tried again, if no letter can be sent; null for immediately. */
  readonly resumesAt: Date | null;
};

/**
 * Records the result of an attempt. A letter whose step was undone while it was being sent, and that was never sent, is removed together
 * with its correction.
 */
export const recordSendResult = (db: WritableDB, settled: Settled): void => {
  const { id, delivery } = settled;
  const message = findMessage(db, id);
  if (message?.state !== 'sending') return;
  const set = (state: MessageState, nextAt: Instant | null = null): void =>
    setMessageState(db, {
      id,
      state,
      note: noteOf(message, delivery),
      nextAt,
      at: instantOf(settled.now),
      unknown: delivery.kind === 'unknown',
    });
  if (delivery.kind === 'sent') return set('sent');
  if (delivery.kind === 'unknown') return set('needs-person');
  if (message.corrected === 1) {
    // Its correction stays if an earlier attempt may have sent it to its recipient.
    if (message.mayHaveLeftAt !== null) return set('needs-person');
    return removeWithCorrection(db, id);
  }
  discardLetterText(db, id);
  if (delivery.kind === 'refused') return set('needs-person');
  return set('failed', nextTryOf(message, delivery, settled));
};

const nextTryOf = (message: StoredMessage, delivery: Delivery, settled: Settled): Instant | null => {
  const { resumesAt, now, random } = settled;
  const ownMs = backoffMs(message.attempts, random);
  if (delivery.kind === 'later') return instantOf(new Date(now.getTime() + ownMs));
  if (resumesAt === null) return null;
  const perhapsLetter = delivery.kind === 'no-connection' && delivery.perhapsLetter === true;
  return instantOf(perhapsLetter ? new Date(resumesAt.getTime() + ownMs) : resumesAt);
};

const noteOf = ({ mayHaveLeftAt }: StoredMessage, { kind, words }: Delivery): string =>
  kind === 'refused' && mayHaveLeftAt !== null
    ? t(
        '{words} It may have been sent in an earlier attempt, so its text and address are unchanged. Ask the recipient, or print it.',
        { words },
      )
    : words;
