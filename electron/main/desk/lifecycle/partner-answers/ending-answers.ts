import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import { statusPhase } from '../../../../../shared/domain/request-status.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/calls/partner-answers.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import { cancellationNotice } from '../cancelling/cancellation-notice.ts';
import type { Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { endTurn, passOn } from '../decisions/pass-on.ts';
import { lentItems } from '../renewing/renewals.ts';
import { updateItem } from '../../store/items.queries.ts';

/** The partner cannot, or its time is over: the next one is asked, or the request waits for a person. */
export const passedOn = (step: Step, ended: 'rejected' | 'expired', plain: Decision): Decision => {
  const next = passOn(step, ended);
  if (next === null)
    return {
      ...plain,
      headline: `${plain.headline}: no partner is left in the rota`,
      remarks: ['The request waits for a person: add partners, or cancel it.'],
    };
  return {
    ...plain,
    headline: `${plain.headline}: ${next.partnerName} is asked next`,
    changes: { activePartnerId: next.partnerId },
    messages: [{ recipient: 'partner', partnerId: next.partnerId, kind: 'request', payload: { note: '' } }],
  };
};

/** The partner agrees: the cancellation holds, and the patron is told if that was chosen. */
export const cancelAccepted = (step: Step, plain: Decision): Decision => {
  const { cancelReason, cancelNote, cancelNotify } = step.request;
  endTurn(step, 'cancelled');
  return {
    ...plain,
    messages: cancellationNotice(step, {
      reason: cancelReason,
      note: cancelNote,
      notify: cancelNotify === 1,
    }),
  };
};

type WantsBack = Extract<PartnerAnswer, { readonly kind: 'overdue' | 'recalled' }>;

/**
 * The partner wants it back: whoever has it is told. What still waits with us goes back without the patron. What was
 * reported lost is not with anybody.
 */
export const wantsBack = (
  { request }: Step,
  { kind, note }: WantsBack,
  plain: Decision,
): Result<Decision> => {
  if (
    statusPhase(request.status) === 'loss-and-damage' &&
    !request.items.some(({ status }) => isItemOut(status))
  )
    return refuse(
      'status-forbids',
      `Nothing of ${request.externalId} is still out: it was reported lost, and the partner was told. ` +
        'Write a note instead, or record that the loss is settled.',
      { requestId: request.id, status: request.status },
    );
  return ok(
    lentItems(request).length > 0
      ? { ...plain, messages: [{ recipient: 'patron', kind, payload: { note } }] }
      : { ...plain, remarks: ['The patron does not have it: send it back.'] },
  );
};

/** Loss or damage is settled: the request is over, so nothing of it may still be out. */
export const settled = ({ request }: Step, plain: Decision): Result<Decision> => {
  const out = request.items.filter(({ status }) => isItemOut(status));
  return out.length === 0 ? ok(plain) : refuseStillOut(request, out);
};

/** The partner has everything back: also what was reported lost, on its way or in a patron’s hands. */
export const checkedIn = (step: Step, plain: Decision): Result<Decision> => {
  if (step.request.status !== 'REPORT_LOST') return ok(plain);
  const whole = settled(step, plain);
  if (!whole.ok) return whole;
  for (const { id, status } of step.request.items)
    if (status === 'lost') updateItem(step.db, id, { status: 'returned-to-partner' });
  return whole;
};

type NotArrived = Extract<PartnerAnswer, { readonly kind: 'not-arrived' }>;

/** What was sent back did not reach the partner: nobody knows where it is. The partner said so, so it is not told. */
export const notArrived = (
  { db, request }: Step,
  { itemId }: NotArrived,
  plain: Decision,
): Result<Decision> => {
  const sent = request.items.filter(
    ({ id, status }) => status === 'returned-to-partner' && (itemId === null || id === itemId),
  );
  // A file may know of a return without its items: then the status alone says it.
  if (sent.length === 0 && (itemId !== null || request.items.length > 0))
    return refuse(
      'item-unknown',
      `Nothing of ${request.externalId} that this can be about is on its way to the partner. Nothing was done.`,
      { requestId: request.id },
    );
  for (const { id } of sent) updateItem(db, id, { status: 'lost' });
  const [only] = sent.length === 1 ? sent : [];
  const set = request.items.length > 1;
  return ok({
    ...plain,
    headline: only && set ? `${plain.headline}: volume ${only.volume}, ${only.barcode}` : plain.headline,
    barcode: only?.barcode ?? null,
    remarks: [
      'Ask the carrier, and look for it here. If it turns up here, scan it in Return Items; ' +
        'if the partner has it after all, record that it has it back.',
    ],
  });
};

const refuseStillOut = (request: Step['request'], out: Step['request']['items']): Result<never> =>
  refuse(
    'status-forbids',
    `${out.length === 1 ? `${out[0]?.barcode ?? 'One item'} is` : `${out.length} volumes are`} still out. ` +
      'Return what is here, or report it lost, before the request is completed.',
    { requestId: request.id, status: request.status },
  );
