import type { NodemailerError } from 'nodemailer';
import { plainLine } from '../../../shared/domain/plain-text.ts';
import type { Delivery } from '../desk/output/mail/ports.ts';
import { t } from '../../../shared/words/words.ts';

/** How far a try had come when it failed. */
export type Stage = 'connecting' | 'signing-in' | 'addressing' | 'handed-over';

const wordsLimit = 300;

/** The server's own words, on one line; empty where it said nothing. */
const serverWords = (fault: NodemailerError): string => plainLine(fault.response ?? '', wordsLimit);

const certificateFault = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|altnames/i;

const systemCode = (fault: NodemailerError): string =>
  [fault.originalCode, fault.code].find((code): code is string => typeof code === 'string') ?? '';

// What the server said stands in the message too, and may speak of certificates, or of anything.
const isCertificateFault = (fault: NodemailerError): boolean =>
  fault.responseCode === undefined &&
  (certificateFault.test(systemCode(fault)) || certificateFault.test(fault.message));

/** The two sides do not agree on protection; a line that broke while they talked about it is no such thing. */
const isProtectionFault = (fault: NodemailerError): boolean => {
  if (fault.responseCode !== undefined)
    return fault.responseCode >= 500 && (fault.code === 'ETLS' || fault.command === 'STARTTLS');
  if (/EPROTO|ERR_SSL|wrong version/i.test(`${systemCode(fault)} ${fault.message}`)) return true;
  const brokeOff = /ECONNRESET|EPIPE|ETIMEDOUT|closed|disconnected|timeout/i;
  return fault.code === 'ETLS' && !brokeOff.test(`${systemCode(fault)} ${fault.message}`);
};

/** Why the server could not be reached, in words that tell where to look. */
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
    default:
      return t('The connection to the mail server was lost. The network may be down.');
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
      words: t('No protected connection could be made. Choose another protection in Settings › Mail.{said}', {
        said: said(fault),
      }),
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

// What follows is told by the enhanced code (RFC 3463) where there is one, and by the words of the usual servers.

/** The answer may be about who sends and not about who reads: then it would be the same for every letter. */
const perhapsOurRights =
  /\b5\.7\.(?!17\b|18\b)\d+|\b5\.1\.[78]\b|\brelay|sender address rejected|authentication required|must (?:be )?authenticate|blocked using|block ?list|blacklist|client host rejected/i;
/** The answer names our account and our sender. */
const ourSender = /send ?as ?denied|not allowed to send as/i;
/** A limit for all that we send, in a day or an hour. */
const ourLimit = /sending (?:limit|quota)|\b[45]\.4\.5\b/i;
/** The mail system as a whole has no room or takes nothing (RFC 3463, X.3.X without what is about this message). */
const systemStatus = /^4\d\d[ -]4\.3\.[0125]\b/;
const tooLarge =
  /\b5\.3\.4\b|(?:message|size|mail) .*too (?:large|big)|size (?:limit|exceeds)|exceeds .*size/i;

/** What the server says without the addresses that it quotes: those may hold any word. */
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

/** What the server says to the reader's address or to the letter itself: nobody else's letter is stopped by it for long. */
const classifyLetter = (fault: NodemailerError): Delivery => {
  const code = fault.responseCode ?? 0;
  const words = matter(fault);
  // 421: the server closes. Whether for everybody or because of this reader, the next letter shows.
  if (code === 421 || ourLimit.test(words) || systemStatus.test(words))
    return { kind: 'no-connection', perhapsLetter: true, words: connectionWords(fault) };
  if (code >= 400 && code < 500)
    return {
      kind: 'later',
      words: t('The mail server is not accepting this letter yet.{said}', { said: said(fault) }),
    };
  return ourSender.test(words) ? refuseSender(fault) : refuseLetter(fault);
};

/** What the server says to the sender: no reader has been named yet, so it would say it of every letter. */
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
 * What a failed try means for the letter. A definite answer of the server is believed; silence after the letter was handed
 * over means that nobody knows.
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
