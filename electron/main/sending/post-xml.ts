import {
  type ClientRequest,
  request as requestHttp,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import { rootCertificates } from 'node:tls';
import { plainLine } from '../../../shared/domain/plain-text.ts';
import { t } from '../../../shared/words/words.ts';
import { messageLimits } from '../xml/tree.ts';
import type { PostResult } from './verdict.ts';

/** How we identify ourselves on the connection, with the secrets of this workstation. An account in the message's header is part of the message. */
export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  /** A certificate and its key, as PEM. */
  | { readonly kind: 'certificate'; readonly certificate: string; readonly key: string };

export type Destination = {
  /** `http:` or `https:`. */
  readonly address: string;
  readonly credentials: Credentials;
  /** The partner's or the library's own certificate authority as PEM, trusted in addition to the well-known ones; null for none. */
  readonly ca: string | null;
};

/** Timeouts for one message, in milliseconds. */
export type PostTimeouts = {
  readonly connectMs: number;
  /** For the whole message, connection included: a system that keeps answering but never ends would block its conversation. */
  readonly wholeMs: number;
};

/** Interim answers, such as 100 Continue, before the answer. */
const mostInterim = 20;

const defaultTimeouts: PostTimeouts = { connectMs: 20_000, wholeMs: 90_000 };

export type PostOptions = { readonly signal?: AbortSignal; readonly timeouts?: PostTimeouts };

/**
 * Posts one message to a system. It never throws and always settles. Redirects are not followed, and certificates are always checked.
 * @param read returns what an answer means; its body is empty if there is none
 * @param signal ends the attempt; before the message has left the result is `unreached`, later `unknown`
 */
export const postXml = (
  xml: string,
  read: (httpStatus: number, body: Uint8Array) => PostResult,
  destination: Destination,
  options: PostOptions = {},
): Promise<PostResult> =>
  new Promise((resolve) => {
    const { connectMs, wholeMs } = options.timeouts ?? defaultTimeouts;
    const sent = Buffer.from(xml, 'utf8');
    let isConnected = false;
    const onAnswer = (answer: IncomingMessage): void => {
      readAnswer(answer).then(
        (body) => settle(read(answer.statusCode ?? 0, body)),
        (error: unknown) => {
          settle(resultOfFault(error as Error, isConnected));
          outgoing.destroy();
        },
      );
    };
    let outgoing: ClientRequest;
    try {
      outgoing = startRequest(destination, sent.length, onAnswer);
    } catch (error) {
      // Such as an invalid certificate: it is parsed before the connection is made.
      resolve({ kind: 'unreached', words: unusableWords((error as Error).message) });
      return;
    }
    const settle = (result: PostResult): void => {
      timers.forEach(clearTimeout);
      options.signal?.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const breakOff = (code: string) => (): void => {
      settle(resultOfFault(Object.assign(new Error(code), { code }), isConnected));
      outgoing.destroy();
    };
    const timers = [
      setTimeout(() => isConnected || breakOff('ETIMEDOUT')(), connectMs),
      setTimeout(breakOff('ETIMEDOUT'), wholeMs),
    ];
    const onAbort = breakOff('ABORT_ERR');
    options.signal?.addEventListener('abort', onAbort);
    // Also after the answer: an error event without a listener would end the program.
    outgoing.on('error', (error) => settle(resultOfFault(error, isConnected)));
    hearOtherAnswers(outgoing, breakOff('ERR_LONG_ANSWER'), (status) =>
      settle(read(status, new Uint8Array())),
    );
    outgoing.once('socket', (socket) => {
      // Nothing is written before this, so that it is certain what was not sent.
      socket.once(isSecure(destination) ? 'secureConnect' : 'connect', () => {
        isConnected = true;
        outgoing.end(sent);
      });
    });
    // Sending the headers opens the connection.
    outgoing.flushHeaders();
    if (options.signal?.aborted) onAbort();
  });

/** Hears what Node does not report as the answer. */
const hearOtherAnswers = (
  outgoing: ClientRequest,
  breakOff: () => void,
  switched: (httpStatus: number) => void,
): void => {
  // Any number of these may come before the answer.
  let interim = 0;
  outgoing.on('information', () => {
    if ((interim += 1) > mostInterim) breakOff();
  });
  // After a change of the protocol (101), nothing else is reported.
  outgoing.once('upgrade', (answer, socket) => {
    socket.destroy();
    switched(answer.statusCode ?? 0);
  });
};

const isSecure = ({ address }: Destination): boolean => address.toLowerCase().startsWith('https:');

const startRequest = (
  { address, credentials, ca }: Destination,
  length: number,
  answered: (answer: IncomingMessage) => void,
) => {
  const options: RequestOptions = {
    method: 'POST',
    // A connection for each message: one that the partner closed meanwhile would make its arrival uncertain.
    agent: false,
    headers: {
      'Content-Type': 'application/xml; charset="utf-8"',
      Accept: 'application/xml, text/xml',
      'Content-Length': length,
    },
    ...(credentials.kind === 'basic' && { auth: `${credentials.user}:${credentials.password}` }),
  };
  if (!address.toLowerCase().startsWith('https:')) return requestHttp(address, options, answered);
  return requestHttps(
    address,
    {
      ...options,
      ...(ca !== null && { ca: [...rootCertificates, ca] }),
      ...(credentials.kind === 'certificate' && { cert: credentials.certificate, key: credentials.key }),
    },
    answered,
  );
};

/** @throws if the answer is too long or breaks off */
const readAnswer = async (answer: IncomingMessage): Promise<Uint8Array> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer) {
    const piece = chunk as Buffer;
    length += piece.length;
    if (length > messageLimits.bytes) throw Object.assign(new Error('long'), { code: 'ERR_LONG_ANSWER' });
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
};

const isCertificateFault = (text: string): boolean =>
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|altnames/i.test(text);

const resultOfFault = (fault: Error, isConnected: boolean): PostResult => {
  const { code = '' } = fault as NodeJS.ErrnoException;
  if (isConnected) return { kind: 'unknown', errorType: null, words: brokenWords(code) };
  return { kind: 'unreached', words: unreachedWords(code, fault.message) };
};

const brokenWords = (code: string): string => {
  switch (code) {
    case 'ETIMEDOUT':
      return t('The server did not answer in time.');
    case 'ERR_LONG_ANSWER':
      return t('The server sent an answer that is too long.');
    default:
      return t('The connection was lost before the server answered.');
  }
};

const unusableWords = (message: string): string =>
  t('The address, the certificate or the key of this connection cannot be used ({message}).', {
    message: plainLine(message, 300),
  });

const unreachedWords = (code: string, message: string): string => {
  if (isCertificateFault(`${code} ${message}`))
    return t(
      'The certificate of the server is not trusted ({message}). If it has its own certificate authority, choose its file in Settings.',
      { message: plainLine(message, 300) },
    );
  switch (code) {
    case 'ECONNREFUSED':
      return t('The server refuses the connection. It may be down, or its address may be wrong.');
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return t(
        'The address of the server was not found. The network may be down, or the address may be wrong.',
      );
    case 'ETIMEDOUT':
      return t('The server did not answer in time.');
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return t(
        'An encrypted connection to the server was not possible. Its address may have to begin with http:// instead of https://.',
      );
    default:
      return t('There is no connection to the server. The network may be down.');
  }
};
