import { readMailAddress } from '../../../../../shared/domain/letters/mail-address.ts';
import { plainLine } from '../../../../../shared/domain/plain-text.ts';
import {
  mailAccount,
  type MailAccountInput,
  type MailAccountView,
} from '../../../../../shared/ipc/calls/mail.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import { fail, ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { type AccountParts, ifAllowed, KeptAccount } from './kept-account.ts';
import type { Delivery, OutgoingLetter, MailAccount } from './ports.ts';
import { newMessageId } from './message-id.ts';
import type { ReadableDB } from '../../../db/types.ts';
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

export type MailParts = AccountParts & {
  readonly send: (account: MailAccount, letter: OutgoingLetter) => Promise<Delivery>;
  readonly now: () => Date;
  readonly unique: () => string;
  /** Called with the result of a test of the present account. */
  readonly tested: (delivery: Delivery) => void;
};

/** The account for letters: stored in the database, its password encrypted by the system. */
export const mailService = (db: ReadableDB, parts: MailParts): MailService => {
  const account = new KeptAccount(db, parts, { key: 'mailAccount', shape: mailAccount, notSetUp });
  return {
    current: () => account.current(),
    accountNumber: () => account.number,
    account: () => account.view(),
    saveAccount: (input) => ifAllowed(parts, () => saveAccount(account, input)),
    removeAccount: () => ifAllowed(parts, () => account.remove()),
    test: async ({ to }) => {
      const now = ifAllowed(parts, () => accountToTest(account, to));
      if (!now.ok) return now;
      const tested = account.number;
      const delivery = await sendTest(parts, now.value.account, now.value.to);
      // The account may have changed in the meantime: then the result says nothing about it.
      if (tested === account.number) parts.tested(delivery);
      return resultOfTest(delivery);
    },
    chooseAuthority: () => account.chooseAuthority(),
    removeAuthority: () => ifAllowed(parts, () => account.removeAuthority()),
  };
};

type Kept = KeptAccount<MailAccountInput>;

const saveAccount = (kept: Kept, input: Input<'mail.saveAccount'>): Result<MailAccountView> => {
  const fromAddress = readMailAddress(input.account.fromAddress);
  if (fromAddress === null)
    return refuse(
      'mail-address',
      t('The sender’s address must be a single e-mail address, such as ill@library.example. Correct it.'),
    );
  const fromName = plainLine(input.account.fromName, 200);
  return kept.save({ ...input.account, fromName, fromAddress }, input.password);
};

const accountToTest = (
  kept: Kept,
  address: string,
): Result<{ readonly account: MailAccount; readonly to: string }> => {
  const to = readMailAddress(address);
  if (to === null)
    return refuse(
      'mail-address',
      t('The test goes to a single e-mail address. Enter one, such as name@library.example.'),
    );
  const account = kept.toTest();
  return account.ok ? ok({ account: account.value, to }) : account;
};

const notSetUp = (): ReturnType<typeof refuse> =>
  refuse('mail-not-set-up', t('No mail account is set up. Set it up first.'));

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
