import type { Locator } from '@playwright/test';
import { scan } from './desk-page.ts';
import type { Desk } from './launch.ts';

/** Counted actions: codes scanned, keys pressed, clicks. */
export type HandCount = { readonly scans: number; readonly keys: number; readonly clicks: number };

/** A user's hand. Its actions are real input to the program, and are counted. */
export type Hand = {
  readonly scan: (code: string) => Promise<void>;
  /** @param key one key press, such as `Control+Enter` */
  readonly press: (key: string) => Promise<void>;
  readonly click: (what: Locator) => Promise<void>;
  readonly count: () => HandCount;
};

/** Returns a hand with all counts at zero. */
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
