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
  if (said !== '') return t('mail.theMailServerTakesNothingAt', { said });
  switch (systemCode(fault)) {
    case 'ECONNREFUSED':
      return t('mail.theMailServerRefusesTheConnection');
    case 'ENOTFOUND':
    case 'EDNS':
    case 'EAI_AGAIN':
      return t('mail.theNameOfTheMailServer');
    case 'ETIMEDOUT':
      return t('mail.theMailServerDoesNotAnswer');
    default:
      return t('mail.theConnectionToTheMailServer');
  }
};

const classifyConnecting = (fault: NodemailerError): Delivery => {
  if (isCertificateFault(fault))
    return {
      kind: 'account',
      words: t('mail.theMailServersCertificateIsNot', { message: plainLine(fault.message, wordsLimit) }),
    };
  if (isProtectionFault(fault))
    return { kind: 'account', words: t('mail.noProtectedConnectionCouldBeMade', { said: said(fault) }) };
  return { kind: 'no-connection', words: connectionWords(fault) };
};

const said = (fault: NodemailerError): string => {
  const words = serverWords(fault);
  return words === '' ? '' : t('mail.theServerSays', { words });
};

const classifySigningIn = (fault: NodemailerError): Delivery =>
  fault.responseCode !== undefined && fault.responseCode < 500
    ? { kind: 'no-connection', words: connectionWords(fault) }
    : fault.code === 'EAUTH'
      ? {
          kind: 'account',
          words: t('mail.theMailServerDoesNotAccept', { said: said(fault) }),
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
  words: t('mail.theMailServerRefusesTheSenders', { said: said(fault) }),
});

const refuseLetter = (fault: NodemailerError): Delivery => {
  const words = matter(fault);
  if (tooLarge.test(words))
    return { kind: 'refused', words: t('mail.theMailServerTakesNoLetter', { said: said(fault) }) };
  return fault.responseCode === 530 || perhapsOurRights.test(words)
    ? {
        kind: 'refused',
        perhapsAccount: true,
        words: t('mail.theMailServerDoesNotPass', { said: said(fault) }),
      }
    : {
        kind: 'refused',
        words: t('mail.theMailServerRefusesThisLetter', { said: said(fault) }),
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
    return { kind: 'later', words: t('mail.theMailServerPutsThisLetter', { said: said(fault) }) };
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
        words: t('mail.theMailServerWantsAUser', { said: said(fault) }),
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
      return { kind: 'unknown', words: t('mail.theConnectionBrokeOffAfterThe') };
  }
};
