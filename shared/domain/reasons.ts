import type { Translate } from '../words/words.ts';

/** Whether a reason, by its code, says that the patron asked to cancel: the request then ends as cancelled by the patron. */
export const isPatronsWish = (code: string): boolean => code === 'CancelledAtPatronRequest';

/** The reasons for cancelling in a new database (schema.sql), by their English words. */
const reasonsAtStart = (t: Translate): Readonly<Record<string, string>> => ({
  'Cancelled at the patron’s request': t('Cancelled at the patron’s request'),
  'Cannot be fulfilled': t('Cannot be fulfilled'),
  'The material cannot be located': t('The material cannot be located'),
  'No partner can supply it': t('No partner can supply it'),
  'We have it ourselves': t('We have it ourselves'),
  'We are trying to buy it': t('We are trying to buy it'),
  'The patron no longer needs it': t('The patron no longer needs it'),
  'It cannot arrive in time': t('It cannot arrive in time'),
  'The partner’s conditions cannot be met': t('The partner’s conditions cannot be met'),
  'The cost is too high': t('The cost is too high'),
  'It was requested twice': t('It was requested twice'),
  'The citation is wrong or incomplete': t('The citation is wrong or incomplete'),
  'The patron cannot borrow at the moment': t('The patron cannot borrow at the moment'),
  'Another reason (see the note)': t('Another reason (see the note)'),
});

/** Returns a reason in the language of a letter; reasons worded by staff are returned unchanged. */
export const reasonWords = (label: string, t: Translate): string => {
  const words = reasonsAtStart(t);
  return Object.hasOwn(words, label) ? (words[label] ?? label) : label;
};
