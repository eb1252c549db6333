import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedDueDates } from '../../../electron/main/desk/queries/list/cube-day.ts';
import { indexBeforeSearch } from '../../../electron/main/desk/store/search-index.service.ts';
import { listService } from '../../../electron/main/desk/queries/list/list.service.ts';
import { addDays } from '../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import type { DueStage } from '../../../shared/domain/life/due-stage.ts';
import { dueStages } from '../../../shared/domain/life/due-stage.ts';
import {
  anyRequest,
  createdSpanOf,
  dueBucketOf,
  listDayAt,
  patronDueBucketOf,
} from '../../../shared/domain/request-list.ts';
import { requestStatusCodes } from '../../../shared/domain/request-status.ts';
import { openTestDesk } from '../../support/desk.ts';
import { checkProperty } from '../../support/check-property.ts';
import { forEachTest } from '../../support/for-each-test.ts';
import { valueOf } from '../../support/results.ts';

const desk = forEachTest(openTestDesk);

const moveTo = (day: CalendarDate): void => {
  desk.setNow(`${day}T10:00:00Z`);
  valueOf(listService(desk.context).facets({ query: anyRequest }));
};

/** Compares `request_cube` with a count of the rows themselves, on a given day. */
const expectTrueCube = (day: CalendarDate): void => {
  const kept = desk.raw
    .prepare(
      'SELECT status, partner_id, desk_id, has_notes, is_out, due, patron_due, turn_state, demand, not_checked_in, created, n FROM request_cube WHERE n <> 0',
    )
    .raw()
    .all() as (string | number)[][];
  const fresh = new Map<string, number>();
  const rows = desk.raw
    .prepare(
      `SELECT status, ifnull(partner_id, 0) AS partner, ifnull(pickup_desk_id, 0) AS desk, due_stage AS dueStage, wanted_on AS dueOn,
              ifnull(turn_state, '') AS turnState, demand, check_in_at IS NOT NULL AS notCheckedIn, created_at AS createdAt,
              (SELECT min(loan.due_on) FROM item JOIN loan ON loan.item_id = item.id
                WHERE item.request_id = request.id AND ended_on IS NULL AND item.status NOT IN ('lost', 'returned-to-partner', 'handed-over')) AS patronDueOn,
              EXISTS (SELECT 1 FROM request_note WHERE request_id = request.id AND active = 1) AS notes
         FROM request`,
    )
    .all() as {
    status: string;
    partner: number;
    desk: number;
    dueStage: DueStage;
    turnState: string;
    demand: string;
    notCheckedIn: number;
    createdAt: string | null;
    dueOn: string | null;
    patronDueOn: string | null;
    notes: number;
  }[];
  for (const row of rows) {
    const cell = [
      row.status,
      row.partner,
      row.desk,
      row.notes,
      Number(row.dueStage === 'out'),
      dueBucketOf(row, day) ?? 'settled',
      patronDueBucketOf(row, day) ?? 'settled',
      row.turnState,
      row.demand,
      row.notCheckedIn,
      createdSpanOf(row.createdAt, listDayAt(new Date(`${day}T10:00:00Z`), 'Europe/London')),
    ].join('|');
    fresh.set(cell, (fresh.get(cell) ?? 0) + 1);
  }
  expect(new Map(kept.map((cell) => [cell.slice(0, 11).join('|'), cell[11]]))).toEqual(fresh);
};

const found = (word: string): number[] =>
  desk.raw
    .prepare('SELECT rowid FROM request_search WHERE request_search MATCH ? ORDER BY rowid')
    .pluck()
    .all(`"${word}"*`) as number[];

const wordsUsed = [
  'sea',
  'oceano',
  'riv',
  'atlas',
  'reader',
  'adler',
  'p1',
  'p9',
  'x1',
  'carson',
  'n',
  '31',
  'new',
];

/** Compares the full-text index with the rows themselves. */
const expectTrueWords = (): void => {
  const texts = desk.raw
    .prepare(
      `SELECT request.id, external_id || ' ' || title || ' ' || author || ' ' || ifnull(name, '') || ' ' || ifnull(patron.barcode, '') || ' ' ||
                ifnull((SELECT group_concat(barcode, ' ') FROM item WHERE request_id = request.id), '') AS text
         FROM request LEFT JOIN patron ON patron.id = patron_id ORDER BY request.id`,
    )
    .all() as { id: number; text: string }[];
  const having = (rows: typeof texts, word: string) =>
    rows
      .filter(({ text }) =>
        text
          .normalize('NFD')
          .replace(/\p{M}/gu, '')
          .toLowerCase()
          .split(/[^\p{L}\p{N}]+/u)
          .some((one) => one.startsWith(word)),
      )
      .map(({ id }) => id);
  for (const word of wordsUsed) expect(found(word)).toEqual(having(texts, word));
};

type Change = readonly [string, ...(string | number | null)[]];
const id = fc.integer({ min: 1, max: 8 });
const title = fc.constantFrom('The Sea', 'Océano 1', 'Rivers & Atlas', 'New', '');
const day = fc.constantFrom(
  null,
  '2026-11-24',
  '2026-11-25',
  '2026-11-27',
  '2026-12-02',
  '2026-12-03',
  '2026-12-25',
  '2026-12-26',
);
const place = fc.constantFrom(null, 1, 2);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(
    fc.constant(
      `INSERT OR IGNORE INTO request (id, external_id, title, author, patron_id, status, wanted_on, pickup_desk_id, partner_id, updated_at)
       SELECT value, 'X' || value, ?, 'Carson', ?, ?, ?, ?, ?, '2026' FROM (SELECT ? AS value)`,
    ),
    title,
    place,
    fc.constantFrom(...requestStatusCodes, 'FROM_OUTSIDE'),
    day,
    place,
    place,
    id,
  ),
  fc.tuple(
    fc.constant('UPDATE request SET status = ? WHERE id = ?'),
    fc.constantFrom(...requestStatusCodes),
    id,
  ),
  fc.tuple(
    fc.constant('UPDATE request SET wanted_on = ?, pickup_desk_id = ?, partner_id = ? WHERE id = ?'),
    day,
    place,
    place,
    id,
  ),
  fc.tuple(
    fc.constant('UPDATE request SET created_at = ? WHERE id = ?'),
    day.map((date) => date && `${date}T00:30:00.000Z`),
    id,
  ),
  fc.tuple(fc.constant('UPDATE request SET due_stage = ? WHERE id = ?'), fc.constantFrom(...dueStages), id),
  fc.tuple(
    fc.constant(
      `INSERT OR IGNORE INTO loan (item_id, patron_id, loaned_on, due_on, ended_on) SELECT id, 1, '2026', ?, ? FROM item WHERE request_id = ?`,
    ),
    day.filter((date) => date !== null),
    fc.constantFrom(null, null, '2026-11-24'),
    id,
  ),
  fc.tuple(
    fc.constant('UPDATE OR IGNORE loan SET due_on = ?, ended_on = ? WHERE id % 3 = ?'),
    day.filter((date) => date !== null),
    fc.constantFrom(null, null, '2026-11-24'),
    fc.constantFrom(0, 1, 2),
  ),
  fc.tuple(fc.constant('DELETE FROM loan WHERE id % 3 = ?'), fc.constantFrom(0, 1, 2)),
  fc.tuple(
    fc.constant('UPDATE OR IGNORE item SET status = ? WHERE request_id = ?'),
    fc.constantFrom('on-loan', 'on-hold-shelf', 'lost', 'returned-to-partner', 'handed-over'),
    id,
  ),
  fc.tuple(fc.constant('UPDATE request SET title = ?, patron_id = ? WHERE id = ?'), title, place, id),
  fc.tuple(fc.constant('UPDATE request SET title = ? WHERE id % 2 = ?'), title, fc.constantFrom(0, 1)),
  fc.tuple(
    fc.constant('UPDATE patron SET name = ? WHERE id = ?'),
    fc.constantFrom('Reader, A.', 'Adler, B.', 'New Name'),
    place,
  ),
  fc.tuple(
    fc.constant(`UPDATE patron SET barcode = ? || id WHERE id = ?`),
    fc.constantFrom('P1', 'P9'),
    place,
  ),
  fc.tuple(
    fc.constant(
      `INSERT INTO request_note (request_id, author, body, active, created_at) SELECT id, 'staff', 'x', ?, '2026' FROM request WHERE id = ?`,
    ),
    fc.constantFrom(0, 1),
    id,
  ),
  fc.tuple(fc.constant('UPDATE request_note SET active = ? WHERE request_id = ?'), fc.constantFrom(0, 1), id),
  fc.tuple(fc.constant('DELETE FROM request_note WHERE request_id = ?'), id),
  fc.tuple(
    fc.constant(
      `INSERT OR IGNORE INTO item (request_id, turn_id, barcode, volume, status, received_at)
       SELECT request.id, turn.id, ?, ?, 'lost', '2026' FROM request JOIN turn ON request_id = request.id WHERE request.id = ?`,
    ),
    fc.constantFrom('N-31', '31/2', 'Atlas 7'),
    fc.integer({ min: 1, max: 3 }),
    id,
  ),
  fc.tuple(
    fc.constant('UPDATE OR IGNORE item SET barcode = ? WHERE request_id = ?'),
    fc.constantFrom('N-7', '315'),
    id,
  ),
  fc.tuple(
    fc.constant('INSERT OR IGNORE INTO turn (request_id, position) SELECT id, 1 FROM request WHERE id = ?'),
    id,
  ),
  fc.tuple(fc.constant('DELETE FROM item WHERE request_id = ? AND id NOT IN (SELECT item_id FROM loan)'), id),
  fc.tuple(
    fc.constant(
      'DELETE FROM request WHERE id = ? AND id NOT IN (SELECT request_id FROM turn UNION SELECT request_id FROM request_note)',
    ),
    id,
  ),
);

test('whatever changes the rows, counts and words stay correct; a step that is rolled back leaves no trace', () => {
  desk.raw.exec(`
    INSERT INTO partner (id, code, name) VALUES (2, 'SOUTH', 'South College');
    INSERT INTO patron (id, barcode, name) VALUES (2, 'P2', 'Adler, B.')`);
  const days = [
    '2026-11-25',
    '2026-11-26',
    '2026-12-02',
    '2026-12-24',
    '2026-11-20',
    '2027-06-01',
  ] as CalendarDate[];
  let today = days[0] as CalendarDate;
  moveTo(today);
  checkProperty(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      fc.constantFrom(null, null, ...days),
      (changes, rollBack, next) => {
        desk.raw.exec('BEGIN');
        for (const [text, ...values] of changes) desk.raw.prepare(text).run(...values);
        desk.raw.exec(rollBack ? 'ROLLBACK' : 'COMMIT');
        if (next) moveTo((today = next));
        expectTrueCube(today);
        indexBeforeSearch(desk.context.db);
        expectTrueWords();
      },
    ),
    { numRuns: 150 },
  );
});

test('only due dates whose bucket changes with the day are counted again', () => {
  checkProperty(
    fc.property(fc.integer({ min: -400, max: 400 }), (by) => {
      const before = '2026-11-25' as CalendarDate;
      const after = addDays(before, by);
      const dayOf = (date: CalendarDate) => listDayAt(new Date(`${date}T10:00:00Z`), 'UTC');
      const ranges = changedDueDates(dayOf(before), dayOf(after));
      for (let off = -500; off < 500; off += 1) {
        const dueOn = addDays(before, off);
        const moved =
          dueBucketOf({ dueStage: 'out', dueOn }, before) !== dueBucketOf({ dueStage: 'out', dueOn }, after);
        const times = ranges.filter(([from, to]) => dueOn >= from && dueOn <= to).length;
        expect(times).toBeLessThanOrEqual(1);
        if (moved) expect(times).toBe(1);
      }
    }),
    { numRuns: 60 },
  );
});
