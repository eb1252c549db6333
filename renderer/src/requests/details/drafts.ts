import { type KeyboardEvent, useState } from 'react';

// Unsaved texts, kept when the operator looks at another request in the meantime.
const drafts = new Map<string, string>();

/**
 * The unsaved text of a form.
 * @param draft names it, with its author: no operator may save another one's text under their own name.
 */
export const useDraft = (draft: string): readonly [string, (words: string) => void] => {
  const [text, setText] = useState(drafts.get(draft) ?? '');
  const write = (words: string): void => {
    setText(words);
    if (words === '') drafts.delete(draft);
    else drafts.set(draft, words);
  };
  return [text, write];
};

/** Escape closes; Enter starts a new line, and Ctrl+Enter submits, as in the windows. */
export const textKeys =
  (close: () => void) =>
  (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.currentTarget.requestSubmit();
    }
  };
