import type BetterSqlite3 from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import { take } from '../../electron/main/desk/steps/take.ts';
import { asDeskDatabase, connect } from '../../electron/main/db/open.ts';
import { closeDesk, databaseFileOf } from '../../electron/main/db/start.ts';
import { openSession } from '../../electron/main/desk/records/session/session.service.ts';
import type { OpId, RequestId } from '../../shared/domain/ids.ts';
import { median, percentile, report, timed } from './report.ts';

const rounds = 400;
/** Rounds that are not measured, to warm up code and file. */
const warmUp = 100;

/** The tables that one Save writes to. */
const written = ['command_log', 'change_log', 'item', 'print_job', 'outbox', 'request_event'];

/**
 * Measures Save in the main process against its rows written in a raw transaction each.
 * Both wait for the disk (synchronous=FULL), and they alternate, so that a busy disk slows both.
 */
export const benchSave = async (dataDir: string): Promise<void> => {
  const raw = connect(databaseFileOf(dataDir));
  const db = asDeskDatabase(raw);
  const context = { db, session: openSession(db), now: () => new Date(), timeZone: () => 'UTC' };
  const requests = raw
    .prepare("SELECT id FROM request WHERE status = 'SHIPPED_PHYSICALLY' LIMIT ?")
    .all(rounds * 2) as { id: RequestId }[];
  const save = (index: number): void => {
    const result = take(context, 'receive', {
      opId: uuidv7() as OpId,
      requestId: requests[index]!.id,
      barcode: `BENCH-${Date.now()}-${index}`,
      several: false,
      printSlip: true,
      notifyPatron: true,
      use: null,
    });
    if (!result.ok) throw new Error(result.error.message);
  };
  save(0);
  const replay = replayer(raw);
  replay(requests[1]!.id, -1);
  const saveMs: number[] = [];
  const floorMs: number[] = [];
  for (let index = 2; index < rounds; index += 1) {
    const tookMs = await timed(() => save(index));
    const replayMs = await timed(() => replay(requests[rounds + index]!.id, index));
    if (index < warmUp) continue;
    saveMs.push(tookMs);
    floorMs.push(replayMs);
  }
  // Later measurements must not print these.
  raw.exec("UPDATE print_job SET state = 'printed'");
  closeDesk(raw);
  report({
    what: 'Save: stored and confirmed in the main process, p95',
    value: percentile(saveMs, 0.95),
    floor: percentile(floorMs, 0.95),
    unit: 'ms',
    goalRatio: 2,
    more: {
      floorIs: 'the same rows in one raw transaction, synchronous=FULL',
      medianMs: median(saveMs),
      floorMedianMs: median(floorMs),
    },
  });
};

type Row = Record<string, unknown>;

/** Inserts the rows of the last Save again, for another request, with new ids. */
const replayer = (raw: BetterSqlite3.Database): ((requestId: RequestId, round: number) => void) => {
  const [{ op_id: opId }] = raw.prepare('SELECT op_id FROM command_log ORDER BY seq DESC LIMIT 1').all() as [
    { op_id: string },
  ];
  const rowsOf = (table: string): Row[] =>
    (table === 'item'
      ? raw.prepare('SELECT * FROM item ORDER BY id DESC LIMIT 1').all()
      : raw.prepare(`SELECT * FROM ${table} WHERE op_id = ?`).all(opId)) as Row[];
  const plans = written.map((table) => {
    const rows = rowsOf(table);
    const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== 'id' && name !== 'seq');
    const insert = raw.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
    );
    return { rows, insert };
  });
  const update = raw.prepare(
    "UPDATE request SET status = 'RECEIVED_PHYSICALLY', updated_at = ?, worked_on = 1 WHERE id = ?",
  );
  const transaction = raw.transaction((requestId: RequestId, round: number) => {
    const own = { op_id: `replay-${process.pid}-${round}`, request_id: requestId };
    update.run(new Date().toISOString(), requestId);
    for (const { rows, insert } of plans)
      for (const row of rows)
        insert.run({
          ...row,
          ...own,
          ...('barcode' in row ? { barcode: `REPLAY-${process.pid}-${round}` } : {}),
        });
  });
  return (requestId, round) => {
    transaction.immediate(requestId, round);
  };
};
