import { endOfScanKey } from '../../../shared/ipc/end-of-scan.ts';

/** Longer than the code of any window takes to load, shorter than a person types on without looking. */
const waitsMs = 3_000;

const isText = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key.length === 1 && !ctrlKey && !metaKey && !altKey;

const isField = (element: Element | null): boolean =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

/** Into the field as if it were typed there: the field's own page hears it. */
const typeInto = (field: HTMLElement, text: string): void => {
  if (document.activeElement === field) document.execCommand('insertText', false, text);
};

/**
 * Keeps what is typed while the code of a window or page is still on its way, and types it into the first field that takes the
 * focus there. A scan that comes meanwhile is none of it: it goes its own way.
 */
export const keepEarlyTyping = (): void => {
  let typed = '';
  // Where the focus still is belongs to what lies behind: it is not what staff mean to type into.
  const behind = document.activeElement;
  const end = (): void => {
    clearTimeout(latest);
    removeEventListener('keydown', pressed, true);
    removeEventListener('focusin', came, true);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === endOfScanKey || event.key === 'Escape') return end();
    if (document.activeElement !== behind && isField(document.activeElement)) return end();
    if (event.key === 'Backspace') typed = typed.slice(0, -1);
    else if (isText(event)) typed += event.key;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const came = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || !isField(target)) return;
    end();
    // Once the field's own focus has settled: it may select what stands in it.
    if (typed !== '') setTimeout(() => typeInto(target, typed));
  };
  const latest = setTimeout(end, waitsMs);
  addEventListener('keydown', pressed, true);
  addEventListener('focusin', came, true);
};

/** Loads, while nothing else is to be done, what staff open by a key: its first letters are not to wait for it. */
export const loadWhenIdle = (loads: readonly (() => Promise<unknown>)[]): void => {
  for (const load of loads) requestIdleCallback(() => void load(), { timeout: 10_000 });
};
