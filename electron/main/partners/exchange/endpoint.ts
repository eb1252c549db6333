import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { messageLimits } from '../../xml/tree.ts';
import { plainAddress } from './callers.ts';

export type EndpointOptions = {
  /** The address on which it listens, such as `127.0.0.1`. */
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Such as `/iso18626`. */
  readonly path: string;
  /** Certificate and key as PEM; null: without TLS. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** What callers must send: HTTP Basic credentials, or a code in a header of their request; null: nothing. */
  readonly credentials:
    | { readonly kind: 'basic'; readonly user: string; readonly password: string }
    | { readonly kind: 'header'; readonly name: string; readonly code: string }
    | null;
  /** Whether a caller may use it, by its IP address. */
  readonly mayCall: (address: string) => boolean;
  /**
   * Stores a message and returns the confirmation as XML, once the message is safe. If it rejects, the caller is told that the message was
   * not taken, and sends it again.
   */
  readonly take: (message: Uint8Array) => Promise<string>;
  /** Receives errors, for the log. */
  readonly logFault: (error: unknown) => void;
  readonly limits?: Partial<EndpointLimits>;
};

/** Bounds on callers. Times are in milliseconds. */
export type EndpointLimits = {
  readonly connections: number;
  /** Of one address, so that no caller keeps the others out. */
  readonly connectionsOfCaller: number;
  readonly headersMs: number;
  /** From the first byte of a request to its last. */
  readonly requestMs: number;
};
const defaultLimits: EndpointLimits = {
  connections: 100,
  connectionsOfCaller: 20,
  headersMs: 10_000,
  requestMs: 30_000,
};

export type Endpoint = {
  /** The port on which it listens. */
  readonly port: number;
  /** Accepts no further message, and closes all connections. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts to receive messages by HTTP or HTTPS: POST to one path, XML of a bounded size, within a bounded time, on a bounded number of connections.
 * @throws if it cannot listen there
 */
export const startEndpoint = async (options: EndpointOptions): Promise<Endpoint> => {
  const limits = { ...defaultLimits, ...options.limits };
  const server = createListener({ ...options, take: oneByOne(options.take) }, limits);
  server.maxConnections = limits.connections;
  boundCallers(server, limits.connectionsOfCaller, options.mayCall);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  server.on('error', options.logFault);
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** Stores one message after the other, and lets what staff do come between two: many callers may be ready at the same moment. */
const oneByOne = (take: EndpointOptions['take']): EndpointOptions['take'] => {
  let last: Promise<unknown> = Promise.resolve();
  return (message) => {
    const mine = last.then(() => othersTurn()).then(() => take(message));
    last = mine.catch(() => undefined);
    return mine;
  };
};

/** Closes connections of an address that holds too many. All that may not call hold together as many as one that may. */
const boundCallers = (server: Server, most: number, mayCall: EndpointOptions['mayCall']): void => {
  const held = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = plainAddress(socket.remoteAddress ?? '');
    const caller = mayCall(address) ? address : 'others';
    const count = (held.get(caller) ?? 0) + 1;
    held.set(caller, count);
    socket.once('close', () => {
      const left = (held.get(caller) ?? 1) - 1;
      if (left === 0) held.delete(caller);
      else held.set(caller, left);
    });
    if (count > most) socket.destroy();
  });
};

const createListener = (options: EndpointOptions, { headersMs, requestMs }: EndpointLimits): Server => {
  const bounds = {
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.min(1_000, headersMs),
    keepAliveTimeout: 5_000,
    maxHeaderSize: 16 * 1024,
  };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    serve(options, request, response).catch((error: unknown) => {
      if (request.errored === null) options.logFault(error);
      refuse(response, 500);
    });
  };
  if (options.tls === null) return createServer(bounds, answer);
  return createSecureServer({ ...bounds, ...options.tls, handshakeTimeout: headersMs }, answer);
};

const serve = async (
  options: EndpointOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const refusal = refusalOf(options, request);
  if (refusal !== null) return refuse(response, refusal);
  const message = await readBody(request);
  if (message === null) return refuse(response, 413);
  const confirmation = await options.take(message);
  response
    .writeHead(200, {
      'Content-Type': 'application/xml; charset="utf-8"',
      'Content-Length': Buffer.byteLength(confirmation),
    })
    .end(confirmation);
};

/** The status code with which a request is refused before its body is read; null if it is not. */
const refusalOf = (
  { path, credentials, mayCall }: EndpointOptions,
  { method, url = '', headers, socket }: IncomingMessage,
): number | null => {
  if (!mayCall(socket.remoteAddress ?? '')) return 403;
  if (url.split('?', 1)[0] !== path) return 404;
  if (method !== 'POST') return 405;
  if (credentials !== null && !names(headers, credentials)) return 401;
  const [type = ''] = (headers['content-type'] ?? '').toLowerCase().split(';');
  // Compressed bodies are refused: a few bytes could expand to very many.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return 415;
  if (!/^(?:application|text)\/(?:[\w.-]+\+)?xml$/.test(type.trim())) return 415;
  return Number(headers['content-length'] ?? 0) > messageLimits.bytes ? 413 : null;
};

/** Whether a caller sends the right credentials. */
const names = (
  headers: IncomingMessage['headers'],
  credentials: NonNullable<EndpointOptions['credentials']>,
): boolean => {
  if (credentials.kind === 'header')
    return isSame(String(headers[credentials.name.toLowerCase()] ?? ''), credentials.code);
  const { user, password } = credentials;
  const basic = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
  return isSame(headers.authorization ?? '', `Basic ${basic}`);
};

/** Compares in constant time, so that the time does not reveal how much was right. */
const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(digestOf(given), digestOf(expected));
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The body; null if it is too large. @throws if it breaks off */
const readBody = async (request: IncomingMessage): Promise<Uint8Array | null> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const piece = chunk as Buffer;
    length += piece.length;
    if (length > messageLimits.bytes) return null;
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
};

/** Answers without a confirmation, and closes the connection: the rest of the request is not read. */
const refuse = (response: ServerResponse, status: number): void => {
  if (response.headersSent || response.destroyed) return void response.destroy();
  response
    .writeHead(status, {
      Connection: 'close',
      'Content-Length': 0,
      ...(status === 401 && { 'WWW-Authenticate': 'Basic realm="ISO 18626"' }),
      ...(status === 405 && { Allow: 'POST' }),
    })
    .end();
};
