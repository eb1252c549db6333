import '@mantine/core/styles/Badge.css';
import { Badge, Button, Progress, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconCheck from '@tabler/icons-react/icons/IconCheck';
import { backupKinds } from '../../../../../shared/domain/backups.ts';
import type { BackupList, BackupView } from '../../../../../shared/ipc/backup-views.ts';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import { formatInstant } from '../../../../../shared/domain/dates.ts';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { Moment } from '../../../components/Dates.tsx';
import { useTimeZone } from '../../../components/today.ts';
import { sizeWords } from '../../../components/size-words.ts';
import { ask } from '../../../api/desk.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { BackupNotice } from '../../../components/BackupLate.tsx';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { mayNot } from '../../../steps/administration.ts';
import { NotAllowed } from '../parts.tsx';
import { WorkstationFields, type SettingsPart } from '../workstation-settings.tsx';
import { AnotherWorkstation, SecondFolder } from './other-places.tsx';
import { useRestore } from './restore.tsx';
import classes from './backups.module.css';

const Holds = ({ backup }: { readonly backup: BackupView }) => {
  const timeZone = useTimeZone();
  const { facts } = backup;
  if (backup.state === 'waiting') return <Text c="dimmed">{t('Checking…')}</Text>;
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
        ? t('Checked · requests: {requests} · no steps yet', {
            requests: facts.requests.toLocaleString(locale),
          })
        : t('Checked · requests: {requests} · newest step {at}', {
            requests: facts.requests.toLocaleString(locale),
            at: formatInstant(facts.newestStepAt as Instant, timeZone),
          })}
    </Text>
  );
};

/** The local backups, newest first, each with its content and whether it is good. */
const BackupRows = ({
  backups,
  locked,
  restore,
  busy,
}: {
  readonly backups: readonly BackupView[];
  readonly locked: string | null;
  readonly restore: (backup: BackupView) => void;
  /** The backup that is being prepared for restore. */
  readonly busy: string | null;
}) =>
  backups.length === 0 ? (
    <Text>{t('No backups yet. The first is made half a minute after the program starts.')}</Text>
  ) : (
    <ul role="list" className={classes['rows']} aria-label={t('Backups')}>
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
            aria-label={t('Restore {name}…', { name: backup.name })}
            onClick={() => restore(backup)}
          >
            {t('Restore…')}
          </Button>
        </li>
      ))}
    </ul>
  );

const Making = ({ making }: { readonly making: NonNullable<BackupList['making']> }) => {
  const words =
    making.phase === 'copying'
      ? t('Copying: {share}%', { share: Math.floor(100 * making.share) })
      : t('Checking the copy…');
  return (
    <Stack w="100%" gap={4}>
      <Text role="status">{words}</Text>
      <Progress
        value={100 * making.share}
        animated={making.phase === 'checking'}
        size="lg"
        aria-label={t('Back up now')}
      />
    </Stack>
  );
};

const BackUpNow = ({
  making,
  locked,
}: {
  readonly making: BackupList['making'];
  readonly locked: string | null;
}) => {
  const make = useMutation({ mutationFn: () => ask('backups.make', {}) });
  return (
    <>
      <CallButton variant="filled" call={make} locked={locked} loading={make.isPending || making !== null}>
        {t('Back up now')}
      </CallButton>
      {making && <Making making={making} />}
      {make.isSuccess && making === null && <Text role="status">{t('Backup made and checked.')}</Text>}
      <NotDone error={make.error} />
    </>
  );
};

/** The backups of this workstation: the list, a second folder, restoring, and moving to another computer. */
export const BackupSettings = ({
  state,
  part,
}: {
  readonly state: AppState;
  readonly part: SettingsPart;
}) => {
  // Refetched together with the state of the program, which follows each change.
  const list = useQuery({ queryKey: ['app', 'backups'], queryFn: () => ask('backups.list', {}) });
  const restore = useRestore();
  const locked = mayNot(state, t('Managing backups'), null);
  if (list.isError) return <LoadFailed error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Waiting rows={3} />;
  const { backups, making, second, old } = list.data;
  return (
    <>
      <BackupNotice backups={state.backups} />
      <NotAllowed reason={locked} />
      {old.length > 0 && (
        <Text role="status" c="var(--desk-stop)">
          {t(
            '{count, plural, one {An old file or folder} other {Old files or folders}} in the data folder may contain patron data that has since been removed: {names}. Delete what you do not need, or ask your IT staff.',
            { count: old.length, names: old.join(', ') },
          )}
        </Text>
      )}
      <Text>
        {t(
          'Borrow Desk makes a backup each day while it runs, and before updates. Each one is fully checked. Restoring a backup returns the whole library to that moment.',
        )}
      </Text>
      <BackUpNow making={making} locked={locked} />
      <BackupRows
        backups={backups}
        locked={locked}
        busy={restore.bringing}
        restore={({ name }) => restore.ofBackup(name)}
      />
      <NotDone error={restore.error} />
      <SecondFolder second={second} locked={locked} />
      <Title order={3} size="h4">
        {t('How many to keep')}
      </Title>
      <fieldset disabled={locked !== null} style={{ border: 0, margin: 0, padding: 0 }}>
        <Stack gap="xs">
          <WorkstationFields section="backups" {...part} />
        </Stack>
      </fieldset>
      <Text c="dimmed">
        {t(
          'The newest good backup is never removed. Manual backups and those made before updates or restores are counted separately: the newest five of each kind are kept. A backup with patron data that has since been removed is kept only for the number of days set above.',
        )}
      </Text>
      <AnotherWorkstation locked={locked} restore={restore} />
      {restore.window}
    </>
  );
};
