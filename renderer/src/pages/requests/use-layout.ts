import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { keep, restoreKept } from '../../requests/request-storage.ts';

const isFlag = (kept: unknown): kept is boolean => typeof kept === 'boolean';

/** Below this width the filters do not fit beside the list, so they open as an overlay. */
const narrow = '(max-width: 66em)';
/** Up to this width the list and the menu need the whole window: the filters close, until the user opens both. */
const noRoomForBoth = '(max-width: 80em)';

/** The user's layout of the page, stored for the next visit. */
export const useLayout = (): {
  /** Whether open filters overlay the list, instead of being beside it. */
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
