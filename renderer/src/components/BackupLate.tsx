import { Text } from '@mantine/core';
import IconDatabaseX from '@tabler/icons-react/icons/IconDatabaseX';
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

/** For the head of the window: that there is no good backup of late. It leads to where the reason stands. */
export const BackupLate = ({ backups, href }: { readonly backups: BackupState; readonly href: string }) => {
  const words = useSince(backups);
  if (backups.state === 'good') return null;
  return (
    <a className={classes['short']} href={href} title={backups.words}>
      <IconDatabaseX size={18} aria-hidden />
      <span>{words}</span>
    </a>
  );
};

/** For a page: the same with its reason and what to do. */
export const BackupNotice = ({ backups }: { readonly backups: BackupState }) => {
  const words = useSince(backups);
  if (backups.state === 'good') return null;
  return (
    <div className={classes['notice']} role="status">
      <Text fw={700}>{words}</Text>
      <Text>{backups.words}</Text>
    </div>
  );
};
