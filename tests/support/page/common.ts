import { expect } from 'vitest';
import type { Part } from './part.ts';
import type { ProgramPage } from './program-page.tsx';

/** Waits until a part contains the words. */
export const shows = (part: Part, words: string | RegExp): Promise<void> =>
  expect.poll(() => part.text()).toMatch(words);

/** Waits until a part has the focus. */
export const focused = (part: Part): Promise<void> => expect.poll(() => part.hasFocus()).toBe(true);

/** Opens a page by the beginning of its name in the menu. */
export const goTo = ({ page }: ProgramPage, name: string): Promise<void> =>
  page.role('link', { name: new RegExp(`^${name}`) }).click();

/** The card with the result of the last step. */
export const lastStepOf = ({ page }: ProgramPage): Part => page.role('region', { name: 'Last step' });
