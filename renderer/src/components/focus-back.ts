import { useEffect, useState } from 'react';

/** What can take the focus near an element: itself, what is around it while it is disabled, or the page if it is gone. */
const nearestTo = (element: Element | null): Element | null => {
  if (element === null || element === document.body || !element.isConnected)
    return document.querySelector('main');
  return element.matches(':disabled')
    ? (element.parentElement?.closest('[tabindex]') ?? document.querySelector('main'))
    : element;
};

/** On unmount, returns the focus to the element that had it before, or to what is nearest to it. */
export const useFocusBack = (isWanted = true): void => {
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    if (!isWanted) return undefined;
    return () => {
      // Deferred until the window has released the focus.
      setTimeout(() => {
        const to = nearestTo(before);
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
