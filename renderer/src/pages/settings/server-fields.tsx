import { Group, NativeSelect, Text, TextInput } from '@mantine/core';
import type { ChangeEvent } from 'react';
import { type MailLogin, normalizeLogin } from '../../../../shared/domain/mail-server.ts';
import { t } from '../../../../shared/words/words.ts';
import { type PasswordView, passwordHint } from './mail-password.ts';

/** A mail server and a login as typed. */
export type ServerDraft = MailLogin & { readonly portText: string; readonly password: string };

/** What differs between the server that sends and the one that is read. */
export type ServerKind = {
  readonly labels: Readonly<Record<MailLogin['security'], string>>;
  readonly ports: Readonly<Record<MailLogin['security'], number>>;
  /** Whether there is no reading without a user. */
  readonly needsUser: boolean;
};

/** What is missing, and how to focus its field. */
export type ServerFault = {
  readonly field: string;
  readonly words: string;
  readonly focus: (field: HTMLInputElement | null) => void;
};

/** Returns the login as it is compared and stored. */
export const loginOf = (draft: ServerDraft): MailLogin =>
  normalizeLogin({
    host: draft.host,
    port: Number(draft.portText),
    security: draft.security,
    user: draft.user,
  });

type ServerFieldsProps = {
  readonly draft: ServerDraft;
  readonly put: (change: Partial<ServerDraft>) => void;
  readonly view: PasswordView;
  readonly fault: ServerFault | null;
  readonly kind: ServerKind;
};

/** Server, encryption, port, user name and password of a mail account. */
export const ServerFields = ({ draft, put, view, fault, kind }: ServerFieldsProps) => {
  const box = (name: 'host' | 'portText' | 'user' | 'password') => ({
    value: draft[name],
    ...(fault?.field === name && { error: fault.words, ref: fault.focus }),
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement>) => put({ [name]: currentTarget.value }),
  });
  return (
    <>
      <TextInput label={t('Mail server')} placeholder="mail.library.example" {...box('host')} />
      <Group align="start">
        <NativeSelect
          label={t('Encryption')}
          value={draft.security}
          data={(['starttls', 'tls', 'none'] as const).map((value) => ({ value, label: kind.labels[value] }))}
          onChange={({ currentTarget }) => {
            const security = currentTarget.value as MailLogin['security'];
            const untouched = draft.portText === String(kind.ports[draft.security]);
            put({ security, ...(untouched ? { portText: String(kind.ports[security]) } : {}) });
          }}
        />
        <TextInput label={t('Port')} inputMode="numeric" w="6rem" {...box('portText')} />
      </Group>
      {draft.security === 'none' && draft.user !== '' && (
        <Text c="var(--desk-stop)">
          {t('Without encryption, the password can be read on its way to the server.')}
        </Text>
      )}
      <TextInput
        label={t('User name')}
        {...(!kind.needsUser && { description: t('Leave blank if the server needs no sign-in') })}
        autoComplete="off"
        {...box('user')}
      />
      {(kind.needsUser || draft.user !== '') && (
        <TextInput
          label={t('Password')}
          type="password"
          autoComplete="off"
          description={passwordHint(view, loginOf(draft))}
          {...box('password')}
        />
      )}
    </>
  );
};
