// The simulated document does not know `:enabled`, nor that a disabled fieldset disables its contents.

type Look<T> = (this: Element, selectors: string) => T;

const own = <T>(name: 'matches' | 'querySelector'): Look<T> =>
  Object.getOwnPropertyDescriptor(Element.prototype, name)?.value as Look<T>;

const matches = own<boolean>('matches');
const querySelector = own<Element | null>('querySelector');

const isDisabled = (element: Element): boolean =>
  element.hasAttribute('disabled') || element.closest('fieldset[disabled]') !== null;

Object.assign(Element.prototype, {
  matches(this: Element, selectors: string): boolean {
    if (selectors === ':disabled') return isDisabled(this);
    if (selectors === ':enabled') return 'disabled' in this && !isDisabled(this);
    return matches.call(this, selectors);
  },
  querySelector(this: Element, selectors: string): Element | null {
    return querySelector.call(this, selectors.replaceAll(':enabled', ':not([disabled])'));
  },
});
