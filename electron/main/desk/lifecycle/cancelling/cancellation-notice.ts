import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import type { Step, StepMessage } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { findReason } from '../../store/reasons.queries.ts';

/** The patron's notice of a cancellation with its reason, or nothing where the patron is not to be told. */
export const cancellationNotice = (
  { db }: Step,
  row: { readonly reason: string; readonly note: string; readonly notify: boolean },
): NonNullable<Decision['messages']> =>
  row.notify
    ? [
        {
          recipient: 'patron',
          kind: 'cancelled',
          payload: { reason: findReason(db, row.reason)?.label ?? row.reason, note: row.note },
        },
      ]
    : [];

/** What the partner reads whose consent was asked, and is not needed any more. */
export const cancelWithdrawn = (partnerId: PartnerId | null, note: string): StepMessage => ({
  recipient: 'partner',
  partnerId,
  kind: 'cancel-withdrawn',
  payload: { note },
});
