import { Badge, Button, Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconCheck from '@tabler/icons-react/icons/IconCheck';
import { backupKinds } from '../../../../../shared/domain/backups.ts';
import type { BackupView } from '../../../../../shared/ipc/backup-views.ts';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import { formatInstant } from '../../../../../shared/domain/dates.ts';
import { Moment } from '../../../components/Dates.tsx';
import { useTimeZone } from '../../../components/today.ts';
import { sizeWords } from '../../../components/size-words.ts';
import classes from './backups.module.css';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';

const Holds = ({ backup }: { readonly backup: BackupView }) => {
  const timeZone = useTimeZone();
  const { facts } = backup;
  if (backup.state === 'waiting') return <Text c="dimmed">{t('backups.beingChecked')}</Text>;
  if (facts === null)
    return (
      <Text className={classes['bad'] ?? ''}>
        <IconAlertTriangle size={16} aria-hidden /> {backup.words}
      </Text>
    );
  return (
    <Text c="dimmed">
      <IconCheck size={16} className={classes['good'] ?? ''} aria-hidden />{' '}
      {facts.newestStepAt === null
        ? t('backups.checkedRequestsNoStep', { requests: facts.requests.toLocaleString(locale) })
        : t('backups.checkedRequestsNewestStep', {
            requests: facts.requests.toLocaleString(locale),
            at: formatInstant(facts.newestStepAt as Instant, timeZone),
          })}
    </Text>
  );
};

/** The backups here, newest first, each with what it holds and whether it is good. */
export const BackupRows = ({
  backups,
  locked,
  restore,
  busy,
}: {
  readonly backups: readonly BackupView[];
  readonly locked: string | null;
  readonly restore: (backup: BackupView) => void;
  /** The one that is being brought. */
  readonly busy: string | null;
}) =>
  backups.length === 0 ? (
    <Text>{t('backups.noBackupYetThe')}</Text>
  ) : (
    <ul className={classes['rows']} aria-label={t('navigation.backups')}>
      {backups.map((backup) => (
        <li key={backup.name} className={classes['row']}>
          <div>
            <Text component="span" fw={600}>
              <Moment at={backup.takenAt} />
            </Text>{' '}
            <Badge variant="light" color="gray" tt="none">
              {backupKinds[backup.kind].label}
            </Badge>{' '}
            <Text component="span" c="dimmed">
              {sizeWords(backup.sizeBytes)}
            </Text>
            <Holds backup={backup} />
          </div>
          <Button
            variant="default"
            size="compact-sm"
            disabled={locked !== null || backup.state !== 'good' || busy !== null}
            loading={busy === backup.name}
            title={locked ?? backup.words}
            aria-label={t('backups.restoreTheBackupOf', { name: backup.name })}
            onClick={() => restore(backup)}
          >
            {t('backups.restore')}
          </Button>
        </li>
      ))}
    </ul>
  );
