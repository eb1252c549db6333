import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReadableDB, WritableDB } from '../../../../electron/main/db/types.ts';
import { eraseRowsOf } from '../../../../electron/main/desk/store/erase-patron.queries.ts';
import type { Instant, RequestId } from '../../../../shared/domain/ids.ts';
import { libraryPieces } from '../../../../electron/main/files/export/library-pieces.ts';
import type { TestDesk } from '../../../support/desk.ts';
import { type ImportDesk, libraryWith, openImportDesk } from '../import-desk.ts';
import { libraryRows } from './library-rows.ts';
import { livedIn } from './lived-in.ts';

// An export is imported unchanged, row for row.

let there: ImportDesk;
const open: { close: () => void }[] = [];
const opened = <T extends { readonly close: () => void }>(one: T): T => {
  open.push(one);
  return one;
};
beforeEach(() => {
  there = opened(openImportDesk());
});
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

const textOf = (db: unknown, withoutPatrons = false): string =>
  [...libraryPieces(db as ReadableDB, withoutPatrons)].map(({ piece }) => piece).join('');

/** Operators are only imported next to one with a PIN, and the values of library files are replaced by those of the last one. */
const expected = (table: string): string => (table === 'file_said' ? "source <> 'library-file'" : '1');

const expectSame = async (db: TestDesk['raw']): Promise<void> => {
  const text = textOf(db);
  const report = await there.import(there.file('out.json', text));
  expect(report).toMatchObject({ outcome: 'done', failure: null });
  expect(report.refused.filter(({ section }) => section !== 'operators')).toEqual([]);
  expect(libraryRows(there.db, expected)).toEqual(libraryRows(db, expected));
  const withoutOperators = (file: string): unknown => ({ ...(JSON.parse(file) as object), operators: [] });
  expect(withoutOperators(textOf(there.db))).toEqual(withoutOperators(text));
  // The same file again changes nothing, here or there.
  const again = await there.import(there.file('again.json', text));
  expect(again.totals).toMatchObject({ added: 0, updated: 0 });
  expect(libraryRows(there.db, expected)).toEqual(libraryRows(db, expected));
};

test('the demo library is imported unchanged from its export', async () => {
  const here = opened(openImportDesk());
  await here.import(join(import.meta.dirname, '../../../../resources/demo-library.json'));
  await expectSame(here.db);
});

test('requests whose patrons were erased stay so', async () => {
  const here = opened(openImportDesk());
  await here.import(join(import.meta.dirname, '../../../../resources/demo-library.json'));
  const ended = here.db
    .prepare("SELECT id FROM request WHERE status IN ('REQUEST_COMPLETED', 'RETURNED_TO_PARTNER')")
    .pluck()
    .all() as RequestId[];
  expect(ended.length).toBeGreaterThan(3);
  for (const id of ended) eraseRowsOf(here.db as WritableDB, id, '2027-03-01T08:00:00.000Z' as Instant);
  expect(here.db.prepare('SELECT count(*) FROM loan WHERE patron_id IS NULL').pluck().get()).toBeGreaterThan(
    0,
  );
  await expectSame(here.db);
});

test('many generated lives are imported unchanged from their export, row for row', async () => {
  const desk = opened(livedIn());
  const kinds = desk.raw.prepare('SELECT DISTINCT kind FROM command_log').pluck().all();
  expect(kinds.length).toBeGreaterThan(12);
  for (const table of ['loan', 'item', 'turn_condition', 'request_note', 'file_conflict'])
    expect(desk.raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBeGreaterThan(1);
  // A file has no steps that its notes could name.
  desk.raw.exec("UPDATE request_note SET op_id = ''");
  await expectSame(desk.raw);
  // Letters are not exported: a partner whose letter was sent must still be told when it is no longer needed.
  const unheard = "SELECT count(*) FROM turn WHERE heard = 0 AND state <> 'waiting'";
  expect(desk.raw.prepare(unheard).pluck().get()).toBeGreaterThan(0);
  expect(there.db.prepare(unheard).pluck().get()).toBe(0);
});

test('a file without patrons names none, and each patron has the same number everywhere', async () => {
  const desk = opened(livedIn());
  desk.raw.exec(`UPDATE request_note SET body = 'Reader, A. (P1000001) called' WHERE id = 9001;
    INSERT INTO request_note (request_id, author, body, active, created_at, operator_name)
    VALUES (4, 'staff', 'Reader, A. (P1000001) called', 1, '2026-11-28T07:00:00.000Z', 'A. Operator')`);
  desk.raw
    .exec(`UPDATE request SET circulation_note = 'For Reader, A.', partner_note = 'Card P1000001', cancel_note = 'Reader, A. left';
    UPDATE turn_condition SET note = 'Reader, A. only', answer_note = 'P1000001'`);
  const text = textOf(desk.raw, true);
  expect(text).not.toMatch(/Reader, A|P1000001/);
  const report = await there.import(there.file('out.json', text));
  expect(report.refused.filter(({ section }) => section !== 'operators')).toEqual([]);
  expect(there.db.prepare('SELECT barcode, name FROM patron').all()).toEqual([
    { barcode: 'PATRON-1', name: 'Patron 1' },
  ]);
  expect(there.db.prepare('SELECT count(*) FROM request WHERE patron_id IS NULL').pluck().get()).toBe(0);
  expect(there.db.prepare("SELECT body FROM request_note WHERE body LIKE '%called'").pluck().all()).toEqual([
    'PATRON-1 (PATRON-1) called',
  ]);
});

const restored = (stored: object): object =>
  libraryWith(
    [
      {
        externalId: 'R-1',
        title: 'Walden',
        patron: 'P1',
        stored: {
          updatedAt: '2026-11-03T10:00:00Z',
          turns: [{ partner: 'NORTH', state: 'shipped' }],
          ...stored,
        },
      },
    ],
    { version: 3 },
  );
const item = { turn: 1, barcode: 'N-1', volume: 1, status: 'on-loan', receivedAt: '2026-11-03T10:00:00Z' };
const loan = { patron: 'P1', loanedOn: '2026-11-03', dueOn: '2026-12-03' };

test.each([
  ['a moment that is missing', { updatedAt: undefined }, 'stored.updatedAt'],
  ['a word that is none', { turns: [{ state: 'perhaps' }] }, 'stored.turns[0].state'],
  ['a partner that is nobody', { turns: [{ partner: 'NOBODY' }] }, 'stored.turns[0].partner'],
  ['a volume of no turn', { items: [{ ...item, turn: 2 }] }, 'stored.items[0].turn'],
  ['a condition of no turn', { conditions: [{ turn: 0 }] }, 'stored.conditions[0].turn'],
  ['a volume that is there twice', { items: [item, { ...item, barcode: 'N-2' }] }, 'stored.items[1].volume'],
  ['two loans at once', { items: [{ ...item, loans: [loan, loan] }] }, 'stored.items[0].loans'],
  [
    'a loan to nobody',
    { items: [{ ...item, loans: [{ ...loan, patron: 'P9' }] }] },
    'stored.items[0].loans[0].patron',
  ],
  ['rows that are none', { notes: 'none' }, 'stored.notes'],
])('a request with %s is refused, and nothing of it is stored', async (_, stored, field) => {
  const report = await there.import(there.file('a.json', restored(stored)));
  expect(report.refused.map((row) => row.field)).toEqual([field]);
  for (const table of ['request', 'item', 'loan', 'request_note', 'turn'])
    expect(there.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
});

test('a barcode in use on another open request is refused', async () => {
  await there.import(there.file('a.json', restored({ items: [item] })));
  const second = libraryWith(
    [
      {
        externalId: 'R-2',
        title: 'Emma',
        stored: { updatedAt: '2026-11-03T10:00:00Z', turns: [{}], items: [item] },
      },
    ],
    { version: 3 },
  );
  const report = await there.import(there.file('b.json', second));
  expect(report.refused[0]?.reason).toMatch(/R-1/);
});

test('an operator of a file is imported without a PIN and without the administrator’s role', async () => {
  const grant =
    "INSERT INTO operator_role (operator_id, role, library_id) VALUES (1, 'fulfillment-services-operator', 1)";
  const file = libraryWith([], {
    version: 2,
    operators: [
      {
        name: 'B. Clerk',
        roles: [
          { role: 'fulfillment-services-operator', library: 'MAIN' },
          { role: 'requests-operator', library: 'MAIN', desk: 'HILL-CIRC' },
        ],
      },
    ],
  });
  await there.import(there.file('first.json', libraryWith([])));
  const only = there.db.prepare('SELECT id FROM operator').pluck().all();
  if (only.length === 0) there.db.exec("INSERT INTO operator (id, name) VALUES (1, 'A. Operator')");
  there.db.exec(grant);
  const refused = await there.import(there.file('a.json', file));
  expect(refused.refused.map(({ section, key }) => [section, key])).toEqual([['operators', 'B. Clerk']]);
  there.db.exec("UPDATE operator SET pin_hash = 'scrypt' WHERE id = 1");
  const report = await there.import(there.file('a.json', file));
  expect(report.refused).toEqual([]);
  expect(report.remarks.map(({ key }) => key)).toEqual(['B. Clerk']);
  expect(
    there.db
      .prepare(
        "SELECT role, desk_id, pin_hash FROM operator_role JOIN operator ON operator.id = operator_id WHERE name = 'B. Clerk'",
      )
      .all(),
  ).toEqual([{ role: 'requests-operator', desk_id: 2, pin_hash: '' }]);
});
