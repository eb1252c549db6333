import { Group, NativeSelect, Text, TextInput } from '@mantine/core';
import type { ChangeEvent } from 'react';
import { type MailLogin, normalizeLogin } from '../../../../shared/domain/mail-server.ts';
import { t } from '../../../../shared/words/words.ts';
import { type PasswordView, passwordHint } from './mail-password.ts';

/** A server and a login as typed. */
export type ServerDraft = MailLogin & { readonly portText: string; readonly password: string };

type Security = MailLogin['security'];

/** What differs between servers. */
export type ServerKind = {
  readonly label: string;
  readonly placeholder: string;
  /** The kinds of encryption that it may have. */
  readonly labels: Readonly<Partial<Record<Security, string>>>;
  readonly ports: Readonly<Partial<Record<Security, number>>>;
  /** Whether there is no connection without a user. */
  readonly needsUser: boolean;
  /** The warning about a connection without encryption; null if there is none. */
  readonly unencryptedWarning: (user: string) => string | null;
};

export const mailServer = {
  label: t('Mail server'),
  placeholder: 'mail.library.example',
  unencryptedWarning: (user: string) =>
    user === '' ? null : t('Without encryption, the password can be read on its way to the server.'),
} as const;

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

/** Server, encryption, port, user name and password of an account. */
export const ServerFields = ({ draft, put, view, fault, kind }: ServerFieldsProps) => {
  const box = (name: 'host' | 'portText' | 'user' | 'password') => ({
    value: draft[name],
    ...(fault?.field === name && { error: fault.words, ref: fault.focus }),
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement>) => put({ [name]: currentTarget.value }),
  });
  const unencryptedWarning = draft.security === 'none' ? kind.unencryptedWarning(draft.user) : null;
  return (
    <>
      <TextInput label={kind.label} placeholder={kind.placeholder} {...box('host')} />
      <Group align="start">
        <NativeSelect
          label={t('Encryption')}
          value={draft.security}
          data={Object.entries(kind.labels).map(([value, label]) => ({ value, label }))}
          onChange={({ currentTarget }) => {
            const security = currentTarget.value as Security;
            const untouched = draft.portText === String(kind.ports[draft.security]);
            put({ security, ...(untouched ? { portText: String(kind.ports[security]) } : {}) });
          }}
        />
        <TextInput label={t('Port')} inputMode="numeric" w="6rem" {...box('portText')} />
      </Group>
      {unencryptedWarning !== null && <Text c="var(--desk-stop)">{unencryptedWarning}</Text>}
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
