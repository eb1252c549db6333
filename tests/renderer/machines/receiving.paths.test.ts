import { expect, test } from 'vitest';
import { getShortestPaths } from 'xstate/graph';
import type { EventObject } from 'xstate';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/ipc/result.ts';
import { receivingMachine } from '../../../renderer/src/machines/receiving.machine.ts';
import { formOf, jobOf, receivedOf, refusalOf } from '../support/receiving-desk.ts';

const input = {
  newOpId: () => 'op' as OpId,
  now: () => new Date('2026-11-25T10:00:00Z'),
  callTimeoutMs: 8000,
};
const done = (state: string, output: unknown): EventObject =>
  ({
    type: `xstate.done.actor.0.receiving.${state}`,
    output,
    actorId: `0.receiving.${state}`,
  }) as EventObject;
const stored = (several: boolean) =>
  receivedOf({
    opId: 'op' as OpId,
    requestId: 1 as RequestId,
    barcode: 'B1',
    several,
    printSlip: true,
    notifyPatron: true,
    unexpected: false,
  });
const finished = {
  opId: 'op' as OpId,
  requestId: 1 as RequestId,
  externalId: 'R1',
  title: 'T',
  volumesReceived: 1,
  volumesExpected: 2,
};
const undone = {
  opId: 'op' as OpId,
  undoes: 'op' as OpId,
  requestId: null,
  externalId: 'R1',
  headline: 'Undone',
  slipsOnPaper: 0,
};

/** Everything that people, the scanner, the clock and the main process can say. */
const events = [
  { type: 'scanned', code: 'C1' },
  { type: 'identifier.entered', code: 'R2', further: false },
  { type: 'barcode.entered', code: 'B1', unexpected: false },
  { type: 'done.chosen' },
  { type: 'incomplete.confirmed' },
  { type: 'incomplete.leftOpen' },
  { type: 'incomplete.goneBack' },
  { type: 'form.closed' },
  { type: 'call.retried' },
  { type: 'request.lookedUpAgain' },
  { type: 'undo.asked', undoes: 'op' as OpId },
  { type: 'slip.asked', ask: { kind: 'return', requestId: 1 as RequestId } },
  { type: 'slip.retried' },
  { type: 'slip.givenUp' },
  done('desk.opening', ok(formOf({ expected: 2 }))),
  done('desk.opening', refusalOf('identifier-unknown')),
  done('desk.opening', refusalOf('unexpected')),
  done('desk.storing', ok(stored(true))),
  done('desk.storing', ok(stored(false))),
  done('desk.storing', refusalOf('barcode-in-use')),
  done('desk.storing', refusalOf('unexpected')),
  done('desk.finishing', ok(finished)),
  done('desk.finishing', refusalOf('unexpected')),
  done('desk.undoing', ok(undone)),
  done('desk.undoing', refusalOf('unexpected')),
  done('slips.printing', ok(jobOf(1))),
  done('slips.printing', refusalOf('unexpected')),
] as const;

/** The same place is the same state of both parts, with or without a form and a set. */
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

/** `desk.ready` … of every state that is more than a crossing. */
const restingStates = (): readonly string[] => {
  const statesOf = (region: 'desk' | 'slips') => Object.keys(receivingMachine.states[region]?.states ?? {});
  const crossings = ['takingUp', 'returning'];
  return [
    ...statesOf('desk')
      .filter((key) => !crossings.includes(key))
      .map((key) => `desk.${key}`),
    ...statesOf('slips').map((key) => `slips.${key}`),
  ];
};

test('every state is reached', () => {
  const seen = new Set(
    paths.flatMap(({ state }) => {
      const { desk, slips } = state.value as { readonly desk: string; readonly slips: string };
      return [`desk.${desk}`, `slips.${slips}`];
    }),
  );
  expect(restingStates().filter((name) => !seen.has(name))).toEqual([]);
  expect(seen.size).toBe(restingStates().length);
});

test('wherever the desk stands a person can act or a call is on its way, never neither', () => {
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
