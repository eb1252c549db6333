import { t } from '../../../shared/words/words.ts';

/** Returns the words of a refusal for staff. @param words those of the other system; empty if it gives no reason */
export const wordsOfRefusal = (words: string): string =>
  words || t('The other system refuses the message and does not say why.');
