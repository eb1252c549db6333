import type { LifeEvent } from '../../../../shared/domain/life/life.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { checkEvents, decision } from './frame/decision.ts';
import { storeOurNote } from './frame/notes.ts';
import { senderOf } from './receiving/senders.ts';

/**
 * Records the receipt of a file: the request ends, and the patron is notified, with the note. Items that are here go back. While an item is
 * on loan, or after the request has ended, the file does not end it: it is kept in the partner's thread, and the patron is still notified.
 * Refused: `sender-missing`, `partner-unknown`.
 */
export const receiveDigitally = decision('receive-digitally', (step, { note, turnId, partnerId }) => {
  const sender = senderOf(step, { turnId, partnerId }, 'shipped-digitally');
  if (!sender.ok) return sender;
  const event: LifeEvent = { type: 'file.received', turnId: sender.value.turnId };
  const after = checkEvents(step, [...sender.value.events, event]);
  if (!after.ok) return after;
  storeOurNote(step, note);
  const isKept = after.value.life.endedAs === step.request.endedAs;
  return ok({
    after: after.value,
    turnId: sender.value.turnId,
    headline: t('Received digitally'),
    messages: [{ recipient: 'patron', kind: 'received-digitally', payload: { note } }],
    remarks: isKept
      ? [t('The request is unchanged: an item is on loan, or the request is already closed.')]
      : [],
  });
});
