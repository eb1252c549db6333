import { ok } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { checkEvents, decision } from './frame/decision.ts';
import { sawLoans } from './renewals.ts';

/**
 * Refuses the renewal that a patron asked for: the patron is told to return the item on time. Refused: `status-forbids` if no patron asked.
 */
export const refuseRenewal = decision('refuse-renewal', (step, { note }) => {
  const items = step.request.items.filter(({ renewal }) => renewal === 'mediated');
  const itemIds = items.map(({ id }) => id);
  const after = checkEvents(step, [{ type: 'renewal.refused', itemIds }]);
  if (!after.ok) return after;
  return ok({
    after: after.value,
    headline: t('Renewal refused'),
    messages: [{ recipient: 'patron', kind: 'renewal-refused', payload: { note, itemIds } }],
    saw: { loans: sawLoans(items) },
  });
});
