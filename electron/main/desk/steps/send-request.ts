import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { mailWords } from '../../../../shared/domain/letters/mail-states.ts';
import {
  notificationMethod,
  type ReadersOf,
} from '../../../../shared/domain/letters/partner-notifications.ts';
import type { Outcome } from '../../../../shared/domain/life/life.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { checkEvents, decidingOf, decision, nameOfTurn, skippedRemarks } from './frame/decision.ts';
import { readersOf } from './frame/readers.ts';

/** Asks the first waiting partner of the rota that is in use. Refused: `partner-missing`, `status-forbids`. */
export const sendRequest = decision('send-request', (step, { note }, context) => {
  const { request } = step;
  const deciding = decidingOf(request);
  const [turnId] = deciding.askable;
  // A status that forbids sending is reported before the missing partner.
  const mayBeSent = request.life.endedAs === null && request.life.cancelWish === null;
  if (turnId === undefined && mayBeSent && request.turnState === null)
    return refuse(
      'partner-missing',
      t('{externalId} has no partner that can be asked. Add partners to its rota first.', {
        externalId: request.externalId,
      }),
      {
        requestId: request.id,
      },
    );
  const after = checkEvents(step, eventsOf.send(deciding));
  if (!after.ok) return after;
  const name = nameOfTurn(request, turnId ?? null);
  return ok({
    after: after.value,
    turnId: turnId ?? null,
    notes: { request: note },
    headline: headlineOf(readersOf(context, request, request.turns), after.value, name),
    // How it goes to the partner is in the state of its letter, which changes.
    history: name,
    remarks: skippedRemarks(request, turnId ?? null),
  });
});

/** Whether the request was sent, is queued, or staff must ask: the partner has not heard of it before. */
const headlineOf = (readers: ReadersOf, { words }: Outcome, partnerName: string): string => {
  const request = words.find(({ word }) => word === 'request');
  const how = request ? notificationMethod(readers, request) : 'by-hand';
  if (how === 'by-letter') return t('Sent to {partnerName}', { partnerName });
  return how === 'by-hand'
    ? t('Ask {partnerName} yourself', { partnerName })
    : t('Queued for {partnerName}: {why}', { partnerName, why: mailWords[how].why });
};
