import { useMemo, useState } from 'react';
import { keep, recallKept } from './kept.ts';
import type { Column } from './table/columns.tsx';
import { columns } from './table/columns.tsx';

const isNames = (kept: unknown): kept is readonly string[] =>
  Array.isArray(kept) && kept.length > 0 && kept.every((name) => typeof name === 'string');
const isWidth = (kept: unknown): kept is number => typeof kept === 'number' && kept >= 200 && kept <= 4000;
const isFlag = (kept: unknown): kept is boolean => typeof kept === 'boolean';

/** The width of the details, in pixels. */
export const detailsWidth = { first: 420, min: 300, max: 900 } as const;

/** How a person has set the page up: kept for the next time. */
export const useLayout = (): {
  readonly shown: readonly string[];
  readonly columns: readonly Column[];
  readonly toggleColumn: (id: string) => void;
  readonly width: number;
  readonly resize: (width: number) => void;
  readonly filtersOpen: boolean;
  readonly toggleFilters: () => void;
} => {
  const [shown, setShown] = useState(() =>
    recallKept(
      'columns',
      isNames,
      columns.filter((column) => column.shown).map(({ id }) => id),
    ),
  );
  const [width, setWidth] = useState(() => recallKept<number>('width', isWidth, detailsWidth.first));
  const [filtersOpen, setFiltersOpen] = useState(() =>
    recallKept<boolean>('filters', isFlag, !matchMedia('(max-width: 56em)').matches),
  );
  return {
    shown,
    // The same list as long as nothing changes: rows are drawn again for a new one.
    columns: useMemo(() => pick(shown), [shown]),
    toggleColumn: (id) => {
      const next = columns
        .map((column) => column.id)
        .filter((each) => (each === id ? !shown.includes(id) : shown.includes(each)));
      keep('columns', next);
      setShown(next);
    },
    width,
    resize: (next) => {
      keep('width', next);
      setWidth(next);
    },
    filtersOpen,
    toggleFilters: () => {
      keep('filters', !filtersOpen);
      setFiltersOpen(!filtersOpen);
    },
  };
};

const pick = (shown: readonly string[]): readonly Column[] => columns.filter(({ id }) => shown.includes(id));
