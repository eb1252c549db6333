import { t } from '../../../../shared/words/words.ts';

/** The outcome of an import. */
export const importOutcomes = {
  done: t('Import complete'),
  cancelled: t('Import cancelled; rows already imported are kept'),
  failed: t('Import stopped; rows already imported are kept'),
} as const;
