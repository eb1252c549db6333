/** How the connection to the mail server is secured. `starttls` requires the upgrade; `none` is for a server on the local network. */
type MailSecurity = 'tls' | 'starttls' | 'none';

/** Determines to whom a password is sent, and who could intercept it. */
export type MailLogin = {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  /** Empty if the server requires no authentication. */
  readonly user: string;
};

/** Normalises a login for comparing and storing: trims its values. */
export const normalizeLogin = <T extends MailLogin>(login: T): T => ({
  ...login,
  host: login.host.trim(),
  user: login.user.trim(),
});

/**
 * Whether a stored password may be used with a changed login. Only if everything it was entered for is unchanged: otherwise a user who may
 * change the account could have it sent to their own server, or unencrypted.
 */
export const keepsPassword = (before: MailLogin, next: MailLogin): boolean => {
  const [one, other] = [normalizeLogin(before), normalizeLogin(next)];
  return (
    one.host.toLowerCase() === other.host.toLowerCase() &&
    one.port === other.port &&
    one.security === other.security &&
    one.user === other.user
  );
};
