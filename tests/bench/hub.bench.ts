import type BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { fillHub } from '../../electron/main/connections/hub/fill-hub.ts';
import { hubOf } from '../../electron/main/connections/hub/hub-port.ts';
import { inTransaction } from '../../electron/main/db/open.ts';
import { closeDesk } from '../../electron/main/db/start.ts';
import type { ReadableDB } from '../../electron/main/db/types.ts';
import type { Verdicts } from '../../electron/main/desk/hub/op.ts';
import { offerOf } from '../../electron/main/desk/hub/offer.ts';
import { takeIn } from '../../electron/main/desk/hub/take-in.ts';
import { queueForHub } from '../../electron/main/desk/kernel/queue-for-hub.ts';
import { beginSharing, listPending, readHubState } from '../../electron/main/desk/store/hub.queries.ts';
import { connect } from '../../electron/main/db/open.ts';
import type { Instant, OpId, RequestId } from '../../shared/domain/ids.ts';
import { hubSql } from '../support/hub/hub-server.ts';
import { password, startPostgres } from '../support/hub/postgres.ts';
import { copyDatabase, openCopy, type DeskCopy } from './desk-copy.ts';
import { median, percentile, report, timed } from './report.ts';

const rounds = 400;
const warmUp = 50;
const timeZone = (): string => 'UTC';

/** Workstations on one hub: what a step costs more with it, how many the hub places a second, how fast they come in elsewhere. */
export const benchHub = async (dataDir: string, folder: string): Promise<void> => {
  const server = await startPostgres();
  const client = await server.connect();
  const now = (): Date => new Date();
  const file = copyDatabase(dataDir, join(folder, 'hub-alone'));
  // What a first start adds is the same on all of them.
  closeDesk(openCopy(file, now).raw);
  const files = [1, 2].map((number) =>
    copyDatabase(join(folder, 'hub-alone'), join(folder, `hub-${number}`)),
  );
  const alone = openCopy(file, now);
  try {
    const login = { login: 'borrow_desk_bench', password: password.padEnd(32, 'x'), name: 'Bench' };
    const query = async (text: string, values: readonly unknown[]): Promise<unknown[]> =>
      (await client.query(text, [...values])).rows as unknown[];
    let rows = 0;
    const filledMs = await timed(async () => {
      await client.query('BEGIN');
      await fillHub({
        db: alone.raw as ReadableDB,
        query,
        run: (text) => client.query(text),
        makes: hubSql,
        first: login,
        progress: (count) => (rows = count),
      });
      await client.query("SELECT hub.add_workstation('borrow_desk_bench_2', $1, 'Second')", [login.password]);
      await client.query('COMMIT');
    });
    const [one, two] = files.map((file, at) => sharing(file, at + 1, now)) as [DeskCopy, DeskCopy];
    const requests = alone.raw
      .prepare("SELECT id FROM request WHERE status = 'SHIPPED_PHYSICALLY' LIMIT ?")
      .pluck()
      .all(rounds) as RequestId[];
    const aloneMs: number[] = [];
    const sharedMs: number[] = [];
    for (const [round, requestId] of requests.entries()) {
      const [first, second] = round % 2 === 0 ? [alone, one] : [one, alone];
      const tookMs = [
        await timed(() => receive(first, requestId, round)),
        await timed(() => receive(second, requestId, round)),
      ];
      if (round < warmUp) continue;
      aloneMs.push(tookMs[round % 2 === 0 ? 0 : 1] ?? 0);
      sharedMs.push(tookMs[round % 2 === 0 ? 1 : 0] ?? 0);
    }
    report({
      what: 'a step of a workstation that shares its requests, median',
      value: median(sharedMs),
      floor: median(aloneMs),
      unit: 'ms',
      goalRatio: 1.1,
      more: { floorIs: 'the same step of one that works alone', p95: percentile(sharedMs, 0.95) },
    });
    const as = async (user: string) => {
      const own = new pg.Client({
        host: '127.0.0.1',
        port: server.port,
        user,
        password: login.password,
        database: 'postgres',
      });
      await own.connect();
      return {
        own,
        hub: hubOf(async (text, values) => (await own.query(text, [...values])).rows as unknown[]),
      };
    };
    const here = await as(login.login);
    const there = await as('borrow_desk_bench_2');
    const db = one.raw as ReadableDB;
    const offers = listPending(db).map((step) => offerOf(db, step, new Date().toISOString() as Instant));
    const half = Math.floor(offers.length / 2);
    const singly = offers.slice(0, half);
    const singlyMs = await timed(async () => {
      for (const offer of singly) assertPlaced(await here.hub.push(0, [offer]));
    });
    const together = offers.slice(half);
    const togetherMs = await timed(async () => {
      for (let at = 0; at < together.length; at += 50)
        assertPlaced(await here.hub.push(0, together.slice(at, at + 50)));
    });
    const rawMs = await timed(() => client.query('SELECT pg_current_wal_flush_lsn()'));
    report({
      what: 'a step that the hub places, offered alone',
      value: singlyMs / singly.length,
      floor: rawMs,
      unit: 'ms',
      goalRatio: null,
      goalValue: 2.5,
      more: {
        floorIs: 'one question to the server',
        perSecond: Math.round((singly.length * 1_000) / singlyMs),
        perSecondInFifties: Math.round((together.length * 1_000) / togetherMs),
        rowsBroughtPerSecond: Math.round((rows * 1_000) / filledMs),
      },
    });
    const other = two.raw as ReadableDB;
    const pauses: number[] = [];
    const cameInMs = await timed(async () => {
      for (;;) {
        const { ops } = await there.hub.pull(readHubState(other)?.cursor ?? 0, 0, 100);
        if (ops.length === 0) return;
        pauses.push(await timed(() => takeIn(other, ops, () => undefined)));
      }
    });
    report({
      what: 'a step of another workstation that comes in',
      value: cameInMs / offers.length,
      floor: median(aloneMs),
      unit: 'ms',
      goalRatio: null,
      goalValue: 1.25,
      more: {
        floorIs: 'the step itself, here',
        longestPauseMs: Math.round(Math.max(...pauses)),
        steps: offers.length,
      },
    });
    await here.own.end();
    await there.own.end();
    one.raw.close();
    two.raw.close();
  } finally {
    alone.raw.close();
    await client.end();
    await server.stop();
  }
};

const assertPlaced = (verdicts: Verdicts): void => {
  const other = verdicts.find(({ verdict }) => verdict !== 'accepted');
  if (other) throw new Error(`The hub did not place a step: ${JSON.stringify(other)}`);
};

const sharing = (file: string, number: number, now: () => Date): DeskCopy => {
  const raw: BetterSqlite3.Database = connect(file);
  inTransaction(raw as ReadableDB, (db) =>
    beginSharing(db, { epoch: 'bench', workstation: number, cursor: 0 }),
  );
  raw.close();
  const desk = openCopy(file, now);
  queueForHub(desk.raw as ReadableDB, timeZone);
  return desk;
};

const receive = (desk: DeskCopy, requestId: RequestId, round: number): void => {
  const result = desk.receiving.receive({
    opId: uuidv7() as OpId,
    requestId,
    barcode: `HUB-${round}`,
    several: false,
    printSlip: true,
    notifyPatron: true,
    unexpected: false,
  });
  if (!result.ok) throw new Error(result.error.message);
};
