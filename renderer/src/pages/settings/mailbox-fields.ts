import { keepsPassword } from '../../../../shared/domain/mail-server.ts';
import type { MailboxAccountInput, MailboxView } from '../../../../shared/ipc/calls/mailbox.ts';
import { t } from '../../../../shared/words/words.ts';
import type { AccountFault } from './AccountForm.tsx';
import { portFault } from './port.ts';
import { loginOf, mailServer, type ServerDraft, type ServerKind } from './server-fields.tsx';

/** The mailbox as typed. */
export type MailboxDraft = ServerDraft & { readonly folder: string };

export const incoming: ServerKind = {
  ...mailServer,
  labels: {
    starttls: t('STARTTLS, required (usually port 143)'),
    tls: t('TLS from the start (usually port 993)'),
    none: t('None (only for a server on your own network)'),
  },
  ports: { starttls: 143, tls: 993, none: 143 },
  needsUser: true,
};

const empty: MailboxAccountInput = { host: '', port: 993, security: 'tls', user: '', folder: 'INBOX' };

/** Returns the initial form: the stored account, or empty fields. */
export const draftOfMailbox = (account: MailboxAccountInput | null): MailboxDraft => {
  const start = account ?? empty;
  return { ...start, portText: String(start.port), password: '' };
};

/** Returns the input of the call that stores the account. */
export const inputOfMailbox = (draft: MailboxDraft) => ({
  account: { ...loginOf(draft), folder: draft.folder.trim() || empty.folder },
  password: draft.password === '' ? null : draft.password,
});

/** Returns what is missing before the mailbox can be read; null if nothing is. */
export const mailboxFault = (draft: MailboxDraft, view: MailboxView): AccountFault | null => {
  const port = portFault(draft.portText);
  if (port !== null) return { field: 'portText', words: port };
  const login = loginOf(draft);
  if (login.user === '') return { field: 'user', words: t('Enter the user name of the mailbox.') };
  const isKnown = view.account !== null && view.passwordKnown && keepsPassword(view.account, login);
  return draft.password === '' && !isKnown
    ? { field: 'password', words: t('Enter the password of the mailbox.') }
    : null;
};
