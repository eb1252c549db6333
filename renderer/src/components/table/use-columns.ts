import { useMemo, useState } from 'react';
import { keptUnder } from '../kept.ts';
import type { TableColumn, TableSpec } from './columns.ts';
import type { ColumnState } from './column-state.ts';
import { firstState, restoredState, shownIds } from './column-state.ts';

const { keep, restoreKept } = keptUnder('table.');

const isAnything = (kept: unknown): kept is unknown => kept !== null;

/** The columns of a table as a person has set them up. */
export type Columns<R> = {
  readonly all: readonly TableColumn<R>[];
  /** Those that are shown, in their order: the same list as long as none comes, goes or moves. */
  readonly shown: readonly TableColumn<R>[];
  readonly state: ColumnState;
  /** Changes and keeps them. */
  readonly change: (next: ColumnState) => void;
  /** As they were before anybody changed them. */
  readonly reset: () => void;
};

/**
 * Keeps how a person has set up the columns of a table, on this workstation.
 * @param leftOut a column for which there is no room now: it comes back by itself, and is not kept as hidden
 */
export const useColumns = <R>(
  { id, columns, frozen }: TableSpec<R>,
  leftOut: string | null = null,
): Columns<R> => {
  const [chosen, setChosen] = useState(() =>
    restoredState(columns, frozen, restoreKept<unknown>(id, isAnything, null)),
  );
  const leaves = leftOut !== null && !chosen.hidden.includes(leftOut);
  const state = leaves ? { ...chosen, hidden: [...chosen.hidden, leftOut] } : chosen;
  const ids = shownIds(state).join();
  const shown = useMemo(
    () => ids.split(',').flatMap((each) => columns.find((column) => column.id === each) ?? []),
    [columns, ids],
  );
  const change = (next: ColumnState): void => {
    const kept = leaves ? { ...next, hidden: next.hidden.filter((each) => each !== leftOut) } : next;
    keep(id, kept);
    setChosen(kept);
  };
  return { all: columns, shown, state, change, reset: () => change(firstState(columns, frozen)) };
};
