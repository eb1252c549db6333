import type { Locator } from '@playwright/test';
import { scan } from './desk-page.ts';
import type { Desk } from './launch.ts';

/** What a hand did: codes scanned, keys pressed, things clicked. */
export type HandCount = { readonly scans: number; readonly keys: number; readonly clicks: number };

/** A hand at the desk. What it does goes into the program as real input, and is counted. */
export type Hand = {
  readonly scan: (code: string) => Promise<void>;
  /** @param key one press, such as `Control+Enter` */
  readonly press: (key: string) => Promise<void>;
  readonly click: (what: Locator) => Promise<void>;
  readonly count: () => HandCount;
};

/** A hand that has done nothing yet. */
export const handAt = (desk: Desk): Hand => {
  let count: HandCount = { scans: 0, keys: 0, clicks: 0 };
  const add = (what: keyof HandCount): void => {
    count = { ...count, [what]: count[what] + 1 };
  };
  return {
    scan: (code) => {
      add('scans');
      return scan(desk, code);
    },
    press: (key) => {
      add('keys');
      return desk.page.keyboard.press(key);
    },
    click: (what) => {
      add('clicks');
      return what.click();
    },
    count: () => count,
  };
};
