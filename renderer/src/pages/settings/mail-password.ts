import { keepsPassword, type MailLogin } from '../../../../shared/domain/mail-server.ts';
import type { MailAccountView } from '../../../../shared/ipc/calls/mail.ts';
import { t } from '../../../../shared/words/words.ts';

/** What is known about the password of a mail account. */
export type PasswordView = Pick<MailAccountView, 'passwordKnown' | 'passwordForgotten' | 'keepsPassword'> & {
  readonly account: MailLogin | null;
};

/** Returns the hint below the password box while the account is being edited. */
export const passwordHint = (view: PasswordView, draft: MailLogin): string => {
  const kept = view.keepsPassword
    ? t('It is saved encrypted on this computer.')
    : t('This computer cannot save passwords: Borrow Desk remembers the password only until it closes.');
  if (!view.passwordKnown || view.account === null) return kept;
  return keepsPassword(view.account, draft)
    ? t('A password is already set. Leave this blank to keep it. {kept}', { kept })
    : t(
        'Enter the password again: the earlier one is only for the server, port, user name and encryption it was entered for. {kept}',
        { kept },
      );
};

/** Returns why letters are waiting for the password, and what to do; null if they are not. */
export const passwordMissing = (view: MailAccountView): string | null => {
  if (view.account === null || view.account.user === '' || view.passwordKnown) return null;
  switch (view.passwordForgotten) {
    case 'login':
      return t(
        'The server, port, encryption or user name was changed, so the password was cleared: it is only sent to the server it was entered for. Letters wait until you enter the password again and save.',
      );
    case 'authority':
      return t(
        'The certificate authority was changed, so the password was cleared: a different server could now pose as this one. Letters wait until you enter the password again and save.',
      );
    case null:
      return t('The password is missing: letters wait until you enter it and save.');
  }
};
