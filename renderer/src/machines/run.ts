import type { OpId } from '../../../shared/domain/ids.ts';

/** Steps that are taken one after the other, each as a step of its own. */
export type Run<Item, Done> = {
  /** What is still to come; the first one is on its way, under the id `opId`. */
  readonly remaining: readonly Item[];
  /** What has become of those before it. */
  readonly done: readonly Done[];
  readonly total: number;
  readonly opId: OpId;
};

/** A run that begins with its first item. */
export const newRun = <Item, Done>(items: readonly Item[], opId: OpId): Run<Item, Done> => ({
  remaining: items,
  done: [],
  total: items.length,
  opId,
});

/** The run after the turn of its first item, with what became of that one. @param opId of the next one */
export const afterTurn = <Item, Done>(
  run: Run<Item, Done>,
  done: readonly Done[],
  opId: OpId,
): Run<Item, Done> => ({ ...run, remaining: run.remaining.slice(1), done: [...run.done, ...done], opId });

/** How far a run has come. */
export const turnsTaken = ({ total, remaining }: Run<unknown, unknown>): number => total - remaining.length;
