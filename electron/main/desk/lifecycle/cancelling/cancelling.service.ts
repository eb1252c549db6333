import { isWithPartner } from '../../../../../shared/domain/rota.ts';
import type { RequestResult } from '../../../../../shared/ipc/decision-views.ts';
import { requestActions } from '../../../../../shared/domain/request-actions.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { cancelNeedsConsent, checkEvents, partnerNameOf, takeStep } from '../../kernel/take-step.ts';
import { endTurn } from '../decisions/pass-on.ts';
import { endConditions } from '../../requests/end-conditions.ts';
import { keepOurNote } from '../../requests/keep-notes.ts';
import { cancellationNotice, cancelWithdrawn } from './cancellation-notice.ts';
import { notCancelled } from '../../store/requests.queries.ts';
import { findReason } from '../../store/reasons.queries.ts';
import { isLetterWritten } from '../../store/letters-written.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

type CancelInput = Input<'cancelling.cancel'>;

export type CancellingService = {
  /**
   * Cancels one request or many, each as a step of its own: what is refused for one does not touch the others.
   * Each is refused with `reason-unknown` or `status-forbids` (shipped already, for example), or when it was changed meanwhile.
   */
  readonly cancel: (input: CancelInput) => Result<RequestResult[]>;
  /** Takes a cancellation back to which the partner has not agreed: it is told that the request goes on. Refused: `status-forbids`. */
  readonly withdraw: (input: Input<'cancelling.withdraw'>) => Result<Outcome>;
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
  withdraw: (input) =>
    takeStep(context, { ...input, kind: 'withdraw-cancellation', input }, (step) =>
      withdraw(step, input.note),
    ),
});

const withdraw = (step: Step, note: string): Result<Decision> => {
  const { request } = step;
  const life = checkEvents(
    request,
    [{ type: 'cancellation.withdrawn' }],
    requestActions.withdrawCancellation.done,
  );
  if (!life.ok) return life;
  keepOurNote(step, note);
  return ok({
    life: life.value,
    headline: t('common.cancellationWithdrawn'),
    changes: notCancelled,
    messages: [cancelWithdrawn(request.activePartnerId, note)],
  });
};

const cancel = (step: Step, input: Omit<CancelInput, 'requests'>): Result<Decision> => {
  const { db, request } = step;
  const reason = findReason(db, input.reason);
  if (reason?.active !== 1) return refuse('reason-unknown', t('cancelling.thisCancellationReasonIsNotIn'));
  const type = input.requestedBy === 'patron' ? 'patron.cancelled' : 'staff.cancelled';
  const event = { type, needsConsent: cancelNeedsConsent(request) } as const;
  const life = checkEvents(request, [event], requestActions.cancel.done);
  if (!life.ok) return life;
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
  if (life.value.endedAs === null)
    return ok({
      life: life.value,
      headline: t('cancelling.cancellationAskedOf', { partner, label }),
      changes,
      messages: [{ ...toPartner, kind: 'cancel-asked' }],
      remarks:
        input.notifyPatron &&
        isLetterWritten(step.db, { recipient: 'patron', kind: 'cancelled', requestId: request.id })
          ? [t('cancelling.thePatronIsToldWhenThe')]
          : [],
    });
  const asked = isWithPartner(request.life);
  if (asked) endTurn(step, 'cancelled');
  endConditions(step);
  return ok({
    life: life.value,
    headline: t('cancelling.cancelledBecause', { requestedBy: input.requestedBy, label }),
    changes,
    messages: [
      ...(asked ? [{ ...toPartner, kind: 'cancel' } as const] : []),
      ...cancellationNotice(step, { reason: input.reason, note: input.note, notify: input.notifyPatron }),
    ],
  });
};
