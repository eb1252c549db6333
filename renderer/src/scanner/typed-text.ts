type TextField = HTMLInputElement | HTMLTextAreaElement;

export const textFields = 'textarea, input[type=text], input:not([type])';

/** Whatever a letter can be typed into. */
export const textBoxes = `${textFields}, input:is([type=password], [type=search], [type=email], [type=url], [type=tel])`;

/** What the page itself put into a field: not a person's typing, so there is nothing of theirs to undo. */
const shown = new WeakMap<Element, string>();

/** Notes the text that the page itself shows in a field. */
export const noteShown = (field: Element | null, text: string): void => {
  if (field) shown.set(field, text);
};

/** The focused field, when it holds something that a person typed: Ctrl+Z is then about that text. */
export const fieldWithTyping = (): TextField | null => {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return null;
  if (!field.matches(textFields) || field.readOnly) return null;
  return field.value === '' || field.value === shown.get(field) ? null : field;
};
