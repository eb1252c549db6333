import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Joining } from '../../../../../shared/ipc/hub-views.ts';
import { locale } from '../../../../../shared/words/language.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { Moment } from '../../../components/Dates.tsx';
import { tx } from '../../../components/tx.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { StackForm, TitledPart } from '../parts.tsx';
import { boxOf, Fingerprint, NameField } from './server-fields.tsx';
import classes from './sync.module.css';

const Join = ({
  joining,
  usualName,
  leave,
}: {
  readonly joining: Joining;
  readonly usualName: string;
  readonly leave: () => void;
}) => {
  const [draft, put] = useState<{ readonly name: string }>({ name: usualName });
  const name = draft.name.trim();
  const join = useMutation({ mutationFn: () => ask('hub.join', { token: joining.token, name }) });
  const isBusy = join.isPending || join.isSuccess;
  const { address, expiresAt, fingerprint, authority, ownRequests: count } = joining;
  return (
    <StackForm
      aria-label={t('hub.joinTheHub')}
      leave={isBusy ? undefined : leave}
      submit={() => {
        if (!isBusy && name !== '') join.mutate();
      }}
    >
      <Text>
        {tx('hub.theFileLeadsTo', {
          address: <bdi className={classes['code']}>{address}</bdi>,
          at: <Moment at={expiresAt} />,
        })}
      </Text>
      <Fingerprint text={fingerprint} authority={authority} />
      {/* What is only here: said before anybody joins, with what becomes of it. */}
      {count > 0 && (
        <div className={classes['warning']} role="note">
          <Text fw={600}>
            {t('hub.ownRequestsAreNotInTheHub', { count, shown: count.toLocaleString(locale) })}
          </Text>
          <Text>{t('hub.theyAreKeptInAFile')}</Text>
        </div>
      )}
      <Text>{t('hub.theLibraryAsItIsNowStays')}</Text>
      <NameField
        {...boxOf({ draft, put: (change) => put({ ...draft, ...change }), disabled: isBusy }, 'name')}
        autoFocus
      />
      <Group gap="xs">
        <Button type="submit" loading={isBusy} disabled={name === ''}>
          {t('hub.joinTheHub')}
        </Button>
        <Button variant="default" disabled={isBusy} onClick={leave}>
          {t('common.leaveIt')}
        </Button>
      </Group>
      {join.isSuccess && <Text role="status">{t('backups.borrowDeskStartsAgain')}</Text>}
      <NotDone error={join.error} />
    </StackForm>
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
    <TitledPart gap="sm" maw="32rem" title={t('hub.joinWithAJoiningFile')}>
      {joining === null ? (
        <>
          <Text>{t('hub.aWorkstationOfTheHubWritesIt')}</Text>
          <div>
            <CallButton call={choose} locked={locked} loading={choose.isPending}>
              {t('hub.chooseAJoiningFileEllipsis')}
            </CallButton>
          </div>
          <NotDone error={choose.error} />
        </>
      ) : (
        <Join key={joining.token} joining={joining} usualName={usualName} leave={() => choose.reset()} />
      )}
    </TitledPart>
  );
};
