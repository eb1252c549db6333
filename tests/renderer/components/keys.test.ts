import { expect, test } from 'vitest';
import { keysOn } from '../../../renderer/src/components/keys.ts';

test.each([
  ['Ctrl+K', '⌘K'],
  ['Ctrl + Shift + O', '⇧⌘O'],
  ['Shift + F10', '⇧F10'],
  ['Ctrl+,', '⌘,'],
  ['F4', 'F4'],
  ['Enter, Space', 'Enter, Space'],
])('%s is %s on macOS, and unchanged elsewhere', (keys, onMac) => {
  expect(keysOn('mac', keys)).toBe(onMac);
  expect(keysOn('other', keys)).toBe(keys);
});
