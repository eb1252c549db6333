import { Button, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { OpenInvitations as Open } from '../../../../../shared/ipc/hub-views.ts';
import { formatInstant } from '../../../../../shared/domain/dates.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { useInvitations } from '../../../api/queries.ts';
import { Moment } from '../../../components/Dates.tsx';
import { useTimeZone } from '../../../components/today.ts';
import { tx } from '../../../components/tx.ts';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import classes from './sync.module.css';

type Invitation = Open['invitations'][number];

const Row = ({ one, locked }: { readonly one: Invitation; readonly locked: string | null }) => {
  const timeZone = useTimeZone();
  const withdraw = useMutation({ mutationFn: () => ask('hub.withdraw', { login: one.login }) });
  return (
    <li className={classes['row']}>
      <Text>
        {tx('hub.joiningFileOf', {
          by: <bdi>{one.by}</bdi>,
          madeAt: <Moment at={one.madeAt} />,
          until: <Moment at={one.until} />,
        })}
      </Text>
      <Button
        variant="default"
        size="compact-sm"
        disabled={locked !== null}
        title={locked ?? undefined}
        loading={withdraw.isPending}
        aria-label={t('hub.withdrawTheJoiningFile', {
          by: one.by,
          madeAt: formatInstant(one.madeAt, timeZone),
        })}
        onClick={() => withdraw.mutate()}
      >
        {t('hub.withdraw')}
      </Button>
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
    <Stack gap="xs" w="100%" role="group" aria-label={t('hub.openJoiningFiles')}>
      <Title order={3} size="h4">
        {t('hub.openJoiningFiles')}
      </Title>
      {invitations.length === 0 ? (
        <Text c="dimmed">{t('hub.noJoiningFileIsOpen')}</Text>
      ) : (
        <ul className={classes['rows']} aria-label={t('hub.openJoiningFiles')}>
          {invitations.map((one) => (
            <Row key={one.login} one={one} locked={locked} />
          ))}
        </ul>
      )}
      {leftLogins.length > 0 && (
        <Text role="note">{t('hub.theServerKeepsLogins', { logins: leftLogins.join(', ') })}</Text>
      )}
    </Stack>
  );
};
