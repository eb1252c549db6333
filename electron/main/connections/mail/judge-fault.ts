import type { NodemailerError } from 'nodemailer';
import { plainLine } from '../../../../shared/domain/plain-text.ts';
import type { Delivery } from './delivery.ts';

/** How far a try had come when it failed. */
export type Stage = 'connecting' | 'signing-in' | 'addressing' | 'handed-over';

const wordsLimit = 300;

/** The server's own words, on one line; empty where it said nothing. */
const serverWords = (fault: NodemailerError): string => plainLine(fault.response ?? '', wordsLimit);

const certificateFault = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|altnames/i;

const systemCode = (fault: NodemailerError): string =>
  [fault.originalCode, fault.code].find((code): code is string => typeof code === 'string') ?? '';

const isCertificateFault = (fault: NodemailerError): boolean =>
  certificateFault.test(systemCode(fault)) || certificateFault.test(fault.message);

/** Why the server could not be reached, in words that tell where to look. */
const connectionWords = (fault: NodemailerError): string => {
  const said = serverWords(fault);
  if (said !== '') return `The mail server takes nothing at present. It says: ${said}`;
  switch (systemCode(fault)) {
    case 'ECONNREFUSED':
      return 'The mail server refuses the connection. It may be down, or the port in Settings is wrong.';
    case 'ENOTFOUND':
    case 'EDNS':
    case 'EAI_AGAIN':
      return 'The name of the mail server is not known here. The network may be down, or the name in Settings is wrong.';
    case 'ETIMEDOUT':
      return 'The mail server does not answer in time.';
    default:
      return 'The connection to the mail server broke off. The network may be down.';
  }
};

const judgeConnecting = (fault: NodemailerError): Delivery => {
  if (isCertificateFault(fault))
    return {
      kind: 'account',
      words: `The mail server’s certificate is not trusted (${plainLine(fault.message, wordsLimit)}). If your library has its own certificate authority, choose its file in Settings, Mail.`,
    };
  if (fault.code === 'ETLS' || fault.command === 'STARTTLS')
    return {
      kind: 'account',
      words: `No protected connection could be made. Choose another protection in Settings, Mail.${said(fault)}`,
    };
  return { kind: 'no-connection', words: connectionWords(fault) };
};

const said = (fault: NodemailerError): string => {
  const words = serverWords(fault);
  return words === '' ? '' : ` The server says: ${words}`;
};

const judgeSigningIn = (fault: NodemailerError): Delivery =>
  fault.responseCode !== undefined && fault.responseCode < 500
    ? { kind: 'no-connection', words: connectionWords(fault) }
    : fault.code === 'EAUTH'
      ? {
          kind: 'account',
          words: `The mail server does not accept the user and password. Correct them in Settings, Mail.${said(fault)}`,
        }
      : { kind: 'no-connection', words: connectionWords(fault) };

/** No server has a code for these: the words of the usual ones. They would be said of every letter. */
const ourRights = /\brelay|send ?as ?denied|not allowed to send as|sender address rejected/i;
const ourLimit = /sending (?:limit|quota)|5\.4\.5/i;

const judgeLetter = (fault: NodemailerError): Delivery => {
  const code = fault.responseCode ?? 0;
  const words = serverWords(fault);
  // 421: the server closes for everybody. 530: it wants a sign-in first.
  if (code === 421 || ourLimit.test(words)) return { kind: 'no-connection', words: connectionWords(fault) };
  if (code >= 500 && ourRights.test(words))
    return {
      kind: 'account',
      words: `The mail server does not pass on letters of this account. Correct it in Settings, Mail.${said(fault)}`,
    };
  if (code === 530)
    return {
      kind: 'account',
      words: `The mail server wants a user and password. Set them in Settings, Mail.${said(fault)}`,
    };
  // A sender that the server refuses is a fault of the account, not of the letter.
  if (fault.command === 'MAIL FROM' && code >= 500)
    return {
      kind: 'account',
      words: `The mail server refuses the sender’s address. Correct it in Settings, Mail.${said(fault)}`,
    };
  return code >= 400 && code < 500
    ? { kind: 'later', words: `The mail server puts this letter off.${said(fault)}` }
    : {
        kind: 'refused',
        words: `The mail server refuses this letter. Correct the address and send it again, or print it.${said(fault)}`,
      };
};

/**
 * What a failed try means for the letter. A definite answer of the server is believed; silence after the letter was handed
 * over means that nobody knows.
 */
export const judgeFault = (fault: NodemailerError, stage: Stage): Delivery => {
  const answered = typeof fault.responseCode === 'number';
  switch (stage) {
    case 'connecting':
      return judgeConnecting(fault);
    case 'signing-in':
      return judgeSigningIn(fault);
    case 'addressing':
      if (answered || fault.code === 'EENVELOPE' || fault.code === 'EMESSAGE') return judgeLetter(fault);
      return { kind: 'no-connection', words: connectionWords(fault) };
    case 'handed-over':
      if (answered) return judgeLetter(fault);
      return {
        kind: 'unknown',
        words:
          'The connection broke off after the letter was handed over: nobody knows whether it left. Ask its reader, or send it again.',
      };
  }
};
