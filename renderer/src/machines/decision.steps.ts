import { replyNoteRefusal } from '../../../shared/domain/conditions.ts';
import type { DecisionFacts, RequestResult } from '../../../shared/ipc/decision-views.ts';
import type { Problem } from '../../../shared/ipc/result.ts';
import type { DecisionCommand, DecisionContext, DecisionRequest } from './decision.context.ts';

/** The pure steps of the decision machine. */

/** Begins a command: each request gets its own id and the state that was shown. */
export const begin = (context: DecisionContext, input: DecisionRequest): Partial<DecisionContext> => {
  const requests = (context.facts?.requests ?? []).map(({ id, updatedAt }) => ({
    opId: context.newOpId(),
    requestId: id,
    asOf: updatedAt,
  }));
  return { command: { input, requests }, remaining: requests, results: [], notice: null, failure: '' };
};

/** So many requests are decided before the window shows how far it is. */
const mostAtOnce = 50;

/** The part of the command that goes into the next call. */
export const nextCall = ({ command, remaining }: DecisionContext): DecisionCommand => {
  if (command === null) throw new Error('Nothing was decided.');
  return { input: command.input, requests: remaining.slice(0, mostAtOnce) };
};

/** Takes the answer of one call: what it was about is no longer to do. */
export const takeResults = (
  context: DecisionContext,
  results: readonly RequestResult[],
): Partial<DecisionContext> => ({
  results: [...context.results, ...results],
  remaining: context.remaining.slice(Math.min(context.remaining.length, mostAtOnce)),
});

/** Why a reply may not go out yet; null where it may, and for every other input. */
export const missingNote = (input: DecisionRequest): string | null =>
  input.action === 'conditional-reply' ? replyNoteRefusal(input) : null;

/** The refusal of a decision about one request; null where it went through, and for many, each of which has a line of its own. */
export const soleRefusal = (context: DecisionContext, results: readonly RequestResult[]): Problem | null => {
  const [result] = results;
  if (context.requestIds.length !== 1 || result === undefined || result.ok) return null;
  return { code: result.code as Problem['code'], message: result.message, retryable: result.retryable };
};

/** Whether requests are left for a further call once this one has its answers. */
export const isMoreToSend = (context: DecisionContext, results: readonly RequestResult[]): boolean =>
  (takeResults(context, results).remaining ?? []).length > 0;

/** Whether the request is not what the person decided about any more. */
export const isAboutChange = (refusal: Problem | null): boolean =>
  refusal?.code === 'request-changed' || refusal?.code === 'status-forbids';

/** What the window shows of a request that is gone. */
export const isGone = (facts: DecisionFacts): boolean => facts.requests.length === 0;
