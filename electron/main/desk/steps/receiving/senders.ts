import { unsentStates, withPartnerStates } from '../../../../../shared/domain/life/life.ts';
import { isShipped } from '../../../../../shared/domain/life/may-happen.ts';
import { linesOfUse } from '../../../../../shared/domain/receiving.ts';
import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import { activeLine, askedPartners, isWithPartner } from '../../../../../shared/domain/rota.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { ReceiveForm } from '../../../../../shared/ipc/receiving-views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { RequestOfStep, Step, StepMessage, Taken } from '../frame/step.ts';
import { partnerNameOf } from '../frame/decision.ts';
import { endConditions } from '../parts/notes.ts';
import { listConditions } from '../../store/conditions.queries.ts';
import { hasMessageTo } from '../../store/messages.queries.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import { endRotaLine, listRota } from '../../store/rota.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

// A parcel may come from an earlier partner of the rota than the one that is asked now.

/** Who may have sent what comes for a request, each with its conditions of use; the active partner is the last. */
export const sendersOf = (db: ReadableDB, request: StoredRequest): ReceiveForm['senders'] => {
  const rota = listRota(db, request.id);
  const conditions = listConditions(db, request.id);
  return askedPartners(rota, request.activePartnerId).map((id) => ({
    id,
    name: partnerNameOf({ ...request, rota }, id),
    useConditions: [...linesOfUse(conditions, id)],
    wasTold: hasMessageTo(db, request.id, 'received', id),
  }));
};

/** Who sent a volume: the partner that staff chose, or the active one. Refused where the chosen one was never asked. */
export const senderOf = (request: RequestOfStep, chosen: PartnerId | undefined): Result<PartnerId | null> => {
  if (chosen === undefined) return ok(request.activePartnerId);
  return askedPartners(request.rota, request.activePartnerId).includes(chosen)
    ? ok(chosen)
    : refuse(
        'partner-unknown',
        t('receiving.thePartnerThatWasChosenAt', { externalId: request.externalId }),
        { requestId: request.id },
      );
};

/** Whether another partner sent a volume than the active one, whose own parcel is on its way: that one still owes what it was asked. */
export const isFromAnother = (
  { activePartnerId, life }: RequestOfStep,
  senderId: PartnerId | null,
): boolean =>
  senderId !== null && activePartnerId !== null && senderId !== activePartnerId && isShipped(life);

/**
 * What a receipt from another partner than the active one comes to. As long as that one has sent nothing, the one that sent the volume
 * takes its place. Where it is still being asked it is told that it is not needed any more, and its turn ends with its condition.
 */
export const takeOver = (
  step: Step,
  senderId: PartnerId | null,
): Required<Pick<Taken, 'changes' | 'messages'>> => {
  const { activePartnerId, life } = step.request;
  // What is here asks nothing any more; under which conditions it may be used stays with the request.
  if (isWithPartner(life)) endConditions(step);
  const hasSentNothing = [...unsentStates, ...withPartnerStates].some((state) => state === life.supply);
  if (senderId === null || senderId === activePartnerId || !hasSentNothing)
    return { changes: {}, messages: [] };
  return { changes: { activePartnerId: senderId }, messages: isWithPartner(life) ? endAsking(step) : [] };
};

/** Ends the turn of the active partner. One that was asked to cancel has been told. */
const endAsking = (step: Step): StepMessage[] => {
  const { db, at, request } = step;
  const line = activeLine(request.rota, request.activePartnerId);
  if (line) endRotaLine(db, line.id, 'cancelled', at);
  if (request.life.cancellation === 'asked') return [];
  const payload = { note: t('receiving.itCameFromAnotherLibrary') };
  return [{ recipient: 'partner', partnerId: request.activePartnerId, kind: 'cancel', payload }];
};
