import { t } from '../../../../../shared/words/words.ts';

/** What the note of each report is for. */
export const noteHints = {
  'report-lost': t('For the partner. Describe what happened, and where you looked.'),
  'report-damaged': t('For the partner. Describe what happened, and what is damaged.'),
  'report-found': t('For the partner. Include where it was found.'),
  'settle-loss': t('What was paid or agreed. Saved with the request.'),
} as const;
