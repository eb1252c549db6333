/** How the connection to the mail server is protected. `starttls` insists on it; `none` is for a server in the house. */
type MailSecurity = 'tls' | 'starttls' | 'none';

/** What says to whom a password goes, and who may hear it on its way. */
export type MailLogin = {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  /** Empty where the server wants no sign-in. */
  readonly user: string;
};

/** A login as it is compared and stored: without blanks around it. */
export const tidyLogin = <T extends MailLogin>(login: T): T => ({
  ...login,
  host: login.host.trim(),
  user: login.user.trim(),
});

/**
 * Whether a kept password may go with another login. It may only where all is the same that it was typed for: otherwise somebody who
 * may change the account could have it sent to a server of their own, or in the clear.
 */
export const keepsPassword = (before: MailLogin, next: MailLogin): boolean => {
  const [one, other] = [tidyLogin(before), tidyLogin(next)];
  return (
    one.host.toLowerCase() === other.host.toLowerCase() &&
    one.port === other.port &&
    one.security === other.security &&
    one.user === other.user
  );
};
