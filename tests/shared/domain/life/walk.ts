import { lifeOfWord, volumeOfWord } from '../../../../electron/main/files/intake/life-from-status.ts';
import type { Life, RequestEvent, RequestEventType } from '../../../../shared/domain/life/life.ts';
import { newLife, requestEvents } from '../../../../shared/domain/life/life.ts';
import { lifeAfter, possibleEvents } from '../../../../shared/domain/life/next.ts';
import { isOut, type Volume } from '../../../../shared/domain/life/volumes.ts';
import { requestStatusCodes } from '../../../../shared/domain/request-status.ts';
import { item, north, volume } from './life-cases.ts';

// Walks the machine: every combination that events lead to, none at random.

/** What staff can do by themselves, without an answer of anybody. */
export const byStaff: readonly RequestEventType[] = requestEvents.filter(
  (type) => !type.startsWith('partner.') && !type.startsWith('partnerLine.'),
);

/** What is known of a volume, but for its number and its date. Of what is not out it makes no difference whether the patron had it. */
export const factsOf = ({ status, broughtBack, renewal, demand, report, partnerId }: Volume): string =>
  [status, broughtBack && isOut({ status }), renewal, demand, report, partnerId].join(' ');

/** Two lives are the same combination where these words are: which volume is which does not matter, nor when it is due. */
export const keyOf = (life: Life): string =>
  JSON.stringify({ ...life, volumes: life.volumes.map(factsOf).sort() });

/** What is walked: from where, by which events, with how many volumes at most. */
export type Reach = {
  readonly maxVolumes: number;
  readonly types: readonly RequestEventType[];
  readonly begins: readonly Life[];
  /** Whether volumes come of other partners too than the one whose parcel is on its way. */
  readonly fromAnother?: true;
};

const arrivals = (life: Life, fromAnother: boolean): readonly RequestEvent[] =>
  (fromAnother ? [false, true] : [false]).map((another) => ({
    type: 'item.received',
    volume: { id: item(life.volumes.length + 1), partnerId: north, status: 'on-hold-shelf', dueOn: null },
    fromAnother: another,
  }));

/** Whether an event is about none but the first of the volumes that are alike: the others would lead to the same. */
const isOfFirst = ({ volumes }: Life, event: RequestEvent): boolean => {
  const id = 'itemId' in event ? event.itemId : 'itemIds' in event ? event.itemIds[0] : undefined;
  const named = volumes.find((each) => each.id === id);
  return named === undefined || volumes.find((each) => factsOf(each) === factsOf(named)) === named;
};

/** Each event that can happen to a life within the reach. */
export const eventsFrom = (
  life: Life,
  { maxVolumes, types, fromAnother }: Reach,
): readonly RequestEvent[] => [
  ...possibleEvents(
    life,
    types.filter((type) => type !== 'item.received'),
  ).filter((event) => isOfFirst(life, event)),
  ...(life.endedAs === null && life.volumes.length < maxVolumes ? arrivals(life, fromAnother === true) : []),
];

/** One event that happened on the way. */
export type Taken = { readonly before: Life; readonly event: RequestEvent; readonly after: Life };

/** A combination, with the keys of those to which staff can take it from there. */
export type Combination = { readonly life: Life; readonly byStaff: readonly string[] };

/**
 * Every combination that events lead to, by its key.
 * @param seen is called with each event that can happen to each of them.
 */
export const walk = (
  reach: Reach,
  seen: (taken: Taken) => void = () => {},
): ReadonlyMap<string, Combination> => {
  const found = new Map<string, Combination>();
  const waiting = [...reach.begins];
  for (let life = waiting.pop(); life; life = waiting.pop()) {
    const key = keyOf(life);
    if (found.has(key)) continue;
    const staff = new Set<string>();
    for (const event of eventsFrom(life, reach)) {
      const after = lifeAfter(life, event);
      if (!after) throw new Error(`${event.type} can happen to ${key}, but leads nowhere`);
      seen({ before: life, event, after });
      if (byStaff.includes(event.type)) staff.add(keyOf(after));
      if (!found.has(keyOf(after))) waiting.push(after);
    }
    found.set(key, { life, byStaff: [...staff] });
  }
  return found;
};

const begins: readonly Life[] = [newLife, { ...newLife, supply: 'A_WORD_FROM_OUTSIDE' }];

/** What the word of a file is taken apart into. */
const fromWords = requestStatusCodes.map((status): Life => {
  const unscanned = volumeOfWord(status, 0);
  return lifeOfWord({ status, volumes: unscanned ? [volume(1, unscanned)] : [] });
});

const allBut = (which: RegExp): readonly RequestEventType[] =>
  requestEvents.filter((type) => !which.test(type));

/** Everything that can happen, with no volume and with one, also to what a file brings. */
export const everything: Reach = {
  maxVolumes: 1,
  types: requestEvents,
  begins: [...begins, ...fromWords],
  fromAnother: true,
};

/** With two volumes, but for renewals: what is asked of one volume does not touch another one. */
export const withTwo: Reach = { maxVolumes: 2, types: allBut(/renew|item.moved/i), begins };

/** With three volumes: where they are, and what is lost. */
export const withThree: Reach = {
  maxVolumes: 3,
  types: allBut(/renew|item.moved|damaged|overdue|recalled|demand/i),
  begins,
};
