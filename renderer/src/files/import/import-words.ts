import { t } from '../../../../shared/words/words.ts';

/** How an import ended. */
export const importOutcomes = {
  done: t('settings.importDone'),
  cancelled: t('settings.importCancelledWhatWasReadBefore'),
  failed: t('settings.importStoppedWhatWasReadBefore'),
} as const;
