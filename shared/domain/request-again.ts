import { isCompleted, statusForbids } from './request-status.ts';
import { t } from '../words/words.ts';

/** The statuses in which nobody is left who would supply it, though the request is not over. */
const unfilled: readonly string[] = ['REJECTED', 'LOCATE_FAILED'];

/**
 * Whether a request can be made again, as a new one with the same citation: it is over, or nobody is left to supply it.
 * @returns null when it can, otherwise the sentence that says why not.
 */
export const againRefusal = (status: string): string | null =>
  isCompleted(status) || unfilled.includes(status)
    ? null
    : statusForbids(status, t('requested again because it is not over yet'));
