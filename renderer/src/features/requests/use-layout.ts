import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { keep, restoreKept } from '../../shell/requests/kept.ts';
import type { Column } from './table/columns.tsx';
import { columns } from './table/columns.tsx';

const isNames = (kept: unknown): kept is readonly string[] =>
  Array.isArray(kept) && kept.length > 0 && kept.every((name) => typeof name === 'string');
const isWidth = (kept: unknown): kept is number => typeof kept === 'number' && kept >= 200 && kept <= 4000;
const isFlag = (kept: unknown): kept is boolean => typeof kept === 'boolean';

/** The width of the details, in pixels. */
export const detailsWidth = { first: 420, min: 300, max: 900 } as const;

/** Below this there is no room for filters beside the list: they lie over it while they are used. */
const narrow = '(max-width: 66em)';

/** How a person has set the page up: kept for the next time. */
export const useLayout = (): {
  readonly shown: readonly string[];
  readonly columns: readonly Column[];
  readonly toggleColumn: (id: string) => void;
  readonly width: number;
  readonly resize: (width: number) => void;
  /** Whether the filters lie over the list when they are open, instead of standing beside it. */
  readonly filtersOver: boolean;
  readonly filtersOpen: boolean;
  readonly toggleFilters: () => void;
} => {
  const [shown, setShown] = useState(() =>
    restoreKept(
      'columns',
      isNames,
      columns.filter((column) => column.shown).map(({ id }) => id),
    ),
  );
  const [width, setWidth] = useState(() => restoreKept<number>('width', isWidth, detailsWidth.first));
  const filtersOver = useMediaQuery(narrow, undefined, { getInitialValueInEffect: false }) ?? false;
  const [filtersBeside, setFiltersBeside] = useState(() => restoreKept<boolean>('filters', isFlag, true));
  const [overOpen, setOverOpen] = useState(false);
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
    filtersOver,
    filtersOpen: filtersOver ? overOpen : filtersBeside,
    toggleFilters: () => {
      if (filtersOver) return setOverOpen(!overOpen);
      keep('filters', !filtersBeside);
      setFiltersBeside(!filtersBeside);
    },
  };
};

const pick = (shown: readonly string[]): readonly Column[] => columns.filter(({ id }) => shown.includes(id));
