import type { DecisionKind, StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import type { DeskApi } from '../../../../shared/ipc/api.ts';
import type { RequestResult } from '../../../../shared/ipc/decision-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import { takeBy } from '../../api/take.ts';
import { callBy } from '../../machines/call.machine.ts';
import { decisionMachine } from '../../machines/decision.machine.ts';
import type { DecidedRequest, DecisionCommand } from '../../machines/decision.machine.ts';

type Call = DeskApi['call'];

/** Takes a step for one request after the other; a refusal of one does not affect the others. */
const decide = async (call: Call, { input, requests }: DecisionCommand): Promise<Result<RequestResult[]>> => {
  const { action, ...chosen } = input;
  const results: RequestResult[] = [];
  for (const request of requests) {
    // `DecisionRequest` is derived from the inputs of steps, so its fields fit the kind; TypeScript cannot verify this here.
    const asked = { ...chosen, ...request } as unknown as StepInput<DecisionKind>;
    const result: Result<Outcome> = await takeBy(call)<DecisionKind>(action, asked);
    if (!result.ok && requests.length === 1) return result;
    results.push(resultOf(request, result));
  }
  return ok(results);
};

const resultOf = ({ requestId }: DecidedRequest, result: Result<Outcome>): RequestResult =>
  result.ok
    ? { ok: true, requestId, outcome: result.value }
    : { ok: false, requestId, message: result.error.message };

/** Provides the decision machine with the calls of the main process. */
export const decisionLogic = (call: Call): typeof decisionMachine =>
  decisionMachine.provide({
    actors: {
      readFacts: callBy((requestIds) => call['decisions.facts']({ requestIds: [...requestIds] })),
      decide: callBy((command) => decide(call, command)),
    },
  });
