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
  done: t('imported'),
  cancelled: t('cancelled, and moved to “refused”'),
  failed: t('refused, and moved to “refused”'),
} as const;

/** The current activity in the folder. */
const Now = ({ problem, waiting, left, lastFile }: Status) => (
  <Stack gap={4} role="status">
    {problem === null ? (
      <Text size="sm">
        {t(
          '{waiting, plural, =0 {No files are waiting there.} one {# file is waiting there. It is imported once it stops growing.} other {# files are waiting there. They are imported one after another, once they stop growing.}}',
          { waiting },
        )}
      </Text>
    ) : (
      <Text size="sm" c="var(--desk-stop)">
        {problem}
      </Text>
    )}
    {lastFile && (
      <Text size="sm">
        {tx('Last file: {name}, {outcome}, {at}', {
          name: <bdi>{lastFile.name}</bdi>,
          outcome: outcomes[lastFile.outcome],
          at: <Moment at={lastFile.at} />,
        })}
      </Text>
    )}
    {left.map(({ name, why }) => (
      <Text size="sm" key={name}>
        {tx('{name} stays in the folder: {why}', { name: <bdi>{name}</bdi>, why })}
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
            {tx('Its files are imported with the rights of {operatorName}, who chose it.', {
              operatorName: <bdi>{operatorName}</bdi>,
            })}
          </Text>
          <Now {...status} />
          <NativeSelect
            label={t('Read files as')}
            value={profile ?? ''}
            disabled={locked !== null || save.isPending}
            onChange={({ currentTarget }) => save.mutate(currentTarget.value)}
            data={[{ value: '', label: t('Recognise by columns') }, ...profiles]}
          />
        </>
      )}
      <Group gap="xs">
        <CallButton call={choose} locked={locked}>
          {folder === null ? t('Choose a folder to watch…') : t('Choose another folder…')}
        </CallButton>
        {folder !== null && (
          <CallButton call={stop} locked={locked}>
            {t('Stop watching')}
          </CallButton>
        )}
      </Group>
      <NotDone error={choose.error ?? stop.error ?? save.error} />
    </Stack>
  );
};

/** The folder of this workstation whose files are imported automatically. */
export const WatchedFolder = ({ locked }: { readonly locked: string | null }) => {
  const status = useWatchedFolder();
  if (status.isError) return <LoadFailed error={status.error} retry={() => void status.refetch()} />;
  if (!status.data) return <Waiting rows={2} />;
  return (
    <TitledPart size="h5" mt="md" title={t('Watched folder')}>
      <Text size="sm">
        {t(
          'Files in this folder are imported automatically while Borrow Desk is running. They are then moved to “done” or “refused” inside it, with a report of their rows.',
        )}
      </Text>
      <Watched status={status.data} locked={locked} />
    </TitledPart>
  );
};
