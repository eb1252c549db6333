import type { RequestEvent } from '../../../../../shared/domain/life/life.ts';
import { requestActions } from '../../../../../shared/domain/request-actions.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import type { RequestOfStep, Step, StepMessage } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { checkEvents } from '../../kernel/take-step.ts';
import { keepOurNote } from '../../requests/keep-notes.ts';
import { askedItems, dropAskedRenewals, sawLoans } from './renewals.ts';
import { t } from '../../../../../shared/words/words.ts';

const mediatedItems = (request: RequestOfStep): RequestOfStep['items'] =>
  request.items.filter(({ renewal }) => renewal === 'mediated');

/** A renewal is not wanted any more: partners that were asked are told. */
export const withdrawRenewal = (step: Step, note: string): Result<Decision> => {
  const { request } = step;
  const asked = askedItems(request);
  const items = [...asked, ...mediatedItems(request)];
  const event: RequestEvent = { type: 'renewal.withdrawn', itemIds: items.map(({ id }) => id) };
  const life = checkEvents(request, [event], requestActions.withdrawRenewal.done);
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
};

/** What a patron asked for is not asked of the partner: the patron is told to bring it back in time. */
export const refuseRenewal = (step: Step, note: string): Result<Decision> => {
  const { request } = step;
  const items = mediatedItems(request);
  const event: RequestEvent = { type: 'renewal.refused', itemIds: items.map(({ id }) => id) };
  const life = checkEvents(request, [event], requestActions.refuseRenewal.done);
  if (!life.ok) return life;
  return ok({
    life: life.value,
    headline: t('common.renewalRefused'),
    messages: [{ recipient: 'patron', kind: 'renewal-refused', payload: { note } }],
    saw: { loans: sawLoans(items) },
  });
};
