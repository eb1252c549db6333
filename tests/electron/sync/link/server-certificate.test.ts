import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { connectEncrypted } from '../../../../electron/main/sync/link/server-certificate.ts';

let close = (): void => undefined;
afterEach(() => close());

const listening = (accept: (socket: Socket) => void): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer(accept).listen(0, '127.0.0.1', () =>
      resolve((server.address() as AddressInfo).port),
    );
    close = () => void server.close();
  });

/** Far longer than a closed connection takes, and shorter than the limit that is passed. */
const soonMs = 2_000;
const limitMs = 60_000;

test.for<readonly [when: string, accept: (socket: Socket) => void]>([
  ['as soon as it is accepted', (socket) => void socket.end()],
  ['when encryption is asked for', (socket) => void socket.once('data', () => socket.end())],
  ['after encryption was promised', (socket) => void socket.once('data', () => socket.end('S'))],
])('a connection that the server closes %s fails immediately', { timeout: soonMs }, async ([, accept]) => {
  const port = await listening(accept);
  await expect(connectEncrypted('127.0.0.1', port, AbortSignal.timeout(limitMs))).rejects.toThrow(
    /^(?!timeout)/u,
  );
});
