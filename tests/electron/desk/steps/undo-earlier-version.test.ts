import { take } from '../../../../electron/main/desk/steps/take.ts';
import BetterSqlite3 from 'better-sqlite3';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stepTables } from '../../../../electron/main/db/change-capture.ts';
import { migrate } from '../../../../electron/main/db/migrate.ts';
import { migrations } from '../../../../electron/main/db/migrations/index.ts';
import { asDeskDatabase, connect } from '../../../../electron/main/db/open.ts';
import { openSession } from '../../../../electron/main/desk/directory/session/session.service.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { newOpId } from '../../../support/desk.ts';
import { expectKept } from '../../../support/life-kept.ts';
import { valueOf } from '../../../support/results.ts';

// Steps of earlier versions, whose log has one word for the life of the request. Taken back after the migration they must leave what
// the migration makes of a database in which they were never taken.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'borrow-desk-earlier-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A step as an earlier version wrote it: its kind, its input, the word of the request afterwards, and its other changes. */
type OldStep = {
  readonly kind: string;
  readonly word: string;
  readonly sql?: string;
  readonly input?: object;
};

const receive = (volume: number, word = 'RECEIVED_PHYSICALLY'): OldStep => ({
  kind: 'receive',
  word,
  sql: `INSERT INTO item (request_id, barcode, volume, status, desk_id, received_at)
        VALUES (7, 'B-${volume}', ${volume}, 'on-hold-shelf', 1, '2026-11-09T08:00:00.000Z')`,
});
const itemIs = (volume: number, status: string, more = ''): string =>
  `UPDATE item SET status = '${status}'${more} WHERE request_id = 7 AND volume = ${volume};`;
const loanOf = (volume: number): string =>
  `item_id = (SELECT id FROM item WHERE request_id = 7 AND volume = ${volume})`;
const lend = (volume: number, word = 'LOANED'): OldStep => ({
  kind: 'lend',
  word,
  sql: `${itemIs(volume, 'on-loan')}
        INSERT INTO loan (item_id, patron_id, loaned_on, due_on)
        SELECT id, 1, '2026-11-10', '2027-01-15' FROM item WHERE request_id = 7 AND volume = ${volume}`,
});
const endLoan = (volume: number): string =>
  `UPDATE loan SET ended_on = '2026-11-20' WHERE ${loanOf(volume)} AND ended_on IS NULL;`;
const giveBack = (volume: number, word: string): OldStep => ({
  kind: 'return',
  word,
  sql: itemIs(volume, 'returned-to-partner') + endLoan(volume),
});
const answer = (word: string, sql = ''): OldStep => ({ kind: 'lender-answer', word, sql });
const lose = (volume: number, word: string): OldStep => ({
  kind: 'report-lost',
  word,
  sql: itemIs(volume, 'lost') + endLoan(volume),
});

type Story = {
  readonly from: string;
  readonly volumes?: number;
  readonly steps: readonly OldStep[];
};

/** What every version could do. */
const plain: Story = {
  from: 'SHIPPED_PHYSICALLY',
  steps: [receive(1), lend(1), giveBack(1, 'RETURNED_TO_PARTNER'), answer('REQUEST_COMPLETED')],
};

const wantedBack: Story = {
  from: 'SHIPPED_PHYSICALLY',
  steps: [
    receive(1),
    lend(1),
    {
      kind: 'request-renewal',
      word: 'RENEWED',
      sql: `UPDATE request SET due_on = '2027-03-01' WHERE id = 7; UPDATE loan SET due_on = '2027-03-01' WHERE ${loanOf(1)}`,
    },
    {
      kind: 'request-renewal',
      word: 'RENEWED',
      sql: `UPDATE request SET due_on = '2027-05-01' WHERE id = 7; UPDATE loan SET due_on = '2027-05-01' WHERE ${loanOf(1)}`,
    },
    answer('OVERDUE_ITEM'),
    answer('RECALLED_BOR'),
    giveBack(1, 'RETURNED_TO_PARTNER'),
    answer('REQUEST_COMPLETED'),
  ],
};

const askedRenewal: OldStep = {
  kind: 'request-renewal',
  word: 'RENEW_REQUESTED',
  sql: `UPDATE loan SET renewal_due_on = '2027-03-01' WHERE ${loanOf(1)}`,
};
const cancelled: OldStep = {
  kind: 'cancel',
  word: 'CANCEL_REPLY',
  input: { requestedBy: 'patron' },
  sql: "UPDATE request SET cancel_reason = 'NO_LONGER_NEEDED', cancel_notify = 1 WHERE id = 7",
};

/** What the last of them could do. */
const stories: Readonly<Record<string, Story>> = {
  'an item is lent, renewed, wanted back, returned and checked in': wantedBack,
  'a renewal is asked, an overdue notice crosses it, and the partner refuses': {
    from: 'SHIPPED_PHYSICALLY',
    steps: [
      receive(1),
      lend(1),
      askedRenewal,
      answer('OVERDUE_ITEM'),
      answer('RECALLED_BOR'),
      answer('RENEW_NOT_ACCEPTED', `UPDATE loan SET renewal_due_on = NULL WHERE ${loanOf(1)}`),
    ],
  },
  'a volume of a set waits for a renewal': {
    from: 'SHIPPED_PHYSICALLY',
    volumes: 2,
    steps: [receive(1), receive(2), lend(1), lend(2), askedRenewal, lose(2, 'REPORT_LOST')],
  },
  'it is brought back at another desk': {
    from: 'SHIPPED_PHYSICALLY',
    steps: [
      receive(1),
      lend(1),
      {
        kind: 'return-at-other-desk',
        word: 'RETURNED_BY_PATRON',
        sql: itemIs(1, 'in-transit', ', going_back = 1, destination_desk_id = 2') + endLoan(1),
      },
      {
        kind: 'scan-in',
        word: 'RETURNED_BY_PATRON',
        sql: itemIs(1, 'returned-by-patron', ', destination_desk_id = NULL'),
      },
      giveBack(1, 'RETURNED_TO_PARTNER'),
    ],
  },
  'a cancellation is asked and refused': {
    from: 'REQUEST_SENT',
    steps: [
      answer('WILL_SUPPLY'),
      cancelled,
      answer('CANCEL_NOT_ACCEPTED'),
      answer('SHIPPED_PHYSICALLY'),
      receive(1),
    ],
  },
  'the parcel comes under a cancellation that was asked': {
    from: 'REQUEST_SENT',
    steps: [
      cancelled,
      answer('SHIPPED_PHYSICALLY', "UPDATE request SET due_on = '2027-02-01' WHERE id = 7"),
      receive(1),
      lend(1),
      giveBack(1, 'RETURNED_TO_PARTNER'),
      answer('REQUEST_COMPLETED'),
    ],
  },
  'of a set one is lost, one is damaged, and the rest goes back': {
    from: 'SHIPPED_PHYSICALLY',
    volumes: 3,
    steps: [
      receive(1),
      receive(2),
      receive(3),
      lend(2),
      { kind: 'report-damaged', word: 'DAMAGED' },
      lose(2, 'REPORT_LOST'),
      giveBack(1, 'REPORT_LOST'),
      giveBack(3, 'REPORT_LOST'),
      answer('REQUEST_COMPLETED'),
    ],
  },
  'a recall comes over a loss': {
    from: 'SHIPPED_PHYSICALLY',
    volumes: 2,
    steps: [receive(1), receive(2), lend(1), lose(2, 'REPORT_LOST'), answer('RECALLED_BOR')],
  },
  'a condition is answered, and the next partner is asked': {
    from: 'REQUEST_SENT',
    steps: [
      answer(
        'CONDITIONAL',
        "INSERT INTO request_condition (request_id, reason, partner_id) VALUES (7, 'LibraryUseOnly', 1)",
      ),
      {
        kind: 'conditional-reply',
        word: 'REQUEST_SENT',
        sql: "UPDATE request_condition SET answer = 'no' WHERE request_id = 7; UPDATE request SET active_partner_id = 2 WHERE id = 7",
      },
      answer('REJECTED'),
    ],
  },
  'a file spoke of a loan without an item': {
    from: 'LOANED',
    steps: [answer('OVERDUE_ITEM'), answer('RECALLED_BOR'), { kind: 'report-lost', word: 'REPORT_LOST' }],
  },
  'a claim of a file is answered by the parcel': { from: 'CLAIMED', steps: [receive(1), lend(1)] },
  'a word that fits nothing was moved on': {
    from: 'A_STATUS_FROM_OUTSIDE',
    steps: [answer('REQUEST_COMPLETED')],
  },
};

/** The released versions logged every column of a row, the word among them. */
const captureAs = (db: BetterSqlite3.Database): void => {
  db.exec('CREATE TEMP TABLE current_step (op_id TEXT NOT NULL)');
  for (const table of stepTables) {
    const names = (db.pragma(`table_info(${table})`) as { name: string }[])
      .map(({ name }) => name)
      .filter((name) => !['active_notes', 'due_stage', 'patron_due_on'].includes(name));
    const row = (alias: string): string =>
      `json_object(${names.map((name) => `'${name}', ${alias}.${name}`).join(', ')})`;
    for (const [when, id, before, after] of [
      ['INSERT', 'NEW.id', 'NULL', row('NEW')],
      ['UPDATE', 'NEW.id', row('OLD'), row('NEW')],
      ['DELETE', 'OLD.id', row('OLD'), 'NULL'],
    ])
      db.exec(`CREATE TEMP TRIGGER capture_${table}_${when} AFTER ${when} ON main.${table} BEGIN
                 INSERT INTO change_log (op_id, table_name, row_id, before, after)
                 SELECT op_id, '${table}', ${id}, ${before}, ${after} FROM temp.current_step; END`);
  }
};

const goldenOf = (version: number): string =>
  join(import.meta.dirname, '../../../fixtures/databases', `${String(version).padStart(4, '0')}.sqlite`);

let files = 0;

/** The golden database of a version in which the steps were taken, brought to this version. */
const after = (version: number, { from, volumes }: Story, steps: readonly OldStep[]) => {
  files += 1;
  const file = join(folder, `${files}.sqlite`);
  copyFileSync(goldenOf(version), file);
  const old = new BetterSqlite3(file);
  // What is asked here is what is stored, not whether it outlives a power cut.
  old.pragma('synchronous = OFF');
  old.exec(`
    INSERT INTO library (id, code, name) VALUES (2, 'HILL', 'Hilltop Library');
    INSERT INTO desk (id, code, name, library_id) VALUES (2, 'HILL-CIRC', 'Hilltop Branch', 2);
    INSERT INTO partner (id, code, name) VALUES (2, 'WEST', 'West College');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES
      (1, 'circulation-desk-operator', 1), (1, 'fulfillment-services-operator', 1);
    INSERT INTO request (id, external_id, title, patron_id, pickup_desk_id, active_partner_id, status, due_on, updated_at)
      VALUES (7, 'R-7', 'Seven', 1, 1, 1, '${from}', '2027-01-15', '2026-11-08T08:00:00.000Z');
    INSERT INTO rota_line (request_id, position, partner_id) VALUES (7, 1, 1), (7, 2, 2);
  `);
  old.prepare('UPDATE request SET volumes_expected = ? WHERE id = 7').run(volumes ?? null);
  captureAs(old);
  const opIds = steps.map((step, index) => takeOld(old, step, index));
  old.close();
  const raw = connect(file);
  raw.pragma('synchronous = OFF');
  migrate(raw, migrations);
  return { raw, opIds };
};

const takeOld = (
  old: BetterSqlite3.Database,
  { kind, word, sql = '', input = {} }: OldStep,
  index: number,
): OpId => {
  const opId = newOpId();
  const at = `2026-11-${10 + index}T08:00:00.000Z`;
  old.transaction(() => {
    const before = old.prepare('SELECT status FROM request WHERE id = 7').pluck().get();
    old
      .prepare(
        "INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer) VALUES (?, ?, 1, 1, ?, 7, ?, '{}')",
      )
      .run(opId, kind, at, JSON.stringify(input));
    old
      .prepare(
        "INSERT INTO request_event (request_id, op_id, at, kind, status_before, status_after, headline) VALUES (7, ?, ?, ?, ?, ?, 'x')",
      )
      .run(opId, at, kind, before, word);
    old.prepare('INSERT INTO temp.current_step VALUES (?)').run(opId);
    old.exec(sql);
    old.prepare('UPDATE request SET status = ?, updated_at = ?, worked_on = 1 WHERE id = 7').run(word, at);
    old.exec('DELETE FROM temp.current_step');
  })();
  return opId;
};

type Row = Readonly<Record<string, unknown>>;

const rowsOf = (raw: BetterSqlite3.Database, version: number): Record<string, unknown[]> =>
  Object.fromEntries(
    stepTables.map((table) => {
      const rows = raw.prepare(`SELECT * FROM ${table} ORDER BY id`).all() as Row[];
      return [table, rows.map((row) => withoutMigrationDay(row, version))];
    }),
  );

/** Without what tells when it was migrated: since when an unscanned volume counts as received, and what version 20 filled in. */
const withoutMigrationDay = (row: Row, version: number): Row => ({
  ...row,
  ...(row['barcode'] === '' && { received_at: '' }),
  ...(version === 10 && { shelved_at: null }),
});

const nevers = new Map<string, Record<string, unknown[]>>();

/** What there is where only these steps were taken. Stories begin alike, and to migrate takes long: each beginning is migrated once. */
const rowsWithOnly = (
  version: number,
  story: Story,
  steps: readonly OldStep[],
): Record<string, unknown[]> => {
  const beginning = JSON.stringify([version, story.from, story.volumes, steps]);
  const known = nevers.get(beginning);
  if (known !== undefined) return known;
  const { raw } = after(version, story, steps);
  const rows = rowsOf(raw, version);
  raw.close();
  nevers.set(beginning, rows);
  return rows;
};

const expectEachTakenBack = (version: number, story: Story): void => {
  const { raw, opIds } = after(version, story, story.steps);
  const db = asDeskDatabase(raw);
  const context = {
    db,
    session: openSession(db),
    now: () => new Date('2026-12-24T08:00:00Z'),
    timeZone: () => 'UTC',
  };
  expectKept(raw);
  for (const [index, opId] of [...opIds.entries()].reverse()) {
    valueOf(take(context, 'undo', { opId: newOpId(), undoes: opId }));
    const word = index === 0 ? story.from : story.steps[index - 1]?.word;
    expect(raw.prepare('SELECT status FROM request WHERE id = 7').pluck().get()).toBe(word);
    expect(rowsOf(raw, version), `${story.steps[index]?.kind} to ${story.steps[index]?.word}`).toEqual(
      rowsWithOnly(version, story, story.steps.slice(0, index)),
    );
    expectKept(raw);
  }
  raw.close();
};

test.each(Object.entries(stories))('%s: each step is taken back as if it had never been', (_name, story) =>
  expectEachTakenBack(80, story),
);

test.each([10, 20, 30, 40, 50, 60, 70])(
  'steps of version %i are taken back as if they had never been',
  (version) => expectEachTakenBack(version, plain),
);
