import type { NodemailerError } from 'nodemailer';
import { plainLine } from '../../../shared/domain/plain-text.ts';
import type { Delivery } from '../desk/output/mail/ports.ts';
import { t } from '../../../shared/words/words.ts';

/** How far an attempt got before it failed. */
export type Stage = 'connecting' | 'signing-in' | 'addressing' | 'handed-over';

const wordsLimit = 300;

/** The server's own text, on one line; empty if there is none. */
const serverWords = (fault: NodemailerError): string => plainLine(fault.response ?? '', wordsLimit);

const certificateFault = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|altnames/i;

const systemCode = (fault: NodemailerError): string =>
  [fault.originalCode, fault.code].find((code): code is string => typeof code === 'string') ?? '';

// The message also contains the server's answer, which may mention certificates or anything else.
const isCertificateFault = (fault: NodemailerError): boolean =>
  fault.responseCode === undefined &&
  (certificateFault.test(systemCode(fault)) || certificateFault.test(fault.message));

/** Whether the two sides cannot agree on encryption. A connection lost during the negotiation does not count. */
const isProtectionFault = (fault: NodemailerError): boolean => {
  if (fault.responseCode !== undefined)
    return fault.responseCode >= 500 && (fault.code === 'ETLS' || fault.command === 'STARTTLS');
  if (/EPROTO|ERR_SSL|wrong version/i.test(`${systemCode(fault)} ${fault.message}`)) return true;
  const brokeOff = /ECONNRESET|EPIPE|ETIMEDOUT|closed|disconnected|timeout/i;
  return fault.code === 'ETLS' && !brokeOff.test(`${systemCode(fault)} ${fault.message}`);
};

/** Why the server could not be reached, in words that say where to look. */
const connectionWords = (fault: NodemailerError): string => {
  const said = serverWords(fault);
  if (said !== '') return t('The mail server is not accepting mail now. It says: {said}', { said });
  switch (systemCode(fault)) {
    case 'ECONNREFUSED':
      return t(
        'The mail server refuses the connection. It may be down, or the port in Settings › Mail may be wrong.',
      );
    case 'ENOTFOUND':
    case 'EDNS':
    case 'EAI_AGAIN':
      return t(
        'The mail server’s name was not found. The network may be down, or the name in Settings › Mail may be wrong.',
      );
    case 'ETIMEDOUT':
      return t('The mail server did not answer in time.');
    case 'ECONNRESET':
    case 'EPIPE':
      return t('The connection to the mail server was lost. The network may be down.');
    default:
      return t('There is no connection to the mail server. The network may be down.');
  }
};

const classifyConnecting = (fault: NodemailerError): Delivery => {
  if (isCertificateFault(fault))
    return {
      kind: 'account',
      words: t(
        'The mail server’s certificate is not trusted ({message}). If your library has its own certificate authority, choose its file in Settings › Mail.',
        { message: plainLine(fault.message, wordsLimit) },
      ),
    };
  if (isProtectionFault(fault))
    return {
      kind: 'account',
      words: t(
        'No encrypted connection could be made. Choose a different encryption in Settings › Mail.{said}',
        {
          said: said(fault),
        },
      ),
    };
  return { kind: 'no-connection', words: connectionWords(fault) };
};

const said = (fault: NodemailerError): string => {
  const words = serverWords(fault);
  return words === '' ? '' : t(' The server says: {words}', { words });
};

const classifySigningIn = (fault: NodemailerError): Delivery =>
  fault.responseCode !== undefined && fault.responseCode < 500
    ? { kind: 'no-connection', words: connectionWords(fault) }
    : fault.code === 'EAUTH'
      ? {
          kind: 'account',
          words: t(
            'The mail server does not accept the user name and password. Correct them in Settings › Mail.{said}',
            { said: said(fault) },
          ),
        }
      : { kind: 'no-connection', words: connectionWords(fault) };

// The following answers are identified by the enhanced code (RFC 3463) if there is one, and by the words of common servers.

/** The answer may concern the sender rather than the recipient: then it would be the same for every letter. */
const perhapsOurRights =
  /\b5\.7\.(?!17\b|18\b)\d+|\b5\.1\.[78]\b|\brelay|sender address rejected|authentication required|must (?:be )?authenticate|blocked using|block ?list|blacklist|client host rejected/i;
/** The answer concerns our account and sender address. */
const ourSender = /send ?as ?denied|not allowed to send as/i;
/** A limit for everything that we send, per day or hour. */
const ourLimit = /sending (?:limit|quota)|\b[45]\.4\.5\b/i;
/** The mail system as a whole is full or accepts nothing (RFC 3463, X.3.X except those about this message). */
const systemStatus = /^4\d\d[ -]4\.3\.[0125]\b/;
const tooLarge =
  /\b5\.3\.4\b|(?:message|size|mail) .*too (?:large|big)|size (?:limit|exceeds)|exceeds .*size/i;

/** The server's text without the addresses that it quotes, which may contain any word. */
const matter = (fault: NodemailerError): string => serverWords(fault).replace(/<[^<>]*>|\S+@\S+/g, ' ');

const refuseSender = (fault: NodemailerError): Delivery => ({
  kind: 'account',
  words: t('The mail server refuses the sender’s address. Correct it in Settings › Mail.{said}', {
    said: said(fault),
  }),
});

const refuseLetter = (fault: NodemailerError): Delivery => {
  const words = matter(fault);
  if (tooLarge.test(words))
    return {
      kind: 'refused',
      words: t(
        'The letter is too large for the mail server. Print it, or shorten it and send it again.{said}',
        { said: said(fault) },
      ),
    };
  return fault.responseCode === 530 || perhapsOurRights.test(words)
    ? {
        kind: 'refused',
        perhapsAccount: true,
        said: said(fault),
        words: t(
          'The mail server does not deliver letters to this address. Correct the address and send the letter again, or print it. If others come back too, check the account in Settings › Mail.{said}',
          { said: said(fault) },
        ),
      }
    : {
        kind: 'refused',
        words: t(
          'The mail server refuses this letter. Correct the address and send it again, or print it.{said}',
          { said: said(fault) },
        ),
      };
};

/** Classifies an answer to the recipient's address or to the letter itself. It does not stop other letters for long. */
const classifyLetter = (fault: NodemailerError): Delivery => {
  const code = fault.responseCode ?? 0;
  const words = matter(fault);
  // 421: the server closes the connection. The next letter shows whether it does so for all or because of this recipient.
  if (code === 421 || ourLimit.test(words) || systemStatus.test(words))
    return { kind: 'no-connection', perhapsLetter: true, words: connectionWords(fault) };
  if (code >= 400 && code < 500)
    return {
      kind: 'later',
      words: t('The mail server is not accepting this letter yet.{said}', { said: said(fault) }),
    };
  return ourSender.test(words) ? refuseSender(fault) : refuseLetter(fault);
};

/** Classifies an answer to the sender's address: no recipient was named yet, so it would be the same for every letter. */
const classifySender = (fault: NodemailerError): Delivery => {
  const code = fault.responseCode ?? 0;
  const words = matter(fault);
  if (code < 500 || ourLimit.test(words)) return { kind: 'no-connection', words: connectionWords(fault) };
  if (tooLarge.test(words)) return refuseLetter(fault);
  return code === 530
    ? {
        kind: 'account',
        words: t('The mail server requires a user name and password. Enter them in Settings › Mail.{said}', {
          said: said(fault),
        }),
      }
    : refuseSender(fault);
};

const classifyAddressing = (fault: NodemailerError): Delivery => {
  if (typeof fault.responseCode !== 'number')
    return fault.code === 'EENVELOPE' || fault.code === 'EMESSAGE'
      ? refuseLetter(fault)
      : { kind: 'no-connection', perhapsLetter: true, words: connectionWords(fault) };
  return fault.command === 'MAIL FROM' ? classifySender(fault) : classifyLetter(fault);
};

/**
 * Decides what a failed attempt means for the letter. A definite answer of the server is trusted; silence after the letter was handed
 * over means that it may or may not have been sent.
 */
export const classifyFault = (fault: NodemailerError, stage: Stage): Delivery => {
  switch (stage) {
    case 'connecting':
      return classifyConnecting(fault);
    case 'signing-in':
      return classifySigningIn(fault);
    case 'addressing':
      return classifyAddressing(fault);
    case 'handed-over':
      if (typeof fault.responseCode === 'number') return classifyLetter(fault);
      return {
        kind: 'unknown',
        words: t(
          'The connection was lost after the letter was handed over, so it may or may not have been sent. Ask the recipient, or send it again.',
        ),
      };
  }
};
