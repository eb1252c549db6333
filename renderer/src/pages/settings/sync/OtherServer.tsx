import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { useUnsaved } from '../../../places/leave-guard.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { Fingerprint } from './Fingerprint.tsx';
import { mayBeAsked, ServerFields } from './ServerFields.tsx';

/** The parts of the address of a hub, as the status says it. */
const partsOf = (
  address: string,
): { readonly host: string; readonly port: string; readonly database: string } => {
  const found = /^(?<host>.*):(?<port>\d+)\/(?<database>.*)$/u.exec(address)?.groups;
  return { host: found?.['host'] ?? '', port: found?.['port'] ?? '', database: found?.['database'] ?? '' };
};

const Form = ({ address, close }: { readonly address: string; readonly close: () => void }) => {
  const [draft, setDraft] = useState(() => partsOf(address));
  const where = { host: draft.host.trim(), port: Number(draft.port) };
  const look = useMutation({ mutationFn: () => ask('hub.look', where) });
  const change = useMutation({
    mutationFn: (fingerprint: string) =>
      ask('hub.changeServer', { ...where, database: draft.database.trim(), fingerprint }),
    onSuccess: close,
  });
  const put = (changed: Partial<typeof draft>): void => {
    setDraft((before) => ({ ...before, ...changed }));
    // Of another server another certificate is looked at.
    if (!('database' in changed)) look.reset();
    change.reset();
  };
  useUnsaved(look.isSuccess && !change.isPending && !change.isSuccess);
  const fingerprint = look.data?.fingerprint ?? null;
  const isBusy = look.isPending || change.isPending;
  const isWhole = mayBeAsked(draft) && draft.database.trim() !== '';
  return (
    <Stack
      component="form"
      gap="sm"
      w="100%"
      maw="32rem"
      aria-label={t('hub.theServerHasAnotherAddress')}
      onKeyDown={({ key }) => {
        if (key === 'Escape' && !isBusy) close();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (isBusy || !isWhole) return;
        if (fingerprint === null) look.mutate();
        else change.mutate(fingerprint);
      }}
    >
      <Title order={3} size="h4">
        {t('hub.theServerHasAnotherAddress')}
      </Title>
      <Text>{t('hub.itsLoginAndWhatWaitsStay')}</Text>
      <ServerFields draft={draft} put={put} disabled={isBusy} takesFocus />
      <TextInput
        label={t('hub.database')}
        autoComplete="off"
        maxLength={200}
        disabled={isBusy}
        value={draft.database}
        onChange={({ currentTarget }) => put({ database: currentTarget.value })}
      />
      {look.data && <Fingerprint text={look.data.fingerprint} authority={look.data.authority} />}
      <Group gap="xs">
        <Button type="submit" loading={change.isPending} aria-disabled={isBusy} disabled={!isWhole}>
          {fingerprint === null ? t('hub.look') : t('hub.believeThisServer')}
        </Button>
        <Button variant="default" disabled={change.isPending} onClick={close}>
          {t('common.leaveIt')}
        </Button>
        <Text role="status">{look.isPending ? t('hub.looking') : ''}</Text>
      </Group>
      <NotDone error={look.error ?? change.error} />
    </Stack>
  );
};

/** The way out where the hub was moved to another server, or its certificate was renewed. */
export const OtherServer = ({
  address,
  locked,
}: {
  readonly address: string;
  readonly locked: string | null;
}) => {
  const [asks, setAsks] = useState(false);
  return asks ? (
    <Form address={address} close={() => setAsks(false)} />
  ) : (
    <div>
      <Button
        variant="default"
        disabled={locked !== null}
        title={locked ?? undefined}
        onClick={() => setAsks(true)}
      >
        {t('hub.theServerHasAnotherAddressEllipsis')}
      </Button>
    </div>
  );
};
