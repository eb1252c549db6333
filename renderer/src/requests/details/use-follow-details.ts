import { useEffect, useRef } from 'react';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { Opened } from '../requests.types.ts';
import { showIfOpen } from './open-details.ts';

/** Whoever runs through the list with a held key wants the last row only. */
const settleMs = 120;

/**
 * Open details follow the row that the keys are on.
 * @param moves counts the moves of the keys: nothing else leads them on
 * @param at where the details of each row begin
 */
export const useFollowDetails = (
  requestId: RequestId | null,
  moves: number,
  at: Opened['at'] = 'top',
): void => {
  const before = useRef(moves);
  useEffect(() => {
    if (before.current === moves || requestId === null) return;
    const timer = setTimeout(() => {
      before.current = moves;
      showIfOpen(requestId, at);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [moves, requestId, at]);
};
