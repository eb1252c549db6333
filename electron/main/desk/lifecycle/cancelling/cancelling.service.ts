import { isWithPartner } from '../../../../../shared/domain/rota.ts';
import type { RequestResult } from '../../../../../shared/ipc/decision-views.ts';
import { requestActions } from '../../../../../shared/domain/request-actions.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { cancelNeedsConsent, checkStatus, partnerNameOf, takeStep } from '../../kernel/take-step.ts';
import { endTurn } from '../decisions/pass-on.ts';
import { cancellationNotice } from './cancellation-notice.ts';
import { findReason } from '../../store/reasons.queries.ts';

type CancelInput = Input<'cancelling.cancel'>;

export type CancellingService = {
  /**
   * Cancels one request or many, each as a step of its own: what is refused for one does not touch the others.
   * Each is refused with `reason-unknown` or `status-forbids` (shipped already, for example), or when it was changed meanwhile.
   */
  readonly cancel: (input: CancelInput) => Result<RequestResult[]>;
};

/** Cancel. */
export const cancellingService = (context: DeskContext): CancellingService => ({
  cancel: ({ requests, ...cancellation }) =>
    ok(
      requests.map((one): RequestResult => {
        const input = { ...one, ...cancellation };
        const result = takeStep(context, { ...one, kind: 'cancel', input }, (step) =>
          cancel(step, cancellation),
        );
        if (result.ok) return { ok: true, requestId: one.requestId, outcome: result.value };
        const { code, message, retryable } = result.error;
        return { ok: false, requestId: one.requestId, code, message, retryable };
      }),
    ),
});

const cancel = (step: Step, input: Omit<CancelInput, 'requests'>): Result<Decision> => {
  const { db, request } = step;
  const reason = findReason(db, input.reason);
  if (reason?.active !== 1)
    return refuse('reason-unknown', 'This cancellation reason is not in use any more. Choose another one.');
  const type = input.requestedBy === 'patron' ? 'patron.cancelled' : 'staff.cancelled';
  const event = { type, needsConsent: cancelNeedsConsent(request) } as const;
  const status = checkStatus(request, event, requestActions.cancel.done);
  if (!status.ok) return status;
  const { label } = reason;
  const changes = {
    cancelReason: input.reason,
    cancelNote: input.note,
    cancelNotify: input.notifyPatron ? 1 : 0,
  };
  const partner = partnerNameOf(request, request.activePartnerId);
  const toPartner = {
    recipient: 'partner',
    partnerId: request.activePartnerId,
    payload: { note: '' },
  } as const;
  if (status.value === 'CANCEL_REPLY')
    return ok({
      status: status.value,
      headline: `Cancellation asked of ${partner}: ${label}`,
      changes,
      messages: [{ ...toPartner, kind: 'cancel-asked' }],
      remarks: input.notifyPatron ? ['The patron is told when the partner agrees.'] : [],
    });
  const asked = isWithPartner(request.status);
  if (asked) endTurn(step, 'cancelled');
  return ok({
    status: status.value,
    headline: `Cancelled${input.requestedBy === 'patron' ? ' for the patron' : ''}: ${label}`,
    changes,
    messages: [
      ...(asked ? [{ ...toPartner, kind: 'cancel' } as const] : []),
      ...cancellationNotice(step, { reason: input.reason, note: input.note, notify: input.notifyPatron }),
    ],
  });
};
