import { Button, Group, NativeSelect, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { computersIn } from '../../../../../shared/domain/computer-names.ts';
import type {
  Joining,
  OpenInvitations as Open,
  WrittenInvitations,
} from '../../../../../shared/ipc/hub-views.ts';
import { locale } from '../../../../../shared/words/language.ts';
import { t } from '../../../../../shared/words/words.ts';
import { formatInstant } from '../../../../../shared/domain/dates.ts';
import { ask } from '../../../api/desk.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { Moment } from '../../../components/Dates.tsx';
import { tx } from '../../../components/tx.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { useInvitations } from '../../../api/queries.ts';
import { useTimeZone } from '../../../components/today.ts';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { StackForm, TitledPart } from '../parts.tsx';
import { boxOf, Fingerprint, NameField } from './server-fields.tsx';
import classes from './sync.module.css';

/** Warns before joining about requests that only this workstation has, and says what will happen to them. */
const OwnRequests = ({ count }: { readonly count: number }) => (
  <div className={classes['warning']} role="note">
    <Text fw={600}>
      {t('This workstation has {count, plural, one {one request} other {{shown} requests}}.', {
        count,
        shown: count.toLocaleString(locale),
      })}
    </Text>
    <Text>
      {t(
        'They are saved in a file when this workstation joins. Afterwards you can review which ones the hub lacks and what will happen to each before any are imported.',
      )}
    </Text>
  </div>
);

const Join = ({
  joining,
  defaultName,
  leave,
}: {
  readonly joining: Joining;
  readonly defaultName: string;
  readonly leave: () => void;
}) => {
  const [draft, put] = useState<{ readonly name: string }>({ name: defaultName });
  const name = draft.name.trim();
  const join = useMutation({ mutationFn: () => ask('hub.join', { token: joining.token, name }) });
  const isBusy = join.isPending || join.isSuccess;
  const { address, expiresAt, fingerprint, authority, ownRequests: count } = joining;
  return (
    <StackForm
      aria-label={t('Join the hub')}
      leave={isBusy ? undefined : leave}
      submit={() => {
        if (!isBusy && name !== '') join.mutate();
      }}
    >
      <Text>
        {tx('This file is for the hub at {address} and is valid until {at}.', {
          address: <bdi className={classes['code']}>{address}</bdi>,
          at: <Moment at={expiresAt} />,
        })}
      </Text>
      <Fingerprint text={fingerprint} authority={authority} />
      {count > 0 && <OwnRequests count={count} />}
      <Text>
        {t(
          'The hub’s library replaces this workstation’s library, which is kept as a backup. Then Borrow Desk restarts.',
        )}
      </Text>
      <NameField
        {...boxOf({ draft, put: (change) => put({ ...draft, ...change }), disabled: isBusy }, 'name')}
        autoFocus
      />
      <Group gap="xs">
        <Button type="submit" loading={isBusy} disabled={name === ''}>
          {t('Join the hub')}
        </Button>
        <Button variant="default" disabled={isBusy} onClick={leave}>
          {t('Leave as is')}
        </Button>
      </Group>
      {join.isSuccess && <Text role="status">{t('Borrow Desk is restarting…')}</Text>}
      <NotDone error={join.error} />
    </StackForm>
  );
};

/** Joins an existing hub, with a file written by one of its workstations. */
export const JoinHub = ({
  locked,
  defaultName,
}: {
  readonly locked: string | null;
  readonly defaultName: string;
}) => {
  const choose = useMutation({ mutationFn: () => ask('hub.chooseJoining', {}) });
  const joining = choose.data ?? null;
  return (
    <TitledPart gap="sm" maw="32rem" title={t('Join with a joining file')}>
      {joining === null ? (
        <>
          <Text>
            {t(
              'Create the file on a workstation that is already connected to the hub, in Settings › Desks together. It lets one workstation join.',
            )}
          </Text>
          <div>
            <CallButton call={choose} locked={locked} loading={choose.isPending}>
              {t('Choose a joining file…')}
            </CallButton>
          </div>
          <NotDone error={choose.error} />
        </>
      ) : (
        <Join key={joining.token} joining={joining} defaultName={defaultName} leave={() => choose.reset()} />
      )}
    </TitledPart>
  );
};

const periods = [
  { value: '24', label: t('1 day') },
  { value: '72', label: t('3 days') },
  { value: '168', label: t('1 week') },
  { value: '720', label: t('30 days') },
];

const WrittenFiles = ({ folder, written, left }: WrittenInvitations) => (
  <>
    <Text role="status">
      {tx('Saved {files} in {folder}.', {
        files: t('{count, plural, one {one joining file} other {# joining files}}', {
          count: written.length,
        }),
        folder: <bdi>{folder}</bdi>,
      })}
    </Text>
    {left.length > 0 && (
      <ul role="list" className={classes['rows']} aria-label={t('Computers without a joining file')}>
        {left.map(({ computer, why }) => (
          <li key={computer}>
            <bdi>{computer}</bdi>: {why}
          </li>
        ))}
      </ul>
    )}
  </>
);

/** Writes a joining file for another workstation, or one for each of several computers. */
export const Invite = ({ locked }: { readonly locked: string | null }) => {
  const [hours, setHours] = useState('72');
  const [list, setList] = useState('');
  const computers = computersIn(list);
  const invite = useMutation({ mutationFn: () => ask('hub.invite', { hours: Number(hours) }) });
  const inviteAll = useMutation({
    mutationFn: () => ask('hub.inviteComputers', { hours: Number(hours), computers: [...computers] }),
  });
  const isBusy = invite.isPending || inviteAll.isPending;
  const call = { isPending: isBusy, mutate: () => (computers.length > 0 ? inviteAll : invite).mutate() };
  return (
    <TitledPart w="auto" maw="38rem" title={t('Add a workstation')}>
      <Text>
        {t(
          'A joining file lets one workstation join. Take it there on a USB stick and delete it afterwards: anyone who has it can read all requests.',
        )}
      </Text>
      <Textarea
        label={t('Names of the computers, one per line; for a terminal server with the account: TS-01+ana')}
        description={t(
          'One joining file is written for each, and named after it. Leave this empty for a single file.',
        )}
        rows={3}
        value={list}
        disabled={locked !== null || isBusy}
        onChange={({ currentTarget }) => setList(currentTarget.value)}
      />
      <Group align="end" gap="sm">
        <NativeSelect
          label={t('Valid for')}
          value={hours}
          data={periods}
          disabled={locked !== null}
          onChange={({ currentTarget }) => setHours(currentTarget.value)}
        />
        <CallButton call={call} locked={locked} loading={isBusy}>
          {computers.length > 1
            ? t('Create {count} joining files…', { count: computers.length })
            : t('Create joining file…')}
        </CallButton>
      </Group>
      {invite.data && (
        <Text role="status">{tx('Saved {fileName}.', { fileName: <bdi>{invite.data.fileName}</bdi> })}</Text>
      )}
      {inviteAll.data && <WrittenFiles {...inviteAll.data} />}
      <NotDone error={invite.error ?? inviteAll.error} />
    </TitledPart>
  );
};

const Invitation = ({ one: { by, madeAt, until, login } }: { readonly one: Open['invitations'][number] }) => {
  const timeZone = useTimeZone();
  const withdraw = useMutation({ mutationFn: () => ask('hub.withdraw', { login }) });
  return (
    <li className={classes['row']}>
      <Text>
        {tx('Created at {by} on {madeAt}. Valid until {until}.', {
          by: <bdi>{by}</bdi>,
          madeAt: <Moment at={madeAt} />,
          until: <Moment at={until} />,
        })}
      </Text>
      <CallButton
        call={withdraw}
        size="compact-sm"
        loading={withdraw.isPending}
        aria-label={t('Withdraw the joining file created at {by} on {madeAt}', {
          by,
          madeAt: formatInstant(madeAt, timeZone),
        })}
      >
        {t('Withdraw')}
      </CallButton>
      <NotDone error={withdraw.error} />
    </li>
  );
};

/** Unused joining files, each with its author; and logins of removed workstations that still exist on the server. */
export const OpenInvitations = ({ locked }: { readonly locked: string | null }) => {
  const list = useInvitations(locked === null);
  if (locked !== null) return null;
  if (list.isError) return <LoadFailed error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Waiting rows={1} />;
  const { invitations, leftLogins } = list.data;
  return (
    <TitledPart title={t('Unused joining files')}>
      {invitations.length === 0 ? (
        <Text c="dimmed">{t('None. Used or withdrawn files no longer work.')}</Text>
      ) : (
        <ul role="list" className={classes['rows']} aria-label={t('Unused joining files')}>
          {invitations.map((one) => (
            <Invitation key={one.login} one={one} />
          ))}
        </ul>
      )}
      {leftLogins.length > 0 && (
        <Text role="note">
          {t(
            'The server still has locked logins of removed workstations. They are usually dropped within a day. If they remain, the server’s administrator can drop them: {logins}',
            { logins: leftLogins.join(', ') },
          )}
        </Text>
      )}
    </TitledPart>
  );
};
