import { TextInput } from '@mantine/core';
import type { ChangeEvent, ComponentProps } from 'react';
import { keepsPassword } from '../../../../shared/domain/mail-server.ts';
import type { MailAccountInput, MailAccountView } from '../../../../shared/ipc/calls/mail.ts';
import type { AccountFault, AccountPart } from './AccountForm.tsx';
import { testedWords, TypedTest } from './ConnectionTest.tsx';
import { portFault } from './port.ts';
import { loginOf, mailServer, type ServerDraft, ServerFields, type ServerKind } from './server-fields.tsx';
import { t } from '../../../../shared/words/words.ts';

/** The account as typed. */
export type MailDraft = MailAccountInput & ServerDraft;

const outgoing: ServerKind = {
  ...mailServer,
  labels: {
    starttls: t('STARTTLS, required (usually port 587)'),
    tls: t('TLS from the start (usually port 465)'),
    none: t('None (only for a server on your own network)'),
  },
  ports: { starttls: 587, tls: 465, none: 25 },
  needsUser: false,
};

const empty: MailAccountInput = {
  host: '',
  port: 587,
  security: 'starttls',
  user: '',
  fromName: '',
  fromAddress: '',
};

/** Returns what is missing before letters can be sent; null if nothing is. */
export const mailFault = (draft: MailDraft, view: MailAccountView): AccountFault | null => {
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

/** Returns the initial form: the stored account, or empty fields. */
export const draftOf = (account: MailAccountInput | null): MailDraft => {
  const start = account ?? empty;
  return { ...start, portText: String(start.port), password: '' };
};

/** The mail server and the sender. */
export const MailFields = ({
  draft,
  put,
  view,
  fault,
}: AccountPart<MailDraft> & { readonly view: MailAccountView }) => {
  const box = (name: 'fromName' | 'fromAddress') => ({
    value: draft[name],
    ...(fault?.field === name && { error: fault.words, ref: fault.focus }),
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement>) => put({ [name]: currentTarget.value }),
  });
  return (
    <>
      <ServerFields draft={draft} put={put} view={view} fault={fault} kind={outgoing} />
      <TextInput
        label={t('Sender name')}
        placeholder={t('Interlibrary Loan, Main Library')}
        {...box('fromName')}
      />
      <TextInput label={t('Sender address')} placeholder="ill@library.example" {...box('fromAddress')} />
    </>
  );
};

/** Returns the input of the call that stores the account. */
export const inputOf = (draft: MailDraft) => ({
  account: {
    ...loginOf(draft),
    fromName: draft.fromName,
    fromAddress: draft.fromAddress.trim(),
  },
  password: draft.password === '' ? null : draft.password,
});

/** Sends a test letter to an address that staff type. */
export const TestLetter = (
  test: Pick<ComponentProps<typeof TypedTest<{ readonly words: string }>>, 'call' | 'locked' | 'first'>,
) => (
  <TypedTest
    {...test}
    field={{ name: 'to', label: t('Test address'), placeholder: 'you@library.example', maxLength: 320 }}
    button={t('Send a test letter')}
    waits={t('Sending…')}
    result={testedWords}
  />
);
