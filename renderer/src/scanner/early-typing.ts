import { endOfScanKey } from '../../../shared/ipc/end-of-scan.ts';

/** Longer than the code of any window takes to load, shorter than a person types on without looking. */
const waitsMs = 3_000;

const isText = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key.length === 1 && !ctrlKey && !metaKey && !altKey;

/** A field of a window in front of the page: all that is typed early is meant for one. */
const isWindowField = (element: Element | null): element is HTMLElement =>
  (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) &&
  element.closest('[role=dialog]') !== null;

/** Into the field as if it were typed there: the field's own page hears it. */
const typeInto = (field: HTMLElement, text: string): void => {
  if (document.activeElement === field) document.execCommand('insertText', false, text);
};

/**
 * Keeps what is typed while a window is still on its way, its code included, and types it into the first field of a window that
 * takes the focus. Where the focus is until then belongs to what lies behind. A scan that comes meanwhile is none of it: it goes
 * its own way.
 */
export const keepEarlyTyping = (): void => {
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
    // Once the field's own focus has settled: it may select what stands in it. What is typed until then comes after the rest.
    setTimeout(() => {
      end();
      if (typed !== '') typeInto(target, typed);
    });
  };
  const latest = setTimeout(end, waitsMs);
  addEventListener('keydown', pressed, true);
  addEventListener('focusin', came, true);
};

/** Loads, while nothing else is to be done, what staff open by a key: its first letters are not to wait for it. */
export const loadWhenIdle = (loads: readonly (() => Promise<unknown>)[]): void => {
  for (const load of loads) requestIdleCallback(() => void load(), { timeout: 10_000 });
};
