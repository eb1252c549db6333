import { Text } from '@mantine/core';
import { formatDate, calendarDateIn } from '../../../shared/domain/dates.ts';
import type { BackupState } from '../../../shared/ipc/views.ts';
import classes from './BackupLate.module.css';
import { useTimeZone } from './today.ts';
import { t } from '../../../shared/words/words.ts';

const useSince = ({ state, since }: BackupState): string => {
  const timeZone = useTimeZone();
  const isSecond = state === 'second-late';
  if (since === null) return isSecond ? t('No backup in the second folder yet') : t('No good backup yet');
  const calendarDate = formatDate(calendarDateIn(new Date(since), timeZone));
  return isSecond
    ? t('No backup in the second folder since {calendarDate}', { calendarDate })
    : t('No good backup since {calendarDate}', { calendarDate });
};

/** A short warning that no recent good backup exists; null if backups are good. */
export const useBackupLate = (backups: BackupState): string | null => {
  const words = useSince(backups);
  return backups.state === 'good' ? null : words;
};

/** The same warning on a page, with the reason and what to do. */
export const BackupNotice = ({ backups }: { readonly backups: BackupState }) => {
  const words = useBackupLate(backups);
  if (words === null) return null;
  return (
    <div className={classes['notice']} role="status">
      <Text fw={700}>{words}</Text>
      <Text>{backups.words}</Text>
    </div>
  );
};
