import { englishReason } from '../../../../../shared/domain/reasons.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { findReason } from '../../store/reasons.queries.ts';
import type { PatronMessage } from './step.ts';

/** The cancellation notice to the patron, with the reason. */
export const cancellationNotice = (
  db: ReadableDB,
  { reason, note }: { readonly reason: string; readonly note: string },
): PatronMessage => ({
  recipient: 'patron',
  kind: 'cancelled',
  payload: { reason: englishReason(findReason(db, reason)?.label ?? reason), note },
});
