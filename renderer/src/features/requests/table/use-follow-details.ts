import { useEffect, useRef } from 'react';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { requestsStore } from '../../../shell/requests/use-requests.ts';

/** Whoever runs through the list with a held key wants the last row only. */
const settleMs = 120;

/** Open details follow the row that the keys are on. @param moves counts the moves of the keys: nothing else leads them on. */
export const useFollowDetails = (requestId: RequestId | null, moves: number): void => {
  const before = useRef(moves);
  useEffect(() => {
    if (before.current === moves || requestId === null) return;
    const timer = setTimeout(() => {
      before.current = moves;
      const actor = requestsStore();
      const { opened } = actor.getSnapshot().context;
      if (opened !== null && opened.requestId !== requestId)
        actor.send({ type: 'details.opened', requestId, at: 'top', takesFocus: false });
    }, settleMs);
    return () => clearTimeout(timer);
  }, [moves, requestId]);
};
