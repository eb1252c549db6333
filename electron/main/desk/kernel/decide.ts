import { calendarDateIn } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import type { RequestEvent, RequestFacts } from '../../../../shared/domain/request.machine.ts';
import { noFacts, statusAfter } from '../../../../shared/domain/request.machine.ts';
import { endsSet } from '../../../../shared/domain/receiving.ts';
import type { RequestStatus } from '../../../../shared/domain/request-status.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import { nextLine } from '../../../../shared/domain/rota.ts';
import type { StepKind } from '../../../../shared/domain/steps.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import type { WritableDB } from '../../db/types.ts';
import type { DeskContext } from './context.ts';
import type { OutgoingMessage } from '../store/messages.queries.ts';
import { insertMessage } from '../store/messages.queries.ts';
import { authorizeStep } from './authorize.ts';
import { runCommand } from './run-command.ts';
import { insertRequestEvent } from '../store/command-log.queries.ts';
import type { StoredItem } from '../store/items.queries.ts';
import { listItems } from '../store/items.queries.ts';
import type { RequestChanges, StoredRequest } from '../store/requests.queries.ts';
import { findRequest, updateRequest } from '../store/requests.queries.ts';
import type { RotaRow } from '../store/rota.queries.ts';
import { listRota } from '../store/rota.queries.ts';

/** The request that is decided about, with its rota and items. */
export type DecidedRequest = StoredRequest & {
  readonly rota: readonly RotaRow[];
  readonly items: readonly StoredItem[];
};

/** What a decision works with, inside its transaction. */
export type DecisionStep = {
  readonly db: WritableDB;
  readonly at: Instant;
  /** Today's date at the library. */
  readonly today: CalendarDate;
  readonly operatorName: string;
  readonly request: DecidedRequest;
};

type WithoutFrame<T> = T extends unknown ? Omit<T, 'opId' | 'requestId' | 'at'> : never;

/** What a decision comes to. The rows of other tables are written by the decision itself. */
export type Decision = {
  readonly status: RequestStatus;
  /** What happened, for the confirmation and for the history. */
  readonly headline: string;
  /** Columns of the request that change besides its status. */
  readonly changes?: Omit<RequestChanges, 'status' | 'updatedAt' | 'workedOn'>;
  readonly messages?: readonly WithoutFrame<OutgoingMessage>[];
  /** The barcode, where the decision is about one item. */
  readonly barcode?: string | null;
  readonly remarks?: readonly string[];
};

/** The command of a decision: which request, as the person saw it. */
export type DecisionCommand = {
  readonly opId: OpId;
  readonly kind: StepKind;
  readonly requestId: RequestId;
  /** The request's `updatedAt` that was shown; null decides whatever it is now. */
  readonly asOf: Instant | null;
  readonly input: unknown;
};

/**
 * Takes one decision on a request: one step with its role, its check, its rows, its line in the history and its messages.
 * Refused: `role-missing`, `request-unknown`, `request-changed`, and whatever `work` refuses.
 */
export const decide = (
  context: DeskContext,
  command: DecisionCommand,
  work: (step: DecisionStep) => Result<Decision>,
): Result<Outcome> =>
  runCommand<Outcome>(context, command, (db, at) => {
    const allowed = authorizeStep(context, command.kind, command.requestId);
    if (!allowed.ok) return allowed;
    const request = loadRequest(db, command.requestId);
    if (!request)
      return refuse('request-unknown', 'This request is not there any more. Look it up again in the list.');
    if (command.asOf !== null && command.asOf !== request.updatedAt) return refuseChanged(request);
    const today = calendarDateIn(context.now(), context.timeZone());
    const operatorName = context.session.operator().name;
    const decided = work({ db, at, today, operatorName, request });
    if (!decided.ok) return decided;
    const answer = writeDecision(db, at, command, request, decided.value);
    return ok({ requestId: request.id, answer });
  });

const loadRequest = (db: WritableDB, id: RequestId): DecidedRequest | undefined => {
  const row = findRequest(db, id);
  return row && { ...row, rota: listRota(db, id), items: listItems(db, id) };
};

const refuseChanged = (request: DecidedRequest): Result<never> =>
  refuse(
    'request-changed',
    `${request.externalId} was changed in the meantime: its status is “${statusLabel(request.status)}” now. ` +
      'Nothing was done. Look at it as it is now, then decide again.',
    { requestId: request.id, status: request.status },
  );

const writeDecision = (
  db: WritableDB,
  at: Instant,
  { opId, kind }: DecisionCommand,
  request: DecidedRequest,
  decision: Decision,
): Outcome => {
  updateRequest(db, request.id, {
    ...decision.changes,
    ...(endsSet(decision.status) && { receivingOpen: 0 }),
    status: decision.status,
    updatedAt: at,
    workedOn: 1,
  });
  insertRequestEvent(db, {
    requestId: request.id,
    opId,
    at,
    kind,
    statusBefore: request.status,
    statusAfter: decision.status,
    headline: decision.headline,
  });
  const messages = (decision.messages ?? []).filter((message) => hasReader(request, message));
  for (const message of messages)
    insertMessage(db, { ...message, opId, requestId: request.id, at } as OutgoingMessage);
  return {
    opId,
    requestId: request.id,
    externalId: request.externalId,
    title: request.title,
    patronName: request.patronName,
    barcode: decision.barcode ?? null,
    headline: decision.headline,
    whereTo: null,
    slip: null,
    remarks: [...(decision.remarks ?? []), ...toldRemark(request, messages)],
  };
};

/** Nobody to tell: no patron, or no partner, is recorded. */
const hasReader = (
  request: DecidedRequest,
  { recipient, partnerId }: WithoutFrame<OutgoingMessage>,
): boolean => (recipient === 'patron' ? request.patronId : (partnerId ?? request.activePartnerId)) !== null;

const toldRemark = (
  request: DecidedRequest,
  messages: readonly WithoutFrame<OutgoingMessage>[],
): string[] => {
  const names = messages.map((message) =>
    message.recipient === 'patron' ? 'the patron' : partnerNameOf(request, message.partnerId ?? null),
  );
  return names.length === 0 ? [] : [`A message goes to ${[...new Set(names)].join(' and to ')}.`];
};

/** The name of a partner of this request, as sentences use it. */
export const partnerNameOf = (
  request: DecidedRequest,
  partnerId: StoredRequest['activePartnerId'],
): string => {
  if (partnerId === null || partnerId === request.activePartnerId)
    return request.partnerName || 'the partner';
  return request.rota.find((line) => line.partnerId === partnerId)?.partnerName ?? 'the partner';
};

/**
 * Checks the event of a decision by the request's machine.
 * @param done completes `A request with the status … cannot be …`
 * @param items what the step makes of the volumes, where that decides
 */
export const checkStatus = (
  request: DecidedRequest,
  type: RequestEvent['type'],
  done: string,
  items: Partial<RequestFacts> = {},
): Result<RequestStatus> => {
  const status = statusAfter(request.status, { type }, { ...factsOf(request), ...items });
  return status === null
    ? refuse(
        'status-forbids',
        `A request with the status “${statusLabel(request.status)}” cannot be ${done}. Nothing was done.`,
        { requestId: request.id, status: request.status },
      )
    : ok(status);
};

/** Whether the active partner renews without being asked. One that nobody recorded does. */
export const renewsItself = ({ renewsAutomatically }: StoredRequest): boolean => renewsAutomatically !== 0;

const factsOf = (request: DecidedRequest): RequestFacts => ({
  ...noFacts,
  morePartners: nextLine(request.rota, request.activePartnerId) !== undefined,
  renewsAutomatically: renewsItself(request),
  cancelNeedsConsent: request.cancelNeedsConsent === 1,
});
