import { useEffect, useRef } from 'react';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { Opened } from '../requests.types.ts';
import { showIfOpen } from './open-details.ts';

/** The debounce while a key is held: only the last row is shown. */
const settleMs = 120;

/**
 * Lets open details follow the current row.
 * @param moves increments with each keyboard move: nothing else changes the details
 * @param at where the details of each row start
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
