import type { Instant, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { Life, RequestEvent } from '../../../../../shared/domain/life/life.ts';
import { lifeAfter } from '../../../../../shared/domain/life/next.ts';
import {
  type DecidedKind,
  factsOf,
  type StepInput,
  type StepKind,
} from '../../../../../shared/domain/steps/all-steps.ts';
import { statusForbids } from '../../../../../shared/domain/request-status.ts';
import { nextLine } from '../../../../../shared/domain/rota.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import type { DeskContext } from '../../context.ts';
import {
  messagesToWrite,
  type RequestOfStep,
  runStep,
  type Step,
  type StepCommand,
  type StepMessage,
  type Taken,
} from './step.ts';

/** What a decision on a request comes to. */
export type Decision = Omit<Taken, 'slip'> & {
  /** The barcode, where the decision is about one item. */
  readonly barcode?: string | null;
  readonly remarks?: readonly string[];
};

/**
 * Takes a step that a person decides on a request (step.ts): the answer says what happened and who is told of it.
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
      const messages = messagesToWrite(step, taken.messages);
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
      return ok({ ...taken, answer: () => answer });
    },
  );

const notificationRemark = (request: RequestOfStep, messages: readonly StepMessage[]): string[] => {
  const names = messages.map((message) =>
    message.recipient === 'patron'
      ? t('common.thePatron')
      : partnerNameOf(request, message.partnerId ?? null),
  );
  return names.length === 0
    ? []
    : [t('kernel.aMessageGoesTo', { text: [...new Set(names)].join(t('common.andTo')) })];
};

/** The name of a partner of this request, as sentences use it. */
export const partnerNameOf = (
  request: Pick<RequestOfStep, 'activePartnerId' | 'partnerName' | 'rota'>,
  partnerId: StoredRequest['activePartnerId'],
): string => {
  if (partnerId === null || partnerId === request.activePartnerId)
    return request.partnerName || t('common.thePartner');
  return request.rota.find((line) => line.partnerId === partnerId)?.partnerName ?? t('common.thePartner');
};

/**
 * Checks the events of a step, one after the other, by the request's machine.
 * @param done completes the refusal `A request with the status … cannot be …`; left out, the step says it.
 * @returns the life after them.
 */
export const checkEvents = (
  { kind, request }: Pick<Step, 'kind' | 'request'>,
  events: readonly RequestEvent[],
  done?: string,
): Result<Life> => {
  let { life } = request;
  for (const event of events) {
    const after = lifeAfter(life, event);
    if (after === null) return forbid(request, kind, done);
    life = after;
  }
  return ok(life);
};

/** What staff read where the status forbids a step. @param done as for `checkEvents`. */
export const forbid = (
  request: RequestOfStep,
  kind: StepKind,
  done = factsOf(kind).says.done ?? '',
): Result<never> =>
  refuse(
    'status-forbids',
    t('kernel.nothingWasDone', { statusForbids: statusForbids(request.status, done) }),
    {
      requestId: request.id,
      status: request.status,
    },
  );

/** Whether the rota has a partner after the active one. */
export const hasMorePartners = ({ rota, activePartnerId }: RequestOfStep): boolean =>
  nextLine(rota, activePartnerId) !== undefined;

/** Whether the active partner must agree before a request is cancelled. One that nobody recorded need not. */
export const cancelNeedsConsent = (request: StoredRequest): boolean => request.cancelNeedsConsent === 1;

type Decided = {
  readonly opId: OpId;
  readonly requestId: RequestId;
  /** The request's `updatedAt` that the person saw; left out or null: whatever it is now. */
  readonly asOf?: Instant | null;
};

/**
 * A step that a person decides about one request.
 * @param body reads, checks and writes what only this kind does, inside the transaction, and says what the step comes to.
 */
export const decision =
  <Kind extends DecidedKind>(
    kind: Kind,
    body: (step: Step, input: StepInput<Kind>, context: DeskContext) => Result<Decision>,
  ) =>
  (context: DeskContext, input: StepInput<Kind> & Decided): Result<Outcome> => {
    const { opId, requestId, asOf = null } = input;
    return takeStep(context, { opId, requestId, asOf, kind, input }, (step) => body(step, input, context));
  };
