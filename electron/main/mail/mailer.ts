import type { NodemailerError } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import { plainLine } from '../../../shared/domain/plain-text.ts';
import type { Delivery, OutgoingLetter, MailAccount } from '../desk/output/mail/ports.ts';
import { classifyFault, type Stage } from './classify-fault.ts';
import { asciiAddress } from '../desk/output/mail/message-id.ts';
import { t } from '../../../shared/words/words.ts';

/** Timeouts for a mail server, in milliseconds. */
export type MailTimeouts = {
  readonly connectMs: number;
  /** The longest silence. */
  readonly answerMs: number;
  /** For the whole letter: a server that keeps responding but never finishes would block all letters. */
  readonly wholeMs: number;
};

const defaultTimeouts: MailTimeouts = { connectMs: 30_000, answerMs: 60_000, wholeMs: 300_000 };

/**
 * Sends one letter to the mail server, and returns the result. It never throws and always settles.
 * Certificates are always checked; text/plain in UTF-8, one recipient, one Message-ID.
 * @param signal aborts the attempt unless the letter was already handed over
 */
export const sendMail = async (
  account: MailAccount,
  letter: OutgoingLetter,
  options: { readonly signal?: AbortSignal; readonly timeouts?: MailTimeouts } = {},
): Promise<Delivery> => {
  let stage: Stage = 'connecting';
  const timeouts = options.timeouts ?? defaultTimeouts;
  const connection = new SMTPConnection(connectionOptions(account, timeouts));
  // Errors outside of a call arrive here, even after the call has ended.
  const broken = new Promise<never>((_resolve, reject) => connection.on('error', reject));
  broken.catch(() => undefined);
  const breakOff = (): void => {
    if (stage !== 'handed-over') connection.emit('error', new Error('broken off'));
  };
  options.signal?.addEventListener('abort', breakOff);
  const whole = setTimeout(() => {
    connection.emit('error', Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' }));
  }, timeouts.wholeMs);
  try {
    const message = await compose(account, letter);
    if (options.signal?.aborted) return brokenOff;
    const during = <T>(step: (done: Done<T>) => void): Promise<T> => Promise.race([called(step), broken]);
    await during<void>((done) => connection.connect((error) => done(error ?? null)));
    if (account.user !== '') {
      stage = 'signing-in';
      const credentials = { user: account.user, pass: account.password };
      await during<unknown>((done) => connection.login({ credentials }, done));
    }
    stage = 'addressing';
    const body = streamOf(message, () => (stage = 'handed-over'));
    const envelope = { from: account.fromAddress, to: [letter.to.address] };
    const info = await during<SMTPConnection.SentMessageInfo>((done) =>
      connection.send(asciiDomains(envelope), body, done),
    );
    return { kind: 'sent', words: plainLine(info.response, 300) };
  } catch (error) {
    if (options.signal?.aborted && (stage as Stage) !== 'handed-over') return brokenOff;
    return classifyFault(error as NodemailerError, stage);
  } finally {
    clearTimeout(whole);
    options.signal?.removeEventListener('abort', breakOff);
    connection.on('error', () => undefined);
    connection.quit();
    setTimeout(() => connection.close(), quitMs).unref();
  }
};

const quitMs = 2_000;
const brokenOff: Delivery = { kind: 'later', words: t('Borrow Desk closed before this letter was sent.') };

type Done<T> = (error: Error | null, value?: T) => void;

const called = <T>(step: (done: Done<T>) => void): Promise<T> =>
  new Promise((resolve, reject) => step((error, value) => (error ? reject(error) : resolve(value as T))));

const connectionOptions = (account: MailAccount, timeouts: MailTimeouts): SMTPConnection.Options => ({
  host: account.host,
  port: account.port,
  secure: account.security === 'tls',
  requireTLS: account.security === 'starttls',
  ignoreTLS: account.security === 'none',
  connectionTimeout: timeouts.connectMs,
  greetingTimeout: timeouts.connectMs,
  socketTimeout: timeouts.answerMs,
  dnsTimeout: timeouts.connectMs,
  tls: {
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(account.ca === null ? {} : { ca: [...rootCertificates, account.ca] }),
  },
});

/** The message as a stream that reports its first read: that is when the server has asked for it. */
const streamOf = (message: Buffer, handedOver: () => void): Readable =>
  new Readable({
    read() {
      handedOver();
      this.push(message);
      this.push(null);
    },
  });

// A word longer than a line may be (RFC 5322) cannot be folded; these limits fit with room to spare.
const nameLimit = 200;
const subjectLimit = 500;

/**
 * A text for a header: one line, and nothing in it that mail programs would read as an encoded word (RFC 2047), which
 * would show a different text, perhaps with line breaks.
 */
const headerText = (text: string, maxCharacters: number): string =>
  plainLine(text, maxCharacters).replaceAll('=?', '= ?');

const compose = (account: MailAccount, letter: OutgoingLetter): Promise<Buffer> =>
  new MailComposer({
    from: { name: headerText(account.fromName, nameLimit), address: account.fromAddress },
    to: { name: headerText(letter.to.name, nameLimit), address: letter.to.address },
    ...(letter.replyTo === null ? {} : { replyTo: { name: '', address: letter.replyTo } }),
    subject: headerText(letter.subject, subjectLimit),
    messageId: letter.messageId,
    date: letter.date,
    text: letter.body,
    // Prevents automatic replies (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();

const asciiDomains = (envelope: { readonly from: string; readonly to: readonly string[] }) => ({
  from: asciiAddress(envelope.from),
  to: envelope.to.map(asciiAddress),
});
