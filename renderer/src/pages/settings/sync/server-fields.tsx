import { Button, Group, Text, TextInput, Title, type TextInputProps } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { useUnsaved } from '../../../places/leave-guard.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { StackForm } from '../parts.tsx';
import { portFault } from '../port.ts';
import classes from './sync.module.css';

/** The typed address of a server and the account of its administrator. */
type ServerDraft = {
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly name: string;
};

/** A form about a server: its values, and whether it is disabled. */
type ServerForm<D> = {
  readonly draft: D;
  readonly put: (change: Partial<D>) => void;
  readonly disabled: boolean;
};

const longest = { host: 200, port: 200, database: 200, user: 200, password: 1_000, name: 100 } as const;

/** Returns the props of the box for one of its texts. */
export const boxOf = <K extends keyof ServerDraft>(
  { draft, put, disabled }: ServerForm<Pick<ServerDraft, K>>,
  name: K,
): TextInputProps => ({
  value: draft[name],
  disabled,
  autoComplete: 'off',
  maxLength: longest[name],
  onChange: ({ currentTarget }) => put({ [name]: currentTarget.value } as unknown as Pick<ServerDraft, K>),
});

type Address = Pick<ServerDraft, 'host' | 'port'>;

const mayBeAsked = ({ host, port }: Address): boolean => host.trim() !== '' && portFault(port) === null;

/** The address of the server. */
const AddressFields = ({
  form,
  takesFocus,
}: {
  readonly form: ServerForm<Address>;
  readonly takesFocus: boolean;
}) => (
  <Group align="start" gap="sm">
    <TextInput
      label={t('Server')}
      placeholder="db.library.example"
      flex="1 1 14rem"
      autoFocus={takesFocus}
      {...boxOf(form, 'host')}
    />
    <TextInput
      label={t('Port')}
      inputMode="numeric"
      w="6rem"
      error={portFault(form.draft.port)}
      {...boxOf(form, 'port')}
    />
  </Group>
);

/** The account of the server's administrator, which is used only once. */
export const AdministratorFields = ({
  form,
  takesFocus = false,
}: {
  readonly form: ServerForm<Pick<ServerDraft, 'user' | 'password'>>;
  readonly takesFocus?: boolean;
}) => (
  <>
    <TextInput
      label={t('Administrator account')}
      description={t('Used once and not saved.')}
      autoFocus={takesFocus}
      {...boxOf(form, 'user')}
    />
    <TextInput label={t('Password')} type="password" {...boxOf(form, 'password')} />
  </>
);

/** The name of this workstation. */
export const NameField = (props: TextInputProps) => (
  <TextInput
    label={t('Name of this workstation')}
    description={t('The name that other workstations see.')}
    {...props}
  />
);

/**
 * The identity of a server: the fingerprint of its key, for comparison by two people, and the authority that vouches for it (empty: none).
 */
export const Fingerprint = ({ text, authority }: { readonly text: string; readonly authority: string }) => (
  <div role="group" aria-label={t('Fingerprint of the server’s public key')}>
    <Text fw={600}>{t('Fingerprint of the server’s public key')}</Text>
    <Text className={classes['fingerprint'] ?? ''}>{text}</Text>
    <Text c="dimmed">
      {t(
        'Ask your IT staff for the fingerprint (SHA-256) of the server’s public key. Continue only if the two match.',
      )}
    </Text>
    <Text c="dimmed">
      {authority === ''
        ? t(
            'A certificate renewed with the same key is trusted automatically. If the key changes, each workstation asks again.',
          )
        : t(
            '{authority} vouches for this server. A certificate renewed with the same key, or by the same authority for the same name, is trusted automatically.',
            { authority },
          )}
    </Text>
  </div>
);

type TrustProps<D> = {
  readonly title: string;
  readonly words: string;
  readonly start: D;
  readonly locked?: string | null;
  /** Whether everything is typed that the next of the two steps needs. */
  readonly isWhole: (draft: D, isShown: boolean) => boolean;
  readonly fields?: (form: ServerForm<D>) => ReactNode;
  readonly fieldsOnceShown?: (form: ServerForm<D>) => ReactNode;
  /** The button of the second step. */
  readonly act: string;
  readonly take: (
    server: { readonly host: string; readonly port: number; readonly fingerprint: string },
    draft: D,
  ) => Promise<unknown>;
  readonly close?: () => void;
};

/** The values, and the two calls of such a form. */
const useTrust = <D extends Address>({ start, locked = null, isWhole, take, close }: TrustProps<D>) => {
  const [draft, setDraft] = useState(start);
  const where = { host: draft.host.trim(), port: Number(draft.port) };
  const look = useMutation({ mutationFn: () => ask('hub.look', where) });
  const taking = useMutation({
    mutationFn: (fingerprint: string) => take({ ...where, fingerprint }, draft),
    ...(close && { onSuccess: close }),
  });
  const isStarted = draft.host !== start.host || look.isSuccess;
  useUnsaved(isStarted && !taking.isPending && !taking.isSuccess);
  const isBusy = look.isPending || taking.isPending;
  const mayGoOn = locked === null && mayBeAsked(draft) && isWhole(draft, look.isSuccess);
  const put = (change: Partial<D>): void => {
    setDraft((before) => ({ ...before, ...change }));
    // A different server has a different certificate.
    if ('host' in change || 'port' in change) look.reset();
    taking.reset();
  };
  return {
    look,
    taking,
    isBusy,
    mayGoOn,
    form: { draft, put, disabled: locked !== null || taking.isPending } satisfies ServerForm<D>,
    goOn: (): void => {
      if (isBusy || !mayGoOn) return;
      if (look.data) taking.mutate(look.data.fingerprint);
      else look.mutate();
    },
  };
};

/** A form in two steps: it shows the certificate of a server and, after the operator has compared it, acts on that server. */
export const ServerTrustForm = <D extends Address>(props: TrustProps<D>) => {
  const { title, words, locked = null, fields, fieldsOnceShown, act, close } = props;
  const { look, taking, isBusy, mayGoOn, form, goOn } = useTrust(props);
  return (
    <StackForm aria-label={title} leave={isBusy ? undefined : close} submit={goOn}>
      <Title order={3} size="h4">
        {title}
      </Title>
      <Text>{words}</Text>
      <AddressFields form={form as unknown as ServerForm<Address>} takesFocus={close !== undefined} />
      {fields?.(form)}
      {look.data && <Fingerprint text={look.data.fingerprint} authority={look.data.authority} />}
      {look.data && fieldsOnceShown?.(form)}
      <Group gap="xs">
        <Button
          type="submit"
          aria-disabled={isBusy}
          loading={taking.isPending}
          disabled={!mayGoOn}
          title={locked ?? undefined}
        >
          {look.data ? act : t('Show fingerprint')}
        </Button>
        {close && (
          <Button variant="default" disabled={taking.isPending} onClick={close}>
            {t('Leave as is')}
          </Button>
        )}
        <Text role="status">{look.isPending ? t('Contacting the server…') : ''}</Text>
      </Group>
      <NotDone error={look.error ?? taking.error} />
    </StackForm>
  );
};
