import { ImapFlow } from 'imapflow';
import { rootCertificates } from 'node:tls';
import type { MailLogin } from '../../../../shared/domain/mail-server.ts';
import { mailboxFault, type MailboxFault } from './mailbox-fault.ts';

/** The mailbox whose mails are read. */
export type Mailbox = MailLogin & {
  readonly password: string;
  /** The folder, such as INBOX. */
  readonly folder: string;
  /** The library's own certificate authority as PEM, trusted in addition to the well-known ones; null for none. */
  readonly ca: string | null;
};

/** How far a mailbox was read. */
export type MailboxPosition = {
  /** Changes if the server numbers the mails anew; text, since it may exceed what JavaScript counts exactly. */
  readonly uidValidity: string;
  readonly lastUid: number;
};

/** A mail as the server gave it. Null: the server does not give it. */
export type FetchedMail = { readonly uid: number; readonly raw: Uint8Array | null; readonly isCut: boolean };

export type MailboxTimeouts = {
  readonly connectMs: number;
  /** The longest silence. */
  readonly answerMs: number;
  /** For a whole look: what is left is read by the next one. */
  readonly wholeMs: number;
};

const defaultTimeouts: MailboxTimeouts = { connectMs: 30_000, answerMs: 60_000, wholeMs: 240_000 };

/** At most this many bytes of a mail are read: its text comes before its attachments. */
export const longestMail = 256 * 1024;
/** At most this many mails at once: what is left is read by the next look. */
export const mostMails = 100;
/** When a mailbox is read for the first time, or was numbered anew, unread mails of this many days count as new. */
const firstDays = 30;

type Options = {
  /** How far it was read; null if it never was. */
  readonly position: MailboxPosition | null;
  /** Takes a mail, with the position after it. */
  readonly take: (mail: FetchedMail, position: MailboxPosition) => Promise<void>;
  /** Mails with which the connection was lost again and again: they are not fetched. */
  readonly skip?: ReadonlySet<number>;
  readonly now: Date;
  readonly signal?: AbortSignal;
  readonly timeouts?: MailboxTimeouts;
};

/** What a look led to: the position, and whether more mails wait; or a fault. */
export type Look =
  | { readonly kind: 'read'; readonly position: MailboxPosition; readonly isMore: boolean }
  | (MailboxFault & {
      /** The mail that was being read when the connection was lost. */
      readonly at: number | null;
    });

const clientOf = (mailbox: Mailbox, timeouts: MailboxTimeouts): ImapFlow =>
  new ImapFlow({
    host: mailbox.host,
    port: mailbox.port,
    secure: mailbox.security === 'tls',
    ...(mailbox.security !== 'tls' && { doSTARTTLS: mailbox.security === 'starttls' }),
    auth: { user: mailbox.user, pass: mailbox.password },
    tls: {
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ...(mailbox.ca === null ? {} : { ca: [...rootCertificates, mailbox.ca] }),
    },
    clientInfo: { name: 'Borrow Desk' },
    // Its log would contain what people wrote.
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.connectMs,
    socketTimeout: timeouts.answerMs,
    maxLiteralSize: longestMail + 65_536,
    maxLineLength: 1024 * 1024,
    maxResponseSize: longestMail + 2 * 1024 * 1024,
    maxResponseTokens: 100_000,
  });

/** The numbers of the mails to read, in order. */
const newMails = async (client: ImapFlow, lastUid: number | null, now: Date): Promise<readonly number[]> => {
  const since = new Date(now.getTime() - firstDays * 86_400_000);
  const found = await client.search(lastUid === null ? { seen: false, since } : { uid: `${lastUid + 1}:*` }, {
    uid: true,
  });
  // A server answers `8:*` with the last mail, even if that is number 7.
  return (found || []).filter((uid) => uid > (lastUid ?? 0)).sort((one, other) => one - other);
};

const fetchOne = async (client: ImapFlow, uid: number): Promise<FetchedMail> => {
  try {
    const mail = await client.fetchOne(
      String(uid),
      { uid: true, size: true, source: { start: 0, maxLength: longestMail } },
      { uid: true },
    );
    if (!mail || !mail.source) return { uid, raw: null, isCut: false };
    const raw = mail.source.subarray(0, longestMail);
    return { uid, raw, isCut: (mail.size ?? 0) > raw.length };
  } catch (error) {
    // The server refuses this mail alone: the connection is still good.
    if (client.usable && 'responseStatus' in (error as object)) return { uid, raw: null, isCut: false };
    throw error;
  }
};

type UnderWay = { uid: number | null };

const readNew = async (
  client: ImapFlow,
  mailbox: Mailbox,
  options: Options,
  underWay: UnderWay,
): Promise<Look> => {
  await client.connect();
  // Read-only: the server changes nothing, not even which mails count as read.
  const folder = await client.mailboxOpen(mailbox.folder, { readOnly: true });
  const uidValidity = String(folder.uidValidity);
  const known = options.position?.uidValidity === uidValidity ? options.position : null;
  const uids = await newMails(client, known?.lastUid ?? null, options.now);
  const wanted = uids.slice(0, mostMails);
  let position: MailboxPosition = { uidValidity, lastUid: known?.lastUid ?? 0 };
  for (const uid of wanted) {
    if (options.signal?.aborted) return { kind: 'read', position, isMore: true };
    underWay.uid = uid;
    const isSkipped = options.skip?.has(uid) === true;
    const mail = isSkipped ? { uid, raw: null, isCut: false } : await fetchOne(client, uid);
    underWay.uid = null;
    position = { uidValidity, lastUid: uid };
    await options.take(mail, position);
  }
  const isMore = uids.length > wanted.length;
  // Mails from before the first look that people have read are left out.
  return {
    kind: 'read',
    position: isMore ? position : { uidValidity, lastUid: Math.max(position.lastUid, folder.uidNext - 1) },
    isMore,
  };
};

/**
 * Reads the new mails of a mailbox in their order, and changes nothing in it. Never throws; always settles.
 * @param options.signal ends it after the current mail
 */
export const readMailbox = async (mailbox: Mailbox, options: Options): Promise<Look> => {
  const timeouts = options.timeouts ?? defaultTimeouts;
  const client = clientOf(mailbox, timeouts);
  // Without a listener an error after the last answer would end the program. Every call rejects with it too.
  client.on('error', () => undefined);
  const close = (): void => client.close();
  const whole = setTimeout(close, timeouts.wholeMs);
  const underWay: UnderWay = { uid: null };
  options.signal?.addEventListener('abort', close);
  try {
    return await readNew(client, mailbox, options, underWay);
  } catch (error) {
    return { ...mailboxFault(error), at: underWay.uid };
  } finally {
    clearTimeout(whole);
    options.signal?.removeEventListener('abort', close);
    // Signing out properly is not worth waiting for.
    if (client.usable) void client.logout().catch(() => undefined);
    setTimeout(close, 2_000).unref();
  }
};

/** Signs in and opens the folder, and reads no mail. Null: it works. */
export const testMailbox = async (
  mailbox: Mailbox,
  timeouts = defaultTimeouts,
): Promise<MailboxFault | null> => {
  const client = clientOf(mailbox, timeouts);
  client.on('error', () => undefined);
  const whole = setTimeout(() => client.close(), timeouts.wholeMs);
  try {
    await client.connect();
    await client.mailboxOpen(mailbox.folder, { readOnly: true });
    return null;
  } catch (error) {
    return mailboxFault(error);
  } finally {
    clearTimeout(whole);
    client.close();
  }
};
