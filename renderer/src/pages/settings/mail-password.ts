import { keepsPassword, type MailLogin } from '../../../../shared/domain/mail-server.ts';
import type { MailAccountView } from '../../../../shared/ipc/calls/mail.ts';
import { t } from '../../../../shared/words/words.ts';

/** What stands under the box for the password while the account is being changed. */
export const passwordHint = (view: MailAccountView, draft: MailLogin): string => {
  const kept = view.keepsPassword
    ? t('settings.itIsKeptSealedByThis')
    : t('settings.thisComputerCannotKeepPasswordsIt');
  if (!view.passwordKnown || view.account === null) return kept;
  return keepsPassword(view.account, draft)
    ? t('settings.knownLeaveThisEmptyToKeep', { kept })
    : t('settings.typeItAgainTheKnownOne', { kept });
};

/** Why letters wait for the password, and what to do; null where they do not. */
export const passwordMissing = (view: MailAccountView): string | null => {
  if (view.account === null || view.account.user === '' || view.passwordKnown) return null;
  switch (view.passwordForgotten) {
    case 'login':
      return t('settings.theServerItsPortItsProtection');
    case 'authority':
      return t('settings.theCertificateAuthorityWasChangedSo');
    case null:
      return t('settings.thePasswordIsNotKnownLetters');
  }
};
