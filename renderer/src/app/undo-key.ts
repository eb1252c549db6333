import { useEffect, useRef } from 'react';

type TextField = HTMLInputElement | HTMLTextAreaElement;

const textFields = 'textarea, input[type=text], input:not([type])';

/** What the page itself put into a field: not a person's typing, so there is nothing of theirs to undo. */
const shown = new WeakMap<Element, string>();

/** Notes the text that the page itself shows in a field. */
export const noteShown = (field: Element | null, text: string): void => {
  if (field) shown.set(field, text);
};

/** The focused field, when it holds something that a person typed: Ctrl+Z is then about that text. */
const fieldWithTyping = (): TextField | null => {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return null;
  if (!field.matches(textFields) || field.readOnly) return null;
  return field.value === '' || field.value === shown.get(field) ? null : field;
};

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
