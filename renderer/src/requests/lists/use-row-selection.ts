import { useState } from 'react';
import type { TableSelection } from '../../components/table/table-input.ts';

/** The selected rows of a fully loaded list, and the functions that change the selection. */
export type RowSelection<R> = TableSelection<R> & {
  readonly rows: readonly R[];
  readonly choose: (ids: readonly number[]) => void;
};

/**
 * The selected rows of a list: only rows that exist and may be selected.
 * @param whyNot why a row cannot be selected, or null
 */
export const useRowSelection = <R extends { readonly id: number }>(
  rows: readonly R[],
  whyNot: (row: R) => string | null,
): RowSelection<R> => {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const choose = (ids: readonly number[]): void => setChosen(new Set(ids));
  const selectable = rows.filter((row) => whyNot(row) === null);
  const selected = selectable.filter(({ id }) => chosen.has(id));
  const ids = selected.map(({ id }) => id);
  return {
    rows: selected,
    count: selected.length,
    choose,
    whyNot,
    has: ({ id }) => ids.includes(id),
    toggle: ({ id }) => choose(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]),
    add: (more) => choose([...ids, ...more.map(({ id }) => id)]),
    toggleAll: () => choose(ids.length > 0 ? [] : selectable.map(({ id }) => id)),
  };
};
