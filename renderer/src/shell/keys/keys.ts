import { useEffect, useRef } from 'react';
import { isWindowOpen } from '../../components/window-open.ts';
import { fieldWithTyping, textBoxes, textFields } from '../../scanner/typed-text.ts';
import { focusScanBox } from '../../scanner/focus-scan-box.ts';

/** Undoes typing in the focused field, or does it again, if there is any. Says whether there was. */
export const inTyping = (does: 'undo' | 'redo'): boolean => {
  if (!fieldWithTyping()) return false;
  document.execCommand(does);
  return true;
};

/** Which of the two a key asks for, if any. */
const asked = (event: KeyboardEvent): 'undo' | 'redo' | null => {
  if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.altKey) return null;
  return event.shiftKey ? 'redo' : 'undo';
};

/**
 * Ctrl+Z and Ctrl+Shift+Z in a text field. The field takes the keys for itself as soon as anything was ever typed into it, a scan
 * included, and the window's menu never hears of them: so the page passes them on where no typing is left to undo.
 * Everywhere else the menu has the keys; a key that is held down it does not hear again, so that nobody takes back a day.
 */
export const useUndoKeys = (steps: Readonly<Record<'undo' | 'redo', () => void>>): void => {
  const latest = useRef(steps);
  useEffect(() => {
    latest.current = steps;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const which = asked(event);
      if (which === null || fieldWithTyping()) return;
      const inField = document.activeElement?.matches(textFields) ?? false;
      // Keeps the menu from hearing it.
      if (inField || event.repeat) event.preventDefault();
      if (inField && !event.repeat) latest.current[which]();
    };
    addEventListener('keydown', pressed, true);
    return () => removeEventListener('keydown', pressed, true);
  }, []);
};

/** Puts the focus into the search box of the page, its text selected. Says whether there is one. */
export const focusSearch = (): boolean => {
  const box = document.querySelector<HTMLInputElement>('[data-search-box]');
  box?.focus();
  box?.select();
  return box !== null;
};

const nextPane = (backwards: boolean): void => {
  // A page that is made of panes is not one itself.
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.checkVisibility() && !pane.querySelector('[data-pane]'),
  );
  const now = panes.findIndex((pane) => pane.contains(document.activeElement));
  const step = backwards ? -1 : 1;
  const next = panes[(now + step + panes.length) % panes.length];
  if (!next) return;
  const isMain = next.tagName === 'MAIN';
  if (!(isMain && focusScanBox())) (next.querySelector<HTMLElement>('[data-pane-entry]') ?? next).focus();
};

/** F6 and Shift+F6: from pane to pane. The other keys belong to the window's menu. */
export const usePanes = (): void => {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'F6') return;
      event.preventDefault();
      nextPane(event.shiftKey);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
};

/** `?` outside of text boxes. */
export const useQuestionMark = (asked: () => void): void => {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === '?' && !isWindowOpen() && document.activeElement?.matches(textBoxes) !== true)
        asked();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [asked]);
};
