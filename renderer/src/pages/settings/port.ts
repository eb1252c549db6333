import { t } from '../../../../shared/words/words.ts';

/** Returns what is wrong with a typed port; null if nothing is. */
export const portFault = (text: string): string | null =>
  /^\d{1,5}$/u.test(text) && Number(text) >= 1 && Number(text) <= 65_535
    ? null
    : t('The port must be a number from 1 to 65535.');
