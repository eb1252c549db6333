import type { OpId } from '../../../shared/domain/ids.ts';

/** A series of items, each processed as a step of its own, one after the other. */
export type Run<Item, Done> = {
  /** The items still to do; the first one is in progress, under the id `opId`. */
  readonly remaining: readonly Item[];
  /** The results of the completed items. */
  readonly done: readonly Done[];
  readonly total: number;
  readonly opId: OpId;
};

/** Starts a run with its first item. */
export const newRun = <Item, Done>(items: readonly Item[], opId: OpId): Run<Item, Done> => ({
  remaining: items,
  done: [],
  total: items.length,
  opId,
});

/** Returns the run after its first item, with that item's results. @param opId the id for the next item */
export const afterTurn = <Item, Done>(
  run: Run<Item, Done>,
  done: readonly Done[],
  opId: OpId,
): Run<Item, Done> => ({ ...run, remaining: run.remaining.slice(1), done: [...run.done, ...done], opId });

/** Returns the number of completed items. */
export const turnsTaken = ({ total, remaining }: Run<unknown, unknown>): number => total - remaining.length;
