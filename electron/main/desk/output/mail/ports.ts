import type { LetterText } from '../../../../../shared/domain/letters/text.ts';
import type { MailLogin } from '../../../../../shared/domain/mail-server.ts';

// What delivers letters is made in electron/main/mail.

/** Everything that is needed to hand a letter to a mail server. */
export type MailAccount = MailLogin & {
  readonly password: string;
  readonly fromName: string;
  /** Exactly one valid address. */
  readonly fromAddress: string;
  /** A certificate authority of the house as PEM, trusted beside the known ones; null for none. */
  readonly ca: string | null;
};

/** Keeps a secret so that only this account of this computer can read it. */
export type Secrets = {
  /** Whether the system can keep secrets. */
  readonly available: () => boolean;
  /** The sealed text, for the database. */
  readonly seal: (secret: string) => string;
  /** The secret; null when it was sealed elsewhere. */
  readonly unseal: (sealed: string) => string | null;
};

/** A letter as it is handed to the mail server. */
export type OutgoingLetter = LetterText & {
  /** With its angle brackets; the same however often the letter is tried. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: string };
  /** Where answers go; null for the sender's own address. */
  readonly replyTo: string | null;
  readonly date: Date;
};

/** What became of one try. `words` are for staff, with the server's own words where it said something. */
export type Delivery =
  /** The server took it. */
  | { readonly kind: 'sent'; readonly words: string }
  /** It did not leave; only this letter is to be tried again later. */
  | { readonly kind: 'later'; readonly words: string }
  /**
   * The server cannot be reached or takes nothing at present: no letter can leave. `perhapsLetter` where the server had let us
   * in: it may do so of this one letter alone, and others go before it next time.
   */
  | { readonly kind: 'no-connection'; readonly words: string; readonly perhapsLetter?: boolean }
  /** The account is wrong: no letter can leave until a person mends it. */
  | { readonly kind: 'account'; readonly words: string }
  /**
   * It did not leave, and trying again would not help. `perhapsAccount` where the answer would be the same for any reader if the
   * account was wrong: one reader alone proves nothing.
   */
  | { readonly kind: 'refused'; readonly words: string; readonly perhapsAccount?: boolean }
  /** It was handed over and the answer was not seen: nobody knows whether it left. */
  | { readonly kind: 'unknown'; readonly words: string };
