import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { postgresVersions, startPostgres, type Postgres } from './postgres.ts';
import type { Asked, Outside, ServerOutside } from './postgres-outside.ts';

// Starts PostgreSQL servers for tests that run in Wine. Prints how it is reached, and ends with its standard input.

const servers = new Map<number, Postgres>();

const stateOf = (server: number): ServerOutside => {
  const { port, pid, shown } = running(server);
  return { server, port, pid: pid(), shown: shown() };
};

const running = (server: number): Postgres => {
  const found = servers.get(server);
  if (!found) throw new Error(`There is no server ${server}.`);
  return found;
};

const answerTo = async (asked: Asked): Promise<unknown> => {
  if (asked.ask === 'start') {
    const started = await startPostgres(asked.settings);
    servers.set(started.port, started);
    return stateOf(started.port);
  }
  const { ask, server, certificate } = asked;
  const state = stateOf(server);
  if (ask === 'changeCertificate') await running(server).changeCertificate(certificate);
  else await running(server)[ask]();
  if (ask !== 'stop') return stateOf(server);
  servers.delete(server);
  return state;
};

const http = createServer((request, response) => {
  // Idle connections are closed after 5 seconds. A test that calculates for longer would not notice, and call on a closed one.
  response.setHeader('Connection', 'close');
  void (async () => {
    try {
      const answer = await answerTo(JSON.parse(await text(request)) as Asked);
      response.end(JSON.stringify(answer));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  })();
});
http.listen(0, '127.0.0.1');
await once(http, 'listening');
const { port } = http.address() as AddressInfo;
process.stdout.write(`${JSON.stringify({ port, versions: postgresVersions() } satisfies Outside)}\n`);
process.stdin.resume();
await once(process.stdin, 'end');
http.close();
http.closeAllConnections();
await Promise.all([...servers.values()].map((server) => server.stop()));
