import { createServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createPlainServer, type Server } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { postMessage } from '../../../../electron/main/partners/exchange/post-message.ts';
import type { Destination } from '../../../../electron/main/sending/post-xml.ts';
import { makeCertificate } from '../../../support/certificate.ts';

const confirmed =
  '<requestConfirmation><confirmationHeader><messageStatus>OK</messageStatus></confirmationHeader></requestConfirmation>';

let stop: () => void = () => undefined;
afterEach(() => stop());

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  stop = () => {
    server.close();
    if ('closeAllConnections' in server) (server as HttpServer).closeAllConnections();
  };
  return (server.address() as AddressInfo).port;
};
const serving = async (listener: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await listen(createServer(listener))}/iso`;

const to = (address: string, more: Partial<Destination> = {}): Destination => ({
  address,
  credentials: { kind: 'none' },
  ca: null,
  ...more,
});
const timeouts = { connectMs: 2_000, wholeMs: 2_000 };

describe('A message that is posted', () => {
  it('arrives as it is, with its type, its length and who we are', async () => {
    const heard: unknown[] = [];
    const address = await serving((request, response) => {
      const { authorization, 'content-type': type, 'content-length': length } = request.headers;
      void buffer(request).then((body) => {
        heard.push(request.method, request.url, authorization, type, length, body.toString());
        response.writeHead(201).end(confirmed);
      });
    });
    const credentials = { kind: 'basic', user: 'main', password: 'pä' } as const;
    expect(await postMessage('<å/>', 'R1', to(address, { credentials }))).toMatchObject({ kind: 'ok' });
    const basic = `Basic ${Buffer.from('main:pä').toString('base64')}`;
    expect(heard).toEqual(['POST', '/iso', basic, 'application/xml; charset="utf-8"', '5', '<å/>']);
  });

  it('was certainly not received by a system without encryption', async () => {
    const port = await listen(createServer());
    const result = await postMessage('<a/>', 'R1', to(`https://127.0.0.1:${port}/`), { timeouts });
    expect(result).toEqual({
      kind: 'unreached',
      words:
        'An encrypted connection to the server was not possible. Its address may have to begin with http:// instead of https://.',
    });
  });

  it('was certainly not received if the system cannot be reached', async () => {
    const closed = await listen(createServer());
    stop();
    const result = await postMessage('<a/>', 'R1', to(`http://127.0.0.1:${closed}/`), { timeouts });
    expect(result).toEqual({
      kind: 'unreached',
      words: 'The server refuses the connection. It may be down, or its address may be wrong.',
    });
  });

  it('may have been received if the connection breaks, or the answer never ends, is too long or is no confirmation', async () => {
    const cases: readonly (readonly [RequestListener, string])[] = [
      [(request) => request.socket.destroy(), 'The connection was lost before the server answered.'],
      [(request) => void request.resume(), 'The server did not answer in time.'],
      [(_, response) => void response.writeHead(200).write('x'), 'The server did not answer in time.'],
      [
        (_, response) => void response.end('x'.repeat(300 * 1024)),
        'The server sent an answer that is too long.',
      ],
      [(_, response) => void response.writeHead(502).end('Bad Gateway'), 'Bad Gateway'],
    ];
    for (const [listener, words] of cases) {
      const address = await serving(listener);
      const result = await postMessage('<a/>', 'R1', to(address), {
        timeouts: { connectMs: 200, wholeMs: 300 },
      });
      expect(result).toMatchObject({ kind: 'unknown', errorType: null, words });
      stop();
    }
  });

  it('follows no redirect', async () => {
    const paths: (string | undefined)[] = [];
    const address = await serving((request, response) => {
      paths.push(request.url);
      response.writeHead(302, { Location: '/elsewhere' }).end();
    });
    expect(await postMessage('<a/>', 'R1', to(address))).toMatchObject({ kind: 'refused' });
    expect(paths).toEqual(['/iso']);
  });

  it('is cancelled when the program ends', async () => {
    const address = await serving((request) => void request.resume());
    const end = new AbortController();
    const result = postMessage('<a/>', 'R1', to(address), { signal: end.signal });
    setTimeout(() => end.abort(), 100);
    expect(await result).toMatchObject({ kind: 'unknown' });
    expect(await postMessage('<a/>', 'R1', to(address), { signal: end.signal })).toMatchObject({
      kind: 'unreached',
    });
  });
});

describe('With TLS', () => {
  const secure = async (more: object = {}) => {
    const authority = makeCertificate({ authority: 'Test Authority' });
    const own = makeCertificate({ by: authority });
    const server = createSecureServer({ ...own, ...more }, (request, response) => {
      const { subject } = (
        request.socket as unknown as { getPeerCertificate: () => { subject?: { CN: string } } }
      ).getPeerCertificate();
      response.setHeader('X-Client', subject?.CN ?? 'none').end(confirmed);
    });
    return { authority, address: `https://localhost:${await listen(server)}/iso` };
  };

  it('an untrusted certificate is refused before anything is sent, unless the library’s own authority signed it', async () => {
    const { address, authority } = await secure();
    const refused = await postMessage('<a/>', 'R1', to(address), { timeouts });
    expect(refused).toMatchObject({
      kind: 'unreached',
      words: expect.stringMatching(/^The certificate of the server is not trusted/),
    });
    expect(await postMessage('<a/>', 'R1', to(address, { ca: authority.cert }))).toMatchObject({
      kind: 'ok',
    });
  });

  it('an invalid address, certificate or key is reported, and nothing is sent', async () => {
    const [ours, others] = [makeCertificate(), makeCertificate()];
    const certificate = (cert: string, key: string) =>
      ({ credentials: { kind: 'certificate', certificate: cert, key } }) as const;
    for (const wrong of [
      to('nonsense'),
      to('https://127.0.0.1:9/', certificate('nonsense', ours.key)),
      to('https://127.0.0.1:9/', certificate(ours.cert, 'nonsense')),
      to('https://127.0.0.1:9/', certificate(ours.cert, others.key)),
    ])
      expect(await postMessage('<a/>', 'R1', wrong, { timeouts })).toEqual({
        kind: 'unreached',
        words: expect.stringMatching(/^The address, the certificate or the key of this connection cannot/),
      });
  });

  it('a system that asks for our certificate gets it', async () => {
    const ours = makeCertificate({ authority: 'Main Library' });
    const { address, authority } = await secure({
      requestCert: true,
      rejectUnauthorized: true,
      ca: [ours.cert],
    });
    const ca = authority.cert;
    const credentials = { kind: 'certificate', certificate: ours.cert, key: ours.key } as const;
    expect(await postMessage('<a/>', 'R1', to(address, { ca, credentials }))).toMatchObject({ kind: 'ok' });
    expect((await postMessage('<a/>', 'R1', to(address, { ca }))).kind).not.toBe('ok');
  });

  it('a system that never agrees on encryption was not reached', async () => {
    const silent = createPlainServer((socket) => void socket.resume());
    const address = `https://localhost:${await listen(silent)}/`;
    const result = await postMessage('<a/>', 'R1', to(address), {
      timeouts: { connectMs: 200, wholeMs: 400 },
    });
    expect(result).toEqual({ kind: 'unreached', words: 'The server did not answer in time.' });
  });
});
