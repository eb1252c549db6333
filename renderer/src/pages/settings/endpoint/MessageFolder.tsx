import { Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Output } from '../../../../../shared/ipc/contract.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { Moment } from '../../../components/Dates.tsx';
import { tx } from '../../../components/tx.ts';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { TitledPart } from '../parts.tsx';

type Status = Output<'messageFolder.status'>;

const outcomes = {
  done: t('received'),
  refused: t('too large for a message, moved to “refused”'),
} as const;

const Now = ({ problem, waiting, left, last }: Status) => (
  <Stack gap={4} role="status">
    {problem === null ? (
      <Text>
        {t(
          '{waiting, plural, =0 {No files are waiting there.} one {# file is waiting there.} other {# files are waiting there.}}',
          {
            waiting,
          },
        )}
      </Text>
    ) : (
      <Text c="var(--desk-stop)">{problem}</Text>
    )}
    {last && (
      <Text>
        {tx('Last file: {name}, {outcome}, {at}', {
          name: <bdi>{last.name}</bdi>,
          outcome: outcomes[last.to],
          at: <Moment at={last.at} />,
        })}
      </Text>
    )}
    {left.map(({ name, why }) => (
      <Text key={name}>{tx('{name} stays in the folder: {why}', { name: <bdi>{name}</bdi>, why })}</Text>
    ))}
  </Stack>
);

const Folder = ({ status, locked }: { readonly status: Status; readonly locked: string | null }) => {
  const choose = useMutation({ mutationFn: () => ask('messageFolder.choose', {}) });
  const stop = useMutation({ mutationFn: () => ask('messageFolder.stop', {}) });
  const { folder } = status;
  return (
    <>
      {folder !== null && (
        <>
          <Text>
            <bdi style={{ overflowWrap: 'anywhere' }}>{folder}</bdi>
          </Text>
          <Now {...status} />
        </>
      )}
      <Group>
        <CallButton call={choose} locked={locked}>
          {folder === null ? t('Choose a folder for messages…') : t('Choose another folder…')}
        </CallButton>
        {folder !== null && (
          <CallButton call={stop} locked={locked}>
            {t('Stop using the folder')}
          </CallButton>
        )}
      </Group>
      <NotDone error={choose.error ?? stop.error} />
    </>
  );
};

/** The folder from which messages are taken, for desks that no partner's system can reach. */
export const MessageFolder = ({ locked }: { readonly locked: string | null }) => {
  const status = useQuery({
    queryKey: ['messages', 'message-folder'],
    queryFn: () => ask('messageFolder.status', {}),
  });
  return (
    <TitledPart title={t('Folder for messages')} mt="md">
      <Text c="dimmed">
        {t(
          'If partners’ systems cannot reach this workstation, another server can put their messages into a folder, one per file. Borrow Desk takes them from there and moves the files to its subfolder “done”.',
        )}
      </Text>
      {status.isError && <LoadFailed error={status.error} retry={() => void status.refetch()} />}
      {status.isPending && <Waiting rows={2} />}
      {status.data && <Folder status={status.data} locked={locked} />}
    </TitledPart>
  );
};
