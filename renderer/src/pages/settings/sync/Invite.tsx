import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { tx } from '../../../components/tx.ts';
import { NotDone } from '../../../steps/NotDone.tsx';

const periods = [
  { value: '24', label: t('hub.oneDay') },
  { value: '72', label: t('hub.threeDays') },
  { value: '168', label: t('hub.oneWeek') },
];

/** Writes the file with which one more workstation joins. */
export const Invite = ({ locked }: { readonly locked: string | null }) => {
  const [hours, setHours] = useState('72');
  const invite = useMutation({ mutationFn: () => ask('hub.invite', { hours: Number(hours) }) });
  return (
    <Stack gap="xs" role="group" aria-label={t('hub.letAnotherWorkstationJoin')}>
      <Title order={3} size="h4">
        {t('hub.letAnotherWorkstationJoin')}
      </Title>
      <Text>{t('hub.theJoiningFileLetsOneIn')}</Text>
      <Group align="end" gap="sm">
        <NativeSelect
          label={t('hub.itHoldsFor')}
          value={hours}
          data={periods}
          disabled={locked !== null}
          onChange={({ currentTarget }) => setHours(currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={locked !== null}
          title={locked ?? undefined}
          loading={invite.isPending}
          onClick={() => invite.mutate()}
        >
          {t('hub.writeTheJoiningFile')}
        </Button>
      </Group>
      {invite.data && (
        <Text role="status">
          {tx('hub.theJoiningFileWasWritten', { fileName: <bdi>{invite.data.fileName}</bdi> })}
        </Text>
      )}
      <NotDone error={invite.error} />
    </Stack>
  );
};
