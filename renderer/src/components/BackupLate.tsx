import { Text } from '@mantine/core';
import IconDatabaseX from '@tabler/icons-react/icons/IconDatabaseX';
import { formatDate, calendarDateIn } from '../../../shared/domain/dates.ts';
import type { BackupState } from '../../../shared/ipc/views.ts';
import classes from './BackupLate.module.css';
import { useTimeZone } from './today.ts';
import { t } from '../../../shared/words/words.ts';

const useSince = ({ since }: BackupState): string => {
  const timeZone = useTimeZone();
  return since === null
    ? t('page.noGoodBackupYet')
    : t('page.noGoodBackupSince', { calendarDate: formatDate(calendarDateIn(new Date(since), timeZone)) });
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
