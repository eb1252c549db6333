import { X509Certificate } from 'node:crypto';
import * as z from 'zod';
import { readMailAddress } from '../../../../../shared/domain/letters/mail-address.ts';
import { keepsPassword, normalizeLogin } from '../../../../../shared/domain/mail-server.ts';
import { plainLine } from '../../../../../shared/domain/plain-text.ts';
import { mailAccount, type MailAccountView } from '../../../../../shared/ipc/calls/mail.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import { fail, ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Delivery, OutgoingLetter, MailAccount, Secrets } from './ports.ts';
import { newMessageId } from './message-id.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { retryOnBusy } from '../../../db/retry-on-busy.ts';
import { writeSetting } from '../../records/settings/raw-settings.ts';
import { readSetting } from '../../records/settings/settings.service.ts';
import { t } from '../../../../../shared/words/words.ts';

export type MailService = {
  /** Returns the account for letters; null while none is set up or its password is unknown. */
  readonly current: () => MailAccount | null;
  /** Returns a number that changes with each change of the account, as long as the program runs. */
  readonly accountNumber: () => number;
  readonly account: () => Result<MailAccountView>;
  /** Stores the account. Refused if the sender is not one valid address. The password is discarded if it would go to another server. */
  readonly saveAccount: (input: Input<'mail.saveAccount'>) => Result<MailAccountView>;
  readonly removeAccount: () => Result<MailAccountView>;
  /**
   * Sends a message to test the account, and returns the server's response. Because it is sent in the library's name to any address, only
   * those who may change the account may do this.
   */
  readonly test: (input: Input<'mail.test'>) => Promise<Result<Output<'mail.test'>>>;
  /**
   * Lets the operator choose the certificate of the library's own authority. Null if the dialog was cancelled. Another certificate discards
   * the password: it may vouch for another server under the same name.
   */
  readonly chooseAuthority: () => Promise<Result<MailAccountView | null>>;
  readonly removeAuthority: () => Result<MailAccountView>;
};

export type MailParts = {
  readonly secrets: Secrets;
  readonly send: (account: MailAccount, letter: OutgoingLetter) => Promise<Delivery>;
  /** Asks for a file and reads it; null if the dialog was cancelled. @throws if it cannot be read. */
  readonly chooseFile: () => Promise<{ readonly name: string; readonly text: string } | null>;
  readonly now: () => Date;
  readonly unique: () => string;
  /** Whether the operator may change the account, and test it. */
  readonly check: () => Result<null>;
  /** Called when the account has changed. */
  readonly changed: () => void;
  /** Called with the result of a test of the present account. */
  readonly tested: (delivery: Delivery) => void;
};

const authority = z.strictObject({ name: z.string(), pem: z.string() });
const stored = z.strictObject({
  ...mailAccount.shape,
  /** Encrypted by the system; null if the system cannot store secrets. */
  sealedPassword: z.string().nullable(),
  /** The change that discarded the password. */
  forgotten: z.enum(['login', 'authority']).nullable().default(null),
  authority: authority.nullable(),
});
type Stored = z.infer<typeof stored>;
const key = 'mailAccount';

type Secret = Pick<Stored, 'sealedPassword' | 'forgotten'>;

/** The stored account, with its password. */
class KeptAccount {
  readonly #db: ReadableDB;
  readonly #parts: MailParts;
  /** If the system cannot store secrets, the password is kept until the program exits. */
  #inMemory: string | null = null;
  #current: MailAccount | null | undefined;
  number = 1;

  constructor(db: ReadableDB, parts: MailParts) {
    this.#db = db;
    this.#parts = parts;
  }

  load(): Stored | null {
    return readSetting(this.#db, key, stored.nullable());
  }

  view(): Result<MailAccountView> {
    const kept = this.load();
    return ok({
      account: kept && mailAccount.strip().parse(kept),
      passwordKnown: kept !== null && this.#passwordOf(kept) !== null,
      passwordForgotten: kept?.forgotten ?? null,
      keepsPassword: this.#parts.secrets.available(),
      ownAuthority: kept?.authority?.name ?? null,
    });
  }

  current(): MailAccount | null {
    if (this.#current === undefined) {
      const kept = this.load();
      const password = kept && (kept.user === '' ? '' : this.#passwordOf(kept));
      this.#current = kept === null || password === null ? null : accountOf(kept, password);
    }
    return this.#current;
  }

  keep(next: Stored | null): Result<MailAccountView> {
    if (next === null) this.#inMemory = null;
    writeSetting(this.#db, key, next);
    this.#current = undefined;
    this.number += 1;
    this.#parts.changed();
    return this.view();
  }

  trust(kept: Stored, authority: Stored['authority']): Result<MailAccountView> {
    const isSame = authority?.pem === kept.authority?.pem;
    return this.keep({ ...kept, authority, ...(!isSame && this.withoutPassword(kept, 'authority')) });
  }

  sealed(password: string): Secret {
    const { secrets } = this.#parts;
    const canKeep = secrets.available();
    this.#inMemory = canKeep ? null : password;
    return { sealedPassword: canKeep ? secrets.seal(password) : null, forgotten: null };
  }

  /** Discards the password. Records why if one was known, or was discarded before and not entered since. */
  withoutPassword(kept: Stored, why: NonNullable<Stored['forgotten']>): Secret {
    const wasKnown = kept.user !== '' && this.#passwordOf(kept) !== null;
    this.#inMemory = null;
    return { sealedPassword: null, forgotten: wasKnown ? why : kept.forgotten };
  }

  #passwordOf(kept: Stored): string | null {
    if (this.#inMemory !== null) return this.#inMemory;
    return kept.sealedPassword === null ? null : this.#parts.secrets.unseal(kept.sealedPassword);
  }
}

/** The account for letters: stored in the database, its password encrypted by the system. */
export const mailService = (db: ReadableDB, parts: MailParts): MailService => {
  const account = new KeptAccount(db, parts);
  const ifAllowed = <T>(change: () => Result<T>): Result<T> => {
    const checked = parts.check();
    return checked.ok ? change() : checked;
  };
  return {
    current: () => account.current(),
    accountNumber: () => account.number,
    account: () => account.view(),
    saveAccount: (input) => ifAllowed(() => saveAccount(account, input)),
    removeAccount: () => ifAllowed(() => account.keep(null)),
    test: async ({ to }) => {
      const now = ifAllowed(() => accountToTest(account, to));
      if (!now.ok) return now;
      const tested = account.number;
      const delivery = await sendTest(parts, now.value.account, now.value.to);
      // The account may have changed in the meantime: then the result says nothing about it.
      if (tested === account.number) parts.tested(delivery);
      return resultOfTest(delivery);
    },
    chooseAuthority: () => chooseAuthority(account, parts),
    removeAuthority: () =>
      ifAllowed(() => {
        const kept = account.load();
        return kept ? account.trust(kept, null) : account.view();
      }),
  };
};

const saveAccount = (kept: KeptAccount, input: Input<'mail.saveAccount'>): Result<MailAccountView> => {
  const fromAddress = readMailAddress(input.account.fromAddress);
  if (fromAddress === null)
    return refuse(
      'mail-address',
      t('The sender’s address must be a single e-mail address, such as ill@library.example. Correct it.'),
    );
  const before = kept.load();
  const next = {
    ...normalizeLogin(input.account),
    fromName: plainLine(input.account.fromName, 200),
    fromAddress,
    authority: before?.authority ?? null,
  };
  if (input.password !== null) return kept.keep({ ...next, ...kept.sealed(input.password) });
  if (before === null) return kept.keep({ ...next, sealedPassword: null, forgotten: null });
  const { sealedPassword, forgotten } = before;
  return keepsPassword(before, next)
    ? kept.keep({ ...next, sealedPassword, forgotten })
    : kept.keep({ ...next, ...kept.withoutPassword(before, 'login') });
};

const accountToTest = (
  kept: KeptAccount,
  address: string,
): Result<{ readonly account: MailAccount; readonly to: string }> => {
  const to = readMailAddress(address);
  if (to === null)
    return refuse(
      'mail-address',
      t('The test goes to a single e-mail address. Enter one, such as name@library.example.'),
    );
  const account = kept.current();
  if (account) return ok({ account, to });
  return kept.load()
    ? refuse('mail-not-set-up', t('The password of the mail account is missing. Enter it and save.'))
    : notSetUp();
};

const chooseAuthority = async (
  account: KeptAccount,
  parts: MailParts,
): Promise<Result<MailAccountView | null>> => {
  const checked = parts.check();
  if (!checked.ok) return checked;
  if (!account.load()) return notSetUp();
  const chosen = await readFile(parts);
  if (!chosen.ok) return chosen;
  if (chosen.value === null) return ok(null);
  const { name, text } = chosen.value;
  if (!isCertificate(text))
    return refuse(
      'file-malformed',
      t('This file contains no certificate. Choose your certificate authority’s file in PEM format.'),
    );
  // The dialog may have been open for a long time: operator and account may have changed since.
  const still = parts.check();
  if (!still.ok) return still;
  // Retries only this part: the whole call would ask for the file again.
  return await retryOnBusy(() => {
    const now = account.load();
    return now ? account.trust(now, { name, pem: text }) : notSetUp();
  });
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

const notSetUp = (): ReturnType<typeof refuse> =>
  refuse('mail-not-set-up', t('No mail account is set up. Set it up first.'));

const readFile = async (
  parts: MailParts,
): Promise<Result<{ readonly name: string; readonly text: string } | null>> => {
  try {
    return ok(await parts.chooseFile());
  } catch {
    return fail('file-unreadable', t('This file cannot be read. Choose another one.'), undefined, false);
  }
};

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).ca || pem.includes('BEGIN CERTIFICATE');
  } catch {
    return false;
  }
};

const sendTest = async (parts: MailParts, account: MailAccount, address: string): Promise<Delivery> =>
  await parts.send(account, {
    messageId: newMessageId({
      outboxId: 0,
      libraryCode: 'test',
      random: parts.unique(),
      fromAddress: account.fromAddress,
    }),
    to: { name: '', address },
    replyTo: null,
    subject: t('Test letter from Borrow Desk'),
    body: t('This is a test. Letters from your interlibrary-loan desk are sent the same way.\n'),
    date: parts.now(),
  });

const resultOfTest = ({ kind, words }: Delivery): Result<{ readonly words: string }> =>
  kind === 'sent'
    ? ok({ words: t('The mail server accepted the message. It says: {words}', { words }) })
    : fail('mail-failed', words);
