import type BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { capturedTables, derivedRequestColumns } from '../../../../../electron/main/db/change-capture.ts';
import { connect } from '../../../../../electron/main/db/open.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';
import { addItem } from '../../../../support/circulation.ts';
import { expectDerivedColumns } from '../../../../support/expect-derived-columns.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { howMany } from '../../../../support/how-many.ts';
import { runUntilKilled } from '../../../../support/killed-child.ts';

const child = 'tests/fixtures/crash/take-steps-until-killed.ts';
/** `STEP_KILLS=1000` for a long run. */
const kills = howMany('STEP_KILLS', 12, 1_000);

const desk = forEachTest(openTestDesk);

type Row = Readonly<Record<string, string | number | null>>;
type State = Map<string, Row>;

const addRequests = (): void => {
  desk.raw.exec("INSERT INTO partner (id, code, name) VALUES (2, 'WEST', 'West College')");
  const second = desk.raw.prepare('INSERT INTO turn (request_id, position, partner_id) VALUES (?, 2, 2)');
  desk.raw.transaction(() => {
    for (let number = 0; number < kills * 6; number += 1) {
      const item = { barcode: `S-${number}` };
      if (number % 2 === 0)
        addItem(desk, addRequest(desk, { externalId: `T${number}`, status: 'RECEIVED_PHYSICALLY' }), {
          ...item,
          ...(number % 4 === 0 && { status: 'in-transit', destinationDeskId: 1 }),
        });
      else {
        const requestId = addRequest(desk, { externalId: `T${number}`, status: 'CONDITIONAL' });
        second.run(requestId);
      }
    }
  })();
  desk.raw.pragma('wal_checkpoint(TRUNCATE)');
};

/** Columns derived by triggers and by the writer of the request. */
const kept: readonly string[] = [...derivedRequestColumns.byTriggers, ...derivedRequestColumns.byWriter];

const stateOf = (db: BetterSqlite3.Database): State =>
  new Map(
    capturedTables.flatMap((table) =>
      (db.prepare(`SELECT * FROM ${table}`).all() as Row[]).map((row) => {
        // Derived columns are not in the log.
        const columns = Object.entries(row).filter(([name]) => table !== 'request' || !kept.includes(name));
        return [`${table} ${String(row['id'])}`, Object.fromEntries(columns)] as const;
      }),
    ),
  );

/** The state obtained by replaying the change log from the initial state: every row of every stored step, and no other. */
const stateByLog = (begin: State, db: BetterSqlite3.Database): State => {
  const state = new Map(begin);
  const changes = db.prepare('SELECT table_name, row_id, after FROM change_log ORDER BY id').all() as {
    table_name: string;
    row_id: number;
    after: string | null;
  }[];
  for (const { table_name: table, row_id: id, after } of changes)
    if (after === null) state.delete(`${table} ${id}`);
    else state.set(`${table} ${id}`, JSON.parse(after) as Row);
  return state;
};

/** What each kind of step leaves besides its changes: lines of history, slips, messages. Cancelling sends two. */
const leaves: Readonly<Record<string, string>> = {
  'scan-in': '1 0 1',
  lend: '1 0 0',
  'request-renewal': '1 0 2',
  return: '1 1 1',
  cancel: '1 0 2',
  undo: '1 0 0',
};

const whatStepsLeft = (db: BetterSqlite3.Database): readonly { opId: string; kind: string; left: string }[] =>
  db
    .prepare(
      `SELECT op_id AS opId, kind,
              (SELECT count(*) FROM request_event WHERE request_event.op_id = command_log.op_id) || ' ' ||
              (SELECT count(*) FROM print_job WHERE print_job.op_id = command_log.op_id) || ' ' ||
              (SELECT count(*) FROM outbox WHERE outbox.op_id = command_log.op_id) AS left
         FROM command_log WHERE undone_by IS NULL`,
    )
    .all() as { opId: string; kind: string; left: string }[];

const check = (begin: State, confirmed: readonly string[], kill: number): void => {
  const db = connect(desk.file);
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    const stored = db.prepare('SELECT op_id FROM command_log').pluck().all() as string[];
    // Each confirmed step is there, once; a kill between storing and confirming leaves at most one more.
    expect(confirmed.filter((opId) => !stored.includes(opId))).toEqual([]);
    expect(new Set(stored).size).toBe(stored.length);
    expect(stored.length - confirmed.length).toBeLessThanOrEqual(kill + 1);
    for (const { kind, left } of whatStepsLeft(db)) {
      // A declined condition also notifies the next partner.
      if (kind === 'conditional-reply') expect(['1 0 1', '1 0 2']).toContain(left);
      else expect(`${kind}: ${left}`).toBe(`${kind}: ${leaves[kind]}`);
    }
    expect(stateOf(db)).toEqual(stateByLog(begin, db));
    expectDerivedColumns(db);
  } finally {
    db.close();
  }
};

test(
  `${kills} kills during all kinds of steps lose no confirmed one and leave none half done`,
  { timeout: 60_000 + kills * 3_000 },
  async () => {
    addRequests();
    const begin = stateOf(desk.raw);
    const confirmed: string[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      const lines = await runUntilKilled(child, [desk.file, String(kill)]);
      expect(lines.filter((line) => line.startsWith('refused'))).toEqual([]);
      confirmed.push(
        ...lines.flatMap((line) => (line.startsWith('step ') ? [line.slice('step '.length)] : [])),
      );
      check(begin, confirmed, kill);
    }
    // It proves something only if the kills happened during work of every kind.
    expect(confirmed.length).toBeGreaterThan(kills);
    const kinds = desk.raw.prepare('SELECT DISTINCT kind FROM command_log').pluck().all() as string[];
    expect(kinds.sort()).toEqual([...Object.keys(leaves), 'conditional-reply'].sort());
  },
);
