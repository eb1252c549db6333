import { request as requestHttp } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Endpoint,
  type EndpointOptions,
  startEndpoint,
} from '../../../../electron/main/partners/exchange/endpoint.ts';
import { postMessage } from '../../../../electron/main/partners/exchange/post-message.ts';
import { messageLimits } from '../../../../electron/main/xml/tree.ts';
import { makeCertificate } from '../../../support/certificate.ts';

let endpoint: Endpoint | null = null;
afterEach(() => endpoint?.stop());

const taken: string[] = [];
const faults: unknown[] = [];
const start = async (options: Partial<EndpointOptions> = {}): Promise<void> => {
  taken.length = 0;
  faults.length = 0;
  endpoint = await startEndpoint({
    host: '127.0.0.1',
    port: 0,
    path: '/iso18626',
    tls: null,
    credentials: null,
    mayCall: () => true,
    take: (message) => {
      taken.push(Buffer.from(message).toString());
      return Promise.resolve('<taken/>');
    },
    logFault: (error) => faults.push(error),
    ...options,
  });
};

type Asked = {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
};
const ask = ({ method = 'POST', path = '/iso18626', body = '<a/>', headers = {} }: Asked = {}) =>
  new Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const port = endpoint?.port;
      const given = { 'Content-Type': 'application/xml', ...headers };
      const request = requestHttp({ host: '127.0.0.1', port, method, path, headers: given }, (response) => {
        void buffer(response).then((text) =>
          resolve({ status: response.statusCode ?? 0, text: text.toString(), headers: response.headers }),
        );
      });
      request.on('error', reject);
      request.end(body);
    },
  );
const statusOf = async (asked?: Asked): Promise<number> => (await ask(asked)).status;

describe('The endpoint for messages', () => {
  it('stores what is posted to its path, and then confirms it', async () => {
    await start();
    expect(await ask({ path: '/iso18626?from=north' })).toMatchObject({
      status: 200,
      text: '<taken/>',
      headers: { 'content-type': 'application/xml; charset="utf-8"' },
    });
    for (const type of ['text/xml; charset=utf-8', 'Application/XML', 'application/soap+xml'])
      expect(await statusOf({ headers: { 'Content-Type': type } })).toBe(200);
    expect(taken).toEqual(['<a/>', '<a/>', '<a/>', '<a/>']);
  });

  it('refuses everything else without reading it', async () => {
    await start();
    expect(await statusOf({ path: '/' })).toBe(404);
    expect(await ask({ method: 'PUT' })).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(await statusOf({ headers: { 'Content-Type': 'application/json' } })).toBe(415);
    expect(await statusOf({ headers: { 'Content-Type': '' } })).toBe(415);
    expect(await statusOf({ headers: { 'Content-Encoding': 'gzip' } })).toBe(415);
    expect(taken).toEqual([]);
  });

  it('refuses a message that is too large, whether it says so or not', async () => {
    await start();
    const body = 'x'.repeat(messageLimits.bytes + 1);
    expect(await statusOf({ body, headers: { 'Content-Length': String(body.length) } })).toBe(413);
    expect(await statusOf({ body, headers: { 'Transfer-Encoding': 'chunked' } })).toBe(413);
    expect(await statusOf({ body: body.slice(1) })).toBe(200);
    expect(taken.map(({ length }) => length)).toEqual([messageLimits.bytes]);
  });

  it('admits only allowed callers with the right credentials', async () => {
    await start({ mayCall: (address) => address !== '127.0.0.1' });
    expect(await statusOf()).toBe(403);
    await endpoint?.stop();
    await start({ credentials: { kind: 'basic', user: 'north', password: 'secret' } });
    const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString('base64')}` });
    expect(await ask()).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="ISO 18626"' },
    });
    expect(await statusOf({ headers: basic('north:wrong') })).toBe(401);
    expect(await statusOf({ headers: basic('north:secret') })).toBe(200);
    expect(taken).toEqual(['<a/>']);
    await endpoint?.stop();
    await start({ credentials: { kind: 'header', name: 'X-API-Key', code: 'secret' } });
    expect(await statusOf()).toBe(401);
    expect(await statusOf({ headers: { 'x-api-key': 'secret2' } })).toBe(401);
    expect(await statusOf({ headers: { 'x-api-key': 'secret' } })).toBe(200);
  });

  it('says that it failed if a message could not be stored: its sender tries again', async () => {
    await start({ take: () => Promise.reject(new Error('disk full')) });
    expect(await statusOf()).toBe(500);
    expect(faults).toMatchObject([{ message: 'disk full' }]);
  });

  it('does not wait for slow callers, and holds no more connections than allowed', async () => {
    await start({ limits: { connections: 2, headersMs: 200, requestMs: 300 } });
    const port = endpoint?.port ?? 0;
    const begun = Date.now();
    const slow = (text: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(text));
        let heard = '';
        socket.on('data', (data) => (heard += data.toString()));
        socket.on('error', () => undefined);
        socket.on('close', () => resolve(heard.split('\r\n', 1)[0] ?? ''));
      });
    const begin = 'POST /iso18626 HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 9\r\n';
    const [headers, body, third] = await Promise.all([slow(begin), slow(`${begin}\r\n<a`), slow(begin)]);
    expect([headers, body]).toEqual(['HTTP/1.1 408 Request Timeout', 'HTTP/1.1 408 Request Timeout']);
    expect(third).toBe('');
    expect(Date.now() - begun).toBeLessThan(20_000);
    expect(await statusOf()).toBe(200);
    expect([taken, faults]).toEqual([['<a/>'], []]);
  });

  const open = (from: string) => {
    const port = endpoint?.port ?? 0;
    const socket = connect({ port, host: '127.0.0.1', localAddress: from });
    socket.on('error', () => undefined);
    const isClosed = new Promise<boolean>((resolve) => {
      socket.on('close', () => resolve(true));
      socket.on('connect', () => setTimeout(() => resolve(false), 150));
    });
    return { socket, isClosed };
  };
  const limits = { connections: 50, connectionsOfCaller: 3, headersMs: 5_000, requestMs: 5_000 };

  it('holds no more connections of all that may not call, whatever their addresses', async () => {
    await start({ host: '::', limits, mayCall: (address) => address === '127.0.0.1' });
    const others = [2, 3, 4, 5, 6].map((last) => open(`127.0.0.${last}`));
    const closed = await Promise.all(others.map(({ isClosed }) => isClosed));
    expect(closed.filter(Boolean)).toHaveLength(2);
    for (const { socket } of others) socket.destroy();
  });

  it('holds no more connections of one address than allowed, so that no caller keeps the others out', async () => {
    await start({ host: '::', limits });
    const greedy = Array.from({ length: 6 }, () => open('127.0.0.1'));
    const closed = await Promise.all(greedy.map(({ isClosed }) => isClosed));
    expect(closed.filter(Boolean)).toHaveLength(3);
    const other = open('127.0.0.2');
    expect(await other.isClosed).toBe(false);
    for (const { socket } of [...greedy, other]) socket.destroy();
    await expect.poll(() => statusOf()).toBe(200);
  });

  it('uses TLS with the certificate that it was given', async () => {
    const authority = makeCertificate({ authority: 'Test Authority' });
    await start({ tls: makeCertificate({ by: authority }) });
    const destination = {
      address: `https://localhost:${endpoint?.port ?? 0}/iso18626`,
      credentials: { kind: 'none' } as const,
      ca: authority.cert,
    };
    await postMessage('<secure/>', 'R1', destination);
    expect(taken).toEqual(['<secure/>']);
  });
});
