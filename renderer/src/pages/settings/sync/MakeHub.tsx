import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { useUnsaved } from '../../../places/leave-guard.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { Administrator } from './Administrator.tsx';
import { Fingerprint } from './Fingerprint.tsx';
import { NameField } from './NameField.tsx';
import { mayBeAsked, ServerFields } from './ServerFields.tsx';

const empty = { host: '', port: '5432', database: '', user: '', password: '' };
type Draft = typeof empty & { readonly name: string };

type Part = {
  readonly draft: Draft;
  readonly put: (change: Partial<Draft>) => void;
  readonly disabled: boolean;
};

const field =
  ({ draft, put, disabled }: Part) =>
  (name: keyof Draft) => ({
    value: draft[name],
    disabled,
    autoComplete: 'off',
    maxLength: 200,
    onChange: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) =>
      put({ [name]: currentTarget.value }),
  });

/** Who may make the hub there, used for this once. */
const Account = (part: Part) => {
  const of = field(part);
  return (
    <>
      <TextInput label={t('hub.database')} description={t('hub.anEmptyDatabase')} {...of('database')} />
      <Administrator account={part.draft} put={part.put} disabled={part.disabled} />
    </>
  );
};

/** Makes this library's hub: first its certificate is looked at, then the library goes there. */
export const MakeHub = ({
  locked,
  usualName,
}: {
  readonly locked: string | null;
  readonly usualName: string;
}) => {
  const [draft, setDraft] = useState<Draft>({ ...empty, name: usualName });
  const look = useMutation({
    mutationFn: () => ask('hub.look', { host: draft.host, port: Number(draft.port) }),
  });
  const make = useMutation({
    mutationFn: (fingerprint: string) =>
      ask('hub.make', { ...draft, port: Number(draft.port), fingerprint, name: draft.name.trim() }),
  });
  const put = (change: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...change }));
    // Of another server another certificate is looked at.
    if ('host' in change || 'port' in change) look.reset();
    make.reset();
  };
  useUnsaved(draft.host !== '' && !make.isPending && !make.isSuccess);
  const part: Part = { draft, put, disabled: locked !== null || make.isPending };
  const fingerprint = look.data?.fingerprint ?? null;
  const isWhole = [draft.database, draft.user, draft.name].every((text) => text.trim() !== '');
  const mayLook = mayBeAsked(draft);
  const isBusy = look.isPending || make.isPending;
  const next = (): void => {
    if (isBusy || locked !== null || !mayLook) return;
    if (fingerprint === null) look.mutate();
    else if (isWhole) make.mutate(fingerprint);
  };
  return (
    <Stack
      component="form"
      gap="sm"
      w="100%"
      maw="32rem"
      aria-label={t('hub.makeThisLibrarysHub')}
      onSubmit={(event) => {
        event.preventDefault();
        next();
      }}
    >
      <Title order={3} size="h4">
        {t('hub.makeThisLibrarysHub')}
      </Title>
      <Text>{t('hub.onOneWorkstationOnce')}</Text>
      <ServerFields draft={draft} put={put} disabled={part.disabled} />
      {fingerprint !== null && (
        <>
          <Fingerprint text={fingerprint} authority={look.data?.authority ?? ''} />
          <Account {...part} />
          <NameField {...field(part)('name')} />
        </>
      )}
      <Group>
        <Button
          type="submit"
          aria-disabled={isBusy}
          loading={make.isPending}
          disabled={locked !== null || !mayLook || (fingerprint !== null && !isWhole)}
          title={locked ?? undefined}
        >
          {fingerprint === null ? t('hub.look') : t('hub.makeTheHub')}
        </Button>
        <Text role="status">{look.isPending ? t('hub.looking') : ''}</Text>
      </Group>
      <NotDone error={look.error ?? make.error} />
    </Stack>
  );
};
