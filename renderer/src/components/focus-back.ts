import { useEffect, useState } from 'react';

/** On unmount, returns the focus to the element that had it before, or to the page if that element is gone. */
export const useFocusBack = (isWanted = true): void => {
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    if (!isWanted) return undefined;
    return () => {
      // Deferred until the window has released the focus.
      setTimeout(() => {
        const to = before?.isConnected ? before : document.querySelector('main');
        if (to instanceof HTMLElement) to.focus();
      });
    };
  }, [before, isWanted]);
};

/** As above, unless another element has taken the focus in the meantime. `otherwise` returns the target if the previous element is gone. */
export const useFocusBackIfFree = (otherwise: () => HTMLElement | null): void => {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const to = before?.isConnected && before !== document.body ? before : otherwise();
        if (to instanceof HTMLElement) to.focus();
      });
    },
    [before, otherwise],
  );
};
