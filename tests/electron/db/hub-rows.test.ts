import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sharedColumns, sharedTables, type SharedTable } from '../../../electron/main/db/hub-capture.ts';
import {
  checksOf,
  translateCondition,
  UntranslatableError,
} from '../../../electron/main/db/hub-expressions.ts';
import { allowedCodes } from '../../../electron/main/db/hub-forms.ts';
import { hubTables } from '../../../electron/main/db/hub-schema.ts';
import { migrate } from '../../../electron/main/db/migrate.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { randomOf, type Random } from '../../support/fuzz/random.ts';
import { openTestHub, type TestHub } from '../../support/hub/hub-server.ts';

// The hub enforces the same rules for rows as SQLite: generated rows, valid and invalid, get the same verdict from both. The hub also
// enforces dates, instants and the codes of closed lists.

type Value = string | number | null;
type Row = Record<string, Value>;
type Change = { readonly t: string; readonly id: number; readonly b: Row | null; readonly a: Row | null };
type Column = {
  readonly name: string;
  readonly type: 'INTEGER' | 'TEXT';
  readonly notnull: 0 | 1;
  readonly dflt_value: string | null;
};
type Reference = { readonly from: string; readonly table: string };

const moments = ['2026-11-25T08:00:00.000Z', '2024-02-29T23:59:59Z'];
const noMoments = ['2026-11-25', '2026-02-30T08:00:00Z', '2026-11-25T08:00:00+01:00', '2026-11-25T24:00:00Z'];
const days = ['2026-11-25', '2024-02-29'];
const noDays = ['2026-02-29', '2026-13-01', '25.11.2026', '2026-1-1', '0000-01-01'];
const texts = [
  '',
  'x',
  'X',
  'ß',
  'É',
  'é',
  '[]',
  '{}',
  '{"a":[1]}',
  '{a:1}',
  '[1,]',
  '"',
  'null',
  '08:00',
  '1',
  'ı',
];
const long = 'é'.repeat(65);
const numbers = [0, 1, 2, 3, 7, 8, -1, 2 ** 52];

const isMoment = (name: string): boolean => /(?:^|_)(?:at|since|wait_until)$/u.test(name);
const isDay = (name: string): boolean => !isMoment(name) && /^day$|_(?:on|until|by)$/u.test(name);

/** Whether the hub also enforces a format for this column, and the value violates it. */
const isMisshapen = (table: string, { name, type, dflt_value: start }: Column, value: Value): boolean => {
  if (value === null || type !== 'TEXT') return false;
  const words = allowedCodes[table as SharedTable]?.[name];
  if (words) return !words.includes(String(value));
  if (isMoment(name)) return !moments.includes(String(value));
  return isDay(name) && !days.includes(String(value)) && !(start === "''" && value === '');
};

describe.each(['in-process', 'server'] as const)('%s', (where) => {
  let hub: TestHub;
  let desk: TestDesk;
  beforeAll(async () => {
    hub = await openTestHub(where);
    desk = openTestDesk();
    const { raw } = desk;
    raw.exec(`
      INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, input, answer)
      VALUES ('step-a', 'receive', 1, 1, '2026-11-25T08:00:00Z', '{}', 'null'), ('step-b', 'lend', 1, 1, '2026-11-25T08:00:00Z', '{}', 'null');
      INSERT INTO request (id, external_id, title, status, updated_at) VALUES (1, 'R-1', '', '', '2026-11-25T08:00:00Z'), (2, 'R-2', '', '', '2026-11-25T08:00:00Z');
      INSERT INTO turn (id, request_id, position) VALUES (1, 1, 7), (2, 2, 7);
      INSERT INTO item (id, request_id, turn_id, barcode, volume, status, received_at)
      VALUES (1, 1, 1, 'B-1', 5, 'on-shelf', '2026-11-25T08:00:00Z'), (2, 2, 2, 'B-2', 5, 'on-shelf', '2026-11-25T08:00:00Z');
      INSERT INTO request_note (id, request_id, author, body, active, created_at) VALUES (1, 1, 'staff', '', 0, '2026-11-25T08:00:00Z');`);
    await hub.fill(desk.context.db, 1);
  }, 120_000);
  afterAll(async () => {
    desk.close();
    await hub.close();
  });

  const columnsOf = (table: string): readonly Column[] => {
    const shared = sharedColumns(desk.raw, table);
    return (desk.raw.pragma(`table_info(${table})`) as Column[]).filter(({ name }) => shared.includes(name));
  };
  const referencesOf = (table: string): readonly Reference[] =>
    desk.raw.pragma(`foreign_key_list(${table})`) as Reference[];

  const jsonOf = (table: string): readonly string[] =>
    [
      ...String(desk.raw.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table)).matchAll(
        /json_valid\((\w+)\)/gu,
      ),
    ].map(([, name]) => String(name));

  const valueFor = (random: Random, table: string, column: Column): Value => {
    const { name, type, notnull } = column;
    const rather = !random.chance(1.2 / columnsOf(table).length);
    if (!rather && random.chance(0.3)) return null;
    const to = referencesOf(table).find(({ from }) => from === name)?.table;
    if (to === 'command_log') return random.oneOf<Value>('step-a', 'step-b', null);
    if (to !== undefined) {
      const known = desk.raw.prepare(`SELECT id FROM ${to}`).pluck().all() as number[];
      return rather ? (random.pick(notnull === 1 ? known : [...known, null]) ?? null) : 99;
    }
    if (type === 'INTEGER') return rather ? random.oneOf(0, 1, 1, 1, 1) : (random.pick(numbers) ?? 0);
    const words = allowedCodes[table as SharedTable]?.[name];
    if (rather && notnull === 0 && random.chance(0.5)) return null;
    if (rather && words) return random.pick(words) ?? null;
    if (isMoment(name)) return random.pick(rather ? moments : noMoments) ?? null;
    if (isDay(name)) return random.pick(rather ? days : noDays) ?? null;
    if (rather && jsonOf(table).includes(name)) return random.oneOf('[]', '{"a":[1]}', '"é"');
    return random.pick([...texts, ...(rather ? [] : [long])]) ?? '';
  };

  /** Returns how many of a series of row changes SQLite accepts, up to the first that it rejects. */
  const soundHere = (changes: readonly Change[]): number => {
    const { raw } = desk;
    raw.exec('BEGIN; PRAGMA defer_foreign_keys = ON');
    try {
      for (const [at, { t, id, b, a }] of changes.entries()) {
        try {
          if (a === null) raw.prepare(`DELETE FROM ${t} WHERE id = ?`).run(id);
          else if (b === null)
            raw
              .prepare(
                `INSERT INTO ${t} (${Object.keys(a).join(', ')}) VALUES (${Object.keys(a)
                  .map(() => '?')
                  .join(', ')})`,
              )
              .run(...Object.values(a));
          else
            raw
              .prepare(
                `UPDATE ${t} SET ${Object.keys(a)
                  .map((name) => `${name} = ?`)
                  .join(', ')} WHERE id = ?`,
              )
              .run(...Object.values(a), id);
        } catch (error) {
          if (!(error instanceof BetterSqlite3.SqliteError) || !error.code.startsWith('SQLITE_CONSTRAINT'))
            throw error;
          return at;
        }
        if ((raw.pragma('foreign_key_check') as unknown[]).length > 0) return at;
      }
      return changes.length;
    } finally {
      raw.exec('ROLLBACK');
    }
  };

  const verdicts = `
    CREATE FUNCTION pg_temp.sound(changes jsonb) RETURNS text LANGUAGE plpgsql AS $$
    DECLARE
      one jsonb;
      n integer := 0;
    BEGIN
      FOR one IN SELECT value FROM jsonb_array_elements(changes) LOOP
        PERFORM hub.check_types(jsonb_build_array(one));
        PERFORM hub.change_row(one);
        SET CONSTRAINTS ALL IMMEDIATE;
        SET CONSTRAINTS ALL DEFERRED;
        n := n + 1;
      END LOOP;
      RAISE EXCEPTION 'all' USING ERRCODE = 'TEST1';
    EXCEPTION
      WHEN SQLSTATE 'TEST1' THEN RETURN n::text;
      WHEN integrity_constraint_violation OR data_exception OR SQLSTATE 'HB002' OR SQLSTATE 'HB003' THEN RETURN n || ' ' || SQLERRM;
    END $$`;

  test.each(sharedTables)('%s: generated rows', (table) =>
    hub.playOn(async () => {
      await hub.query(verdicts, []);
      const random = randomOf(table.length * 1_000 + sharedTables.indexOf(table));
      const columns = columnsOf(table);
      const counts = { sound: 0, broken: 0, misshapen: 0 };
      for (let n = 0; n < (where === 'server' ? 60 : 30); n += 1) {
        const made = (id: number): Change => ({
          t: table,
          id,
          b: null,
          a: Object.fromEntries(
            columns.map((column) => [
              column.name,
              column.name === 'id' ? id : valueFor(random, table, column),
            ]),
          ),
        });
        const first = made(1_001);
        const some = columns.filter(({ name }) => name !== 'id' && random.chance(2 / columns.length));
        const changed: Change = {
          t: table,
          id: 1_001,
          b: Object.fromEntries(some.map(({ name }) => [name, first.a?.[name] ?? null])),
          a: Object.fromEntries(some.map((column) => [column.name, valueFor(random, table, column)])),
        };
        const changes = [first, ...(some.length > 0 ? [changed] : []), made(1_002)];
        const shapes = changes.findIndex(({ a }) =>
          columns.some(
            (column) => a !== null && column.name in a && isMisshapen(table, column, a[column.name] ?? null),
          ),
        );
        const here = soundHere(changes);
        const expected = Math.min(here, shapes === -1 ? changes.length : shapes);
        const [{ there } = { there: '' }] = (await hub.query('SELECT pg_temp.sound($1::jsonb) AS there', [
          JSON.stringify(changes),
        ])) as { there: string }[];
        expect(`${Number.parseInt(there, 10)}`, `${there}\n${JSON.stringify(changes)}`).toBe(
          String(expected),
        );
        if (expected > 0) counts.sound += 1;
        if (here < changes.length) counts.broken += 1;
        if (shapes !== -1) counts.misshapen += 1;
      }
      expect(counts.sound, 'enough of both').toBeGreaterThan(0);
      expect(counts.broken, 'enough of both').toBeGreaterThan(0);
    }),
  );

  test.each([
    ['a number as text', { volume: '2' }],
    ['text as a number', { barcode: 7 }],
    ['a part of a number', { volume: 1.5 }],
    ['a column that is nowhere', { volumes: 1 }],
    ['a list', { label: [] }],
  ])('%s is not a valid row', (_, wrong) =>
    hub.playOn(async () => {
      await hub.query(verdicts, []);
      const row = {
        id: 9,
        request_id: 1,
        turn_id: 1,
        barcode: 'B-9',
        volume: 9,
        status: 'on-shelf',
        received_at: moments[0],
      };
      const of = async (a: object): Promise<unknown> =>
        hub.query('SELECT pg_temp.sound($1::jsonb) AS there', [
          JSON.stringify([{ t: 'item', id: 9, b: null, a }]),
        ]);
      expect(await of(row)).toEqual([{ there: '1' }]);
      expect(await of({ ...row, ...wrong })).toEqual([{ there: expect.stringMatching(/^0 /u) as string }]);
    }),
  );

  test('JSON that is nested too deeply is rejected', () =>
    hub.playOn(async () => {
      const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
      const wide = `[${Array.from({ length: 500 }, () => '{"a":"[[[","b":[]}').join()}]`;
      const [found] = await hub.query(
        'SELECT hub_rows.is_json($1) AS shallow, hub_rows.is_json($2) AS deep, hub_rows.is_json($3) AS wide',
        [nested(64), nested(65), wide],
      );
      expect(found).toEqual({ shallow: true, deep: false, wide: true });
    }));
});

test('the whole schema of this program can be enforced by the hub, and a condition that it could not enforce fails', () => {
  const db = new BetterSqlite3(':memory:');
  migrate(db, migrations);
  expect(hubTables(db)).toContain('(_row."hold_shelf" IN ( 0 , 1 ))');
  for (const check of [
    "barcode GLOB 'B*'",
    "barcode LIKE 'b%'",
    "typeof(volume) = 'integer'",
    "barcode = 'b-1'",
    'volume / 2 = 1',
    'volume == 1',
    'nothing > 1',
    'date(received_at) IS NOT NULL',
    "json_extract(barcode, '$.a') = 1",
  ]) {
    const columns = ['barcode', 'volume', 'received_at'].map((name) => ({
      name,
      type: name === 'volume' ? 'INTEGER' : 'TEXT',
      isNoCase: name === 'barcode',
    }));
    expect(() => translateCondition(check, columns), check).toThrow(UntranslatableError);
  }
  db.exec("ALTER TABLE item ADD COLUMN later TEXT CHECK (later GLOB 'a*')");
  expect(() => hubTables(db)).toThrow(UntranslatableError);
});

test('every CHECK of the schema is found, whatever surrounds it', () => {
  expect(
    checksOf(
      "CREATE TABLE one (a TEXT CHECK (a <> 'CHECK (b)'), -- CHECK (c)\n b INTEGER /* CHECK (d) */ NOT NULL check ((b > 0) AND (b < 9)), CHECK (a IS NULL OR b = 1)) STRICT",
    ),
  ).toEqual(["a <> 'CHECK (b)'", '( b > 0 ) AND ( b < 9 )', 'a IS NULL OR b = 1']);
});
