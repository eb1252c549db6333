type TextField = HTMLInputElement | HTMLTextAreaElement;

const textFields = 'textarea, input[type=text], input:not([type])';

/** A selector for all elements that accept typed characters. */
export const textBoxes = `${textFields}, input:is([type=password], [type=search], [type=email], [type=url], [type=tel])`;

/** The text that the page itself put into a field: it was not typed, so there is nothing to undo. */
const shown = new WeakMap<Element, string>();

/** Records the text that the page itself shows in a field. */
export const noteShown = (field: Element | null, text: string): void => {
  if (field) shown.set(field, text);
};

/** Records that a step was taken: what was typed into the page's search box before it is no longer the last thing to undo. */
export const noteStepTaken = (): void => {
  const box = document.querySelector<HTMLInputElement>('[data-search-box]');
  // Whoever is typing there now types after the step.
  if (box !== null && box !== document.activeElement) noteShown(box, box.value);
};

/** Returns the focused field if it contains typed text: Ctrl+Z then applies to that text. */
export const fieldWithTyping = (): TextField | null => {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return null;
  if (!field.matches(textBoxes) || field.readOnly) return null;
  return field.value === '' || field.value === shown.get(field) ? null : field;
};
