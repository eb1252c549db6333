import type { KeyboardEvent } from 'react';

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const isField = (element: Element): element is Field =>
  element.matches('input, select, textarea') && (element as Field).type !== 'hidden';

/** Focuses the field after another one; after the last one, the Save button. */
export const toNextField = (field: Field): void => {
  const { form } = field;
  const fields = [...(form?.elements ?? [])].filter((one) => isField(one) && !one.disabled) as Field[];
  const next = fields[fields.indexOf(field) + 1];
  (next ?? form?.querySelector<HTMLElement>('[type="submit"]'))?.focus();
};

/** Enter moves to the next field, Ctrl+Enter saves. In a multi-line text Enter starts a new line, and on a button it presses it. */
export const formKeys = (event: KeyboardEvent<HTMLFormElement>): void => {
  if (event.key !== 'Enter' || event.defaultPrevented || event.nativeEvent.isComposing) return;
  if (event.ctrlKey || event.metaKey) event.currentTarget.requestSubmit();
  else if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement)
    toNextField(event.target);
  else return;
  event.preventDefault();
};
