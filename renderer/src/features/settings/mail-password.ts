import { keepsPassword, type MailLogin } from '../../../../shared/domain/mail-server.ts';
import type { MailAccountView } from '../../../../shared/ipc/calls/mail.ts';

/** What stands under the box for the password while the account is being changed. */
export const passwordHint = (view: MailAccountView, draft: MailLogin): string => {
  const kept = view.keepsPassword
    ? 'It is kept sealed by this computer.'
    : 'This computer cannot keep passwords: it is known until the program ends.';
  if (!view.passwordKnown || view.account === null) return kept;
  return keepsPassword(view.account, draft)
    ? `Known. Leave this empty to keep it. ${kept}`
    : `Type it again: the known one is only for the server, port, user and protection that it was typed for. ${kept}`;
};

/** Why letters wait for the password, and what to do; null where they do not. */
export const passwordMissing = (view: MailAccountView): string | null => {
  if (view.account === null || view.account.user === '' || view.passwordKnown) return null;
  switch (view.passwordForgotten) {
    case 'login':
      return 'The server, its port, its protection or the user was changed, so the password was forgotten: it goes nowhere but where it was typed for. Letters wait until you type it again and store the account.';
    case 'authority':
      return 'The certificate authority was changed, so the password was forgotten: another server could be vouched for under the same name. Letters wait until you type it again and store the account.';
    case null:
      return 'The password is not known: letters wait until you type it and store the account.';
  }
};
