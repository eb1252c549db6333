import { afterEach, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../../electron/main/db/open.ts';
import { deleteKeptBodiesBefore, keepStep } from '../../../electron/main/desk/store/hub-kept.queries.ts';
import type { Instant } from '../../../shared/domain/ids.ts';
import { newOpId, openTestDesk, type TestDesk } from '../../support/desk.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
});
afterEach(() => desk.close());

/** Keeps steps of these days of November; an empty day stands for a step that came with the library. */
const keep = (...days: readonly string[]): void =>
  inTransaction(desk.context.db, (db) =>
    days.forEach((day, at) =>
      keepStep(db, {
        seq: at + 1,
        opId: newOpId(),
        body: day === '' ? '' : JSON.stringify({ at: `${day}T10:00:00.000Z` }),
      }),
    ),
  );
const forget = (): void =>
  inTransaction(desk.context.db, (db) =>
    deleteKeptBodiesBefore(db, '2026-11-10T00:00:00.000Z' as Instant, '2026-11-28T00:00:00.000Z' as Instant),
  );
const kept = (): unknown => desk.raw.prepare("SELECT seq, body = '' FROM hub_kept ORDER BY seq").raw().all();

test('the details of steps expire, and the position of the last one is kept', () => {
  keep('', '2026-11-01', '2026-11-02', '2026-11-12', '2026-11-03');
  forget();
  expect(kept()).toEqual([
    [3, 1],
    [4, 0],
    [5, 0],
  ]);
  forget();
  expect(kept()).toEqual([
    [3, 1],
    [4, 0],
    [5, 0],
  ]);
});

test('after a month without any steps a hub is still recognised by the last position', () => {
  keep('2026-10-01', '2026-10-02');
  forget();
  expect(kept()).toEqual([[2, 1]]);
});

test('a step dated years ahead does not preserve the others', () => {
  keep('2029-11-01', '2026-11-02', '2026-11-12');
  forget();
  expect(kept()).toEqual([
    [2, 1],
    [3, 0],
  ]);
});
