import type { Problem } from '../../../shared/ipc/result.ts';

/**
 * How loud a refusal is.
 * - `stop`: something is wrong with what is in the hand.
 * - `check`: a question, or the same scan once more: what that asks for is done already.
 * - `fact`: what was asked for would change nothing.
 */
export type Alarm = 'stop' | 'check' | 'fact';

/** How loud a refusal of a scan page is said. */
export const alarmOf = ({ code, details }: Problem): Alarm => {
  if (code === 'volume-unclear' || details?.['again'] === true || details?.['sameRequest'] === true)
    return 'check';
  return code === 'date-refused' ? 'fact' : 'stop';
};
