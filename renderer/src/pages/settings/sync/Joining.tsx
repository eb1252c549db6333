import { Group, NativeSelect, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { formatInstant } from '../../../../../shared/domain/dates.ts';
import type { OpenInvitations as Open } from '../../../../../shared/ipc/hub-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { useInvitations } from '../../../api/queries.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { Moment } from '../../../components/Dates.tsx';
import { useTimeZone } from '../../../components/today.ts';
import { tx } from '../../../components/tx.ts';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { TitledPart } from '../parts.tsx';
import classes from './sync.module.css';

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
    <TitledPart w="auto" title={t('hub.letAnotherWorkstationJoin')}>
      <Text>{t('hub.theJoiningFileLetsOneIn')}</Text>
      <Group align="end" gap="sm">
        <NativeSelect
          label={t('hub.itHoldsFor')}
          value={hours}
          data={periods}
          disabled={locked !== null}
          onChange={({ currentTarget }) => setHours(currentTarget.value)}
        />
        <CallButton call={invite} locked={locked} loading={invite.isPending}>
          {t('hub.writeTheJoiningFile')}
        </CallButton>
      </Group>
      {invite.data && (
        <Text role="status">
          {tx('hub.theJoiningFileWasWritten', { fileName: <bdi>{invite.data.fileName}</bdi> })}
        </Text>
      )}
      <NotDone error={invite.error} />
    </TitledPart>
  );
};

const Invitation = ({ one: { by, madeAt, until, login } }: { readonly one: Open['invitations'][number] }) => {
  const timeZone = useTimeZone();
  const withdraw = useMutation({ mutationFn: () => ask('hub.withdraw', { login }) });
  return (
    <li className={classes['row']}>
      <Text>
        {tx('hub.joiningFileOf', {
          by: <bdi>{by}</bdi>,
          madeAt: <Moment at={madeAt} />,
          until: <Moment at={until} />,
        })}
      </Text>
      <CallButton
        call={withdraw}
        size="compact-sm"
        loading={withdraw.isPending}
        aria-label={t('hub.withdrawTheJoiningFile', { by, madeAt: formatInstant(madeAt, timeZone) })}
      >
        {t('hub.withdraw')}
      </CallButton>
      <NotDone error={withdraw.error} />
    </li>
  );
};

/** The joining files that nobody has used yet, each with who wrote it; logins of removed workstations that the server still has. */
export const OpenInvitations = ({ locked }: { readonly locked: string | null }) => {
  const list = useInvitations(locked === null);
  if (locked !== null) return null;
  if (list.isError) return <LoadFailed error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Waiting rows={1} />;
  const { invitations, leftLogins } = list.data;
  return (
    <TitledPart title={t('hub.openJoiningFiles')}>
      {invitations.length === 0 ? (
        <Text c="dimmed">{t('hub.noJoiningFileIsOpen')}</Text>
      ) : (
        <ul className={classes['rows']} aria-label={t('hub.openJoiningFiles')}>
          {invitations.map((one) => (
            <Invitation key={one.login} one={one} />
          ))}
        </ul>
      )}
      {leftLogins.length > 0 && (
        <Text role="note">{t('hub.theServerKeepsLogins', { logins: leftLogins.join(', ') })}</Text>
      )}
    </TitledPart>
  );
};
