import type { Problem } from '../../../shared/ipc/result.ts';

/**
 * The severity of a refusal.
 * - `stop`: something is wrong with the scanned item.
 * - `check`: a question, or a repeated scan whose step is already done.
 * - `fact`: the step would change nothing.
 */
export type Alarm = 'stop' | 'check' | 'fact';

/** Returns the severity of a refusal on a scan page. */
export const alarmOf = ({ code, details }: Problem): Alarm => {
  if (code === 'volume-unclear' || details?.['again'] === true || details?.['sameRequest'] === true)
    return 'check';
  return code === 'date-refused' ? 'fact' : 'stop';
};
