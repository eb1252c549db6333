import { isStepKind, stepName } from '../../../../../shared/domain/steps/all-steps.ts';
import { t } from '../../../../../shared/words/words.ts';

/** What the log says of a command, for somebody who looks at what would be lost. */
export const stepInWords = (kind: string): string => {
  if (isStepKind(kind)) return stepName(kind);
  if (kind.startsWith('import')) return t('backups.fileImported');
  if (/^(?:re)?print-/.test(kind)) return t('backups.slipPrinted');
  return t('backups.recordOrSettingChanged');
};
