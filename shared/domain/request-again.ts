import { isCompleted, statusLabel } from './request-status.ts';
import { t } from '../words/words.ts';

/** The statuses in which no partner is left to supply it, though the request is not over. */
const unfilled: readonly string[] = ['REJECTED', 'LOCATE_FAILED'];

/**
 * Checks whether a request can be repeated as a new one with the same citation: it is over, or no partner is left to supply it.
 * @returns null if it can, otherwise the sentence that explains why not.
 */
export const againRefusal = (status: string): string | null =>
  isCompleted(status) || unfilled.includes(status)
    ? null
    : t('A request with the status “{status}” cannot be requested again: it is not closed yet.', {
        status: statusLabel(status),
      });
