import { Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Output } from '../../../../../shared/ipc/contract.ts';
import { ask } from '../../../api/desk.ts';
import { useWatchedFolder } from '../../../api/queries.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { Moment } from '../../../components/Dates.tsx';
import { tx } from '../../../components/tx.ts';
import { TitledPart } from '../parts.tsx';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { t } from '../../../../../shared/words/words.ts';

type Status = Output<'watchedFolder.status'>;

const outcomes = {
  done: t('settings.wasImported'),
  cancelled: t('settings.wasCancelled'),
  failed: t('settings.wasRefused'),
} as const;

/** What goes on in the folder now. */
const Now = ({ problem, waiting, left, lastFile }: Status) => (
  <Stack gap={4} role="status">
    {problem === null ? (
      <Text size="sm">{t('settings.filesWait', { waiting })}</Text>
    ) : (
      <Text size="sm" c="var(--desk-stop)">
        {problem}
      </Text>
    )}
    {lastFile && (
      <Text size="sm">
        {tx('settings.lastFileOfTheFolder', {
          name: <bdi>{lastFile.name}</bdi>,
          outcome: outcomes[lastFile.outcome],
          at: <Moment at={lastFile.at} />,
        })}
      </Text>
    )}
    {left.map(({ name, why }) => (
      <Text size="sm" key={name}>
        {tx('settings.fileThatIsLeftAlone', { name: <bdi>{name}</bdi>, why })}
      </Text>
    ))}
  </Stack>
);

const Watched = ({ status, locked }: { readonly status: Status; readonly locked: string | null }) => {
  const choose = useMutation({ mutationFn: () => ask('watchedFolder.choose', {}) });
  const stop = useMutation({ mutationFn: () => ask('watchedFolder.stop', {}) });
  const save = useMutation({
    mutationFn: (profile: string) => ask('watchedFolder.saveProfile', { profile: profile || null }),
  });
  const { folder, profile, profiles, operatorName } = status;
  return (
    <Stack gap="xs" align="flex-start">
      {folder !== null && (
        <>
          <Text>
            <bdi style={{ overflowWrap: 'anywhere' }}>{folder}</bdi>
          </Text>
          <Text size="sm">
            {tx('settings.itsFilesAreReadWithThe', { operatorName: <bdi>{operatorName}</bdi> })}
          </Text>
          <Now {...status} />
          <NativeSelect
            label={t('settings.howItsFilesAreRead')}
            value={profile ?? ''}
            disabled={locked !== null || save.isPending}
            onChange={({ currentTarget }) => save.mutate(currentTarget.value)}
            data={[{ value: '', label: t('settings.byTheirColumns') }, ...profiles]}
          />
        </>
      )}
      <Group gap="xs">
        <CallButton call={choose} locked={locked}>
          {folder === null ? t('settings.chooseAFolderToWatch') : t('settings.chooseAnotherFolder')}
        </CallButton>
        {folder !== null && (
          <CallButton call={stop} locked={locked}>
            {t('settings.stopWatching')}
          </CallButton>
        )}
      </Group>
      <NotDone error={choose.error ?? stop.error ?? save.error} />
    </Stack>
  );
};

/** The folder of this workstation whose files are imported by themselves. */
export const WatchedFolder = ({ locked }: { readonly locked: string | null }) => {
  const status = useWatchedFolder();
  if (status.isError) return <LoadFailed error={status.error} retry={() => void status.refetch()} />;
  if (!status.data) return <Waiting rows={2} />;
  return (
    <TitledPart size="h5" mt="md" title={t('settings.watchedFolder')}>
      <Text size="sm">{t('settings.filesThatArePutThereAre')}</Text>
      <Watched status={status.data} locked={locked} />
    </TitledPart>
  );
};
