import { useState, useSyncExternalStore } from 'react';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { newOpId } from '../../api/ids.ts';
import type { Run } from '../../machines/run.ts';
import { afterTurn, newRun } from '../../machines/run.ts';

/** How far a run has come. */
export type RunState<Item, Done> = {
  /** Null while nothing runs. */
  readonly run: Run<Item, Done> | null;
  readonly isStopping: boolean;
};

/** The same done with several things, one after the other, whatever page is shown. */
export type Runs<Item, Done> = {
  readonly subscribe: (changed: () => void) => () => void;
  readonly state: () => RunState<Item, Done>;
  /** What has become of each, in their order: of fewer where it was stopped. */
  readonly start: (items: readonly Item[]) => Promise<readonly Done[]>;
  /** Ends it after the one that is on its way. */
  readonly stop: () => void;
};

/** @param turn does it with one, once an id. It answers for its own failure: what it throws ends the run. */
export const createRuns = <Item, Done>(turn: (item: Item, opId: OpId) => Promise<Done>): Runs<Item, Done> => {
  let state: RunState<Item, Done> = { run: null, isStopping: false };
  const listeners = new Set<() => void>();
  const show = (next: RunState<Item, Done>): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const goOn = async (run: Run<Item, Done>): Promise<readonly Done[]> => {
    const [item] = run.remaining;
    if (item === undefined || state.isStopping) return run.done;
    show({ run, isStopping: false });
    return goOn(afterTurn(run, [await turn(item, run.opId)], newOpId()));
  };
  return {
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    state: () => state,
    start: async (items) => {
      try {
        return await goOn(newRun<Item, Done>(items, newOpId()));
      } finally {
        show({ run: null, isStopping: false });
      }
    },
    stop: () => show({ ...state, isStopping: state.run !== null }),
  };
};

export const useRunState = <Item, Done>(runs: Runs<Item, Done>): RunState<Item, Done> =>
  useSyncExternalStore(runs.subscribe, runs.state);

/** Runs that begin on one page. They go on when it is left. */
export const useRuns = <Item, Done>(
  turn: (item: Item, opId: OpId) => Promise<Done>,
): Runs<Item, Done> & RunState<Item, Done> => {
  const [runs] = useState(() => createRuns(turn));
  return { ...runs, ...useRunState(runs) };
};
