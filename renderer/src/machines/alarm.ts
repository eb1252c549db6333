import { readCode } from '../../../shared/domain/codes.ts';
import type { Problem } from '../../../shared/ipc/result.ts';

/**
 * The severity of a refusal.
 * - `stop`: something is wrong with the scanned item.
 * - `check`: a question, or a repeated scan whose step is already done.
 * - `fact`: the step would change nothing.
 */
export type Alarm = 'stop' | 'check' | 'fact';

/**
 * Whether a refused code is that of the step just taken: the scanner sent it twice, and nothing is wrong. The main process says so itself
 * (`again`) where the box still expects such a code.
 * @param stored the barcode of that step; undefined: there is none
 */
export const isScannedTwice = (code: string, stored: string | undefined): boolean => {
  const read = readCode(code);
  return read.ok && read.code.toUpperCase() === stored?.toUpperCase();
};

/** Returns the severity of a refusal on a scan page. */
export const alarmOf = ({ code, details }: Problem): Alarm => {
  if (code === 'volume-unclear' || details?.['again'] === true || details?.['sameRequest'] === true)
    return 'check';
  return code === 'date-refused' ? 'fact' : 'stop';
};
