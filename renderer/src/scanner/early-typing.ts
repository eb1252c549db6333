import { endOfScanKey } from '../../../shared/ipc/end-of-scan.ts';

/** Longer than any window takes to load, shorter than people type without looking. */
const waitsMs = 3_000;

const isText = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key.length === 1 && !ctrlKey && !metaKey && !altKey;

/** Whether the element is a field of a window: text typed early is meant for such a field. */
const isWindowField = (element: Element | null): element is HTMLElement =>
  (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) &&
  element.closest('[role=dialog]') !== null;

/** Inserts text into a field as if typed, so that its change handlers run. */
const typeInto = (field: HTMLElement, text: string): void => {
  if (document.activeElement === field) document.execCommand('insertText', false, text);
};

/**
 * Buffers text that is typed while a window is still loading, and inserts it into the window's first field once that has the focus. Until
 * then the focused element belongs to the page behind. Scans in the meantime are not affected.
 */
export const bufferEarlyTyping = (): void => {
  let typed = '';
  let settling = false;
  const before = document.activeElement;
  const end = (): void => {
    clearTimeout(latest);
    removeEventListener('keydown', pressed, true);
    removeEventListener('focusin', came, true);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === endOfScanKey || event.key === 'Escape') return end();
    const { activeElement } = document;
    if (!settling && activeElement !== before && isWindowField(activeElement)) return end();
    if (event.key === 'Backspace') typed = typed.slice(0, -1);
    else if (isText(event)) typed += event.key;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const came = ({ target }: FocusEvent): void => {
    if (settling || !(target instanceof Element) || !isWindowField(target)) return;
    settling = true;
    // Wait until the field has settled: on focus it may select its content. Characters typed until then are appended.
    setTimeout(() => {
      end();
      if (typed !== '') typeInto(target, typed);
    });
  };
  const latest = setTimeout(end, waitsMs);
  addEventListener('keydown', pressed, true);
  addEventListener('focusin', came, true);
};

/** Preloads, when idle, the windows that keys open: the first letters typed there must not wait. */
export const loadWhenIdle = (loads: readonly (() => Promise<unknown>)[]): void => {
  for (const load of loads) requestIdleCallback(() => void load(), { timeout: 10_000 });
};
