import type { RequestEvent } from '../../../../shared/domain/life/life.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { checkEvents, decision } from './frame/decision.ts';
import { sawLoans } from './renewals.ts';
import { t } from '../../../../shared/words/words.ts';

/** Refuses what a patron asked for: the patron is told to bring it back in time. Refused: `status-forbids` where no patron asked. */
export const refuseRenewal = decision('refuse-renewal', (step, { note }) => {
  const items = step.request.items.filter(({ renewal }) => renewal === 'mediated');
  const event: RequestEvent = { type: 'renewal.refused', itemIds: items.map(({ id }) => id) };
  const life = checkEvents(step, [event]);
  if (!life.ok) return life;
  return ok({
    life: life.value,
    headline: t('common.renewalRefused'),
    messages: [{ recipient: 'patron', kind: 'renewal-refused', payload: { note } }],
    saw: { loans: sawLoans(items) },
  });
});
