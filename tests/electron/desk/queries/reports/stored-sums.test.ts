import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { idsOfWorkstation } from '../../../../../electron/main/db/new-id.ts';
import { asDeskDatabase, connect } from '../../../../../electron/main/db/open.ts';
import { countOn } from '../../../../../electron/main/desk/queries/reports/stored-sums.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { recount } from '../../../../support/recount.ts';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import type { OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { StepKind } from '../../../../../shared/domain/steps/all-steps.ts';
import { checkProperty } from '../../../../support/check-property.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { lifeRuns } from '../../../../support/life-runs.ts';
import { lifeTries, lifeTryNames } from '../../../../support/life-tries.ts';
import { countAll as countEverything, expectRightSums, storedSums } from './count-rows.ts';

const desk = forEachTest(openTestDesk);
let now = 0;
beforeEach(() => {
  now = Date.UTC(2026, 9, 24, 22, 30); // The clocks change that night.
  desk.raw.pragma('synchronous = OFF');
  desk.raw.exec(
    `INSERT INTO partner (id, code, name, renews_automatically, cancel_needs_consent) VALUES (2, 'WEST', 'West College', 0, 1)`,
  );
});

const countAll = (): void => countEverything(desk.context);
/** As each step does, by writing the row of its request. */
const touchRequests = (): void => void desk.raw.exec('UPDATE request SET id = id');
const expectRight = (timeZone = desk.context.timeZone()): void => expectRightSums(desk.raw, timeZone);

let number = 0;
const begin = (status: string, pickupDeskId: number, withRota: boolean): RequestId => {
  number += 1;
  const id = addRequest(desk, { externalId: `K${number}`, status, pickupDeskId, volumes: 2 });
  const turn = desk.raw.prepare('INSERT INTO turn (request_id, position, partner_id) VALUES (?, ?, ?)');
  // The first partner is in it twice.
  if (withRota) for (const [index, partner] of [2, 1].entries()) turn.run(id, index + 2, partner);
  return id;
};

/** Steps that affect what reports count are more frequent. */
const names: readonly StepKind[] = [...lifeTryNames, 'receive', 'receive', 'lend', 'return', 'return'];
const move = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('try' as const),
      name: fc.constantFrom(...names),
      pick: fc.nat(),
      of: fc.nat(),
      desk: fc.nat(5),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), of: fc.nat() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      hours: fc.constantFrom(3, 24, 24 * 9, 24 * 70),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      of: fc.nat(),
      to: fc.constantFrom(1, 2, 3, null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('come' as const),
      status: fc.constantFrom('READY_TO_SEND', 'LOANED', 'CANCELLED'),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'count' as const }) },
);
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

const counted = { undone: 0, arrived: 0 };

const play = (moves: readonly Move[]): void => {
  const ids = [
    begin('READY_TO_SEND', 1, true),
    begin('SHIPPED_PHYSICALLY', 2, true),
    begin('RECEIVED_PHYSICALLY', 1, false),
  ];
  const steps: OpId[] = [];
  countAll();
  for (const next of moves) {
    now += 7 * 60_000;
    desk.setNow(new Date(now).toISOString());
    switch (next.do) {
      case 'try': {
        void desk.context.session.chooseDesk((next.desk === 5 ? 2 : 1) as never);
        const opId = newOpId();
        const result = lifeTries(desk)[next.name]!(ids[next.of % ids.length]!, opId, next.pick);
        if (result.ok) steps.push(opId);
        break;
      }
      case 'undo': {
        const undoes = steps[next.of % Math.max(1, steps.length)];
        if (undoes && take(desk.context, 'undo', { opId: newOpId(), undoes }).ok) counted.undone += 1;
        break;
      }
      case 'wait':
        now += next.hours * 3_600_000;
        break;
      case 'move':
        desk.raw
          .prepare('UPDATE request SET pickup_desk_id = ?, made_at_library_id = 2 WHERE id = ?')
          .run(next.to, ids[next.of % ids.length]);
        break;
      case 'come':
        ids.push(begin(next.status, 1, true));
        break;
      case 'count':
        countAll();
    }
  }
};

const runs = lifeRuns(20);

test(
  'whatever staff do and undo, in any order, the stored sums match the rows',
  () => {
    checkProperty(
      fc.property(fc.array(move, { minLength: 20, maxLength: 70 }), (moves) => {
        play(moves);
        expect(recount(desk.context.db)).toEqual([]);
        countAll();
        expectRight();
        counted.arrived += [...storedSums(desk.raw).keys()].filter((key) => key.startsWith('leg ')).length;
      }),
      runs,
    );
    // The random steps did affect the sums.
    expect(counted.undone).toBeGreaterThan(0);
    expect(counted.arrived).toBeGreaterThan(0);
  },
  120_000 + runs.numRuns * 1_000,
);

test('a wrong sum is detected', () => {
  begin('SHIPPED_PHYSICALLY', 1, true);
  countAll();
  const where = "WHERE kind_id = (SELECT id FROM report_kind WHERE what = 'made')";
  desk.raw.exec(`UPDATE report_sum SET n = n + 1 ${where}`);
  expect(recount(desk.context.db)).toEqual([
    'reports: a sum is kept, but not there: made 1 0 0 SHIPPED_PHYSICALLY 20759 2',
    'reports: a sum is there, but not kept: made 1 0 0 SHIPPED_PHYSICALLY 20759 1',
  ]);
  desk.raw.exec(
    `UPDATE report_sum SET n = 1 ${where}; UPDATE report_fact SET day = day + 1 ${where}; UPDATE report_sum SET day = day + 1 ${where}`,
  );
  expect(recount(desk.context.db)).toEqual([
    'reports: a fact is kept, but not there: 1 made 1 0 0 SHIPPED_PHYSICALLY 20760 1',
    'reports: a fact is there, but not kept: 1 made 1 0 0 SHIPPED_PHYSICALLY 20759 1',
  ]);
});

test('days are the library’s: after a change of time zone everything is recounted', () => {
  const id = begin('SHIPPED_PHYSICALLY', 1, true);
  desk.raw.prepare('UPDATE request SET created_at = ? WHERE id = ?').run('2026-03-29T00:59:00.000Z', id);
  countAll();
  expectRight();
  for (const [timeZone, day] of [
    ['Pacific/Auckland', '2026-03-29'],
    ['America/Los_Angeles', '2026-03-28'],
    ['Asia/Kathmandu', '2026-03-29'],
  ] as const) {
    countEverything({ ...desk.context, timeZone: () => timeZone });
    expectRight(timeZone);
    expect([...storedSums(desk.raw).keys()].toSorted()[0]).toBe(`made ${day} 1 SHIPPED_PHYSICALLY`);
  }
});

test('deleted and restored rows count as before, and a desk’s rows move with it to another library', () => {
  const id = begin('LOANED', 1, true);
  countAll();
  const before = storedSums(desk.raw);
  desk.raw.pragma('foreign_keys = OFF');
  const line = desk.raw.prepare('SELECT * FROM turn WHERE request_id = ? AND position = 1').get(id) as object;
  desk.raw.prepare('DELETE FROM turn WHERE request_id = ?').run(id);
  touchRequests();
  countAll();
  expectRight();
  expect(storedSums(desk.raw)).not.toEqual(before);
  const names = Object.keys(line);
  desk.raw
    .prepare(`INSERT INTO turn (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`)
    .run(line);
  touchRequests();
  countAll();
  expectRight();
  desk.raw.exec('UPDATE desk SET library_id = 2 WHERE id = 1');
  countAll();
  expectRight();
  expect([...storedSums(desk.raw).keys()].some((key) => /^made \S+ 2 LOANED$/u.test(key))).toBe(true);
});

test('a request that was removed and restored with its number is counted again', () => {
  const id = begin('READY_TO_SEND', 1, false);
  countAll();
  const columns = (desk.raw.pragma('table_info(request)') as { name: string }[])
    .map(({ name }) => name)
    .join();
  desk.raw.exec(
    `CREATE TEMP TABLE kept AS SELECT ${columns} FROM request WHERE id = ${id}; DELETE FROM turn; DELETE FROM request WHERE id = ${id}`,
  );
  countAll();
  expectRight();
  expect(storedSums(desk.raw)).toEqual(new Map());
  desk.raw.exec(`INSERT INTO request (${columns}) SELECT ${columns} FROM kept`);
  countAll();
  expectRight();
  expect(storedSums(desk.raw).size).toBe(1);
});

test('a step that leaves its request unchanged counts until its row is removed from the log', () => {
  const id = begin('READY_TO_SEND', 1, false);
  countAll();
  desk.raw.exec(`
    INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer)
    VALUES ('op-1', 'reprint', 1, 1, '2026-11-25T08:00:00.000Z', ${id}, '{}', '{}')`);
  countAll();
  expectRight();
  expect([...storedSums(desk.raw).keys()]).toContain('work 2026-11-25 1 8 reprint');
  desk.raw.exec("DELETE FROM command_log WHERE op_id = 'op-1'");
  countAll();
  expectRight();
  expect(storedSums(desk.raw).size).toBe(1);
});

/** The sums about partners: `turn 2026-11-02 1 2 filled`, without the day and the library. */
const turns = (): readonly string[] =>
  [...storedSums(desk.raw)]
    .map(([key, n]) => ({ key: key.split(' '), n }))
    .filter(({ key }) => key[0] === 'turn')
    .map(({ key, n }) => `${n} × ${key.slice(3).join(' ')}`)
    .toSorted();

test('a partner asked twice has two turns, and its items count for the right one', () => {
  const id = begin('SHIPPED_PHYSICALLY', 1, true);
  countAll();
  expect(turns()).toEqual(['1 × 1 filled']);
  // The first turn was rejected, the second one as well, and now the first partner ships when asked again.
  desk.raw.exec(`UPDATE turn SET state = 'rejected' WHERE request_id = ${id} AND position < 3;
    UPDATE turn SET state = 'closing' WHERE request_id = ${id} AND position = 3;
    INSERT INTO item (request_id, barcode, volume, status, desk_id, received_at, turn_id)
    SELECT ${id}, 'N-77', 9, 'on-hold-shelf', 1, '2026-11-09T08:00:00.000Z', id FROM turn WHERE request_id = ${id} AND position = 3`);
  touchRequests();
  countAll();
  expectRight();
  expect(turns()).toEqual(['1 × 1 filled', '1 × 1 not-filled', '1 × 2 not-filled']);
});

test('a program that ends while counting recounts, and moving a desk in the meantime does no harm', () => {
  for (let n = 0; n < 200; n += 1) begin('LOANED', 1, true);
  countOn(desk.context, 0);
  const half = countOn(desk.context, 0);
  expect(half.counted).toBeGreaterThan(0);
  expect(half.counted).toBeLessThan(half.total);
  // Steps are taken both in the part that is counted and in the rest.
  desk.raw.exec("UPDATE request SET status = 'RENEWED' WHERE id % 3 = 0");
  countAll();
  expectRight();
  desk.raw.exec('UPDATE desk SET library_id = 2 WHERE id = 1');
  countOn(desk.context, 0);
  desk.raw.exec('UPDATE desk SET library_id = 1 WHERE id = 1');
  countAll();
  expectRight();
  // Half of it is in the memory of a program that ends.
  desk.raw.exec('UPDATE desk SET library_id = 2 WHERE id = 1');
  while (countOn(desk.context, 0).counted === 0);
  const raw = connect(desk.raw.name);
  const again = { ...desk.context, db: asDeskDatabase(raw) };
  countEverything(again);
  expectRightSums(raw, desk.context.timeZone());
  raw.close();
});

test('requests of workstations that share a hub are counted, however far apart their numbers', () => {
  for (const workstation of [0, 1, 7]) {
    const id = begin('LOANED', 1, true);
    desk.raw.pragma('foreign_keys = OFF');
    desk.raw
      .exec(`UPDATE turn SET request_id = ${workstation * idsOfWorkstation + 900} WHERE request_id = ${id};
                   UPDATE request SET id = ${workstation * idsOfWorkstation + 900} WHERE id = ${id}`);
  }
  const first = countOn(desk.context, 0);
  expect(first.total).toBeLessThan(10_000);
  countAll();
  expectRight();
  expect(turns()).toEqual(['3 × 1 filled']);
});
