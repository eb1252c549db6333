import { t } from '../../words/words.ts';

/** What can become of a row of a file, in the order in which it is told. */
export const rowOutcomes = {
  added: { label: t('intake.new') },
  updated: { label: t('intake.changed') },
  unchanged: { label: t('intake.unchanged') },
  conflict: { label: t('intake.inConflict') },
  refused: { label: t('intake.refused') },
} as const;

export type RowOutcomeName = keyof typeof rowOutcomes;
export const rowOutcomeNames = Object.keys(rowOutcomes) as readonly RowOutcomeName[];
