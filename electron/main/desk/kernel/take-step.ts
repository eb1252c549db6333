import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { RequestEvent } from '../../../../shared/domain/request.machine.ts';
import { statusAfter } from '../../../../shared/domain/request.machine.ts';
import type { RequestStatus } from '../../../../shared/domain/request-status.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import { nextLine } from '../../../../shared/domain/rota.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import type { StoredRequest } from '../store/requests.queries.ts';
import type { DeskContext } from './context.ts';
import type { RequestOfStep, Step, StepCommand, StepMessage, Taken } from './step.ts';
import { runStep } from './step.ts';

/** What a decision on a request comes to. */
export type Decision = Omit<Taken, 'slip'> & {
  /** The barcode, where the decision is about one item. */
  readonly barcode?: string | null;
  readonly remarks?: readonly string[];
};

/**
 * Takes a step that a person decides on a request (kernel/step.ts): the answer says what happened and who is told of it. A
 * message for which nobody is recorded as its reader is not written.
 */
export const takeStep = (
  context: DeskContext,
  command: StepCommand & { readonly requestId: RequestId },
  work: (step: Step) => Result<Decision>,
): Result<Outcome> =>
  runStep(
    context,
    command,
    () => ok(command),
    (step) => {
      const decided = work(step);
      if (!decided.ok) return decided;
      const { barcode, remarks = [], ...taken } = decided.value;
      const { request } = step;
      const messages = (taken.messages ?? []).filter((message) => hasReader(request, message));
      const answer: Outcome = {
        opId: command.opId,
        requestId: request.id,
        externalId: request.externalId,
        title: request.title,
        patronName: request.patronName,
        barcode: barcode ?? null,
        headline: taken.headline,
        whereTo: null,
        slip: null,
        remarks: [...remarks, ...notificationRemark(request, messages)],
      };
      return ok({ ...taken, messages, answer: () => answer });
    },
  );

/** Nobody to tell: no patron, or no partner, is recorded. */
const hasReader = (request: RequestOfStep, { recipient, partnerId }: StepMessage): boolean =>
  (recipient === 'patron' ? request.patronId : (partnerId ?? request.activePartnerId)) !== null;

const notificationRemark = (request: RequestOfStep, messages: readonly StepMessage[]): string[] => {
  const names = messages.map((message) =>
    message.recipient === 'patron' ? 'the patron' : partnerNameOf(request, message.partnerId ?? null),
  );
  return names.length === 0 ? [] : [`A message goes to ${[...new Set(names)].join(' and to ')}.`];
};

/** The name of a partner of this request, as sentences use it. */
export const partnerNameOf = (
  request: RequestOfStep,
  partnerId: StoredRequest['activePartnerId'],
): string => {
  if (partnerId === null || partnerId === request.activePartnerId)
    return request.partnerName || 'the partner';
  return request.rota.find((line) => line.partnerId === partnerId)?.partnerName ?? 'the partner';
};

/**
 * Checks the event of a step by the request's machine.
 * @param done completes `A request with the status … cannot be …`
 */
export const checkStatus = (
  request: RequestOfStep,
  event: RequestEvent,
  done: string,
): Result<RequestStatus> => {
  const status = statusAfter(request.status, event);
  return status === null ? forbid(request, done) : ok(status);
};

/** What staff read where the status forbids a step. @param done as for `checkStatus` */
export const forbid = (request: RequestOfStep, done: string): Result<never> =>
  refuse(
    'status-forbids',
    `A request with the status “${statusLabel(request.status)}” cannot be ${done}. Nothing was done.`,
    { requestId: request.id, status: request.status },
  );

/** Whether the rota has a partner after the active one. */
export const hasMorePartners = ({ rota, activePartnerId }: RequestOfStep): boolean =>
  nextLine(rota, activePartnerId) !== undefined;

/** Whether the active partner renews without being asked. One that nobody recorded does. */
export const renewsItself = ({ renewsAutomatically }: StoredRequest): boolean => renewsAutomatically !== 0;

/** Whether the active partner must agree before a request is cancelled. One that nobody recorded need not. */
export const cancelNeedsConsent = (request: StoredRequest): boolean => request.cancelNeedsConsent === 1;
