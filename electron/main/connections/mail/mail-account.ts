/** How the connection to the mail server is protected. `starttls` insists on it; `none` is for a server in the house. */
export type MailSecurity = 'tls' | 'starttls' | 'none';

/** Everything that is needed to hand a letter to a mail server. */
export type MailAccount = {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  /** Empty where the server wants no sign-in. */
  readonly user: string;
  readonly password: string;
  readonly fromName: string;
  /** Exactly one valid address. */
  readonly fromAddress: string;
  /** A certificate authority of the house as PEM, trusted beside the known ones; null for none. */
  readonly ca: string | null;
};
