import { t, type Translate } from '../words/words.ts';

/** Whether a reason, by its code, says that the patron asked to cancel: the request then ends as cancelled by the patron. */
export const isPatronsWish = (code: string): boolean => code === 'CancelledAtPatronRequest';

/** Whether a reason, by its code, is usually given because the patron asked: staff can say otherwise. */
export const isOftenPatronsWish = (code: string): boolean =>
  isPatronsWish(code) || code === 'NO_LONGER_NEEDED';

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

/** The same in a letter to the patron, where they are about the patron. */
const saidToPatron = (t: Translate): Readonly<Record<string, string>> => ({
  'Cancelled at the patron’s request': t('You asked us to cancel it'),
  'The patron no longer needs it': t('You no longer need it'),
  'The patron cannot borrow at the moment': t('You cannot borrow at the moment'),
});

/** Returns the English words of a reason that is worded as in a new database; one worded by staff is returned unchanged. */
export const englishReason = (label: string): string =>
  Object.entries(reasonsAtStart(t)).find(([, words]) => words === label)?.[0] ?? label;

/** Returns a reason, as `englishReason` gives it, for a letter to the patron in its language. */
export const reasonToPatron = (reason: string, t: Translate): string => {
  const words = { ...reasonsAtStart(t), ...saidToPatron(t) };
  return Object.hasOwn(words, reason) ? (words[reason] ?? reason) : reason;
};
