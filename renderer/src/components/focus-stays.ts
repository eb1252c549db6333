import { useEffect, type RefObject } from 'react';

const isOff = (element: HTMLElement): boolean => element.matches(':disabled');

/** The places that may take the focus from an element inside an area, the nearest first, and the page at the end. */
const placesAround = (element: HTMLElement, area: HTMLElement): readonly HTMLElement[] => {
  const around: HTMLElement[] = [];
  for (let at = element.parentElement; at !== null && area.contains(at); at = at.parentElement)
    if (at.hasAttribute('tabindex')) around.push(at);
  const page = document.querySelector('main');
  return page ? [...around, page] : around;
};

/**
 * Keeps the focus near where staff work when the button that had it goes, as Undo and Dismiss do once they are done: it
 * would fall out of the page, and the next key would begin at its top. Whoever clicks or goes elsewhere is left alone.
 */
export const useFocusStays = (area: RefObject<HTMLElement | null>): void => {
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
