import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { checkEvents, decidingOf, decision, forbid } from './frame/decision.ts';
import { storeOurNote } from './frame/notes.ts';
import { askedItems, dropAskedRenewals, sawLoans } from './renewals.ts';

/**
 * Withdraws a renewal that was requested and not answered: the partners that were asked are told. Refused: `status-forbids` if none was
 * requested.
 */
export const withdrawRenewal = decision('withdraw-renewal', (step, { note }) => {
  const { request } = step;
  const events = eventsOf.withdrawRenewal(decidingOf(request));
  if (events.length === 0) return forbid(request, step.kind);
  const after = checkEvents(step, events);
  if (!after.ok) return after;
  const asked = askedItems(request);
  dropAskedRenewals(step, asked);
  storeOurNote(step, note);
  return ok({
    after: after.value,
    notes: { 'renewal-withdrawn': note },
    headline: t('Renewal withdrawn'),
    saw: { loans: sawLoans(asked) },
  });
});
