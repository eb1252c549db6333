import { X509Certificate } from 'node:crypto';
import * as z from 'zod';
import { readMailAddress } from '../../../../../shared/domain/mail-address.ts';
import { keepsPassword, tidyLogin } from '../../../../../shared/domain/mail-server.ts';
import { plainLine } from '../../../../../shared/domain/plain-text.ts';
import { mailAccount, type MailAccountView } from '../../../../../shared/ipc/calls/mail.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import { fail, ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Delivery, OutgoingLetter } from '../../../mail/delivery.ts';
import type { MailAccount } from '../../../mail/mail-account.ts';
import { newMessageId } from '../../../mail/message-id.ts';
import type { Secrets } from '../../../mail/secrets.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { retryOnBusy } from '../../../db/retry-on-busy.ts';
import { writeSetting } from '../../records/settings/raw-settings.ts';
import { readSetting } from '../../records/settings/settings.service.ts';
import { t } from '../../../../../shared/words/words.ts';

export type MailService = {
  /** The account as letters use it; null while none is set up or its password is not known. */
  readonly current: () => MailAccount | null;
  /** Another number after each change of the account, as long as the program runs. */
  readonly accountNumber: () => number;
  readonly account: () => Result<MailAccountView>;
  /** Stores the account. Refused when the sender is not one valid address. A password is forgotten where it would go elsewhere. */
  readonly saveAccount: (input: Input<'mail.saveAccount'>) => Result<MailAccountView>;
  readonly removeAccount: () => Result<MailAccountView>;
  /**
   * Sends a message that shows whether the account works; says what the server said. It goes out in the library's name to any
   * address, so it is refused to those who may not change the account.
   */
  readonly test: (input: Input<'mail.test'>) => Promise<Result<Output<'mail.test'>>>;
  /**
   * Lets a person choose the certificate of the library's own authority. Null when they chose none. Another one forgets the password:
   * it may vouch for another server under the same name.
   */
  readonly chooseAuthority: () => Promise<Result<MailAccountView | null>>;
  readonly removeAuthority: () => Result<MailAccountView>;
};

export type MailParts = {
  readonly secrets: Secrets;
  readonly send: (account: MailAccount, letter: OutgoingLetter) => Promise<Delivery>;
  /** Asks for a file and reads it; null when the person closed the dialog. @throws when it cannot be read. */
  readonly chooseFile: () => Promise<{ readonly name: string; readonly text: string } | null>;
  readonly now: () => Date;
  readonly unique: () => string;
  /** Whether the operator may change the account, and try it. */
  readonly check: () => Result<null>;
  /** Told when letters may leave in another way than before. */
  readonly changed: () => void;
};

const authority = z.strictObject({ name: z.string(), pem: z.string() });
const stored = z.strictObject({
  ...mailAccount.shape,
  /** Sealed by the system; null where the system keeps no secrets. */
  sealedPassword: z.string().nullable(),
  /** What was changed so that the password was forgotten. */
  forgotten: z.enum(['login', 'authority']).nullable().default(null),
  authority: authority.nullable(),
});
type Stored = z.infer<typeof stored>;
const key = 'mailAccount';

/** The account for letters: kept in the database, its password sealed by the system. */
export const mailService = (db: ReadableDB, parts: MailParts): MailService => {
  // Where the system keeps no secrets, the password lives as long as the program.
  let spoken: string | null = null;
  let account: MailAccount | null | undefined;
  let accountNumber = 1;

  const load = (): Stored | null => readSetting(db, key, stored.nullable());
  const passwordOf = (kept: Stored): string | null =>
    spoken ?? (kept.sealedPassword === null ? null : parts.secrets.unseal(kept.sealedPassword));

  const view = (): Result<MailAccountView> => {
    const kept = load();
    return ok({
      account: kept && mailAccount.strip().parse(kept),
      passwordKnown: kept !== null && passwordOf(kept) !== null,
      passwordForgotten: kept?.forgotten ?? null,
      keepsPassword: parts.secrets.available(),
      ownAuthority: kept?.authority?.name ?? null,
    });
  };

  const keep = (next: Stored | null): Result<MailAccountView> => {
    writeSetting(db, key, next);
    account = undefined;
    accountNumber += 1;
    parts.changed();
    return view();
  };

  type Secret = Pick<Stored, 'sealedPassword' | 'forgotten'>;
  const sealed = (password: string): Secret => {
    const canKeep = parts.secrets.available();
    spoken = canKeep ? null : password;
    return { sealedPassword: canKeep ? parts.secrets.seal(password) : null, forgotten: null };
  };

  /** Forgets the password. Says so where one was known, or was forgotten before and never typed since. */
  const withoutPassword = (kept: Stored, why: NonNullable<Stored['forgotten']>): Secret => {
    const wasKnown = kept.user !== '' && passwordOf(kept) !== null;
    spoken = null;
    return { sealedPassword: null, forgotten: wasKnown ? why : kept.forgotten };
  };

  const trust = (kept: Stored, next: Stored['authority']): Result<MailAccountView> =>
    next?.pem === kept.authority?.pem
      ? keep({ ...kept, authority: next })
      : keep({ ...kept, authority: next, ...withoutPassword(kept, 'authority') });

  const current = (): MailAccount | null => {
    if (account === undefined) {
      const kept = load();
      const password = kept && (kept.user === '' ? '' : passwordOf(kept));
      account = kept === null || password === null ? null : accountOf(kept, password);
    }
    return account;
  };

  return {
    current,
    accountNumber: () => accountNumber,
    account: view,

    saveAccount: (input) => {
      const checked = parts.check();
      if (!checked.ok) return checked;
      const fromAddress = readMailAddress(input.account.fromAddress);
      if (fromAddress === null) return refuse('mail-address', t('mail.theSendersAddressMustBeOne'));
      const before = load();
      const next = {
        ...tidyLogin(input.account),
        fromName: plainLine(input.account.fromName, 200),
        fromAddress,
        authority: before?.authority ?? null,
      };
      if (input.password !== null) return keep({ ...next, ...sealed(input.password) });
      if (before === null) return keep({ ...next, sealedPassword: null, forgotten: null });
      const { sealedPassword, forgotten } = before;
      return keepsPassword(before, next)
        ? keep({ ...next, sealedPassword, forgotten })
        : keep({ ...next, ...withoutPassword(before, 'login') });
    },

    removeAccount: () => {
      const checked = parts.check();
      if (!checked.ok) return checked;
      spoken = null;
      return keep(null);
    },

    test: async ({ to }) => {
      const checked = parts.check();
      if (!checked.ok) return checked;
      const address = readMailAddress(to);
      if (address === null) return refuse('mail-address', t('mail.theTestGoesToOneE'));
      const now = current();
      return now ? await sendTest(parts, now, address) : notSetUp();
    },

    chooseAuthority: async () => {
      const checked = parts.check();
      if (!checked.ok) return checked;
      const kept = load();
      if (!kept) return notSetUp();
      const chosen = await readFile(parts);
      if (!chosen.ok || chosen.value === null) return chosen as Result<null>;
      const { name, text } = chosen.value;
      if (!isCertificate(text)) return refuse('file-malformed', t('mail.thisFileHoldsNoCertificateChoose'));
      // The dialog may have been open for long: who works here and what the account is may be otherwise by now.
      const still = parts.check();
      if (!still.ok) return still;
      // Not the whole call again, which would ask for the file once more.
      return await retryOnBusy(() => {
        const now = load();
        return now ? trust(now, { name, pem: text }) : notSetUp();
      });
    },

    removeAuthority: () => {
      const checked = parts.check();
      if (!checked.ok) return checked;
      const kept = load();
      return kept ? trust(kept, null) : view();
    },
  };
};

const accountOf = (kept: Stored, password: string): MailAccount => ({
  host: kept.host,
  port: kept.port,
  security: kept.security,
  user: kept.user,
  password,
  fromName: kept.fromName,
  fromAddress: kept.fromAddress,
  ca: kept.authority?.pem ?? null,
});

const notSetUp = (): ReturnType<typeof refuse> => refuse('mail-not-set-up', t('mail.noMailAccountIsSetUp'));

const readFile = async (
  parts: MailParts,
): Promise<Result<{ readonly name: string; readonly text: string } | null>> => {
  try {
    return ok(await parts.chooseFile());
  } catch {
    return fail('file-unreadable', t('mail.thisFileCannotBeReadChoose'), undefined, false);
  }
};

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).ca || pem.includes('BEGIN CERTIFICATE');
  } catch {
    return false;
  }
};

const sendTest = async (
  parts: MailParts,
  account: MailAccount,
  address: string,
): Promise<Result<{ readonly words: string }>> => {
  const delivery = await parts.send(account, {
    messageId: newMessageId({
      outboxId: 0,
      libraryCode: 'test',
      random: parts.unique(),
      fromAddress: account.fromAddress,
    }),
    to: { name: '', address },
    replyTo: null,
    subject: t('mail.testMessageFromBorrowDesk'),
    body: t('mail.lettersFromYourInterlibraryLoanDesk'),
    date: parts.now(),
  });
  return delivery.kind === 'sent'
    ? ok({ words: t('mail.theMailServerTookTheMessage', { words: delivery.words }) })
    : fail('mail-failed', delivery.words);
};
