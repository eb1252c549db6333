import '@mantine/core/styles/Badge.css';
import { Progress, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { BackupList } from '../../../../../shared/ipc/backup-views.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { ask } from '../../../api/desk.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { BackupNotice } from '../../../components/BackupLate.tsx';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { mayNot } from '../administration.ts';
import { NotAllowed } from '../parts.tsx';
import { BackupRows } from './BackupRows.tsx';
import { AnotherWorkstation, SecondFolder } from './other-places.tsx';
import { useRestore } from './restore.tsx';
import { t } from '../../../../../shared/words/words.ts';
import { WorkstationFields, type SettingsPart } from '../workstation-settings.tsx';

const Making = ({ making }: { readonly making: NonNullable<BackupList['making']> }) => {
  const words =
    making.phase === 'copying'
      ? t('backups.copyingPercent', { share: Math.floor(100 * making.share) })
      : t('backups.checkingTheCopy');
  return (
    <Stack w="100%" gap={4}>
      <Text role="status">{words}</Text>
      <Progress
        value={100 * making.share}
        animated={making.phase === 'checking'}
        size="lg"
        aria-label={t('backups.backUpNow')}
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
        {t('backups.backUpNow')}
      </CallButton>
      {making && <Making making={making} />}
      {make.isSuccess && making === null && <Text role="status">{t('backups.theBackupWasMadeAnd')}</Text>}
      <NotDone error={make.error} />
    </>
  );
};

/** The backups of this workstation: what there is, a second place for them, the way back, and the way to another computer. */
export const BackupSettings = ({
  state,
  part,
}: {
  readonly state: AppState;
  readonly part: SettingsPart;
}) => {
  // They are read again with the state of the program, which hears of each change.
  const list = useQuery({ queryKey: ['app', 'backups'], queryFn: () => ask('backups.list', {}) });
  const restore = useRestore();
  const locked = mayNot(state, t('backups.backupsAndRestoring'), null);
  if (list.isError) return <LoadFailed error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Waiting rows={3} />;
  const { backups, making, second, old } = list.data;
  return (
    <>
      <BackupNotice backups={state.backups} />
      <NotAllowed reason={locked} />
      {old.length > 0 && (
        <Text role="status" c="var(--desk-stop)">
          {t('backups.theseMayHoldPatronDataThat', { count: old.length, names: old.join(', ') })}
        </Text>
      )}
      <Text>{t('backups.oneIsMadeEachDay')}</Text>
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
        {t('backups.howManyAreKept')}
      </Title>
      <fieldset disabled={locked !== null} style={{ border: 0, margin: 0, padding: 0 }}>
        <Stack gap="xs">
          <WorkstationFields section="backups" {...part} />
        </Stack>
      </fieldset>
      <Text c="dimmed">{t('backups.theNewestGoodOneIsNever')}</Text>
      <AnotherWorkstation locked={locked} restore={restore} />
      {restore.window}
    </>
  );
};
