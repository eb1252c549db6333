import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { keep, restoreKept } from '../../requests/kept.ts';

const isFlag = (kept: unknown): kept is boolean => typeof kept === 'boolean';

/** Below this there is no room for filters beside the list: they lie over it while they are used. */
const narrow = '(max-width: 66em)';
/** Up to this the list and the menu need the whole window: the filters give way to them, until somebody asks for both. */
const noRoomForBoth = '(max-width: 80em)';

/** How a person has set the page up: kept for the next time. */
export const useLayout = (): {
  /** Whether the filters lie over the list when they are open, instead of standing beside it. */
  readonly filtersOver: boolean;
  readonly filtersOpen: boolean;
  readonly toggleFilters: () => void;
} => {
  const filtersOver = useMediaQuery(narrow, undefined, { getInitialValueInEffect: false }) ?? false;
  const tight = useMediaQuery(noRoomForBoth, undefined, { getInitialValueInEffect: false }) ?? false;
  const [chosen, setChosen] = useState(() => restoreKept<boolean | null>('filters', isFlag, null));
  const filtersBeside = chosen ?? !tight;
  const [overOpen, setOverOpen] = useState(false);
  return {
    filtersOver,
    filtersOpen: filtersOver ? overOpen : filtersBeside,
    toggleFilters: () => {
      if (filtersOver) return setOverOpen(!overOpen);
      keep('filters', !filtersBeside);
      setChosen(!filtersBeside);
    },
  };
};
