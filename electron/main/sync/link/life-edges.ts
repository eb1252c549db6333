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

// Which ways the turns, the volumes and the wish of a request may go, for whoever has no machine to ask: the hub.

/** The columns that the machines move, by table; each with the region of its machine. What they add up to on the request is not among them. */
export const movedColumns = {
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

/** What stands for no value; and for a place that is no state of ours, but a word from outside. */
export const none = '';
export const outside = 'outside';

/** A way from one value of a column to another. */
export type Edge = {
  readonly table: keyof typeof movedColumns;
  readonly column: string;
  readonly from: string;
  readonly to: string;
};

/** Steps that may lead back, or anywhere: they give a request what it had. */
export const stepsThatMayGoBack = ['undo'] as const satisfies readonly StepKind[];

type Pair = readonly [string, string];

/** The ways of one region of a machine, whatever its guards say. */
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

/** The ways of the wish, or of the end, of a request. No step leads from one end to another. */
const pairsOfWish = (part: keyof Wish): readonly Pair[] => {
  const ways = wishes.flatMap((from) =>
    requestEvents.map((type) => [from[part] ?? none, requestAfter(from, { type })?.[part] ?? none].join('>')),
  );
  return [...new Set(ways)]
    .map((way) => way.split('>') as [string, string])
    .filter(([from, to]) => from !== to);
};

/** A step may be several events: each state to which some lead. */
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
  Object.entries(movedColumns[table]).flatMap(([column, region]) =>
    pairs(region).map(([from, to]) => ({ table, column, from, to })),
  );

/** Every way that a step of staff can lead a request, its turns and its volumes, whatever the guards say: from the machines. */
export const lifeEdges = (): readonly Edge[] => [
  ...edges('request', (part) => pairsOfWish(part as keyof Wish)),
  ...edges('turn', (region) => reached(pairsOf(turnMachine, region))),
  ...edges('item', (region) => reached(pairsOf(volumeMachine, region))),
];
