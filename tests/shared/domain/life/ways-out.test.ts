import { describe, expect, test } from 'vitest';
import { lifeOfWord, volumeOfWord } from '../../../../shared/domain/life/from-status.ts';
import type { Life, RequestEvent, RequestEventType } from '../../../../shared/domain/life/life.ts';
import { newLife, requestEvents } from '../../../../shared/domain/life/life.ts';
import { lifeAfter, possibleEvents, regionsOf } from '../../../../shared/domain/life/next.ts';
import { requestMachine } from '../../../../shared/domain/request.machine.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import type { Volume } from '../../../../shared/domain/life/volumes.ts';
import { isOut } from '../../../../shared/domain/life/volumes.ts';
import { isRequestStatus, requestStatusCodes } from '../../../../shared/domain/request-status.ts';
import { transition } from 'xstate';
import { item, north, volume } from './life-cases.ts';

/** What staff can do by themselves, without an answer of anybody. */
const byStaff: readonly RequestEventType[] = requestEvents.filter(
  (type) => !type.startsWith('partner.') && !type.startsWith('partnerLine.'),
);

const factsOf = ({ status, broughtBack, renewal, demand, report, ...volume }: Volume): string =>
  // Of what is not out it makes no difference whether the patron had it.
  [status, broughtBack && isOut({ status }), renewal, demand, report, volume.partnerId].join(' ');

// Which volume is which does not matter, nor when it is due.
const keyOf = (life: Life): string => JSON.stringify({ ...life, volumes: life.volumes.map(factsOf).sort() });

const arrival = (life: Life): RequestEvent => ({
  type: 'item.received',
  volume: { id: item(life.volumes.length + 1), partnerId: north, status: 'on-hold-shelf', dueOn: null },
});

type Reach = {
  readonly maxVolumes: number;
  readonly types: readonly RequestEventType[];
  readonly begins: readonly Life[];
};

/** Whether an event is about none but the first of the volumes that are alike: the others would lead to the same. */
const isOfFirst = ({ volumes }: Life, event: RequestEvent): boolean => {
  const id = 'itemId' in event ? event.itemId : 'itemIds' in event ? event.itemIds[0] : undefined;
  const volume = volumes.find((each) => each.id === id);
  return volume === undefined || volumes.find((each) => factsOf(each) === factsOf(volume)) === volume;
};

const eventsFrom = (life: Life, { maxVolumes, types }: Reach): readonly RequestEvent[] => [
  ...possibleEvents(
    life,
    types.filter((type) => type !== 'item.received'),
  ).filter((event) => isOfFirst(life, event)),
  ...(life.endedAs === null && life.volumes.length < maxVolumes ? [arrival(life)] : []),
];

type Combination = { readonly life: Life; readonly byStaff: readonly string[] };

/** Every combination that events lead to, with where staff can take it from there. */
const walk = (reach: Reach): ReadonlyMap<string, Combination> => {
  const found = new Map<string, Combination>();
  const waiting = [...reach.begins];
  for (let life = waiting.pop(); life; life = waiting.pop()) {
    const key = keyOf(life);
    if (found.has(key)) continue;
    const staff = new Set<string>();
    for (const event of eventsFrom(life, reach)) {
      const after = lifeAfter(life, event);
      if (!after) throw new Error(`${event.type} can happen to ${key}, but leads nowhere`);
      if (byStaff.includes(event.type)) staff.add(keyOf(after));
      if (!found.has(keyOf(after))) waiting.push(after);
    }
    found.set(key, { life, byStaff: [...staff] });
  }
  return found;
};

const begins: readonly Life[] = [newLife, { ...newLife, supply: 'A_WORD_FROM_OUTSIDE' }];

/** What the word of a file, or of an earlier version, is taken apart into. */
const fromWords = requestStatusCodes.map((status): Life => {
  const unscanned = volumeOfWord(status, 0);
  return lifeOfWord({ status, volumes: unscanned ? [volume(1, unscanned)] : [] });
});

const allBut = (which: RegExp): readonly RequestEventType[] =>
  requestEvents.filter((type) => !which.test(type));

// What is asked of one volume does not touch another one: it is walked with few, and where they are with three.
const walks: readonly (readonly [string, Reach])[] = [
  [
    'everything, with 0 and 1 volume',
    { maxVolumes: 1, types: requestEvents, begins: [...begins, ...fromWords] },
  ],
  ['all but renewals, with 0 to 2 volumes', { maxVolumes: 2, types: allBut(/renew|item.moved/i), begins }],
  [
    'where they are and what is lost, with 0 to 3 volumes',
    { maxVolumes: 3, types: allBut(/renew|item.moved|damaged|overdue|recalled|demand/i), begins },
  ],
];

const walked = walks.map(([words, reach]) => ({ words, reach, combinations: walk(reach) }));

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
      const now = requestMachine.resolveState({ value: regionsOf(life), context: life });
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
