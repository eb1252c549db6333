import type { LetterText } from '../../../../../shared/domain/letters/text.ts';
import type { MailLogin } from '../../../../../shared/domain/mail-server.ts';

// The implementations of these types are in electron/main/mail.

/** Everything needed to hand a letter to a mail server. */
export type MailAccount = MailLogin & {
  readonly password: string;
  readonly fromName: string;
  /** Exactly one valid address. */
  readonly fromAddress: string;
  /** The library's own certificate authority as PEM, trusted in addition to the well-known ones; null for none. */
  readonly ca: string | null;
};

/** Stores a secret so that only this account of this computer can read it. */
export type Secrets = {
  /** Whether the system can store secrets. */
  readonly available: () => boolean;
  /** The encrypted text, for the database. */
  readonly seal: (secret: string) => string;
  /** The secret; null if it was encrypted elsewhere. */
  readonly unseal: (sealed: string) => string | null;
};

/** A letter as it is handed to the mail server. */
export type OutgoingLetter = LetterText & {
  /** With its angle brackets; the same for every attempt. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: string };
  /** The reply address; null for the sender's own address. */
  readonly replyTo: string | null;
  readonly date: Date;
};

/** The result of one attempt. `words` are for staff, and include the server's own words, if any. */
export type Delivery =
  /** The server accepted it. */
  | { readonly kind: 'sent'; readonly words: string }
  /** It was not sent; only this letter is to be retried later. */
  | { readonly kind: 'later'; readonly words: string }
  /**
   * The server cannot be reached or currently accepts nothing: no letter can be sent. `perhapsLetter` if the server had accepted the login:
   * the cause may be this letter alone, so others go before it next time.
   */
  | { readonly kind: 'no-connection'; readonly words: string; readonly perhapsLetter?: boolean }
  /** The account is wrong: no letter can be sent until staff correct it. */
  | { readonly kind: 'account'; readonly words: string }
  /**
   * It was not sent, and a retry would not help. `perhapsAccount` if a wrong account would cause the same response for any recipient: one
   * recipient alone proves nothing.
   */
  | {
      readonly kind: 'refused';
      readonly words: string;
      readonly perhapsAccount?: boolean;
      /** The server's own words, as the end of one of our sentences; empty or omitted if there were none. */
      readonly said?: string;
    }
  /** It was handed over, but the response was not received: it is unknown whether it was sent. */
  | { readonly kind: 'unknown'; readonly words: string };
