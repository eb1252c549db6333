import { t } from '../words/words.ts';

/** The file extension of a library for another workstation. */
export const libraryEnding = 'borrow-desk';

/** The reasons for backups, with their labels in the list of backups. */
export const backupKinds = {
  daily: { label: t('Daily') },
  'by-hand': { label: t('Manual') },
  'before-migration': { label: t('Before an update') },
  'before-import': { label: t('Before an import') },
  'before-restore': { label: t('Before a restore') },
  rescued: { label: t('Saved when the database disappeared') },
} as const;

const dayMs = 24 * 60 * 60_000;

/**
 * Returns the moment before which backups are removed because they contain patron data that has been erased since and are older than a
 * library keeps them.
 * @param erasedAt when patron data was last erased; null: never.
 * @returns null: none is removed for this reason.
 */
export const backupsExpireBefore = (erasedAt: Date | null, now: Date, days: number): Date | null =>
  erasedAt === null ? null : new Date(Math.min(erasedAt.getTime(), now.getTime() - days * dayMs));

/** Describes what happens to backups that contain data about to be erased, before the operator decides. */
export const backupRetentionNotice = (days: number): string =>
  t(
    'Earlier backups on this workstation contain this data until they are {days, plural, one {# day} other {# days}} old. They are then removed, whatever their kind; copies in the second folder are removed as soon as it is connected. The newest backup is kept. Files saved elsewhere, such as exports and libraries for other workstations, are not changed.',
    { days },
  );

/** The word to type before another library replaces this one. */
export const restoreWord = 'RESTORE';

/** The word to type before a library that was moved to another workstation is taken back into use here. */
export const reclaimWord = 'TAKE BACK';
