import type { DeskApi } from '../../../../../shared/ipc/api.ts';
import type { RequestResult } from '../../../../../shared/ipc/decision-views.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { callBy } from '../../../machines/call.machine.ts';
import { decisionMachine } from '../../../machines/decision.machine.ts';
import type { DecidedRequest, DecisionCommand } from '../../../machines/decision.context.ts';

type Call = DeskApi['call'];

/** The call of a decision about one request. */
const decideOne = (
  call: Call,
  request: DecidedRequest,
  input: Exclude<DecisionCommand['input'], { readonly action: 'cancel' }>,
): Promise<Result<Outcome>> => {
  switch (input.action) {
    case 'reply': {
      const { accept, note, withoutNote } = input;
      return call['conditions.reply']({ ...request, accept, note, withoutNote });
    }
    case 'renew': {
      const { dueOn, itemId } = input;
      return call['renewing.renewRequest']({ ...request, dueOn, itemId });
    }
    case 'send':
      return call['sending.send']({ ...request, note: input.note });
    case 'extendRota':
      return call['sending.addPartners']({ ...request, partnerIds: [...input.partnerIds] });
    case 'recordAnswer':
      return call['partnerAnswers.record']({ ...request, answer: input.answer });
    case 'reportLost':
      return call['lossAndDamage.reportLost']({ ...request, itemId: input.itemId, note: input.note });
    case 'reportDamaged':
      return call['lossAndDamage.reportDamaged']({ ...request, itemId: input.itemId, note: input.note });
  }
};

/** Only cancelling goes for many at once; every other window is about one request. */
const decide = async (call: Call, { input, requests }: DecisionCommand): Promise<Result<RequestResult[]>> => {
  if (input.action === 'cancel') {
    const { reason, note, notifyPatron, requestedBy } = input;
    return call['cancelling.cancel']({ requests: [...requests], reason, note, notifyPatron, requestedBy });
  }
  const [request] = requests;
  if (!request) return ok([]);
  const result = await decideOne(call, request, input);
  return result.ok ? ok([{ ok: true, requestId: request.requestId, outcome: result.value }]) : result;
};

/** The decision machine with the calls of the main process as its effects. */
export const decisionLogic = (call: Call): typeof decisionMachine =>
  decisionMachine.provide({
    actors: {
      readFacts: callBy((requestIds) => call['decisions.facts']({ requestIds: [...requestIds] })),
      decide: callBy((command) => decide(call, command)),
    },
  });
