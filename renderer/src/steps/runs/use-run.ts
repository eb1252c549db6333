import { useRef, useState } from 'react';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { newOpId } from '../../api/ids.ts';
import type { Run } from '../../machines/run.ts';
import { afterTurn, newRun } from '../../machines/run.ts';

/** The same done with several things, one after the other. */
export type Runner<Item, Done> = {
  /** How far it has come; null while nothing runs. */
  readonly run: Run<Item, Done> | null;
  readonly isStopping: boolean;
  /** What has become of each, in their order: of fewer where it was stopped. A run goes on when its page is left. */
  readonly start: (items: readonly Item[]) => Promise<readonly Done[]>;
  /** Ends it after the one that is on its way. */
  readonly stop: () => void;
};

/** @param turn does it with one, once an id. It answers for its own failure: what it throws ends the run. */
export const useRun = <Item, Done>(turn: (item: Item, opId: OpId) => Promise<Done>): Runner<Item, Done> => {
  const [run, setRun] = useState<Run<Item, Done> | null>(null);
  const [isStopping, setStopping] = useState(false);
  const stopped = useRef(false);

  const goOn = async (now: Run<Item, Done>): Promise<readonly Done[]> => {
    const [item] = now.remaining;
    if (item === undefined || stopped.current) return now.done;
    setRun(now);
    return goOn(afterTurn(now, [await turn(item, now.opId)], newOpId()));
  };

  return {
    run,
    isStopping,
    start: async (items) => {
      stopped.current = false;
      try {
        return await goOn(newRun<Item, Done>(items, newOpId()));
      } finally {
        setRun(null);
        setStopping(false);
      }
    },
    stop: () => {
      stopped.current = true;
      setStopping(true);
    },
  };
};
