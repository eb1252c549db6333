import type { ReturnLook } from '../../../../shared/ipc/calls/returning.ts';
import { t } from '../../../../shared/words/words.ts';

/** Which volume of how many; null for what is no set. One more than were expected is of no number. */
export const volumeWords = ({ volume, volumesExpected }: ReturnLook): string | null => {
  if (volume === 1 && (volumesExpected ?? 1) === 1) return null;
  const isOneOf = volumesExpected !== null && volume <= volumesExpected;
  return `${volume}${isOneOf ? t(' of {volumesExpected}', { volumesExpected }) : ''}`;
};
