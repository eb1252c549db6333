import { expect, test } from 'vitest';
import { lifeEdges, machineColumns, none, outside } from '../../../../electron/main/sync/link/life-edges.ts';
import type { ItemId, PartnerId, TurnId } from '../../../../shared/domain/ids.ts';
import { lifeAfter } from '../../../../shared/domain/life/life-after.ts';
import { type Life, newLife } from '../../../../shared/domain/life/life.ts';
import { possibleEvents } from '../../../../shared/domain/life/may-happen.ts';
import { newTurn, turnStates } from '../../../../shared/domain/life/turn.ts';
import { factsOf, stepKinds } from '../../../../shared/domain/steps/all-steps.ts';
import { randomOf } from '../../../support/fuzz/random.ts';

const edges = lifeEdges();
const known = new Set(edges.map(({ table, column, from, to }) => `${table}.${column} ${from} ${to}`));
const has = (column: string, from: string, to: string): boolean => known.has(`${column} ${from} ${to}`);

const types = [...new Set(stepKinds.flatMap((kind) => [...factsOf(kind).events]))];

type Cells = ReadonlyMap<string, string>;

/** Returns the values of the columns that the machines change, by row and column. */
const cellsOf = ({ cancelWish, endedAs, turns, volumes }: Life): Cells => {
  const rows = [
    ['request', [{ id: 0, cancelWish, endedAs }]],
    ['turn', turns],
    ['item', volumes],
  ] as const;
  return new Map(
    rows.flatMap(([table, of]) =>
      of.flatMap((row) =>
        Object.entries(machineColumns[table]).map(([column, field]): [string, string] => [
          `${row.id} ${table}.${column}`,
          (row as unknown as Readonly<Record<string, string | null>>)[field] ?? none,
        ]),
      ),
    ),
  );
};

/** Returns the transitions that lead from one life to another. */
const waysBetween = (before: Cells, after: Cells): readonly (readonly [string, string, string])[] =>
  [...after].flatMap(([cell, to]) => {
    const from = before.get(cell);
    return from === undefined || from === to ? [] : [[cell.split(' ')[1] ?? '', from, to] as const];
  });

test('every event that the machines allow follows one of the transitions', () => {
  const random = randomOf(7);
  const strange = new Set<string>();
  const taken = new Set<string>();
  const turnOf = (id: number) => newTurn(id as TurnId, id as PartnerId);
  for (let walk = 0; walk < 400; walk += 1) {
    const state = random.pick(turnStates) ?? 'waiting';
    let life: Life = {
      ...newLife,
      expected: random.oneOf(null, 1, 2),
      turns: [{ ...turnOf(1), state, heard: state !== 'waiting' }, turnOf(2), turnOf(3)],
    };
    for (let step = 0; step < 12; step += 1) {
      const event = random.pick(possibleEvents(life, types));
      const next = event && lifeAfter(life, event)?.life;
      if (!next) break;
      for (const way of waysBetween(cellsOf(life), cellsOf(next))) {
        taken.add(way.join(' '));
        if (!has(...way)) strange.add(`${event.type}: ${way.join(' ')}`);
      }
      // Each volume has its own id.
      const id = (life.volumes.length + 1) as ItemId;
      life = { ...next, volumes: next.volumes.map((one) => (Number(one.id) === 0 ? { ...one, id } : one)) };
    }
  }
  expect([...strange]).toEqual([]);
  expect(taken.size).toBeGreaterThan(60);
});

test("no step leads from one end state to another, undoes a partner's check-in, or invents a code", () => {
  expect(has('request.ended_as', none, 'CANCELLED_BY_STAFF')).toBe(true);
  expect(has('request.ended_as', 'REQUEST_COMPLETED', none), 'kept after all').toBe(true);
  expect(has('request.ended_as', 'REQUEST_COMPLETED', 'CANCELLED_BY_STAFF')).toBe(false);
  expect(edges.filter(({ to }) => ['CANCELLED', 'EXPIRED', outside].includes(to))).toEqual([]);
  expect(edges.filter(({ from }) => from === 'checked-in' || from === 'handed-over')).toEqual([]);
  expect(has('turn.state', 'rejected', 'asked')).toBe(false);
  expect(has('turn.state', 'rejected', 'closing'), 'its parcel came all the same').toBe(true);
  expect(has('item.status', outside, 'on-hold-shelf')).toBe(true);
});
