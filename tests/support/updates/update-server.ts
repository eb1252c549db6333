import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import type { KeyObject } from 'node:crypto';
import type { TestCertificate } from '../certificate.ts';
import { signUpdate } from '../../../electron/tooling/updates/sign-update.ts';

/** How the server answers: as it should, with half of a file (lists are whole), not at all, with files that never end, or with a byte now and then. */
type Manner = 'whole' | 'cut' | 'away' | 'endless' | 'slow';

/** An update server on this computer. */
export type UpdateServer = {
  readonly url: string;
  /** What was asked for, oldest first, without the random part of the address. */
  readonly asked: string[];
  readonly behave: (manner: Manner) => void;
  readonly put: (name: string, content: Buffer | string) => void;
  readonly remove: (name: string) => void;
  readonly stop: () => Promise<void>;
};

/** Without a length, as a server may, until the other side hangs up. */
const keepSending = (response: ServerResponse, part: Buffer): void => {
  const timer = setInterval(() => response.write(part), 10);
  response.once('close', () => clearInterval(timer));
};

/** An update server with https, and how to give it another certificate. */
export type SecureUpdateServer = UpdateServer & { readonly present: (certificate: TestCertificate) => void };

/** Starts a server without files, with https. */
export const startSecureUpdateServer = async (certificate: TestCertificate): Promise<SecureUpdateServer> => {
  const server = createSecureServer(certificate);
  return {
    ...(await serve(server, 'https')),
    present: (next) => {
      server.setSecureContext(next);
      // Otherwise the next question would come through a connection that is open.
      server.closeAllConnections();
    },
  };
};

/** Starts a server without files. */
export const startUpdateServer = (): Promise<UpdateServer> => serve(createServer(), 'http');

const serve = async (server: Server, protocol: 'http' | 'https'): Promise<UpdateServer> => {
  const files = new Map<string, Buffer>();
  const asked: string[] = [];
  let manner: Manner = 'whole';
  const send = (response: ServerResponse, name: string, content: Buffer): void => {
    if (manner === 'endless') return keepSending(response, Buffer.alloc(1_000_000));
    if (manner === 'slow') return keepSending(response, Buffer.alloc(1));
    response.writeHead(200, { 'content-length': content.length });
    if (manner === 'whole' || name.endsWith('.yml')) return void response.end(content);
    response.write(content.subarray(0, content.length / 2), () => response.destroy());
  };
  server.on('request', ({ url = '' }: IncomingMessage, response: ServerResponse) => {
    const name = decodeURIComponent(new URL(url, 'http://localhost').pathname.slice(1));
    asked.push(name);
    const content = files.get(name);
    if (manner === 'away') return response.destroy();
    if (content !== undefined) return send(response, name, content);
    response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    behave: (next) => {
      manner = next;
    },
    put: (name, content) => void files.set(name, Buffer.from(content)),
    remove: (name) => void files.delete(name),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

type Release = {
  readonly version: string;
  /** Paths of the files, each with the platform that it is for. */
  readonly files: readonly (readonly [file: string, platform: string])[];
  readonly key: KeyObject;
  /** For how many of a hundred workstations it is. */
  readonly stagingPercentage?: number;
};

/** Puts a version on a server: its files, and what is said of them. @param list `latest.yml` for Windows, `latest-linux.yml` */
export const release = async (
  server: UpdateServer,
  list: string,
  { version, files, key, stagingPercentage }: Release,
): Promise<void> => {
  const entries = await Promise.all(
    files.map(async ([file, platform]) => {
      server.put(basename(file), readFileSync(file));
      return { url: basename(file), ...(await signUpdate(file, version, platform, key)) };
    }),
  );
  // JSON is YAML.
  server.put(
    list,
    JSON.stringify({
      version,
      files: entries,
      ...(stagingPercentage === undefined ? {} : { stagingPercentage }),
    }),
  );
};
