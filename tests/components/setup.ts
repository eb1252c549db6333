import { configure } from '@testing-library/react';

// On a busy machine a page needs longer than the default of one second: use the timeout of the other tests.
configure({ asyncUtilTimeout: 20_000 });

// Auto-growing fields wait for fonts, which this document does not have.
Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true });

// This document has no layout: whatever it contains is in sight.
globalThis.IntersectionObserver = class extends IntersectionObserver {
  readonly #look: IntersectionObserverCallback;
  constructor(look: IntersectionObserverCallback) {
    super(look);
    this.#look = look;
  }
  override observe(target: Element): void {
    queueMicrotask(() => this.#look([{ target, isIntersecting: true } as IntersectionObserverEntry], this));
  }
};
