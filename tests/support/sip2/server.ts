import { once } from 'node:events';
import { createServer as createOpen, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import type { TestCertificate } from '../certificate.ts';
import { loanAnswer } from './loans.ts';

// A SIP2 server of the tests: it shares no code with the program.

/** A patron as this server knows them. */
export type SipPatron = {
  readonly name: string;
  readonly email?: string;
  readonly library?: string;
  /** Fields as they are sent, such as `PA20270131`. */
  readonly more?: readonly string[];
  /** The places of the patron status (0 to 13) that apply. */
  readonly blocks?: readonly number[];
  readonly message?: string;
};

/** What it does with an answer instead of sending it as it is. */
export type Trouble =
  /** Sends nothing. */
  | 'silence'
  /** Closes the connection, before the answer or in the middle of it. */
  | 'cut'
  | 'cut-inside'
  | 'wrong-checksum'
  | 'without-number'
  | 'twice'
  /** The answer to the question before, then this one. */
  | 'old-first'
  /** Asks for the question again. */
  | 'ask-again'
  | 'endless'
  | 'other-protocol';

/** An item in its book; nobody has it if it is not on loan. */
export type SipItem = { onLoanTo: string | null; dueOn: string };

export type SipServer = {
  readonly port: number;
  readonly patrons: Map<string, SipPatron>;
  readonly items: Map<string, SipItem>;
  /** The messages that it received, without sequence number and checksum. */
  readonly received: readonly string[];
  /** The number of connections so far. */
  readonly connections: () => number;
  /** What it does with the next answers, one after the other; undefined: it sends them as they are. */
  readonly troubles: (Trouble | undefined)[];
  /** Closes all connections, as an idle server does. */
  readonly cutAll: () => void;
  readonly close: () => Promise<void>;
};

export type SipServerOptions = {
  readonly login?: { readonly user: string; readonly password: string } | null;
  readonly tls?: TestCertificate | null;
  /** Whether it numbers and sums its answers. */
  readonly isNumbered?: boolean;
  readonly encoding?: 'utf8' | 'latin1';
  readonly isInService?: boolean;
  readonly delayMs?: number;
  readonly lineEnd?: string;
  /** Whether its answers name the item or patron that they are about. */
  readonly names?: boolean;
};

const sum = (bytes: Buffer): string => {
  let total = 0;
  for (const byte of bytes) total += byte;
  return (65_536 - (total % 65_536)).toString(16).toUpperCase().slice(-4);
};

const date = '20261201    101500';

const field = (message: string, id: string): string =>
  new RegExp(`\\|?${id}([^|]*)\\|`, 'u').exec(message)?.[1] ?? '';

/** Starts it on a free port of this computer. */
export const startSipServer = async ({
  login = { user: 'desk', password: 'opensesame' },
  tls = null,
  isNumbered = true,
  encoding = 'utf8',
  isInService = true,
  delayMs = 0,
  lineEnd = '\r',
  names = true,
}: SipServerOptions = {}): Promise<SipServer> => {
  const patrons = new Map<string, SipPatron>();
  const items = new Map<string, SipItem>();
  const received: string[] = [];
  const troubles: (Trouble | undefined)[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;

  const patronAnswer = (card: string): string => {
    const patron = patrons.get(card);
    const status = [...Array(14).keys()]
      .map((place) => (patron?.blocks?.includes(place) ? 'Y' : ' '))
      .join('');
    const counts = '0000'.repeat(6);
    const start = `64${patron ? status : 'YYYY'.padEnd(14)}000${date}${counts}AOMAIN|AA${card}|`;
    if (!patron) return `${start}AE|BLN|AFNo such patron|`;
    const { name, email, library, more = [], message } = patron;
    const parts = [
      `AE${name}`,
      'BLY',
      ...(email ? [`BE${email}`] : []),
      ...(library ? [`AQ${library}`] : []),
    ];
    return `${start}${[...parts, ...more, ...(message ? [`AF${message}`] : [])].map((part) => `${part}|`).join('')}`;
  };

  const answerOf = (message: string): string => {
    switch (message.slice(0, 2)) {
      case '93':
        return `94${login === null || (field(message.slice(4), 'CN') === login.user && field(message, 'CO') === login.password) ? 1 : 0}`;
      case '99':
        return `98${isInService ? 'Y' : 'N'}YYYNN300003${date}2.00AOMAIN|AMMain Library|BXYYYYYYYYYYYYYYYY|`;
      case '63':
        return patronAnswer(field(message, 'AA'));
      case '11':
      case '09':
      case '29':
        return loanAnswer(items, message, patrons.has(field(message, 'AA')));
      case '17': {
        const barcode = field(message, 'AB');
        const item = items.get(barcode);
        return `18${item ? (item.onLoanTo === null ? '03' : '04') : '01'}0001${date}AH${(item?.dueOn ?? '').replaceAll('-', '')}    235900|AB${barcode}|AJ|`;
      }
      default:
        return '96';
    }
  };

  const serve = (socket: Socket): void => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    let unread: Buffer = Buffer.alloc(0);
    let last: Buffer = Buffer.alloc(0);
    const write = (bytes: Buffer): void => {
      if (delayMs === 0) socket.write(bytes);
      else setTimeout(() => socket.write(bytes), delayMs);
    };
    const bytesOf = (answer: string, number: string | undefined): Buffer => {
      const numbered = isNumbered && number !== undefined && answer !== '96' ? `AY${number}` : '';
      const text = Buffer.from(`${answer}${numbered}${isNumbered ? 'AZ' : ''}`, encoding);
      return Buffer.concat([text, Buffer.from(`${isNumbered ? sum(text) : ''}${lineEnd}`)]);
    };
    const take = (line: Buffer): void => {
      const text = line.toString('utf8');
      const ending = /(?:AY(\d))?AZ([0-9A-F]{4})$/u.exec(text);
      if (!ending || sum(line.subarray(0, -4)) !== ending[2])
        return void socket.write(bytesOf('96', undefined));
      const message = text.slice(0, ending.index);
      received.push(message);
      if (message === '97') return write(last);
      const trouble = troubles.shift();
      // The question arrived damaged.
      if (trouble === 'ask-again') return write(bytesOf('96', undefined));
      const before = last;
      const whole = answerOf(message);
      const answer = bytesOf(names ? whole : whole.replaceAll(/(?<=\|)A[AB][^|]*\|/gu, ''), ending[1]);
      last = answer;
      switch (trouble) {
        case 'silence':
          return;
        case 'cut':
          return void socket.destroy();
        case 'cut-inside':
          return void socket.end(answer.subarray(0, 30));
        case 'wrong-checksum': {
          const damaged = Buffer.from(answer);
          damaged[5] = damaged[5] === 88 ? 89 : 88;
          return write(damaged);
        }
        case 'without-number':
          return write(Buffer.from(`${answerOf(message)}${lineEnd}`, encoding));
        case 'twice':
          return write(Buffer.concat([answer, answer]));
        case 'old-first':
          return write(Buffer.concat([before, answer]));
        case 'endless':
          return void socket.write(Buffer.alloc(200_000, 'A'));
        case 'other-protocol':
          return void socket.write('HTTP/1.1 400 Bad Request\r\n');
        case undefined:
          return write(answer);
      }
    };
    socket.on('data', (chunk) => {
      unread = Buffer.concat([unread, chunk]);
      for (let end = unread.indexOf('\r'); end >= 0; end = unread.indexOf('\r')) {
        const line = unread.subarray(0, end);
        unread = unread.subarray(end + 1);
        take(line);
      }
    });
  };
  const server: Server = tls === null ? createOpen(serve) : createTls(tls, serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    patrons,
    items,
    received,
    connections: () => connections,
    troubles,
    cutAll,
    close: async () => {
      cutAll();
      server.close();
      await once(server, 'close');
    },
  };
};
