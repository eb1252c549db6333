import type { ReturnLook } from '../../../../shared/ipc/calls/returning.ts';
import { t } from '../../../../shared/words/words.ts';

/** Returns which volume of how many; null if it is not part of a set. A volume beyond the expected number has no total. */
export const volumeWords = ({ volume, volumesExpected, inSet }: ReturnLook): string | null => {
  if (!inSet) return null;
  const isOneOf = volumesExpected !== null && volume <= volumesExpected;
  return `${volume}${isOneOf ? t(' of {volumesExpected}', { volumesExpected }) : ''}`;
};
