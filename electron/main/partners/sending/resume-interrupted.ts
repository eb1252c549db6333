import type { Instant } from '../../../../shared/domain/ids.ts';
import { t } from '../../../../shared/words/words.ts';
import type { WritableDB } from '../../db/types.ts';
import { setOutgoingState } from '../../desk/store/outgoing.queries.ts';
import type { InterruptedLetter } from '../../desk/store/partner-queue.queries.ts';
import { findMessage, setMessageState } from '../../desk/store/sending.queries.ts';

/**
 * Resumes a letter that was being sent when a program ended. It is sent again with the same bytes and time, by which a partner that already
 * has the message recognises it. A letter whose step was undone meanwhile waits for staff, and its correction follows.
 */
export const resumeInterrupted = (
  db: WritableDB,
  { id, messageId }: InterruptedLetter,
  at: Instant,
): void => {
  if (messageId !== null)
    setOutgoingState(db, { id: messageId, state: 'waiting', mayHaveArrived: true, words: '', at });
  const isUndone = findMessage(db, id)?.corrected === 1;
  setMessageState(db, {
    id,
    state: isUndone ? 'needs-person' : 'failed',
    note: t('Borrow Desk closed while this letter was being sent, so the partner may have it.'),
    nextAt: null,
    at,
    unknown: messageId !== null,
  });
};
