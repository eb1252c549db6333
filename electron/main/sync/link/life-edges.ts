import { requestMachine } from '../../../../shared/domain/request.machine.ts';
import type { StepKind } from '../../../../shared/domain/steps/all-steps.ts';
import {
  endStates,
  parcelAfter,
  parcelStates,
  requestEvents,
  type RequestEvent,
} from '../../../../shared/domain/life/life.ts';
import { lossStates } from '../../../../shared/domain/life/status.ts';
import { demandStates, renewalStates } from '../../../../shared/domain/life/volumes.ts';

// Which ways a request may go, for whoever has no machine to ask: the hub.

/** The columns of a stored request that its machine moves. */
export const movedParts = [
  'supply',
  'cancellation',
  'ended_as',
  'parcel',
  'renewal',
  'demand',
  'loss',
] as const;
export type MovedPart = (typeof movedParts)[number];

/** A request that is open has no end; a supply that is no state of ours is a word from outside. */
export const openEnd = '';
export const outside = 'outside';

/** A way from one state to another. */
export type Edge = { readonly part: MovedPart; readonly from: string; readonly to: string };

/** Steps that may lead back, or anywhere: they give a request what it had. */
export const stepsThatMayGoBack = ['undo'] as const satisfies readonly StepKind[];

type Pair = readonly [string, string];

const pairs = (part: 'supply' | 'cancellation'): readonly Pair[] => {
  const region = requestMachine.states['open']?.states[part];
  return Object.values(region?.states ?? {}).flatMap((state) =>
    [...state.transitions.values()]
      .flat()
      .flatMap(({ target }) => target ?? [])
      .filter(({ parent }) => parent === region)
      .map(({ key }): Pair => [state.key, key]),
  );
};

const parcelPairs = parcelStates.flatMap((from) =>
  requestEvents.map((type): Pair => [
    from,
    parcelAfter(from, { type, itemIds: [] } as unknown as RequestEvent),
  ]),
);

/** What volumes add up to may be any of these after a step. */
const anyOf = (states: readonly string[]): readonly Pair[] =>
  states.flatMap((from) => states.map((to): Pair => [from, to]));

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

/** Every way that a step of staff can lead a request, whatever its guards say: from the request's machine. */
export const requestEdges = (): readonly Edge[] =>
  Object.entries({
    supply: reached(pairs('supply')),
    cancellation: reached(pairs('cancellation')),
    ended_as: endStates.map((end): Pair => [openEnd, end]),
    parcel: reached(parcelPairs),
    renewal: reached(anyOf(renewalStates)),
    demand: reached(anyOf(demandStates)),
    loss: reached(anyOf(lossStates)),
  } satisfies Record<MovedPart, readonly Pair[]>).flatMap(([part, found]) =>
    found.map(([from, to]) => ({ part: part as MovedPart, from, to })),
  );
