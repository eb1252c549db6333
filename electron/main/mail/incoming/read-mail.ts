import PostalMime, { type Address, type Email } from 'postal-mime';
import { readMailAddress } from '../../../../shared/domain/letters/mail-address.ts';
import { plainLine, plainLines } from '../../../../shared/domain/plain-text.ts';
import { textOfHtml } from './html-text.ts';

/** A mail as it is kept: plain text, and nothing that could be opened. */
export type IncomingMail = {
  /** Its Message-ID with angle brackets; empty if it has none. */
  readonly messageId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly subject: string;
  /** When it was sent, by its own date; null if it has none. */
  readonly sentAt: Date | null;
  readonly text: string;
  /** The file names of its attachments. */
  readonly attachments: readonly string[];
  /** The Message-IDs that it answers: the mail that is answered first, then those before it, the latest first. */
  readonly answers: readonly string[];
  /** Whether it was sent by a program (an automatic answer or a bounce) or to a list, so that it contains no answer. */
  readonly isAutomatic: boolean;
};

/** Bounds of what is kept of a mail, in characters and entries. */
export const mailLimits = { text: 50_000, line: 500, attachments: 50, answers: 30 } as const;

const parseLimits = {
  // Of a mail that another one contains, only the name is of interest.
  maxRfc822NestingDepth: 0,
  maxNestingDepth: 20,
  maxHeadersSize: 256 * 1024,
} as const;

const messageIds = (header: string | undefined): readonly string[] =>
  [...(header ?? '').slice(0, 20_000).matchAll(/<[!-;=?-~]{1,250}>/gu)].map(([id]) => id);

const headerOf = (mail: Email, name: string): string =>
  (mail.headers.find(({ key }) => key === name)?.value ?? '').slice(0, 1_000).toLowerCase();

const addressOf = (from: Address | undefined): IncomingMail['from'] => {
  const mailbox = from?.group === undefined ? from : from.group[0];
  return {
    name: plainLine(mailbox?.name ?? '', 200),
    address: readMailAddress((mailbox?.address ?? '').slice(0, 400)) ?? '',
  };
};

/** Whether a program wrote it in answer to a mail (RFC 3834), or it was returned or sent to a list. */
const isAutomatic = (mail: Email): boolean =>
  headerOf(mail, 'auto-submitted').includes('auto-replied') ||
  headerOf(mail, 'x-autoreply') !== '' ||
  headerOf(mail, 'x-autorespond') !== '' ||
  headerOf(mail, 'x-auto-response-suppress').includes('autoreply') ||
  headerOf(mail, 'return-path').trim() === '<>' ||
  headerOf(mail, 'content-type').includes('multipart/report') ||
  /\b(?:bulk|junk|list|auto_reply)\b/u.test(headerOf(mail, 'precedence')) ||
  headerOf(mail, 'list-id') !== '' ||
  /^(?:mailer-daemon|postmaster)@/iu.test(mail.from?.address ?? '');

const sentAt = (date: string | undefined): Date | null => {
  const at = new Date(date ?? '');
  const year = at.getUTCFullYear();
  return year >= 1980 && year < 10_000 ? at : null;
};

const textOf = ({ text = '', html = '' }: Email): string => {
  // Cut first: a text of several megabytes is not processed whole.
  const plain = text.trim() === '' ? textOfHtml(html, mailLimits.text) : text.slice(0, mailLimits.text * 2);
  const lines = plainLines(plain);
  return lines.length <= mailLimits.text ? lines : `${lines.slice(0, mailLimits.text - 1)}…`;
};

/**
 * Reads a mail. Whatever it contains, memory and time stay within bounds that follow from the size of `raw`, which the caller limits.
 * @param raw the mail, or its beginning
 * @throws if it is beyond what mail programs write: headers too long, parts nested too deeply
 */
export const readMail = async (raw: Uint8Array): Promise<IncomingMail> => {
  const mail = await PostalMime.parse(raw, parseLimits);
  const references = messageIds(mail.references).toReversed();
  return {
    messageId: messageIds(mail.messageId)[0] ?? '',
    from: addressOf(mail.from),
    subject: plainLine(mail.subject ?? '', mailLimits.line),
    sentAt: sentAt(mail.date),
    text: textOf(mail),
    attachments: mail.attachments
      .slice(0, mailLimits.attachments)
      .map(({ filename, mimeType }) => plainLine(filename ?? mimeType, 200)),
    answers: [...new Set([...messageIds(mail.inReplyTo), ...references])].slice(0, mailLimits.answers),
    isAutomatic: isAutomatic(mail),
  };
};
