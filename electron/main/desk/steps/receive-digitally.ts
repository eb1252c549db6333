import { isDigitalFormat } from '../../../../shared/domain/formats.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { checkEvents, decision } from './frame/decision.ts';
import { keepOurNote } from './parts/notes.ts';
import { t } from '../../../../shared/words/words.ts';

/** A file came: the request ends, and the patron is told, with the note. Refused: `status-forbids` where no file was wanted. */
export const receiveDigitally = decision('receive-digitally', (step, { note }) => {
  const isDigital = isDigitalFormat(step.request.format);
  const life = checkEvents(step, [{ type: 'received.digitally', isDigital }]);
  if (!life.ok) return life;
  keepOurNote(step, note);
  return ok({
    life: life.value,
    headline: t('common.receivedDigitally'),
    messages: [{ recipient: 'patron', kind: 'received-digitally', payload: { note } }],
  });
});
