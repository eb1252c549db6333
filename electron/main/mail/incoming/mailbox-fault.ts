import type { NodemailerError } from 'nodemailer';
import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { t } from '../../../../shared/words/words.ts';
import { classifyFault } from '../classify-fault.ts';

/** Why the mailbox could not be read. With `account`, only staff can help. */
export type MailboxFault = { readonly kind: 'no-connection' | 'account'; readonly words: string };

/** An error of imapflow. */
type ImapError = Error & {
  readonly code?: string;
  readonly authenticationFailed?: boolean;
  readonly mailboxMissing?: boolean;
  readonly responseStatus?: string;
  readonly responseText?: string;
};

/** The names that imapflow gives to what Node names otherwise. */
const systemCodes: Readonly<Record<string, string>> = {
  CONNECT_TIMEOUT: 'ETIMEDOUT',
  GREETING_TIMEOUT: 'ETIMEDOUT',
  UPGRADE_TIMEOUT: 'ETIMEDOUT',
  ETIMEOUT: 'ETIMEDOUT',
  NoConnection: 'ECONNRESET',
  EConnectionClosed: 'ECONNRESET',
  ClosedAfterConnectText: 'ECONNRESET',
  ClosedAfterConnectTLS: 'ECONNRESET',
  MissingServerExtension: 'ETLS',
};

const said = ({ responseText = '' }: ImapError): string => {
  const words = plainLine(responseText, 300);
  return words === '' ? '' : t(' The server says: {words}', { words });
};

/** Returns why a mailbox could not be read, in words that say where to look. Faults of the connection are worded as those of sending. */
export const mailboxFault = (error: unknown): MailboxFault => {
  const fault = error as ImapError;
  if (fault.authenticationFailed === true)
    return {
      kind: 'account',
      words: t(
        'The incoming mail server does not accept the user name and password. Correct them in Settings › Mail.{said}',
        { said: said(fault) },
      ),
    };
  if (fault.mailboxMissing === true)
    return {
      kind: 'account',
      words: t('The mailbox has no folder with that name. Correct it in Settings › Mail.{said}', {
        said: said(fault),
      }),
    };
  if (fault.responseStatus !== undefined)
    return {
      kind: 'no-connection',
      words: t('The incoming mail server refuses access at the moment.{said}', { said: said(fault) }),
    };
  const code = systemCodes[fault.code ?? ''] ?? fault.code ?? '';
  const connecting = Object.assign(new Error(fault.message), { code }) as NodemailerError;
  const { kind, words } = classifyFault(connecting, 'connecting');
  return { kind: kind === 'account' ? 'account' : 'no-connection', words };
};
