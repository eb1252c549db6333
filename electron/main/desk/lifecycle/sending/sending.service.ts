import { partnerToAsk } from '../../../../../shared/domain/rota.ts';
import { requestActions } from '../../../../../shared/domain/request-actions.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { PartnerView } from '../../../../../shared/ipc/decision-views.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { checkEvents, partnerNameOf, takeStep } from '../../kernel/take-step.ts';
import { endOpenLines } from '../decisions/pass-on.ts';
import type { PartnerRow } from '../../store/places.queries.ts';
import { insertRotaLine } from '../../store/rota.queries.ts';
import { findPartner, listPartnersInUse } from '../../store/places.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

export type SendingService = {
  /** Asks the first partner of the rota that has not had its turn. Refused: `partner-missing`, `status-forbids`. */
  readonly send: (input: Input<'sending.send'>) => Result<Outcome>;
  /**
   * Adds partners at the end of the rota, in the order given: the request is ready to be sent to the first that is left.
   * Refused: `partner-unknown`, `partner-in-rota` (its turn has not ended), `status-forbids`.
   */
  readonly addPartners: (input: Input<'sending.addPartners'>) => Result<Outcome>;
  /** The partners that can be added, by name. */
  readonly partners: () => Result<PartnerView[]>;
};

/** Sending requests to partners. */
export const sendingService = (context: DeskContext): SendingService => ({
  send: (input) =>
    takeStep(context, { ...input, kind: 'send-request', input }, (step) => send(step, input.note)),
  addPartners: (input) =>
    takeStep(context, { ...input, kind: 'extend-rota', input }, (step) =>
      addPartners(step, input.partnerIds),
    ),
  partners: () => ok(listPartnersInUse(context.db).map(({ id, code, name }) => ({ id, code, name }))),
});

const send = ({ request }: Step, note: string): Result<Decision> => {
  const life = checkEvents(request, [{ type: 'sent' }], requestActions.send.done);
  if (!life.ok) return life;
  const partnerId = partnerToAsk(request.rota, request.activePartnerId);
  if (partnerId === null)
    return refuse('partner-missing', t('sending.hasNoPartnerThatCanBe', { externalId: request.externalId }), {
      requestId: request.id,
    });
  return ok({
    life: life.value,
    headline: t('sending.sentTo', { partnerName: partnerNameOf(request, partnerId) }),
    changes: { activePartnerId: partnerId },
    messages: [{ recipient: 'partner', partnerId, kind: 'request', payload: { note } }],
  });
};

type PartnerId = PartnerRow['id'];

const addPartners = (step: Step, ids: readonly PartnerId[]): Result<Decision> => {
  const { db, request } = step;
  const life = checkEvents(request, [{ type: 'rota.extended' }], requestActions.extendRota.done);
  if (!life.ok) return life;
  // In a rejected request nobody is left, whatever a file said of the lines' ends.
  const rota = request.life.supply === 'REJECTED' ? endOpenLines(step, 'rejected') : request.rota;
  const added = checkPartners(step, rota, ids);
  if (!added.ok) return added;
  const last = Math.max(0, ...rota.map(({ position }) => position));
  const lines = added.value.map(({ id }, index) => ({ position: last + 1 + index, partnerId: id }));
  for (const line of lines) insertRotaLine(db, { ...line, requestId: request.id });
  const activePartnerId = partnerToAsk(
    [...rota, ...lines.map((line) => ({ ...line, ended: null }))],
    request.activePartnerId,
  );
  return ok({
    life: life.value,
    headline: t('sending.addedToTheRota', { value: added.value.map(({ name }) => name).join(', ') }),
    changes: { activePartnerId },
    remarks: [t('common.itIsNotSentYetChoose')],
  });
};

const checkPartners = (
  { db }: Step,
  rota: Step['request']['rota'],
  ids: readonly PartnerId[],
): Result<readonly PartnerRow[]> => {
  const added: PartnerRow[] = [];
  for (const id of new Set(ids)) {
    const partner = findPartner(db, id);
    if (!partner) return refuse('partner-unknown', t('sending.oneOfThesePartnersIsNot'));
    if (rota.some(({ partnerId, ended }) => partnerId === id && ended === null))
      return refuse('partner-in-rota', t('sending.standsInTheRotaAlreadyAnd', { partnerName: partner.name }));
    added.push(partner);
  }
  return ok(added);
};
