import { useEffect } from 'react';
import { isWindowOpen } from './window-open.ts';

/** As menus write it, and as `aria-keyshortcuts` does. */
export const confirmKeys = { shown: 'Ctrl+Enter', aria: 'Control+Enter' } as const;

/** Ctrl+Enter takes what the page has gathered, wherever the focus is on it. Not in front of a window, and not while it is held down. */
export const useConfirmKey = (confirm: () => void): void =>
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat || isWindowOpen())
        return;
      event.preventDefault();
      confirm();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [confirm]);
