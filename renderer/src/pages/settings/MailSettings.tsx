import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ChangeEvent } from 'react';
import { tidyLogin, type MailLogin } from '../../../../shared/domain/mail-server.ts';
import type { MailAccountInput, MailAccountView } from '../../../../shared/ipc/calls/mail.ts';
import type { AppState, MailState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useUnsaved } from '../../places/leave-guard.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { CallButton } from '../../components/CallButton.tsx';
import { mayNotForAll } from './administration.ts';
import { MailAuthority, MailTest } from './mail-parts.tsx';
import { passwordHint, passwordMissing } from './mail-password.ts';
import { StackForm } from './parts.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

type Draft = MailAccountInput & { readonly portText: string; readonly password: string };

const protections = [
  { value: 'starttls', label: t('STARTTLS, required (usually port 587)') },
  { value: 'tls', label: t('TLS from the start (usually port 465)') },
  { value: 'none', label: t('None (only for a server on your own network)') },
] as const;
const usualPorts = { starttls: 587, tls: 465, none: 25 } as const;
type Protection = keyof typeof usualPorts;

const empty: MailAccountInput = {
  host: '',
  port: 587,
  security: 'starttls',
  user: '',
  fromName: '',
  fromAddress: '',
};

const draftOf = (account: MailAccountInput | null): Draft => {
  const start = account ?? empty;
  return { ...start, portText: String(start.port), password: '' };
};

const Fields = ({
  draft,
  put,
  view,
}: {
  readonly draft: Draft;
  readonly put: (change: Partial<Draft>) => void;
  readonly view: MailAccountView;
}) => {
  const box = (name: 'host' | 'portText' | 'user' | 'password' | 'fromName' | 'fromAddress') => ({
    value: draft[name],
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement>) => put({ [name]: currentTarget.value }),
  });
  return (
    <>
      <TextInput label={t('Mail server')} placeholder="mail.library.example" {...box('host')} />
      <Group align="end">
        <NativeSelect
          label={t('Protection')}
          value={draft.security}
          data={protections.map((one) => one)}
          onChange={({ currentTarget }) => {
            const security = currentTarget.value as Protection;
            const untouched = draft.portText === String(usualPorts[draft.security]);
            put({ security, ...(untouched ? { portText: String(usualPorts[security]) } : {}) });
          }}
        />
        <TextInput label={t('Port')} inputMode="numeric" w="6rem" {...box('portText')} />
      </Group>
      {draft.security === 'none' && draft.user !== '' && (
        <Text c="var(--desk-stop)">
          {t('Without protection, the password can be read on the way to the server.')}
        </Text>
      )}
      <TextInput
        label={t('User')}
        description={t('Leave blank if the server needs no sign-in')}
        autoComplete="off"
        {...box('user')}
      />
      {draft.user !== '' && (
        <TextInput
          label={t('Password')}
          type="password"
          autoComplete="off"
          description={passwordHint(view, loginOf(draft))}
          {...box('password')}
        />
      )}
      <TextInput
        label={t('Sender name')}
        placeholder={t('Interlibrary Loan, Main Library')}
        {...box('fromName')}
      />
      <TextInput label={t('Sender address')} placeholder="ill@library.example" {...box('fromAddress')} />
    </>
  );
};

const isPort = (text: string): boolean =>
  /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

const loginOf = (draft: Draft): MailLogin =>
  tidyLogin({ host: draft.host, port: Number(draft.portText), security: draft.security, user: draft.user });

const inputOf = (draft: Draft) => ({
  account: {
    ...loginOf(draft),
    fromName: draft.fromName,
    fromAddress: draft.fromAddress.trim(),
  },
  password: draft.password === '' ? null : draft.password,
});

const Account = ({ view, refusal }: { readonly view: MailAccountView; readonly refusal: string | null }) => {
  const [draft, setDraft] = useState(() => draftOf(view.account));
  const put = (change: Partial<Draft>): void => setDraft((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () => ask('mail.saveAccount', inputOf(draft)),
    onSuccess: ({ account }) => setDraft(draftOf(account)),
  });
  const remove = useMutation({
    mutationFn: () => ask('mail.removeAccount', {}),
    onSuccess: () => setDraft(draftOf(null)),
  });
  const error = save.error ?? remove.error;
  useUnsaved(refusal === null && JSON.stringify(draft) !== JSON.stringify(draftOf(view.account)));
  const portWrong = !isPort(draft.portText);
  return (
    <StackForm
      submit={() => {
        // Disabled while it is stored, the button would lose the focus.
        if (!save.isPending) save.mutate();
      }}
    >
      <Fields draft={draft} put={put} view={view} />
      {portWrong && <Text c="var(--desk-stop)">{t('The port is a number from 1 to 65535.')}</Text>}
      <Group>
        <Button
          type="submit"
          title={refusal ?? undefined}
          aria-disabled={save.isPending}
          disabled={
            refusal !== null || draft.host.trim() === '' || draft.fromAddress.trim() === '' || portWrong
          }
        >
          {t('Save')}
        </Button>
        {view.account && (
          <CallButton call={remove} locked={refusal}>
            {t('Remove account')}
          </CallButton>
        )}
        <Text role="status">{save.isSuccess && !error ? t('Saved') : ''}</Text>
      </Group>
      <NotDone error={error} />
    </StackForm>
  );
};

const waitingWords = (waiting: number): string => {
  if (waiting === 0) return t('No letters are waiting');
  return waiting === 1
    ? t('1 letter is waiting and is not lost')
    : t('{waiting} letters are waiting and are not lost', { waiting: waiting.toLocaleString(locale) });
};

const stateWords = ({ state, words, waiting }: MailState): string => {
  const wait = waitingWords(waiting);
  switch (state) {
    case 'none':
      return t('Now: no mail account. {wait}.', { wait });
    case 'no-password':
      return t('Now: letters are not sent until you enter the password. {wait}.', { wait });
    case 'ready':
      return t('Now: letters are sent automatically. {wait}.', { wait });
    case 'failing':
      return t('Now: {words} {wait}.', { words, wait });
  }
};

/** How letters leave: the mail server, the sender, and a test that says what the server said. */
export const MailSettings = ({ state }: { readonly state: AppState }) => {
  const refusal = mayNotForAll(state, t('Changing the mail account'));
  const account = useQuery({ queryKey: ['messages', 'account'], queryFn: () => ask('mail.account', {}) });
  if (account.isError) return <LoadFailed error={account.error} retry={() => void account.refetch()} />;
  if (!account.data) return <Waiting rows={6} />;
  const missing = passwordMissing(account.data);
  return (
    <>
      <Text>{stateWords(state.mail)}</Text>
      {refusal !== null && <Text>{refusal}</Text>}
      {missing !== null && (
        <Text role="alert" c="var(--desk-stop)">
          {missing}
        </Text>
      )}
      <Account view={account.data} refusal={refusal} />
      {account.data.account && (
        <>
          <MailAuthority chosen={account.data.ownAuthority} refusal={refusal} />
          <MailTest refusal={refusal} />
        </>
      )}
    </>
  );
};
