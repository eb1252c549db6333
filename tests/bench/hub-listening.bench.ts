import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectTo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import type { OpId, RequestId } from '../../shared/domain/ids.ts';
import { take } from '../../electron/main/desk/steps/take.ts';
import type { ReadableDB } from '../../electron/main/db/types.ts';
import { readHubState } from '../../electron/main/desk/store/hub.queries.ts';
import { waitFor } from '../support/waiting.ts';
import { ofWhoIsSeen } from './day-of-steps.ts';
import type { DeskCopy } from './desk-copy.ts';
import { openLink, type HubWorld } from './hub-world.ts';
import { median, percentile, report, timed } from './report.ts';

/** Of fifty workstations two are complete ones. */
const light = { first: 4, last: 51 };
const takes = 54;
const shows = 55;
const rounds = 100;
/** The pause between two steps, so that none waits for the one before. */
const betweenMs = 100;
const idleMs = 120_000;
const limitMs = 120_000;

/** Measures how soon a step is seen elsewhere while fifty workstations listen, and the traffic of an idle connection. */
export const benchHubListening = async (world: HubWorld): Promise<void> => {
  const [one, other] = [world.sharing(takes), world.sharing(shows)];
  const cable = await countingCable(world.port);
  let tell = (): void => undefined;
  const links = [
    await openLink(world, one, takes),
    await openLink(world, other, shows, { changed: () => tell(), port: cable.port }),
  ] as const;
  for (const link of links)
    await waitFor('It is in step', () => link.state() === 'in-step' || undefined, limitMs);
  const connectBytes = cable.bytes();
  const listeners = fork(join(import.meta.dirname, 'hub-listeners.ts'), [
    String(world.port),
    String(light.first),
    String(light.last),
  ]);
  await once(listeners, 'message');
  const requests = one.raw
    .prepare(`SELECT id FROM request WHERE status = 'LOANED' AND ${ofWhoIsSeen} LIMIT ?`)
    .pluck()
    .all(rounds) as RequestId[];
  const shownMs: number[] = [];
  for (const requestId of requests) {
    await pause(betweenMs);
    const place = readHubState(other.raw as ReadableDB)?.cursor ?? 0;
    shownMs.push(
      await timed(
        () =>
          new Promise<void>((resolve) => {
            tell = () => {
              if ((readHubState(other.raw as ReadableDB)?.cursor ?? 0) > place) resolve();
            };
            addNote(one, requestId);
            links[0].wake();
          }),
      ),
    );
  }
  const newsMs = await benchNews(world);
  listeners.send('end');
  await once(listeners, 'exit');
  report({
    what: 'a step here shown at another workstation while fifty listen, p95',
    value: percentile(shownMs, 0.95),
    floor: newsMs,
    unit: 'ms',
    goalRatio: null,
    goalValue: 250,
    more: { floorIs: 'news of one connection heard by another', medianMs: median(shownMs) },
  });
  await waitFor('It is in step', () => links[1].state() === 'in-step' || undefined, limitMs);
  const [before, packets] = [cable.bytes(), cable.pieces()];
  await pause(idleMs);
  const minutes = idleMs / 60_000;
  report({
    what: 'what a workstation’s connection carries on which nothing happens, a minute',
    value: (cable.bytes() - before) / minutes / 1_000,
    floor: connectBytes / 1_000,
    unit: 'kB',
    goalRatio: null,
    goalValue: 2,
    more: {
      floorIs: 'what it carries to connect, once',
      includes: 'TLS, both ways, leases, the look for lost news; not the headers of TCP',
      pieces: (cable.pieces() - packets) / minutes,
    },
  });
  for (const link of links) await link.stop();
  await cable.stop();
  for (const { raw } of [one, other]) raw.close();
};

const addNote = (desk: DeskCopy, requestId: RequestId): void => {
  const opId = uuidv7() as OpId;
  const result = take(desk.context, 'add-note', {
    opId,
    requestId,
    text: 'The cover is loose',
    active: true,
  });
  if (!result.ok) throw new Error(result.error.message);
};

const benchNews = async (world: HubWorld): Promise<number> => {
  const { client } = await world.light(light.first - 1);
  await client.query('LISTEN bench');
  const tookMs: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    tookMs.push(
      await timed(async () => {
        const heard = once(client, 'notification');
        await world.client.query("SELECT pg_notify('bench', 'x')");
        await heard;
      }),
    );
  await client.end();
  return percentile(tookMs, 0.95);
};

/** A proxy to a local port that counts every byte. */
const countingCable = async (to: number) => {
  let bytes = 0;
  let pieces = 0;
  const open = new Set<Socket>();
  const count = (from: Socket, into: Socket): void => {
    from.on('data', (data: Buffer) => {
      bytes += data.length;
      pieces += 1;
      into.write(data);
    });
    from.on('error', () => into.destroy());
    from.on('close', () => into.destroy());
  };
  const server = createServer((socket) => {
    const other = connectTo({ host: '127.0.0.1', port: to });
    for (const one of [socket, other]) open.add(one.setNoDelay(true));
    count(socket, other);
    count(other, socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    bytes: () => bytes,
    pieces: () => pieces,
    stop: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
