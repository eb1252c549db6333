import type { Settings } from './settings.ts';

/** The pages of the guide through the first hour, in their order. */
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
 * What is shown instead of the program: the welcome of an installation in which nothing is, a page of the guide, or nothing. Sample data
 * that is removed again leaves the welcome.
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
