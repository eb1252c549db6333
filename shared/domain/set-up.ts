import type { Settings } from './settings.ts';

/** The pages of the guide through the first hour, in order. */
export const guidePages = [
  'library',
  'operator',
  'printer',
  'scanner',
  'mail',
  'partners',
  'ready',
] as const satisfies readonly Settings['setUp']['step'][];
export type GuidePage = (typeof guidePages)[number];

/**
 * Returns what is shown instead of the program: the welcome page of an empty installation, a page of the guide, or nothing. Removing sample
 * data leads back to the welcome page.
 */
export const firstHourOf = ({
  settings,
  isEmpty,
}: {
  readonly settings: Settings;
  readonly isEmpty: boolean;
}): 'welcome' | GuidePage | null => {
  const { step } = settings.setUp;
  if (step === 'ended') return null;
  if (step === 'welcome') return isEmpty ? 'welcome' : null;
  return step;
};
