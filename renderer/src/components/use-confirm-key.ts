import { useEffect } from 'react';
import { isWindowOpen } from './window-open.ts';

/** As displayed in menus, and as the value of `aria-keyshortcuts`. */
export const confirmKeys = { shown: 'Ctrl+Enter', aria: 'Control+Enter' } as const;

/** Ctrl+Enter confirms the page, wherever the focus is. Ignored while a dialog is open, and when the key repeats. */
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
