import { keepsPassword } from '../../../../shared/domain/mail-server.ts';
import type { LookUpAccountInput, LookUpAccountView } from '../../../../shared/ipc/calls/look-ups.ts';
import { t } from '../../../../shared/words/words.ts';
import type { AccountFault } from './AccountForm.tsx';
import { portFault } from './port.ts';
import { loginOf, type ServerDraft, type ServerKind } from './server-fields.tsx';

/** The connection as typed. */
export type LookUpDraft = ServerDraft & { readonly location: string };

export const lookUpServer: ServerKind = {
  label: t('Server'),
  placeholder: 'sip2.library.example',
  labels: {
    tls: t('TLS from the start (usually port 6443)'),
    none: t('None (only inside a tunnel or your own network)'),
  },
  ports: { tls: 6443, none: 6001 },
  needsUser: false,
  unencryptedWarning: () =>
    t(
      'Without encryption, others on the network can read card numbers, names, e-mail addresses and the password. Use a tunnel, such as stunnel or a VPN.',
    ),
};

const empty: LookUpAccountInput = { host: '', port: 6443, security: 'tls', user: '', location: '' };

/** Returns the initial form: the stored account, or empty fields. */
export const draftOfLookUp = (account: LookUpAccountInput | null): LookUpDraft => {
  const start = account ?? empty;
  return { ...start, portText: String(start.port), password: '' };
};

/** Returns the input of the call that stores the account. */
export const inputOfLookUp = (draft: LookUpDraft) => {
  const { host, port, security, user } = loginOf(draft);
  return {
    account: {
      host,
      port,
      security: security === 'none' ? security : ('tls' as const),
      user,
      location: draft.location.trim(),
    },
    password: draft.password === '' ? null : draft.password,
  };
};

/** Returns what is missing before patrons can be looked up; null if nothing is. */
export const lookUpFault = (draft: LookUpDraft, view: LookUpAccountView): AccountFault | null => {
  const port = portFault(draft.portText);
  if (port !== null) return { field: 'portText', words: port };
  const login = loginOf(draft);
  const isKnown = view.account !== null && view.passwordKnown && keepsPassword(view.account, login);
  return login.user !== '' && draft.password === '' && !isKnown
    ? {
        field: 'password',
        words: t('Enter the password, or clear the user name if the server needs no sign-in.'),
      }
    : null;
};
