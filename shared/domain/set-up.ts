import { locale } from '../words/language.ts';
import { t } from '../words/words.ts';
import type { Settings } from './settings.ts';

/** The desk that the first start creates, so that the program can be used immediately. */
export const firstDesk = { code: 'DESK', name: 'Circulation Desk' } as const;

/** Whether a desk is the one of the first start, and no one has named it. */
export const isUnnamedFirstDesk = ({
  code,
  name,
  editedAt,
}: {
  readonly code: string;
  readonly name: string;
  readonly editedAt: string | null;
}): boolean => code === firstDesk.code && name === firstDesk.name && editedAt === null;

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

/** Says how many partners cannot get letters by e-mail. */
export const lackAddressWords = (count: number): string =>
  t(
    '{count, plural, one {{shown} partner has no e-mail address: its letters go to Contact by hand.} other {{shown} partners have no e-mail address: their letters go to Contact by hand.}}',
    { count, shown: count.toLocaleString(locale) },
  );
