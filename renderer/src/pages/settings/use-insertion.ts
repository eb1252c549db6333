import { useRef } from 'react';
import type { FocusEvent, RefCallback } from 'react';

type Box = HTMLInputElement | HTMLTextAreaElement;

/** Types a text into a box as a person does, so that Ctrl+Z takes it out again. */
const typeInto = (box: Box, text: string): void => {
  box.focus();
  // The one way that keeps the box's own undo.
  if (document.execCommand('insertText', false, text)) return;
  box.setRangeText(text, box.selectionStart ?? 0, box.selectionEnd ?? 0, 'end');
  box.dispatchEvent(new Event('input', { bubbles: true }));
};

/**
 * Puts texts in at the cursor of the box that had it last.
 * @returns for each box `entered`, for the one that is meant before any had the cursor `first`, and what puts a text in
 */
export const useInsertion = (): {
  readonly first: RefCallback<Box>;
  readonly entered: (event: FocusEvent<Box>) => void;
  readonly insert: (text: string) => void;
} => {
  const last = useRef<Box | null>(null);
  return {
    first: (box) => {
      last.current ??= box;
    },
    entered: ({ currentTarget }) => {
      last.current = currentTarget;
    },
    insert: (text) => {
      if (last.current) typeInto(last.current, text);
    },
  };
};
