import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../../electron/main/db/open.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { disagreements, heardTwice, stillOpen } from '../../support/exchange/both-sides.ts';
import {
  bookOf,
  type LendersBook,
  messagesOf,
  outage,
  outageWorld,
  prepareDesk,
  type RestartedDesk,
  tellFigures,
} from '../../support/exchange/outages.ts';
import type { Restarted } from '../../support/exchange/restarted.ts';
import { howMany } from '../../support/how-many.ts';
import { startPostgres, type Postgres } from '../../support/hub/postgres.ts';
import { endLease } from '../../support/hub/sending-workstations.ts';
import { twoWorkstations } from '../../support/hub/two-workstations.ts';
import { stopWorkstations } from '../../support/hub/workstation.ts';
import { freePort } from '../../support/mail-server.ts';

/** How many requests live their lives; 500 in a long run. */
const requests = howMany('HUB_OUTAGE_REQUESTS', 20, 500);

let server: Postgres;
let first: TestDesk;
let files: readonly string[];
let desks: readonly [RestartedDesk, RestartedDesk];
let lender: Restarted<LendersBook>;
beforeAll(async () => {
  server = await startPostgres({ tls: true });
  first = openTestDesk();
  const lenderPort = await freePort();
  prepareDesk(first, lenderPort, requests);
  files = (await twoWorkstations(server, first)).map(({ file }) => file);
  await stopWorkstations();
  const orders = [];
  for (const file of files) orders.push({ file, port: await freePort() });
  const world = outageWorld(orders, lenderPort);
  ({ lender } = world);
  desks = world.desks as [RestartedDesk, RestartedDesk];
  for (const each of [lender, ...desks]) await each.start();
});
afterAll(async () => {
  for (const each of [...desks, lender]) await each.kill();
  first.close();
  await server.stop();
});

const overEverywhere = (): number => Math.min(...desks.map(({ progress }) => progress?.over ?? 0)) / requests;

/** How long both desks were switched off in all. */
let goneMs = 0;

/** Both are gone for so long that the other one exchanges messages from then on, as what was being posted is no longer. */
const takeTurns = async (): Promise<void> => {
  const [one, two] = desks;
  const next = one.progress?.exchanges === true ? [two, one] : [one, two];
  for (const each of desks) await each.kill();
  await endLease(server);
  goneMs += 11 * 60_000;
  for (const each of desks) each.reorder({ aheadMs: goneMs });
  for (const each of next) await each.start();
};

const liveWithOutages = async (share: number): Promise<void> => {
  while (overEverywhere() < share) {
    const any = Math.random();
    if (any < 0.1) await takeTurns();
    else await outage(any < 0.4 ? desks[0] : any < 0.7 ? desks[1] : lender);
  }
};

const isQuiet = ([one, two]: typeof desks): boolean =>
  [one, two].every(
    ({ progress }) => progress?.letters === 0 && progress.stored === 0 && progress.toHub === 0,
  ) &&
  (one.progress?.open === 0 || two.progress?.open === 0);

/** Lets everything arrive, while one clerk brings all requests to their ends. @returns the lender's book */
const becomeQuiet = async (): Promise<LendersBook> => {
  lender.tell('calm');
  for (let looks = 0; ; looks += 1) {
    if (looks % 200 === 199) await takeTurns();
    desks[0].tell('finish');
    desks[1].tell('rest');
    await pause(300);
    const book = await bookOf(lender);
    if (isQuiet(desks) && book.waiting === 0) return book;
  }
};

/** What both workstations must have alike. */
const shared = [
  'SELECT id, status FROM request ORDER BY id',
  'SELECT id, request_id, status FROM item ORDER BY id',
  'SELECT id, request_id, state FROM turn ORDER BY id',
  'SELECT sent_as, turn_id, state FROM conversation ORDER BY sent_as',
  'SELECT sent_as, direction, identity, state, raw FROM partner_message ORDER BY direction, identity, id',
  'SELECT id, kind, state FROM outbox ORDER BY id',
];

test(
  'two workstations on a hub and a lender agree on every request after a time of kills and broken connections',
  { timeout: 120_000 + requests * 2_000 },
  async () => {
    const began = performance.now();
    await liveWithOutages(0.5);
    const lived = performance.now();
    const { entries, heldMb } = await becomeQuiet();
    const quietAfterMs = performance.now() - lived;
    const held = [...desks.map(({ progress }) => progress?.heldMb), heldMb];
    for (const each of desks) await each.kill();
    expect([...desks.flatMap(({ faults }) => faults), ...lender.faults]).toEqual([]);
    const [one, two] = files.map((file) => connect(file)) as [TestDesk['raw'], TestDesk['raw']];
    tellFigures({ requests, livedMs: lived - began, quietAfterMs, heldMb: held, messages: messagesOf(one) });
    for (const raw of [one, two]) {
      expect(disagreements(raw, entries)).toEqual([]);
      expect(stillOpen(raw)).toEqual([]);
    }
    for (const query of shared) expect(one.prepare(query).all()).toEqual(two.prepare(query).all());
    one.close();
    two.close();
    // Two clerks complete many requests before they are sent: only one workstation sends, and it is killed too.
    expect(entries.length).toBeGreaterThanOrEqual(requests * 0.3);
    expect(heardTwice(entries)).toEqual([]);
  },
);
