import { useEffect, useRef } from 'react';
import { fieldWithTyping, textFields } from '../../scanner/typed-text.ts';

/** Undoes typing in the focused field, if there is any. Says whether there was. */
export const undoTyping = (): boolean => {
  if (!fieldWithTyping()) return false;
  document.execCommand('undo');
  return true;
};

const isUndo = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;

/**
 * Ctrl+Z in a text field. The field takes the key for itself as soon as anything was ever typed into it, a scan
 * included, and the window's menu never hears of it: so the page passes it on where no typing is left to undo.
 * Everywhere else the menu has the key.
 */
export const useUndoKey = (undoLastStep: () => void): void => {
  const latest = useRef(undoLastStep);
  useEffect(() => {
    latest.current = undoLastStep;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (!isUndo(event) || !document.activeElement?.matches(textFields) || fieldWithTyping()) return;
      // Also keeps the menu from hearing it: once is enough.
      event.preventDefault();
      if (!event.repeat) latest.current();
    };
    addEventListener('keydown', pressed, true);
    return () => removeEventListener('keydown', pressed, true);
  }, []);
};
