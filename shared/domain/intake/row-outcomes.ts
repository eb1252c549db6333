import { t } from '../../words/words.ts';

/** The possible results for a row of a file, in the order in which they are listed. */
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
