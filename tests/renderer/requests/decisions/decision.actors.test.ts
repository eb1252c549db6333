import { expect, test, vi } from 'vitest';
import { createActor, waitFor } from 'xstate';
import type { DecisionRequest } from '../../../../renderer/src/machines/decision.machine.ts';
import { decisionLogic } from '../../../../renderer/src/requests/decisions/decision.actors.ts';
import type { OpId, RequestId } from '../../../../shared/domain/ids.ts';
import type { DeskApi } from '../../../../shared/ipc/api.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import type { AskedStep } from '../../../../shared/ipc/step-inputs.ts';
import { cancel, facts, yes } from '../../support/decision-window.ts';

/** Sends a decision about these requests and returns the requested steps. */
const stepsOf = async (
  input: DecisionRequest,
  ids: readonly number[] = [1],
  answerTo: (asked: AskedStep) => Result<unknown> = () => ok({ opId: 'op' }),
) => {
  const made = vi.fn<(channel: string | symbol, asked: AskedStep) => void>();
  const call = new Proxy({} as DeskApi['call'], {
    get: (_, channel) => async (asked: AskedStep) => {
      if (channel === 'decisions.facts') return ok(facts(ids));
      made(channel, asked);
      return answerTo(asked);
    },
  });
  const actor = createActor(decisionLogic(call), {
    input: { newOpId: () => 'op' as OpId, requestIds: ids as readonly RequestId[] },
  });
  actor.start();
  await waitFor(actor, (snapshot) => snapshot.hasTag('ready'));
  actor.send({ type: 'submitted', input });
  const last = await waitFor(actor, ({ status, context }) => status === 'done' || context.notice !== null);
  for (const [channel] of made.mock.calls) expect(channel).toBe('steps.take');
  return { asked: made.mock.calls.map(([, asked]) => asked), context: last.context };
};

const asOf = '2026-11-25T09:00:00.000Z';

test('a decision about one request is a step of its kind, with the chosen values only', async () => {
  const replied = await stepsOf(yes);
  expect(replied.asked).toEqual([
    {
      kind: 'conditional-reply',
      input: { opId: 'op', requestId: 1, asOf, accept: true, note: 'Yes', withoutNote: false },
    },
  ]);
  const sent = await stepsOf({ action: 'send-request', note: 'Soon' });
  expect(sent.asked).toEqual([
    { kind: 'send-request', input: { opId: 'op', requestId: 1, asOf, note: 'Soon' } },
  ]);
});

const chosen = { reason: 'OTHER', note: '', notifyPatron: true, requestedBy: 'staff' } as const;

test('a decision for many is a step for each, one after the other', async () => {
  const { asked, context } = await stepsOf(cancel, [1, 2]);
  expect(asked).toEqual([
    { kind: 'cancel', input: { opId: 'op', requestId: 1, asOf, ...chosen } },
    { kind: 'cancel', input: { opId: 'op', requestId: 2, asOf, ...chosen } },
  ]);
  expect(context.results.map((result) => [result.requestId, result.ok])).toEqual([
    [1, true],
    [2, true],
  ]);
});

test('a refusal of one among many does not affect the others; for a single request, the window says why', async () => {
  const refusesFirst = ({ input }: AskedStep): Result<unknown> =>
    'requestId' in input && Number(input.requestId) === 1
      ? refuse('reason-unknown', 'Choose another reason.')
      : ok({ opId: 'op' });
  const many = await stepsOf(cancel, [1, 2], refusesFirst);
  expect(many.context.results).toMatchObject([
    { ok: false, requestId: 1, message: 'Choose another reason.' },
    { ok: true, requestId: 2 },
  ]);
  const one = await stepsOf(cancel, [1], refusesFirst);
  expect(one.context.notice).toEqual({ kind: 'refused', message: 'Choose another reason.' });
});
