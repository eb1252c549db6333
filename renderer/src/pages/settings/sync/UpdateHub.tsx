import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { Administrator } from './Administrator.tsx';

/** Brings a hub to the version of this program. */
export const UpdateHub = ({ locked }: { readonly locked: string | null }) => {
  const [asks, setAsks] = useState(false);
  const [account, setAccount] = useState({ user: '', password: '' });
  const update = useMutation({ mutationFn: () => ask('hub.update', account) });
  const isWhole = account.user.trim() !== '' && account.password !== '';
  return (
    <Stack
      component="form"
      gap="xs"
      w="100%"
      maw="32rem"
      aria-label={t('hub.bringTheHubUpToDate')}
      onKeyDown={({ key }) => {
        if (key === 'Escape' && !update.isPending) setAsks(false);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!asks) setAsks(true);
        else if (isWhole && !update.isPending) update.mutate();
      }}
    >
      <Title order={3} size="h4">
        {t('hub.bringTheHubUpToDate')}
      </Title>
      <Text>{t('hub.theHubIsOlder')}</Text>
      {asks && (
        <Administrator
          account={account}
          put={(change) => setAccount((before) => ({ ...before, ...change }))}
          disabled={update.isPending}
          takesFocus
        />
      )}
      <Group gap="xs">
        <Button
          type="submit"
          variant={asks ? 'filled' : 'default'}
          loading={update.isPending}
          disabled={locked !== null || (asks && !isWhole)}
          title={locked ?? undefined}
        >
          {t('hub.bringTheHubUpToDate')}
        </Button>
        {asks && (
          <Button variant="default" disabled={update.isPending} onClick={() => setAsks(false)}>
            {t('common.leaveIt')}
          </Button>
        )}
      </Group>
      <NotDone error={update.error} />
    </Stack>
  );
};
