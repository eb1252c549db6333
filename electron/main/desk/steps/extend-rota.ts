import { partnerToAsk } from '../../../../shared/domain/rota.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { Step } from './frame/step.ts';
import { checkEvents, decision } from './frame/decision.ts';
import { endOpenLines } from './parts/pass-on.ts';
import { findPartner, type PartnerRow } from '../store/places.queries.ts';
import { insertRotaLine } from '../store/rota.queries.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Adds partners at the end of the rota, in the order given: the request is ready to be sent to the first that is left.
 * Refused: `partner-unknown`, `partner-in-rota` (its turn has not ended), `status-forbids`.
 */
export const extendRota = decision('extend-rota', (step, { partnerIds }) => {
  const { db, request } = step;
  const life = checkEvents(step, [{ type: 'rota.extended' }]);
  if (!life.ok) return life;
  // In a rejected request nobody is left, whatever a file said of the lines' ends.
  const rota = request.life.supply === 'REJECTED' ? endOpenLines(step, 'rejected') : request.rota;
  const added = checkPartners(step, rota, partnerIds);
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
});

const checkPartners = (
  { db }: Step,
  rota: Step['request']['rota'],
  ids: readonly PartnerRow['id'][],
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
