import { expect, test } from 'vitest';
import { ignoreDoubleClicksBehind } from '../../renderer/src/app/double-clicks.ts';

/** Dispatches half of a double click on an element. */
const half = (element: Element, detail: number): void => {
  for (const type of ['mousedown', 'mouseup', 'click'])
    element.dispatchEvent(new MouseEvent(type, { detail, bubbles: true, cancelable: true }));
};

test('the second half of a double click reaches nothing behind a window that the first half closed', () => {
  ignoreDoubleClicksBehind();
  document.body.innerHTML = '<input type="checkbox"><div role="dialog"><button>Confirm</button></div>';
  const behind = document.querySelector('input');
  const window = document.querySelector('[role=dialog]');
  const confirm = document.querySelector('button');
  if (!behind || !window || !confirm) throw new Error('The page is not there.');
  let confirmed = 0;
  confirm.addEventListener('click', () => (confirmed += 1));

  half(confirm, 1);
  half(confirm, 2);
  expect(confirmed).toBe(2);

  half(confirm, 1);
  window.remove();
  half(behind, 2);
  expect([confirmed, behind.checked]).toEqual([3, false]);

  // Separate clicks, and double clicks behind the window, still work.
  half(behind, 1);
  expect(behind.checked).toBe(true);
  half(behind, 2);
  expect(behind.checked).toBe(false);
});
