import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepEarlyTyping } from '../../renderer/src/scanner/early-typing.ts';

// The document here has no editing commands of its own: what the page inserts is put where a browser would put it.
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

/** A key as the browser gives it: the field with the focus takes it unless somebody keeps it from that. */
const press = (key: string): void => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  const field = document.activeElement;
  if (field?.dispatchEvent(event) && field instanceof HTMLInputElement) field.value += key;
};
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('what is typed before the window is there comes into its first field', async () => {
  keepEarlyTyping();
  for (const key of 'The ') press(key);
  const field = openWindow();
  await settled();
  for (const key of 'Sea') press(key);
  expect(field.value).toBe('The Sea');
  expect(document.querySelector<HTMLInputElement>('#page')?.value).toBe('');
});

test('a key between the focus and the first letters comes after them', async () => {
  keepEarlyTyping();
  for (const key of 'Th') press(key);
  const field = openWindow();
  press('e');
  await settled();
  press(' ');
  expect(field.value).toBe('The ');
});

test('where nothing was typed early the field takes every key at once', async () => {
  keepEarlyTyping();
  const field = openWindow();
  await settled();
  press('a');
  expect(field.value).toBe('a');
});
