import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { LookUps } from '../../electron/main/other-system/sip2/look-ups.ts';
import { addRequest, openTestDesk, type TestDesk } from '../support/desk.ts';
import { setNcip, startTestQueue } from '../support/ncip/sending-desk.ts';
import { accountAt } from '../support/sip2/look-ups.ts';
import { mustReceive } from './must-take.ts';
import { median, percentile, report, timed } from './report.ts';

const scans = 300;
/** Faster than anyone scans. */
const betweenScansMs = 40;

/** Takes connections and never answers, as a system behind a broken firewall. */
const startSilent = async () => {
  const server = createServer((socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, stop: () => server.close() };
};

/** Receives the next item of a desk: its patron's card is looked up, and the receipt is sent if Settings say so. */
const scanningAt = (desk: TestDesk, port: number | null) => {
  const requests = Array.from({ length: scans }, (_, n) => addRequest(desk, { externalId: `R-${n}` }));
  if (port !== null) setNcip(desk, `http://127.0.0.1:${port}/ncip`);
  const queue = startTestQueue(desk);
  const account = port === null ? null : accountAt(port);
  const lookUps = new LookUps({
    account: () => account,
    ncip: () => null,
    now: desk.context.now,
    timeZone: () => 'UTC',
    changed: () => undefined,
  });
  const context = { ...desk.context, lookUps };
  return {
    scan: () => {
      const requestId = requests.pop();
      if (requestId === undefined) throw new Error('More scans than requests.');
      lookUps.ask(`C-${requestId}`);
      mustReceive(context, requestId);
      queue.kick();
    },
    end: async () => {
      await Promise.all([queue.stop(0), lookUps.stop()]);
      desk.close();
    },
  };
};

/** Measures how long a scan takes while the library's other system does not answer: against the same scans without one, in turns. */
export const benchOtherSystem = async (folder: string): Promise<void> => {
  const silent = await startSilent();
  const alone = scanningAt(openTestDesk(folder), null);
  const beside = scanningAt(openTestDesk(folder), silent.port);
  const aloneMs: number[] = [];
  const besideMs: number[] = [];
  for (let n = 0; n < scans; n += 1) {
    aloneMs.push(await timed(alone.scan));
    await pause(betweenScansMs);
    besideMs.push(await timed(beside.scan));
    await pause(betweenScansMs);
  }
  await Promise.all([alone.end(), beside.end()]);
  silent.stop();
  report({
    what: 'a scan while the other system does not answer, p95',
    value: percentile(besideMs, 0.95),
    floor: percentile(aloneMs, 0.95),
    unit: 'ms',
    goalRatio: 1.5,
    more: {
      floorIs: 'the same scan without another system',
      medianMs: median(besideMs),
      floorMedianMs: median(aloneMs),
      maxMs: Math.max(...besideMs),
      scans,
    },
  });
};
