import { expect, test } from 'vitest';
import {
  movedParts,
  openEnd,
  outside,
  requestEdges,
} from '../../../../electron/main/sync/link/life-edges.ts';
import type { Life } from '../../../../shared/domain/life/life.ts';
import { isSupplyState, newLife, requestEvents, supplyStates } from '../../../../shared/domain/life/life.ts';
import { lifeAfter, possibleEvents } from '../../../../shared/domain/life/next.ts';
import { openQuestionsOf } from '../../../../shared/domain/life/status.ts';
import { requestStatusCodes } from '../../../../shared/domain/request-status.ts';
import { randomOf } from '../../../support/fuzz/random.ts';

const edges = requestEdges();
const known = new Set(edges.map(({ part, from, to }) => `${part} ${from} ${to}`));
const has = (part: string, from: string, to: string): boolean => known.has(`${part} ${from} ${to}`);

/** The columns of a life as they are stored. */
const partsOf = (life: Life): Readonly<Record<(typeof movedParts)[number], string>> => {
  const { renewal, demand, loss } = openQuestionsOf(life);
  return {
    supply: isSupplyState(life.supply) ? life.supply : outside,
    cancellation: life.cancellation,
    ended_as: life.endedAs ?? openEnd,
    parcel: life.parcel,
    renewal,
    demand,
    loss,
  };
};

test('every event that the machine allows goes along one of the ways', () => {
  const random = randomOf(7);
  const strange = new Set<string>();
  const taken = new Set<string>();
  const begins: readonly Life[] = [
    newLife,
    ...supplyStates.map((supply) => ({ ...newLife, supply })),
    ...[...requestStatusCodes, 'SOMETHING_ELSE'].map((code) => ({ ...newLife, supply: code })),
  ];
  for (let walk = 0; walk < 1_200; walk += 1) {
    let life = random.pick(begins) ?? newLife;
    const first = partsOf(life);
    for (let step = 0; step < 12 && life.endedAs === null; step += 1) {
      const event = random.pick(possibleEvents(life, requestEvents));
      const next = event && lifeAfter(life, event);
      if (!next) break;
      const id = life.volumes.length;
      // Each volume has an id of its own.
      life = {
        ...next,
        volumes: next.volumes.map((one, at) => (at < id ? one : { ...one, id: (at + 1) as never })),
      };
      const now = partsOf(life);
      for (const part of movedParts)
        if (first[part] !== now[part]) {
          taken.add(`${part} ${first[part]} ${now[part]}`);
          if (!has(part, first[part], now[part])) strange.add(`${part} ${first[part]} ${now[part]}`);
        }
    }
  }
  expect([...strange]).toEqual([]);
  expect(taken.size).toBeGreaterThan(60);
});

test('what ended does not open again, and no step invents a word', () => {
  expect(edges.filter(({ part, from }) => part === 'ended_as' && from !== openEnd)).toEqual([]);
  expect(has('ended_as', openEnd, 'CANCELLED')).toBe(true);
  expect(edges.filter(({ part, to }) => part === 'supply' && to === outside)).toEqual([]);
  expect(has('supply', 'REQUEST_SENT', 'REQUEST_CREATED_BOR')).toBe(false);
  expect(has('supply', outside, 'SHIPPED_PHYSICALLY')).toBe(true);
});
