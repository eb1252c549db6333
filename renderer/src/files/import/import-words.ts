import type { ImportReport } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';

/** Says how an import ended. What is kept of a failed one is in its failure. */
export const outcomeWords = ({
  outcome,
  totals: { added, updated, conflict },
}: Pick<ImportReport, 'outcome' | 'totals'>): string => {
  if (outcome === 'done') return t('Import complete');
  if (outcome === 'failed') return t('Import stopped');
  return added + updated + conflict > 0
    ? t('Import cancelled; rows already imported are kept')
    : t('Import cancelled; nothing was imported');
};
