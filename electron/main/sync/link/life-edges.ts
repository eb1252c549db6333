import type { AnyStateMachine } from 'xstate';
import {
  cancelWishes,
  endStates,
  requestAfter,
  type Wish,
} from '../../../../shared/domain/life/request.machine.ts';
import { turnMachine } from '../../../../shared/domain/life/turn.machine.ts';
import { volumeMachine } from '../../../../shared/domain/life/volume.machine.ts';
import type { StepKind } from '../../../../shared/domain/steps/all-steps.ts';
import type { SharedTable } from '../../db/hub-capture.ts';

// The transitions allowed for the turns, volumes and wish of a request, for the hub, which has no state machines.

/**
 * The columns that the state machines change, by table, each with its machine's region. Columns of the request that are derived from them
 * are not included.
 */
export const machineColumns = {
  request: { cancel_wish: 'cancelWish', ended_as: 'endedAs' },
  turn: { state: 'state', cancellation: 'cancellation', parcel: 'parcel' },
  item: {
    status: 'place',
    use: 'use',
    renewal: 'renewal',
    demand: 'demand',
    report: 'report',
    check_in: 'checkIn',
  },
} as const satisfies Partial<Record<SharedTable, Readonly<Record<string, string>>>>;

/** Stands for no value; `outside` stands for a code that is not a state of ours but comes from outside. */
export const none = '';
export const outside = 'outside';

/** A transition of a column from one value to another. */
type Edge = {
  readonly table: keyof typeof machineColumns;
  readonly column: string;
  readonly from: string;
  readonly to: string;
};

/** Steps that may lead back, or anywhere: they restore earlier values. */
export const stepsThatMayGoBack = ['undo'] as const satisfies readonly StepKind[];

type Pair = readonly [string, string];

/** Returns the transitions of one region of a machine, regardless of its guards. */
const pairsOf = (machine: AnyStateMachine, region: string): readonly Pair[] =>
  Object.values(machine.states[region]?.states ?? {}).flatMap((state) =>
    [...state.transitions.values()]
      .flat()
      .flatMap(({ target }) => target ?? [])
      .map(({ key }): Pair => [state.key, key]),
  );

const requestEvents = [
  'patronCancels',
  'staffCancel',
  'cancellationWithdrawn',
  'nothingAwaited',
  'completed',
  'receivedDigitally',
  'kept',
] as const satisfies readonly Parameters<typeof requestAfter>[1]['type'][];

const wishes: readonly Wish[] = [
  ...[null, ...cancelWishes].map((cancelWish) => ({ cancelWish, endedAs: null })),
  ...endStates.map((endedAs) => ({ cancelWish: null, endedAs })),
];

/** Returns the transitions of a request's wish or end state. No step leads from one end state to another. */
const pairsOfWish = (part: keyof Wish): readonly Pair[] => {
  const ways = wishes.flatMap((from) =>
    requestEvents.map((type) => [from[part] ?? none, requestAfter(from, { type })?.[part] ?? none].join('>')),
  );
  return [...new Set(ways)]
    .map((way) => way.split('>') as [string, string])
    .filter(([from, to]) => from !== to);
};

/** Returns the transitive closure of transitions, since a step may consist of several events. */
const reached = (direct: readonly Pair[]): readonly Pair[] => {
  const after = (from: string, known = new Set<string>()): ReadonlySet<string> => {
    for (const [start, to] of direct)
      if (start === from && !known.has(to)) {
        known.add(to);
        after(to, known);
      }
    return known;
  };
  return [...new Set(direct.map(([from]) => from))].flatMap((from) =>
    [...after(from)].filter((to) => to !== from).map((to): Pair => [from, to]),
  );
};

const edges = (table: Edge['table'], pairs: (region: string) => readonly Pair[]): readonly Edge[] =>
  Object.entries(machineColumns[table]).flatMap(([column, region]) =>
    pairs(region).map(([from, to]) => ({ table, column, from, to })),
  );

/**
 * Returns every transition that a step of staff can make on a request, its turns and its volumes, regardless of guards, derived from the
 * machines.
 */
export const lifeEdges = (): readonly Edge[] => [
  ...edges('request', (part) => pairsOfWish(part as keyof Wish)),
  ...edges('turn', (region) => reached(pairsOf(turnMachine, region))),
  ...edges('item', (region) => reached(pairsOf(volumeMachine, region))),
];
