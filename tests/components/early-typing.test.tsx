import { afterEach, beforeEach, expect, test } from 'vitest';
import { bufferEarlyTyping } from '../../renderer/src/scanner/early-typing.ts';

// This document has no editing commands: inserted text is placed where a browser would place it.
beforeEach(() => {
  document.body.innerHTML = '<input id="page"><div role="dialog"></div>';
  document.querySelector<HTMLInputElement>('#page')?.focus();
  document.execCommand = (command: string, _: boolean, text = '') => {
    const field = document.activeElement;
    if (command === 'insertText' && field instanceof HTMLInputElement) field.value += text;
    return true;
  };
});
afterEach(() => {
  document.body.innerHTML = '';
});

const openWindow = (): HTMLInputElement => {
  const field = document.createElement('input');
  document.querySelector('[role=dialog]')?.append(field);
  field.focus();
  return field;
};

/** Presses a key as a browser would: the focused field receives it unless the default is prevented. */
const press = (key: string): void => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  const field = document.activeElement;
  if (field?.dispatchEvent(event) && field instanceof HTMLInputElement) field.value += key;
};
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('text typed before the window has loaded is inserted into its first field', async () => {
  bufferEarlyTyping();
  for (const key of 'The ') press(key);
  const field = openWindow();
  await settled();
  for (const key of 'Sea') press(key);
  expect(field.value).toBe('The Sea');
  expect(document.querySelector<HTMLInputElement>('#page')?.value).toBe('');
});

test('a key between the focus and the first letters comes after them', async () => {
  bufferEarlyTyping();
  for (const key of 'Th') press(key);
  const field = openWindow();
  press('e');
  await settled();
  press(' ');
  expect(field.value).toBe('The ');
});

test('if nothing was typed early the field receives every key immediately', async () => {
  bufferEarlyTyping();
  const field = openWindow();
  await settled();
  press('a');
  expect(field.value).toBe('a');
});
