import { expect, test } from 'vitest';
import { getShortestPaths } from 'xstate/graph';
import type { EventObject, StateValue } from 'xstate';
import type { OpId, PrintJobId, RequestId } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/ipc/result.ts';
import { receivingMachine } from '../../../renderer/src/machines/receiving.machine.ts';
import { formOf, jobOf, receivedOf, refusalOf } from '../support/receiving-desk.ts';

const input = {
  newOpId: () => 'op' as OpId,
  now: () => new Date('2026-11-25T10:00:00Z'),
};
const done = (call: string, output: unknown): EventObject =>
  ({ type: `xstate.done.actor.${call}`, output, actorId: call }) as EventObject;
/** The event of a call in doubt. */
const doubted = (call: string): EventObject =>
  ({
    type: `xstate.snapshot.${call}`,
    snapshot: { hasTag: (tag: string) => tag === 'inDoubt', context: { failure: 'No answer.' } },
  }) as EventObject;
const stored = (several: boolean) =>
  receivedOf({
    opId: 'op' as OpId,
    requestId: 1 as RequestId,
    barcode: 'B1',
    several,
    printSlip: true,
    notifyPatron: true,
    use: null,
  });
const finished = {
  opId: 'op' as OpId,
  requestId: 1 as RequestId,
  externalId: 'R1',
  title: 'T',
  volumesReceived: 1,
  volumesExpected: 2,
};
const made = { barcode: 'B9', slip: { jobId: 9 as PrintJobId, state: 'queued', note: '' } } as const;
const undone = {
  opId: 'op' as OpId,
  undoes: 'op' as OpId,
  requestId: null,
  externalId: 'R1',
  headline: 'Undone',
  slipsOnPaper: 0,
};

/** All events from the operator, the scanner, the clock and the main process. */
const events = [
  { type: 'scanned', code: 'C1' },
  { type: 'identifier.entered', code: 'R2', use: null },
  { type: 'barcode.entered', code: 'B1', use: null },
  { type: 'more.changed', details: { cost: '5' } },
  { type: 'barcode.wanted' },
  { type: 'done.chosen' },
  { type: 'incomplete.confirmed', rest: 'coming' },
  { type: 'incomplete.leftOpen' },
  { type: 'incomplete.goneBack' },
  { type: 'form.closed' },
  { type: 'call.retried' },
  { type: 'call.left' },
  { type: 'undo.asked', undoes: 'op' as OpId },
  { type: 'slip.asked', ask: { kind: 'reprint', jobId: 9 as PrintJobId } },
  { type: 'slip.retried' },
  { type: 'slip.givenUp' },
  done('open', ok(formOf({ expected: 2 }))),
  done('open', refusalOf('identifier-unknown')),
  doubted('open'),
  done('store', ok(stored(true))),
  done('store', ok(stored(false))),
  done('store', refusalOf('barcode-in-use')),
  doubted('store'),
  done('finish', ok(finished)),
  doubted('finish'),
  done('make', ok(made)),
  doubted('make'),
  done('undo', ok(undone)),
  doubted('undo'),
  done('slip', ok(jobOf(1))),
  doubted('slip'),
] as const;

/** Identifies a place: the states of both regions, with or without a form and a set. */
const placeOf = (snapshot: {
  readonly value: unknown;
  readonly context: { readonly form: unknown; readonly inLoop: boolean };
}): string => JSON.stringify([snapshot.value, snapshot.context.form !== null, snapshot.context.inLoop]);

const paths = getShortestPaths(receivingMachine, {
  input,
  events: events as never,
  serializeState: (snapshot) => placeOf(snapshot),
  limit: 20_000,
});

/** Returns the path of every state in which the machine can rest: `desk.open.ready` … */
const restingStates = (node: typeof receivingMachine.root = receivingMachine.root): readonly string[] => {
  const inner = Object.values(node.states).filter(({ type }) => type !== 'history');
  return inner.length === 0 ? [node.path.join('.')] : inner.flatMap((state) => restingStates(state));
};

/** Returns the resting states of a snapshot: `desk.open.ready`, `slips.idle`. */
const namesOf = (value: StateValue, path: readonly string[] = []): readonly string[] =>
  typeof value === 'string'
    ? [[...path, value].join('.')]
    : Object.entries(value).flatMap(([key, inner]) => (inner ? namesOf(inner, [...path, key]) : []));

test('every state is reached', () => {
  const seen = new Set(paths.flatMap(({ state }) => namesOf(state.value as StateValue)));
  expect(restingStates().filter((name) => !seen.has(name))).toEqual([]);
  expect(seen.size).toBe(restingStates().length);
});

test('in every state the operator can act or a call is in flight', () => {
  for (const { state } of paths) {
    const acts = ['takesIdentifier', 'takesBarcode', 'unconfirmed', 'asking', 'busy'] as const;
    expect(
      acts.some((tag) => state.hasTag(tag)),
      JSON.stringify(state.value),
    ).toBe(true);
  }
});

test('a scan is never dropped: it starts something or it waits', () => {
  for (const { state } of paths) {
    const before = state.context;
    const scan = { type: 'scanned', code: 'NEW' } as const;
    const [path] = getShortestPaths(receivingMachine, {
      fromState: state,
      events: [scan],
      serializeState: (snapshot, event) =>
        `${placeOf(snapshot)}${event?.type ?? ''}${snapshot.context.waiting.length}`,
      limit: 3,
      toState: (snapshot) =>
        snapshot.context.waiting.length > before.waiting.length ||
        JSON.stringify(snapshot.context.pending).includes('NEW'),
    });
    expect(
      path?.steps.some(({ event }) => event.type === 'scanned'),
      JSON.stringify(state.value),
    ).toBe(true);
  }
});
