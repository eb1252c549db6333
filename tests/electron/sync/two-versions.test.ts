import type BetterSqlite3 from 'better-sqlite3';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nextVersion } from '../../support/hub/next-version.ts';
import { prepareSync } from '../../../electron/main/sync/prepare-sync.ts';
import { hubOf } from '../../../electron/main/sync/hub.ts';
import { countPending } from '../../../electron/main/desk/store/pending-steps.queries.ts';
import { moveHubState, readHubState } from '../../../electron/main/desk/store/hub.queries.ts';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { hubSql } from '../../support/hub/hub-server.ts';
import { pushedStep, pushOne } from '../../support/hub/pushed.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import { connectSyncing, openSyncDesk, type SyncDesk } from '../../support/hub/sync-desk.ts';
import { lifeTries } from '../../support/life-tries.ts';
import { hubTables, type HubTable } from '../../../electron/main/db/hub-schema.ts';
import { connect } from '../../../electron/main/db/open.ts';

const shared = sharedLibrary();

const clock = (): Date => new Date(Date.UTC(2026, 10, 25, 8));
const open = (raw: BetterSqlite3.Database, login: number): SyncDesk =>
  openSyncDesk(raw, { login, query: shared.hub.queryAs(login), clock, newOpId: () => newOpId() as OpId });

/** The file of a workstation with the current program. */
const fileOf = async (login: number): Promise<string> => {
  const raw = shared.library.deskFile(login);
  raw.pragma('wal_checkpoint(TRUNCATE)');
  const file = join(shared.library.folder, `version-${login}.sqlite`);
  copyFileSync(raw.name, file);
  return file;
};

const update = (file: string): void => {
  const raw = connect(file);
  raw.exec(nextVersion);
  raw.close();
};

/** Greets and syncs, as the connection does. */
const greetAndSync = async (desk: SyncDesk, schemaVersion: number): Promise<string | null> => {
  const state = readHubState(desk.parts.db);
  const said = await hubOf(shared.hub.queryAs(desk.login)).hello({
    program: '',
    schemaVersion,
    cursor: state?.cursor ?? 0,
    confirmedN: state?.confirmedN ?? 0,
    waiting: 0,
  });
  const why = await prepareSync(desk.parts, said, { schemaVersion, bringUp: null });
  if (why === null) await desk.sync();
  return why;
};

const marksAt = ({ raw }: SyncDesk): unknown =>
  raw.prepare('SELECT id, shelf_mark FROM request ORDER BY id').raw().all();
const marksAtHub = async (): Promise<unknown> =>
  (
    (await shared.hub.query('SELECT id::int, shelf_mark FROM hub_rows.request ORDER BY id', [])) as {
      id: number;
      shelf_mark: string;
    }[]
  ).map(({ id, shelf_mark }) => [id, shelf_mark]);

test('two versions of the program work on one hub, and data that only the newer one knows is not lost', () =>
  shared.hub.playOn(async () => {
    const [oldFile, newFile] = [await fileOf(1), await fileOf(2)];
    const old = open(connectSyncing(oldFile, 1), 1);
    const early = open(connectSyncing(newFile, 2), 2);
    for (const desk of [old, early]) expect(await greetAndSync(desk, 1000)).toBeNull();
    early.close();
    update(newFile);
    const newer = open(connectSyncing(newFile, 2), 2);
    expect(await greetAndSync(newer, 1010)).toBeNull();
    const filled = [
      [1, 'of R-1'],
      [2, 'of R-2'],
      [3, ''],
      [4, ''],
      [5, ''],
      [6, ''],
    ];
    expect(await marksAtHub()).toEqual(filled);

    // Each continues with the same requests.
    const [second, third] = [2, 3] as RequestId[];
    expect(lifeTries(old)['receive']?.(second as RequestId, newOpId(), 1).ok).toBe(true);
    expect(await greetAndSync(old, 1000)).toBeNull();
    newer.raw.exec("UPDATE request SET shelf_mark = 'new' WHERE id = 3");
    expect(lifeTries(newer)['add-note']?.(third as RequestId, newOpId(), 2).ok).toBe(true);
    for (const desk of [newer, old, newer])
      expect(await greetAndSync(desk, desk === old ? 1000 : 1010)).toBeNull();
    const known = [...filled.slice(0, 2), [3, 'new'], [4, ''], [5, ''], [6, '']];
    expect(await marksAtHub()).toEqual(known);
    expect(marksAt(newer)).toEqual(known);
    for (const desk of [newer, old])
      expect(desk.raw.prepare('SELECT status FROM request WHERE id = 2').pluck().get()).toBe(
        'RECEIVED_PHYSICALLY',
      );

    // The older one is updated: values that it had left out arrive, and its own steps stay on top.
    old.close();
    update(oldFile);
    const updated = open(connectSyncing(oldFile, 1), 1);
    expect(lifeTries(updated)['add-note']?.(third as RequestId, newOpId(), 3).ok).toBe(true);
    expect(await greetAndSync(updated, 1010)).toBeNull();
    expect(marksAt(updated)).toEqual(known);
    expect(countPending(updated.parts.db)).toBe(0);
    expect([...updated.faults, ...newer.faults]).toEqual([]);

    // A workstation that is too old for the others works alone, and its steps wait.
    await shared.hub.query('UPDATE hub.head SET oldest_version = 1011', []);
    expect(lifeTries(updated)['add-note']?.(third as RequestId, newOpId(), 4).ok).toBe(true);
    expect(await greetAndSync(updated, 1010)).toBe('needs-update');
    expect(countPending(updated.parts.db)).toBe(1);
    expect(await greetAndSync(updated, 1011)).toBeNull();
    expect(countPending(updated.parts.db)).toBe(0);
    updated.close();
    newer.close();
  }));

test('a workstation adds columns, and nothing else', () =>
  shared.hub.playOn(async () => {
    const { addColumns, knownColumns } = hubOf(shared.hub.queryAs(1));
    const text = { name: 'words', type: 'text', without: "it's" } as const;
    // Other properties of the column are ignored.
    const of = { name: 'second_patron_id', type: 'bigint', without: null, refersTo: 'patron' } as const;
    await addColumns([{ table: 'loan', columns: [of, text] }], 300);
    await addColumns([{ table: 'loan', columns: [of, text] }], 300);
    expect((await knownColumns())['loan']).toEqual(expect.arrayContaining(['words', 'second_patron_id']));
    expect(await shared.hub.query('SELECT words FROM hub_rows.loan', [])).toEqual([{ words: "it's" }]);
    const references = await shared.hub.query(
      "SELECT 1 FROM pg_constraint WHERE conrelid = 'hub_rows.loan'::regclass AND pg_get_constraintdef(oid) LIKE '%second_patron_id%'",
      [],
    );
    expect(references).toEqual([]);
    await expect(addColumns([{ table: 'later', columns: [text] }], 300)).rejects.toThrow('no shared table');
  }));

test.each([
  [
    'a value that ends the text of a function',
    { name: 'more', type: 'text', without: '$body$; DROP TABLE hub.op; --' },
  ],
  ['a value that fills the disk', { name: 'more', type: 'text', without: 'x'.repeat(201) }],
  ['no type', { name: 'more', without: null }],
  ['a type that is none of the two', { name: 'more', type: 'text DEFAULT now()', without: null }],
  ['a name that is none', { name: 'more"; DROP TABLE hub.op; --', type: 'text', without: null }],
])('%s is refused', (_, column) =>
  shared.hub.playOn(async () => {
    const adding = hubOf(shared.hub.queryAs(1)).addColumns(
      [{ table: 'request', columns: [column as never] }],
      300,
    );
    await expect(adding).rejects.toThrow('bad column');
  }),
);

/** Every word of the SQL that could be the name of a column, except the server's own. */
const words = [...new Set(hubSql.hub.match(/\b(?!ctid\b)[a-z][a-z0-9_]{0,50}\b/gu))];
const asColumns = (names: readonly string[]): HubTable['columns'] =>
  names.map((name) => ({ name, type: 'text', without: null }));
const columnBatchSize = 100;

test.each(Array.from({ length: Math.ceil(words.length / columnBatchSize) }, (_, at) => at * columnBatchSize))(
  'a column may have the name of anything in the functions of the hub: the words from %i on',
  (from) =>
    shared.hub.playOn(async () => {
      const one = hubOf(shared.hub.queryAs(1));
      const columns = asColumns(words.slice(from, from + columnBatchSize));
      for (const table of ['request', 'patron', 'operator', 'operator_role', 'desk'])
        await one.addColumns([{ table, columns }], 300);
      const [b, a] = [{ circulation_note: '' }, { circulation_note: 'Ask first' }];
      const changes = [{ t: 'request', id: 1, b, a }];
      expect(await pushOne(shared, pushedStep(1, { kind: 'cancel', changes }))).toBe('accepted');
      const patron = {
        id: 2 ** 32 + 1,
        barcode: 'P-3',
        name: 'Third, C.',
        email: '',
        library_id: 1,
      };
      const added = [{ t: 'patron', id: patron.id, b: null, a: patron }];
      const saved = pushedStep(2, {
        kind: 'save-patron',
        requestId: null,
        changes: added,
        writes: ['patron:9'],
      });
      expect(await pushOne(shared, saved)).toBe('accepted');
      expect((await one.rowsAfter('request', 0, 1))[0]).toMatchObject({ id: 1, ...a });
      await shared.hub.query('UPDATE hub.workstation SET cursor = 2', []);
      await shared.hub.queryAs(1)('SELECT hub.forget_patrons()', []);
      expect(await one.takeNewNumber()).toBeGreaterThan(1);
    }),
);

test('tables do not get more columns than a server can have', () =>
  shared.hub.playOn(async () => {
    const one = hubOf(shared.hub.queryAs(1));
    const names = Array.from({ length: 300 }, (_, at) => `more_${at}`);
    await one.addColumns([{ table: 'request', columns: asColumns(names.slice(0, 80)) }], 300);
    await expect(
      one.addColumns([{ table: 'request', columns: asColumns(names.slice(80)) }], 300),
    ).rejects.toThrow('too many columns');
  }));

test('if a login has added all columns that workstations may add, a newer program waits for an administrator', () =>
  shared.hub.playOn(async () => {
    const names = Array.from({ length: 100 }, (_, at) => `more_${at}`);
    await hubOf(shared.hub.queryAs(1)).addColumns([{ table: 'request', columns: asColumns(names) }], 300);
    await shared.hub.query('ALTER TABLE hub_rows.request RENAME COLUMN cost TO cost_before', []);
    const newer = open(connectSyncing(await fileOf(1), 1), 1);
    moveHubState(newer.parts.db as never, { knownColumns: '' });
    expect(await greetAndSync(newer, 1000)).toBe('hub-too-old');
    newer.close();
  }));

test('a program with a kind of step, a code or a table that the hub does not know works alone until the hub is updated', () =>
  shared.hub.playOn(async () => {
    const one = open(connectSyncing(await fileOf(1), 1), 1);
    for (const [forget, bringBack] of [
      ["DELETE FROM hub.kind WHERE kind = 'lend'", "INSERT INTO hub.kind VALUES ('lend', 'step', false)"],
      [
        "DELETE FROM hub.closed_word WHERE word = 'recalled' AND \"table\" = 'item'",
        "INSERT INTO hub.closed_word VALUES ('item', 'demand', 'recalled')",
      ],
      [
        "DELETE FROM hub.shared_table WHERE name = 'task'",
        "INSERT INTO hub.shared_table VALUES ('task', 23)",
      ],
    ] as const) {
      await shared.hub.query(forget, []);
      moveHubState(one.parts.db as never, { knownColumns: '' });
      expect(lifeTries(one)['add-note']?.(3 as RequestId, newOpId(), 1).ok).toBe(true);
      expect(await greetAndSync(one, 1000), forget).toBe('hub-too-old');
      expect(countPending(one.parts.db), 'what is done waits').toBe(1);
      await shared.hub.query(bringBack, []);
      expect(await greetAndSync(one, 1000)).toBeNull();
      expect(countPending(one.parts.db)).toBe(0);
    }
    one.close();
  }));

test('an updated hub gets what it lacks, and accepts the rows of a newer program', () =>
  shared.hub.playOn(async () => {
    const file = await fileOf(1);
    const early = open(connectSyncing(file, 1), 1);
    expect(await greetAndSync(early, 1000)).toBeNull();
    early.close();
    const raw = connect(file);
    raw.exec(
      'ALTER TABLE request ADD COLUMN second_partner_id INTEGER REFERENCES partner (id); UPDATE request SET second_partner_id = 2 WHERE id = 1;',
    );
    raw.exec(
      'ALTER TABLE request ADD COLUMN copies INTEGER NOT NULL DEFAULT 1 CHECK (copies BETWEEN 1 AND 9); UPDATE request SET copies = 2 WHERE id = 2;',
    );
    raw.close();
    const newer = open(connectSyncing(file, 1), 1);
    await shared.hub.query('SET LOCAL ROLE borrow_desk_owner', []);
    for (const statement of [hubTables(newer.raw)]) await shared.hub.run(statement);
    await shared.hub.query('RESET ROLE', []);
    expect(await greetAndSync(newer, 1010)).toBeNull();
    const rows = await shared.hub.query(
      'SELECT id::int, second_partner_id::int AS partner, copies::int FROM hub_rows.request WHERE id < 3 ORDER BY id',
      [],
    );
    expect(rows).toEqual([
      { id: 1, partner: 2, copies: 1 },
      { id: 2, partner: null, copies: 2 },
    ]);
    const { n } = (
      (await shared.hub.query('SELECT n::int FROM hub.workstation WHERE number = 1', [])) as { n: number }[]
    )[0] ?? { n: 0 };
    for (const [b, a] of [
      [{ copies: 1 }, { copies: 10 }],
      [{ second_partner_id: null }, { second_partner_id: 99 }],
    ])
      expect(
        await pushOne(shared, {
          ...pushedStep(n + 1),
          kind: 'edit-request',
          changes: [{ t: 'request', id: 3, b, a }],
        }),
      ).toEqual(['forbidden', expect.stringContaining('23') as string]);
    newer.close();
  }));
