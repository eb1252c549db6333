import { useEffect, useRef } from 'react';
import { isWindowOpen } from '../../components/window-open.ts';
import { fieldWithTyping, textBoxes } from '../../scanner/typed-text.ts';
import { focusScanBox } from '../../scanner/focus-scan-box.ts';

/** Undoes or redoes typing in the focused field, if there is any. Returns whether there was. */
export const inTyping = (does: 'undo' | 'redo'): boolean => {
  if (!fieldWithTyping()) return false;
  document.execCommand(does);
  return true;
};

/** Returns whether a key asks for undo or redo, if any. */
const asked = (event: KeyboardEvent): 'undo' | 'redo' | null => {
  if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.altKey) return null;
  return event.shiftKey ? 'redo' : 'undo';
};

/**
 * Ctrl+Z and Ctrl+Shift+Z. Once anything was typed into any field, a scan included, the browser consumes these keys, wherever the focus is,
 * and changes that field; the window's menu never receives them. So the page handles them unless there is typing to undo in the focused
 * field. Repeats of a held key are suppressed, so that no one undoes a whole day.
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
      // Keeps the key from the browser and the menu.
      event.preventDefault();
      if (!event.repeat) latest.current[which]();
    };
    addEventListener('keydown', pressed, true);
    return () => removeEventListener('keydown', pressed, true);
  }, []);
};

/** Focuses the search box of the page and selects its text. Returns whether there is one. */
export const focusSearch = (): boolean => {
  const box = document.querySelector<HTMLInputElement>('[data-search-box]');
  box?.focus();
  box?.select();
  return box !== null;
};

const nextPane = (backwards: boolean): void => {
  // A page that consists of panes is not a pane itself.
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

/** F6 and Shift+F6 move between panes. The other keys belong to the window's menu. */
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

/** `?` outside text boxes. */
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
