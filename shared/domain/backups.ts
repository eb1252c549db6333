import { t } from '../words/words.ts';

/** Why a backup was made, as the list of backups says it. */
export const backupKinds = {
  daily: { label: t('Daily') },
  'by-hand': { label: t('Made by hand') },
  'before-migration': { label: t('Before an update') },
  'before-import': { label: t('Before an import') },
  'before-restore': { label: t('Before a restore') },
  rescued: { label: t('Saved when the database disappeared') },
} as const;

const dayMs = 24 * 60 * 60_000;

/**
 * From before which moment backups go, because they hold patron data that went since and are older than a library keeps that.
 * @param erasedAt when patron data went last; null: never.
 * @returns null: none goes for that.
 */
export const backupsGoBefore = (erasedAt: Date | null, now: Date, days: number): Date | null =>
  erasedAt === null ? null : new Date(Math.min(erasedAt.getTime(), now.getTime() - days * dayMs));

/** What becomes of backups that hold what is to go now, as it is said before somebody decides. */
export const whatBackupsKeep = (days: number): string =>
  t(
    'Earlier backups on this workstation contain this data until they are {days} days old. They are then removed, whatever their kind; copies in the second folder are removed as soon as it is connected. The newest backup is kept. Files saved elsewhere, such as exports and libraries for other workstations, are not changed.',
    { days },
  );

/** What a person types before another library takes the place of this one. */
export const restoreWord = 'RESTORE';

/** What a person types before a library is worked with here again that went to another workstation. */
export const takeBackWord = 'TAKE BACK';
