import { app, net, powerMonitor } from 'electron';
import { randomUUID } from 'node:crypto';
import { type LettersWait, lettersWaitIn } from '../../../shared/domain/letters/mail-states.ts';
import type { MailState } from '../../../shared/ipc/views.ts';
import { t } from '../../../shared/words/words.ts';
import type { ReadableDB } from '../db/types.ts';
import { throttled } from '../throttled.ts';
import type { Session } from '../desk/context.ts';
import { type LetterSender, letterWriter, type LetterWriter } from '../desk/output/letters/letter-writer.ts';
import { type SendQueue, startSendQueue } from '../desk/output/letters/send-queue.ts';
import { openTemplates, type Templates } from '../desk/output/letters/templates.service.ts';
import { type MailService, mailService } from '../desk/output/mail/mail.service.ts';
import type { Delivery, MailAccount, OutgoingLetter } from '../desk/output/mail/ports.ts';
import { type NoticeClock, noticeClock } from '../desk/output/notices/notice-clock.ts';
import { authorizeAdministrationOfAll } from '../desk/records/operators/authorize-administration.ts';
import type { Base } from '../program-base.ts';
import { systemSecrets } from './secrets.ts';
import { sendOnceShared } from './send-once-shared.ts';

type LettersOut = {
  readonly writer: LetterWriter;
  /** The sender of letters; null if no account is set up. */
  readonly sender: () => LetterSender | null;
  readonly templates: Templates;
  readonly queue: SendQueue;
  /** Writes the notices that depend only on the calendar. */
  readonly notices: NoticeClock;
  /** Sends letters of an import's commands, and writes notices for what it brought. */
  readonly afterImport: () => void;
  /** Whether letters are sent. */
  readonly describe: () => Pick<MailState, 'state' | 'words'>;
  /** Why letters wait; null if they are sent. */
  readonly lettersWait: () => LettersWait | null;
};

type Options = {
  readonly db: ReadableDB;
  readonly session: Session;
  readonly now: () => Date;
  readonly timeZone: () => string;
  /** The account from which letters are sent. */
  readonly mail: MailService;
  /** The folder of the program's own templates. */
  readonly templateFolder: string;
  /** Whether an import is running. */
  readonly isImporting: () => boolean;
  /** Whether the library is in use on another workstation, which sends its letters. */
  readonly rests: () => boolean;
  /** Whether this workstation sends the letters, of those that share the library's requests. */
  readonly sendsLetters: () => boolean;
  /** Whether another workstation does, as far as this one knows. */
  readonly othersSend: () => boolean;
  /** Settles when the other workstations have received what this one recorded: true if they have. Only then is a letter sent. */
  readonly confirmed: () => Promise<boolean>;
  /** Called when a message or the connection has changed. */
  readonly changed: () => void;
  readonly logFault: (error: unknown) => void;
};

/** Connects everything that sends letters: templates, the account, and the send queue. */
export const openLettersOut = (options: Options): LettersOut => {
  const { mail } = options;
  const templates = openTemplates(options.templateFolder);
  const writer = letterWriter(options, templates);
  const queue = openQueue(options, writer);
  void app.whenReady().then(() => powerMonitor.on('resume', queue.tryNow));
  const describe = (): ReturnType<LettersOut['describe']> => {
    // Another workstation sends them: this is not a fault.
    if (!options.sendsLetters() && (mail.current() !== null || options.othersSend()))
      return { state: 'ready', words: '' };
    const said = queue.describe();
    return said.state === 'none' && lacksPassword(mail) ? { state: 'no-password', words: '' } : said;
  };
  const lettersWait = (): LettersWait | null => lettersWaitIn(describe().state);
  const notices = openNotices(options, queue, () => describe().state === 'ready');
  const afterImport = (): void => {
    queue.kick();
    void notices.look();
  };
  // Also without its password: the sender is known.
  const sender = (): LetterSender | null => {
    const view = mail.account();
    const account = view.ok ? view.value.account : null;
    return account && { name: account.fromName, address: account.fromAddress };
  };
  return { writer, sender, templates, queue, notices, afterImport, describe, lettersWait };
};

const unique = (): string => randomUUID();

/** Opens the mail account, and announces its changes and tests. */
export const openMail = (
  options: Pick<Options, 'db' | 'session' | 'now'> & {
    readonly news: Base['news'];
    readonly chooseCertificate: () => Promise<{ readonly name: string; readonly text: string } | null>;
  },
): MailService =>
  mailService(options.db, {
    secrets: systemSecrets,
    send,
    chooseFile: options.chooseCertificate,
    now: options.now,
    unique,
    check: () => authorizeAdministrationOfAll(options.db, options.session, t('Changing the mail account')),
    changed: () => void options.news.emit('mailChanged'),
    tested: (delivery) => void options.news.emit('mailTested', delivery),
  });

const openQueue = ({ mail, ...options }: Options, writer: LetterWriter): SendQueue => {
  const keepsLetters = (): boolean => !options.rests() && options.sendsLetters();
  return startSendQueue({
    ...options,
    writer,
    keepsLetters,
    sender: () => {
      const account = keepsLetters() ? mail.current() : null;
      return account && { name: account.fromName, address: account.fromAddress };
    },
    accountNumber: mail.accountNumber,
    send: sendOnceShared({ ...options, account: mail.current, send }),
    online: () => net.isOnline(),
    random: Math.random,
    unique,
    changed: throttled(options.changed),
  });
};

const openNotices = (options: Options, queue: SendQueue, mailWorks: () => boolean): NoticeClock =>
  noticeClock({
    ...options,
    mailWorks,
    mayNot: () => options.isImporting() || !options.sendsLetters(),
    every: (ms, run) => {
      const timer = setInterval(run, ms);
      return () => clearInterval(timer);
    },
    written: () => {
      queue.kick();
      options.changed();
    },
  });

const lacksPassword = (mail: MailService): boolean => {
  const view = mail.account();
  return view.ok && view.value.account !== null && !view.value.passwordKnown;
};

/** The mail library is loaded with the first letter, so that the start need not wait for it. */
const send = async (
  account: MailAccount,
  letter: OutgoingLetter,
  signal?: AbortSignal,
): Promise<Delivery> => {
  const { sendMail } = await import('./mailer.ts');
  return await sendMail(account, letter, signal ? { signal } : {});
};
