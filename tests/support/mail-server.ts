import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { TestCertificate } from './certificate.ts';

/** A letter as the server received it. */
export type ReceivedLetter = {
  readonly from: string;
  readonly to: readonly string[];
  /** The raw text. */
  readonly raw: string;
  /** Lowercase header name → value, unfolded and decoded. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
};

/** A refusal of the server; `null` accepts. */
export type Answer = { readonly code: number; readonly words: string } | null;

export type MailServer = {
  readonly port: number;
  readonly received: ReceivedLetter[];
  /** The number of connections so far. */
  readonly connections: () => number;
  /** The answers from now on. */
  answers: {
    connect?: () => Answer;
    recipient?: (address: string) => Answer;
    letter?: (letter: ReceivedLetter) => Answer;
  };
  readonly close: () => Promise<void>;
};

const errorOf = (answer: Answer | undefined): Error | null =>
  answer ? Object.assign(new Error(answer.words), { responseCode: answer.code }) : null;

/** Starts a real mail server on loopback. */
export const startMailServer = async (
  options: {
    readonly protection?: 'none' | 'starttls' | 'tls';
    readonly certificate?: TestCertificate;
    readonly user?: { readonly name: string; readonly password: string };
    readonly port?: number;
  } = {},
): Promise<MailServer> => {
  const received: ReceivedLetter[] = [];
  let connections = 0;
  const protection = options.protection ?? 'none';
  const server = new SMTPServer({
    logger: false,
    secure: protection === 'tls',
    ...options.certificate,
    disabledCommands: [...(protection === 'none' ? ['STARTTLS'] : []), ...(options.user ? [] : ['AUTH'])],
    authOptional: options.user === undefined,
    allowInsecureAuth: protection === 'none',
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect: (_session, done) => {
      connections += 1;
      done(errorOf(mail.answers.connect?.()));
    },
    onAuth: ({ username, password }, _session, done) =>
      username === options.user?.name && password === options.user?.password
        ? done(null, { user: username ?? '' })
        : done(Object.assign(new Error('5.7.8 Wrong user or password'), { responseCode: 535 })),
    onRcptTo: ({ address }, _session, done) => done(errorOf(mail.answers.recipient?.(address))),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        const letter = { from, to: rcptTo.map(({ address }) => address), raw, ...readLetter(raw) };
        const refusal = errorOf(mail.answers.letter?.(letter));
        if (!refusal) received.push(letter);
        done(refusal, refusal ? undefined : '2.0.0 Taken as TEST1');
      });
    },
  });
  server.on('error', () => undefined);
  const mail: MailServer = {
    get port() {
      return (server.server.address() as AddressInfo).port;
    },
    received,
    connections: () => connections,
    answers: {},
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server.server, 'listening');
  return mail;
};

/** A local port where no server listens. */
export const freePort = async (): Promise<number> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const readLetter = (raw: string): Pick<ReceivedLetter, 'headers' | 'body'> => {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const headers = new Map(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
    }),
  );
  const encoded = raw.slice(end + 4);
  const encoding = headers.get('content-transfer-encoding');
  const body =
    encoding === 'base64'
      ? Buffer.from(encoded, 'base64').toString()
      : encoding === 'quoted-printable'
        ? unquote(encoded.replace(/=\r\n/g, ''))
        : encoded;
  return { headers, body: body.replaceAll('\r\n', '\n') };
};

const bytesOfQuoted = (encoded: string): string =>
  encoded.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

const unquote = (encoded: string): string => Buffer.from(bytesOfQuoted(encoded), 'latin1').toString();

const word = /=\?utf-8\?([QB])\?([^?]*)\?=/gi;

/** Adjacent encoded words are one text: a character may begin in one and end in the next. */
const decodeWords = (value: string): string =>
  value.replace(/(?:=\?utf-8\?[QB]\?[^?]*\?=\s*)+/gi, (run) => {
    const bytes = [...run.matchAll(word)].map(([, kind = '', text = '']) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('latin1')
        : bytesOfQuoted(text.replaceAll('_', ' ')),
    );
    return Buffer.from(bytes.join(''), 'latin1').toString() + (/\s$/.test(run) ? ' ' : '');
  });
