import { Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { type ChangeEvent, useState } from 'react';
import { keepsPassword, normalizeLogin, type MailLogin } from '../../../../shared/domain/mail-server.ts';
import type { MailAccountInput, MailAccountView } from '../../../../shared/ipc/calls/mail.ts';
import { passwordHint } from './mail-password.ts';
import { portFault } from './port.ts';
import { t } from '../../../../shared/words/words.ts';

/** The account as typed. */
export type MailDraft = MailAccountInput & { readonly portText: string; readonly password: string };

const protections = [
  { value: 'starttls', label: t('STARTTLS, required (usually port 587)') },
  { value: 'tls', label: t('TLS from the start (usually port 465)') },
  { value: 'none', label: t('None (only for a server on your own network)') },
] as const;
const defaultPorts = { starttls: 587, tls: 465, none: 25 } as const;
type Protection = keyof typeof defaultPorts;

const empty: MailAccountInput = {
  host: '',
  port: 587,
  security: 'starttls',
  user: '',
  fromName: '',
  fromAddress: '',
};

/** What the account lacks, and the field where it is entered. */
type MailFault = { readonly field: 'portText' | 'password' | 'fromAddress'; readonly words: string };
type Focus = (field: HTMLInputElement | null) => void;
type ShownFault = MailFault & { /** Focuses its field. */ readonly focus: Focus };

/** Returns what is missing before letters can be sent; null if nothing is. */
const mailFault = (draft: MailDraft, view: MailAccountView): MailFault | null => {
  const port = portFault(draft.portText);
  if (port !== null) return { field: 'portText', words: port };
  const login = loginOf(draft);
  const isKnown = view.account !== null && view.passwordKnown && keepsPassword(view.account, login);
  if (login.user !== '' && draft.password === '' && !isKnown)
    return {
      field: 'password',
      words: t('Enter the password, or clear the user name if the server needs no sign-in.'),
    };
  return draft.fromAddress.trim() === ''
    ? { field: 'fromAddress', words: t('Add the sender address.') }
    : null;
};

/** What is missing, shown at its field once staff want to save or test the account. */
export const useMailFault = (draft: MailDraft, view: MailAccountView) => {
  const [asked, setAsked] = useState<{ readonly draft: MailDraft; readonly focus: Focus } | null>(null);
  const fault = mailFault(draft, view);
  return {
    fault: asked?.draft === draft && fault !== null ? { ...fault, focus: asked.focus } : null,
    /** Whether nothing is missing; otherwise the form says what. */
    isComplete: (): boolean => {
      // A new function: React calls it each time staff ask, and not when the form is rendered again.
      setAsked({ draft, focus: (field) => field?.focus() });
      return fault === null;
    },
  };
};

/** Returns the initial form: the stored account, or empty fields. */
export const draftOf = (account: MailAccountInput | null): MailDraft => {
  const start = account ?? empty;
  return { ...start, portText: String(start.port), password: '' };
};

type MailFieldsProps = {
  readonly draft: MailDraft;
  readonly put: (change: Partial<MailDraft>) => void;
  readonly view: MailAccountView;
  readonly fault: ShownFault | null;
};

/** The mail server and the sender. @param fault what is missing: its field gets the focus */
export const MailFields = ({ draft, put, view, fault }: MailFieldsProps) => {
  const box = (name: 'host' | 'portText' | 'user' | 'password' | 'fromName' | 'fromAddress') => ({
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
          data={protections.map((one) => one)}
          onChange={({ currentTarget }) => {
            const security = currentTarget.value as Protection;
            const untouched = draft.portText === String(defaultPorts[draft.security]);
            put({ security, ...(untouched ? { portText: String(defaultPorts[security]) } : {}) });
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

const loginOf = (draft: MailDraft): MailLogin =>
  normalizeLogin({
    host: draft.host,
    port: Number(draft.portText),
    security: draft.security,
    user: draft.user,
  });

/** Returns the input of the call that stores the account. */
export const inputOf = (draft: MailDraft) => ({
  account: {
    ...loginOf(draft),
    fromName: draft.fromName,
    fromAddress: draft.fromAddress.trim(),
  },
  password: draft.password === '' ? null : draft.password,
});
