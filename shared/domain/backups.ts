import { t } from '../words/words.ts';

/** Why a backup was made, as the list of backups says it. */
export const backupKinds = {
  daily: { label: t('backups.daily') },
  'by-hand': { label: t('backups.byHand') },
  'before-migration': { label: t('backups.beforeAnUpdate') },
  'before-import': { label: t('backups.beforeAnImport') },
  'before-restore': { label: t('backups.beforeARestore') },
  rescued: { label: t('backups.savedWhenTheDatabaseWent') },
} as const;

export type BackupKindName = keyof typeof backupKinds;

/** What a person types before another library takes the place of this one. */
export const restoreWord = 'RESTORE';

/** What a person types before a library is worked with here again that went to another workstation. */
export const takeBackWord = 'TAKE BACK';
