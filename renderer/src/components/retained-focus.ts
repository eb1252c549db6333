import { useEffect, type RefObject } from 'react';

const isOff = (element: HTMLElement): boolean => element.matches(':disabled');

/** Returns the focusable ancestors of an element inside an area, the nearest first, and finally the page. */
const placesAround = (element: HTMLElement, area: HTMLElement): readonly HTMLElement[] => {
  const around: HTMLElement[] = [];
  for (let at = element.parentElement; at !== null && area.contains(at); at = at.parentElement)
    if (at.hasAttribute('tabindex')) around.push(at);
  const page = document.querySelector('main');
  return page ? [...around, page] : around;
};

/**
 * Keeps the focus nearby when the focused button disappears, as Undo and Dismiss do once they are done: otherwise the focus would be lost,
 * and the next key would start at the top of the page. Clicks and navigation are not affected.
 */
export const useRetainedFocus = (area: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const root = area.current;
    if (!root) return undefined;
    let last: HTMLElement | null = null;
    let places: readonly HTMLElement[] = [];
    const came = ({ target }: FocusEvent): void => {
      last = target instanceof HTMLElement && root.contains(target) ? target : null;
      places = last ? placesAround(last, root) : [];
    };
    const leave = (): void => {
      last = null;
    };
    const changed = (): void => {
      if (last === null || document.activeElement !== document.body || (last.isConnected && isOff(last)))
        return;
      const candidates = [last, ...places].filter(({ isConnected }) => isConnected);
      for (const candidate of candidates) {
        candidate.focus({ preventScroll: true });
        if (document.activeElement === candidate) return;
      }
    };
    const observer = new MutationObserver(changed);
    observer.observe(root, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    document.addEventListener('focusin', came);
    document.addEventListener('pointerdown', leave, true);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', came);
      document.removeEventListener('pointerdown', leave, true);
    };
  }, [area]);
};
