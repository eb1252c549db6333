import type { Decision, DecisionStep } from '../../kernel/decide.ts';
import { findReason } from '../../store/reasons.queries.ts';

/** The patron's notice of a cancellation with its reason, or nothing where the patron is not to be told. */
export const cancellationNotice = (
  { db }: DecisionStep,
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
