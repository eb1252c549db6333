import { app, powerMonitor } from 'electron';
import { t } from '../../../shared/words/words.ts';
import type { ReadableDB } from '../db/types.ts';
import type { Session } from '../desk/context.ts';
import {
  type MailboxAccount,
  type MailboxService,
  mailboxService,
} from '../desk/output/mail/mailbox.service.ts';
import { authorizeAdministrationOfAll } from '../desk/records/operators/authorize-administration.ts';
import { type MailboxWorker, startMailboxWorker } from './incoming/mailbox-worker.ts';
import type { readMail } from './incoming/read-mail.ts';
import type { readMailbox } from './incoming/read-mailbox.ts';
import { systemSecrets } from './secrets.ts';

type Options = {
  readonly db: ReadableDB;
  readonly session: Session;
  readonly now: () => Date;
  readonly chooseCertificate: () => Promise<{ readonly name: string; readonly text: string } | null>;
  /** Whether this workstation reads the mails, of those that share the library's requests. */
  readonly reads: () => boolean;
  /** Whether something else is writing now: mails wait. */
  readonly mayNot: () => boolean;
  /** Called when mails came, or the connection has changed. */
  readonly changed: () => void;
  readonly logFault: (error: unknown) => void;
};

/** Connects everything that reads mails: the account, and the worker. */
export const openMailIn = (
  options: Options,
): { readonly mailbox: MailboxService; readonly worker: MailboxWorker } => {
  const mailbox = mailboxService(options.db, {
    secrets: systemSecrets,
    chooseFile: options.chooseCertificate,
    check: () => authorizeAdministrationOfAll(options.db, options.session, t('Changing the mail account')),
    changed: () => worker.lookNow(),
    test,
    describe: () => worker.describe(),
  });
  const worker: MailboxWorker = startMailboxWorker({
    ...options,
    mailbox: mailbox.current,
    accountNumber: mailbox.accountNumber,
    isSetUp: mailbox.isSetUp,
    read,
    readMail: readOne,
    random: Math.random,
  });
  void app.whenReady().then(() => powerMonitor.on('resume', worker.lookNow));
  return { mailbox, worker };
};

/** The libraries are loaded with the first look and the first mail, so that the start need not wait for them. */
const read: typeof readMailbox = async (mailbox, options) => {
  const loaded = await import('./incoming/read-mailbox.ts');
  return await loaded.readMailbox(mailbox, options);
};

const readOne: typeof readMail = async (raw) => {
  const loaded = await import('./incoming/read-mail.ts');
  return await loaded.readMail(raw);
};

const test = async (mailbox: MailboxAccount): Promise<{ readonly words: string } | null> => {
  const loaded = await import('./incoming/read-mailbox.ts');
  return await loaded.testMailbox(mailbox);
};
