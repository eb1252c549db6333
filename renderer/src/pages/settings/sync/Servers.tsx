import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { StackForm } from '../parts.tsx';
import { AdministratorFields, boxOf, NameField, ServerTrustForm } from './server-fields.tsx';

type Locked = { readonly locked: string | null };

/** Creates this library's hub: first its certificate is checked, then the library is uploaded. */
export const MakeHub = ({ locked, defaultName }: Locked & { readonly defaultName: string }) => (
  <ServerTrustForm
    title={t('Create a hub for this library')}
    words={t(
      'Do this once, on the workstation that has the requests. Ask your IT staff for an empty PostgreSQL database (13 or newer, with TLS).',
    )}
    start={{ host: '', port: '5432', database: '', user: '', password: '', name: defaultName }}
    locked={locked}
    isWhole={({ database, user, name }, isShown) =>
      !isShown || [database, user, name].every((text) => text.trim() !== '')
    }
    fieldsOnceShown={(form) => (
      <>
        <TextInput
          label={t('Database')}
          description={t('An empty database, used only as the hub.')}
          {...boxOf(form, 'database')}
        />
        <AdministratorFields form={form} />
        <NameField {...boxOf(form, 'name')} />
      </>
    )}
    act={t('Create hub')}
    take={(server, { database, user, password, name }) =>
      ask('hub.make', { ...server, database, user, password, name: name.trim() })
    }
  />
);

/** Returns the parts of a hub's address from the status. */
const partsOf = (address: string): Readonly<Record<'host' | 'port' | 'database', string>> => {
  const found = /^(?<host>.*):(?<port>\d+)\/(?<database>.*)$/u.exec(address)?.groups;
  return { host: found?.['host'] ?? '', port: found?.['port'] ?? '', database: found?.['database'] ?? '' };
};

/** For a hub that was moved to another server, or whose certificate was renewed. */
export const OtherServer = ({ address, locked }: Locked & { readonly address: string }) => {
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <div>
        <Button
          variant="default"
          disabled={locked !== null}
          title={locked ?? undefined}
          onClick={() => setOpen(true)}
        >
          {t('The server has a new address or certificate…')}
        </Button>
      </div>
    );
  return (
    <ServerTrustForm
      title={t('The server has a new address or certificate')}
      words={t(
        'Use this if the hub moved to another server, or if its certificate was renewed with a new key. Steps that wait here are kept and shared afterwards. Do this once on each workstation.',
      )}
      start={partsOf(address)}
      isWhole={({ database }) => database.trim() !== ''}
      fields={(form) => <TextInput label={t('Database')} {...boxOf(form, 'database')} />}
      act={t('Use this server from now on')}
      take={(server, { database }) => ask('hub.changeServer', { ...server, database: database.trim() })}
      close={() => setOpen(false)}
    />
  );
};

/** Updates a hub to the version of this program. @param waits this workstation shares nothing until then, so the hub comes first */
export const UpdateHub = ({ locked, waits }: Locked & { readonly waits: boolean }) => {
  const [isOpen, setOpen] = useState(false);
  const [account, setAccount] = useState({ user: '', password: '' });
  const update = useMutation({ mutationFn: () => ask('hub.update', account) });
  const isWhole = account.user.trim() !== '' && account.password !== '';
  const close = (): void => setOpen(false);
  const order = waits
    ? t('Workstations with an older version may stop sharing afterwards: install this version there too.')
    : t('Install this version on the other workstations first: older ones may stop sharing afterwards.');
  return (
    <StackForm
      gap="xs"
      aria-label={t('Update the hub')}
      leave={update.isPending ? undefined : close}
      submit={() => {
        if (!isOpen) setOpen(true);
        else if (isWhole && !update.isPending) update.mutate();
      }}
    >
      <Title order={3} size="h4">
        {t('Update the hub')}
      </Title>
      <Text>
        {t(
          'An earlier version of Borrow Desk created the hub. Update it so that it has everything this version needs: that takes seconds, and everyone can keep working.',
        )}{' '}
        {order}
      </Text>
      {isOpen && (
        <AdministratorFields
          form={{
            draft: account,
            put: (change) => setAccount((before) => ({ ...before, ...change })),
            disabled: update.isPending,
          }}
          takesFocus
        />
      )}
      <Group gap="xs">
        <Button
          type="submit"
          variant={isOpen ? 'filled' : 'default'}
          loading={update.isPending}
          disabled={locked !== null || (isOpen && !isWhole)}
          title={locked ?? undefined}
        >
          {t('Update the hub')}
        </Button>
        {isOpen && (
          <Button variant="default" disabled={update.isPending} onClick={close}>
            {t('Leave as is')}
          </Button>
        )}
      </Group>
      <NotDone error={update.error} />
    </StackForm>
  );
};
