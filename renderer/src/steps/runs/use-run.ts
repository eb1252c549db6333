import { useState, useSyncExternalStore } from 'react';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { newOpId } from '../../api/ids.ts';
import type { Run } from '../../machines/run.ts';
import { afterTurn, newRun } from '../../machines/run.ts';

/** The progress of a run. */
export type RunState<Item, Done> = {
  /** Null while nothing runs. */
  readonly run: Run<Item, Done> | null;
  readonly isStopping: boolean;
};

/** Processes several items one after the other, regardless of the current page. */
export type Runs<Item, Done> = {
  readonly subscribe: (changed: () => void) => () => void;
  readonly state: () => RunState<Item, Done>;
  /** Resolves with the results in order: fewer if the run was stopped. */
  readonly start: (items: readonly Item[]) => Promise<readonly Done[]>;
  /** Stops the run after the step in flight. */
  readonly stop: () => void;
};

/** @param turn processes one item, with a new id each time. It must handle its own failures: an exception ends the run */
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

/** Runs that start on a page. They continue after the page is left. */
export const useRuns = <Item, Done>(
  turn: (item: Item, opId: OpId) => Promise<Done>,
): Runs<Item, Done> & RunState<Item, Done> => {
  const [runs] = useState(() => createRuns(turn));
  return { ...runs, ...useRunState(runs) };
};
