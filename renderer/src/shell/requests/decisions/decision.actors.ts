import { isInOneCall, requestActions } from '../../../../../shared/domain/request-actions.ts';
import type { DeskApi } from '../../../../../shared/ipc/api.ts';
import type { RequestResult } from '../../../../../shared/ipc/decision-views.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { callBy } from '../../../machines/call.machine.ts';
import { decisionMachine } from '../../../machines/decision.machine.ts';
import type { DecidedRequest, DecisionCommand } from '../../../machines/decision.context.ts';

type Call = DeskApi['call'];

// Which fields go with which call is checked where they are chosen: `DecisionRequest` is made from the contract. Here the calls
// are all of two shapes, which the compiler cannot see through the name of a channel.
type CallForOne = (input: DecidedRequest) => Promise<Result<Outcome>>;
type CallForMany = (input: { readonly requests: DecidedRequest[] }) => Promise<Result<RequestResult[]>>;

/** Carries out what was chosen by the call of its action: for many requests at once, or for the one that the window is about. */
const decide = async (call: Call, { input, requests }: DecisionCommand): Promise<Result<RequestResult[]>> => {
  const { action, ...chosen } = input;
  const send = call[requestActions[action].window.channel];
  if (isInOneCall(action)) return (send as CallForMany)({ ...chosen, requests: [...requests] });
  const results: RequestResult[] = [];
  for (const request of requests) {
    const result = await (send as CallForOne)({ ...chosen, ...request });
    // What is refused for one of many does not touch the others.
    if (!result.ok && requests.length === 1) return result;
    results.push(resultOf(request, result));
  }
  return ok(results);
};

const resultOf = ({ requestId }: DecidedRequest, result: Result<Outcome>): RequestResult => {
  if (result.ok) return { ok: true, requestId, outcome: result.value };
  const { code, message, retryable } = result.error;
  return { ok: false, requestId, code, message, retryable };
};

/** The decision machine with the calls of the main process as its effects. */
export const decisionLogic = (call: Call): typeof decisionMachine =>
  decisionMachine.provide({
    actors: {
      readFacts: callBy((requestIds) => call['decisions.facts']({ requestIds: [...requestIds] })),
      decide: callBy((command) => decide(call, command)),
    },
  });
