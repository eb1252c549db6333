import { plainLine } from '../../../../../shared/domain/plain-text.ts';
import {
  mailboxAccount,
  type MailboxAccountInput,
  type MailboxState,
  type MailboxView,
} from '../../../../../shared/ipc/calls/mailbox.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import { fail, ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { type AccountParts, ifAllowed, KeptAccount, type KeptAccountView } from './kept-account.ts';

/** A mailbox with its password. */
export type MailboxAccount = MailboxAccountInput & {
  readonly password: string;
  /** The library's own certificate authority as PEM, trusted in addition to the well-known ones; null for none. */
  readonly ca: string | null;
};

export type MailboxService = {
  /** Returns the mailbox that is read; null while none is set up or its password is unknown. */
  readonly current: () => MailboxAccount | null;
  /** Whether one is set up, with its password or without. */
  readonly isSetUp: () => boolean;
  /** Returns a number that changes with each change of the account, as long as the program runs. */
  readonly accountNumber: () => number;
  readonly account: () => Result<MailboxView>;
  /** Stores the account. The password is discarded if it would go to another server. */
  readonly saveAccount: (input: Input<'mailbox.saveAccount'>) => Result<MailboxView>;
  readonly removeAccount: () => Result<MailboxView>;
  /** Signs in and opens the folder. */
  readonly test: () => Promise<Result<Output<'mailbox.test'>>>;
  readonly chooseAuthority: () => Promise<Result<MailboxView | null>>;
  readonly removeAuthority: () => Result<MailboxView>;
};

export type MailboxParts = AccountParts & {
  /** Signs in and opens the folder. @returns what is wrong; null if it works. */
  readonly test: (account: MailboxAccount) => Promise<{ readonly words: string } | null>;
  /** Whether it is read. */
  readonly describe: () => MailboxState;
};

const notSetUp = (): ReturnType<typeof refuse> =>
  refuse('mail-not-set-up', t('No mailbox is set up. Set it up first.'));

/** The mailbox whose mails are read: stored in the database, its password encrypted by the system. */
export const mailboxService = (db: ReadableDB, parts: MailboxParts): MailboxService => {
  const account = new KeptAccount<MailboxAccountInput>(db, parts, {
    key: 'mailboxAccount',
    shape: mailboxAccount,
    notSetUp,
  });
  const viewOf = (kept: Result<KeptAccountView<MailboxAccountInput>>): Result<MailboxView> =>
    kept.ok ? ok({ ...kept.value, reading: parts.describe() }) : kept;
  return {
    current: () => account.current(),
    isSetUp: () => account.load() !== null,
    accountNumber: () => account.number,
    account: () => viewOf(account.view()),
    saveAccount: ({ account: asked, password }) =>
      viewOf(
        ifAllowed(parts, () => account.save({ ...asked, folder: plainLine(asked.folder, 200) }, password)),
      ),
    removeAccount: () => viewOf(ifAllowed(parts, () => account.remove())),
    test: async () => {
      const now = ifAllowed(parts, () => account.toTest());
      if (!now.ok) return now;
      const wrong = await parts.test(now.value);
      return wrong
        ? fail('mail-failed', wrong.words)
        : ok({ words: t('The mailbox can be read. Borrow Desk changes nothing in it.') });
    },
    chooseAuthority: async () => {
      const chosen = await account.chooseAuthority();
      return chosen.ok && chosen.value === null
        ? ok(null)
        : viewOf(chosen as Result<KeptAccountView<MailboxAccountInput>>);
    },
    removeAuthority: () => viewOf(ifAllowed(parts, () => account.removeAuthority())),
  };
};
