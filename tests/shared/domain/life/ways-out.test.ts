import { describe, expect, test } from 'vitest';
import { type Life, newLife, type RequestEvent, requestEvents } from '../../../../shared/domain/life/life.ts';
import { lifeAfter, possibleEvents, regionsOf } from '../../../../shared/domain/life/next.ts';
import { requestMachine } from '../../../../shared/domain/request.machine.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import { isOut, type Volume, volumesAfter } from '../../../../shared/domain/life/volumes.ts';
import { isRequestStatus } from '../../../../shared/domain/request-status.ts';
import { transition } from 'xstate';
import { cancelAsked, item } from './life-cases.ts';
import { eventsFrom, everything, factsOf, type Reach, walk, withThree, withTwo } from './walk.ts';

const walks: readonly (readonly [string, Reach])[] = [
  ['everything, with 0 and 1 volume', everything],
  ['all but renewals, with 0 to 2 volumes', withTwo],
  ['where they are and what is lost, with 0 to 3 volumes', withThree],
];

const walked = walks.map(([words, reach]) => ({ words, reach, combinations: walk(reach) }));

/** The machine where a life stands. Its regions are taken apart once: a hundred thousand lives stand in few of them. */
const machineAt = (life: Life): Standing => {
  const value = regionsOf(life);
  const words = JSON.stringify(value);
  let standing = standings.get(words);
  if (!standing) standings.set(words, (standing = requestMachine.resolveState({ value, context: life })));
  return { ...standing, context: life };
};
type Standing = ReturnType<typeof requestMachine.resolveState>;
const standings = new Map<string, Standing>();

describe.each(walked)('$words', ({ combinations }) => {
  test('from every combination that can be reached staff alone reach an end', () => {
    const reaches = new Set(
      [...combinations].flatMap(([key, { life }]) => (life.endedAs === null ? [] : [key])),
    );
    for (let grown = true; grown;) {
      grown = false;
      for (const [key, { byStaff: next }] of combinations)
        if (!reaches.has(key) && next.some((one) => reaches.has(one))) {
          reaches.add(key);
          grown = true;
        }
    }
    expect([...combinations.keys()].filter((key) => !reaches.has(key))).toEqual([]);
    expect(combinations.size).toBeGreaterThan(100);
  });

  test('every combination has a status that staff know, and nothing happens after an end', () => {
    for (const { life } of combinations.values()) {
      const status = statusOf(life);
      expect(isRequestStatus(status) || status === 'A_WORD_FROM_OUTSIDE', status).toBe(true);
      if (life.endedAs !== null) expect(possibleEvents(life, requestEvents)).toEqual([]);
    }
  });
});

test.each(walked.filter(({ reach }) => reach.maxVolumes < 3))(
  'the regions of the machine are where the life says that they are, after every event: $words',
  ({ reach, combinations }) => {
    const wrong: string[] = [];
    for (const [key, { life }] of combinations) {
      const now = machineAt(life);
      for (const event of eventsFrom(life, reach)) {
        const after = lifeAfter(life, event);
        const [next] = transition(requestMachine, now, event);
        if (after && JSON.stringify(next.value) !== JSON.stringify(regionsOf(after)))
          wrong.push(`${event.type} on ${key}: ${JSON.stringify(next.value)}`);
      }
    }
    expect(wrong).toEqual([]);
  },
);

// Sets of two and three with all that can be asked and reported of each volume at once are more than can be walked event by event.
// Each of their volumes is in a state in which one alone can be, so all sets of those are looked at, whether they can be reached or not.

/** Every state in which a volume can be. */
const states: readonly Volume[] = [
  ...new Map(
    [...(walked[0]?.combinations.values() ?? [])].flatMap(({ life }) =>
      life.volumes.map((volume) => [factsOf(volume), volume] as const),
    ),
  ).values(),
];
const isKnown = new Set(states.map(factsOf));

test('a volume of a set is in no state in which it could not be alone', () => {
  const unknown = walked.flatMap(({ combinations }) =>
    [...combinations.values()].flatMap(({ life }) =>
      life.volumes.map(factsOf).filter((facts) => !isKnown.has(facts)),
    ),
  );
  expect(unknown).toEqual([]);
});

test('what names a volume changes no other one', () => {
  // Asked a hundred thousand times: what is wrong is kept, and `expect` is asked once.
  const wrong: string[] = [];
  for (const one of states) {
    const life: Life = { ...newLife, supply: 'SHIPPED_PHYSICALLY', volumes: [{ ...one, id: item(1) }] };
    const events = possibleEvents(life, requestEvents).filter(
      (event) => 'itemId' in event || ('itemIds' in event && event.itemIds.length > 0),
    );
    for (const state of states) {
      const other = { ...state, id: item(2) };
      for (const event of events) {
        const [named, unnamed] = volumesAfter([...life.volumes, other], event);
        if (unnamed !== other) wrong.push(`${event.type} changes ${factsOf(other)}`);
        if (named && !isKnown.has(factsOf(named))) wrong.push(`${event.type} leads to ${factsOf(named)}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

/** Every choice of so many states, whatever their order. */
function* setsOf(count: number, from = 0): Generator<readonly Volume[]> {
  if (count === 0) yield [];
  else
    for (let first = from; first < states.length; first += 1)
      for (const others of setsOf(count - 1, first))
        yield [{ ...(states[first] as Volume), id: item(count) }, ...others];
}

/** Sends back what is out, one after the other; then the request is completed by hand. */
const wayOut = ({ volumes }: Life): RequestEvent => {
  const out = volumes.find(isOut);
  return out ? { type: 'item.returned', itemId: out.id } : { type: 'completed.byHand' };
};

test.each([
  ['shipped', 2, 4_000, {}],
  ['from outside', 2, 4_000, { supply: 'A_WORD_FROM_OUTSIDE' }],
  ['with a cancellation that is asked', 2, 4_000, cancelAsked],
  ['of which a parcel is lost', 2, 4_000, { cancellation: 'refused', parcel: 'lost' }],
  ['shipped', 3, 100_000, {}],
] as const)(
  'a set %s, of %i volumes, each in any state: a step of staff brings it nearer to its end',
  (_, count, atLeast, more) => {
    let sets = 0;
    const stuck: string[] = [];
    for (const volumes of setsOf(count)) {
      sets += 1;
      const life: Life = { ...newLife, supply: 'SHIPPED_PHYSICALLY', ...more, volumes };
      const event = wayOut(life);
      const now = machineAt(life);
      const after = volumesAfter(volumes, event);
      // What is left is one of these sets again, with less of it out.
      const isNearer =
        event.type === 'completed.byHand' ||
        (after.filter(isOut).length < volumes.filter(isOut).length &&
          after.every((volume) => isKnown.has(factsOf(volume))));
      if (!now.can(event) || !isNearer) stuck.push(volumes.map(factsOf).join(' + '));
    }
    expect(stuck.slice(0, 5)).toEqual([]);
    expect(sets).toBeGreaterThan(atLeast);
  },
);
