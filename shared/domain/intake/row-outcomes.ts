import { t } from '../../words/words.ts';

/** What can become of a row of a file, in the order in which it is told. */
export const rowOutcomes = {
  added: { label: t('New') },
  updated: { label: t('Changed') },
  unchanged: { label: t('Unchanged') },
  conflict: { label: t('Conflict') },
  skipped: { label: t('Skipped') },
  refused: { label: t('Refused') },
} as const;

export type RowOutcomeName = keyof typeof rowOutcomes;
export const rowOutcomeNames = Object.keys(rowOutcomes) as readonly RowOutcomeName[];
