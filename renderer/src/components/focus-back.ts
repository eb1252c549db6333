import { useEffect, useState } from 'react';

/** Gives the focus back to what had it before this was shown, or to the page where that is gone. */
export const useFocusBack = (isWanted = true): void => {
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    if (!isWanted) return undefined;
    return () => {
      // Later, when the window has let go of the focus.
      setTimeout(() => {
        const to = before?.isConnected ? before : document.querySelector('main');
        if (to instanceof HTMLElement) to.focus();
      });
    };
  }, [before, isWanted]);
};

/** As above, but what took the focus in the meantime keeps it. `otherwise` says where it goes when what had it is gone. */
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
