import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Joining } from '../../../../../shared/ipc/hub-views.ts';
import { locale } from '../../../../../shared/words/language.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { Moment } from '../../../components/Dates.tsx';
import { tx } from '../../../components/tx.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { Fingerprint } from './Fingerprint.tsx';
import { NameField } from './NameField.tsx';
import classes from './sync.module.css';

/** What is only here: said before anybody joins, with what becomes of it. */
const OwnRequests = ({ count }: { readonly count: number }) => (
  <div className={classes['warning']} role="note">
    <Text fw={600}>{t('hub.ownRequestsAreNotInTheHub', { count, shown: count.toLocaleString(locale) })}</Text>
    <Text>{t('hub.theyAreKeptInAFile')}</Text>
  </div>
);

const Join = ({
  joining,
  usualName,
  leave,
}: {
  readonly joining: Joining;
  readonly usualName: string;
  readonly leave: () => void;
}) => {
  const [name, setName] = useState(usualName);
  const join = useMutation({
    mutationFn: () => ask('hub.join', { token: joining.token, name: name.trim() }),
  });
  const isBusy = join.isPending || join.isSuccess;
  return (
    <Stack
      component="form"
      gap="sm"
      aria-label={t('hub.joinTheHub')}
      onKeyDown={({ key }) => {
        if (key === 'Escape' && !isBusy) leave();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy && name.trim() !== '') join.mutate();
      }}
    >
      <Text>
        {tx('hub.theFileLeadsTo', {
          address: <bdi className={classes['code']}>{joining.address}</bdi>,
          at: <Moment at={joining.expiresAt} />,
        })}
      </Text>
      <Fingerprint text={joining.fingerprint} authority={joining.authority} />
      {joining.ownRequests > 0 && <OwnRequests count={joining.ownRequests} />}
      <Text>{t('hub.theLibraryAsItIsNowStays')}</Text>
      <NameField
        value={name}
        disabled={isBusy}
        autoFocus
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Group gap="xs">
        <Button type="submit" loading={isBusy} disabled={name.trim() === ''}>
          {t('hub.joinTheHub')}
        </Button>
        <Button variant="default" disabled={isBusy} onClick={leave}>
          {t('common.leaveIt')}
        </Button>
      </Group>
      {join.isSuccess && <Text role="status">{t('backups.borrowDeskStartsAgain')}</Text>}
      <NotDone error={join.error} />
    </Stack>
  );
};

/** Joins a hub that there is, with the file that one of its workstations has written. */
export const JoinHub = ({
  locked,
  usualName,
}: {
  readonly locked: string | null;
  readonly usualName: string;
}) => {
  const choose = useMutation({ mutationFn: () => ask('hub.chooseJoining', {}) });
  const joining = choose.data ?? null;
  return (
    <Stack gap="sm" w="100%" maw="32rem" role="group" aria-label={t('hub.joinWithAJoiningFile')}>
      <Title order={3} size="h4">
        {t('hub.joinWithAJoiningFile')}
      </Title>
      {joining === null ? (
        <>
          <Text>{t('hub.aWorkstationOfTheHubWritesIt')}</Text>
          <div>
            <Button
              variant="default"
              disabled={locked !== null}
              title={locked ?? undefined}
              loading={choose.isPending}
              onClick={() => choose.mutate()}
            >
              {t('hub.chooseAJoiningFileEllipsis')}
            </Button>
          </div>
          <NotDone error={choose.error} />
        </>
      ) : (
        <Join key={joining.token} joining={joining} usualName={usualName} leave={() => choose.reset()} />
      )}
    </Stack>
  );
};
