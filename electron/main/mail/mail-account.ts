import type { MailLogin } from '../../../shared/domain/mail-server.ts';

/** Everything that is needed to hand a letter to a mail server. */
export type MailAccount = MailLogin & {
  readonly password: string;
  readonly fromName: string;
  /** Exactly one valid address. */
  readonly fromAddress: string;
  /** A certificate authority of the house as PEM, trusted beside the known ones; null for none. */
  readonly ca: string | null;
};
