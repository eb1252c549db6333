import type { PartnerId } from '../../../../shared/domain/ids.ts';
import type { RequestEvent } from '../../../../shared/domain/life/life.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import type { StepMessage } from './frame/step.ts';
import { checkEvents, decision } from './frame/decision.ts';
import { askedItems, dropAskedRenewals, sawLoans } from './renewals.ts';
import { keepOurNote } from './parts/notes.ts';
import { t } from '../../../../shared/words/words.ts';

/** Takes back a renewal that was asked for and not answered: partners that were asked are told. Refused: `status-forbids` where none was. */
export const withdrawRenewal = decision('withdraw-renewal', (step, { note }) => {
  const { request } = step;
  const asked = askedItems(request);
  const items = [...asked, ...request.items.filter(({ renewal }) => renewal === 'mediated')];
  const event: RequestEvent = { type: 'renewal.withdrawn', itemIds: items.map(({ id }) => id) };
  const life = checkEvents(step, [event]);
  if (!life.ok) return life;
  dropAskedRenewals(step, asked);
  keepOurNote(step, note);
  const partnerIds = new Set<PartnerId | null>(
    asked.map(({ partnerId }) => partnerId ?? request.activePartnerId),
  );
  return ok({
    life: life.value,
    headline: t('common.renewalWithdrawn'),
    messages: [...partnerIds].map((partnerId): StepMessage => ({
      recipient: 'partner',
      partnerId,
      kind: 'renewal-withdrawn',
      payload: { note },
    })),
    saw: { loans: sawLoans(asked) },
  });
});
