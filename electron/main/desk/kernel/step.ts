import { calendarDateIn } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant, ItemId, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { endsSet } from '../../../../shared/domain/receiving.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import type { Slip } from '../../../../shared/domain/slips.ts';
import type { Home, StepKind } from '../../../../shared/domain/steps.ts';
import { homeOf } from '../../../../shared/domain/steps.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { SlipState } from '../../../../shared/ipc/views.ts';
import type { WritableDB } from '../../db/types.ts';
import { insertRequestEvent } from '../store/command-log.queries.ts';
import type { StoredItem } from '../store/items.queries.ts';
import { listItems } from '../store/items.queries.ts';
import type { OutgoingMessage } from '../store/messages.queries.ts';
import { insertMessage } from '../store/messages.queries.ts';
import { insertPrintJob } from '../store/print-jobs.queries.ts';
import type { RequestChanges, StoredRequest } from '../store/requests.queries.ts';
import { findRequest, updateRequest } from '../store/requests.queries.ts';
import type { RotaRow } from '../store/rota.queries.ts';
import { listRota } from '../store/rota.queries.ts';
import { authorizeStep } from './authorize.ts';
import type { DeskContext } from './context.ts';
import type { Saw } from './run-command.ts';
import { runCommand } from './run-command.ts';

/** The request of a step as it was before it, with its rota and items: the work asks for these before it writes any. */
export type RequestOfStep = StoredRequest & {
  readonly rota: readonly RotaRow[];
  readonly items: readonly StoredItem[];
};

/** What the work of a step has, inside its transaction. */
export type Step = {
  readonly db: WritableDB;
  readonly opId: OpId;
  readonly at: Instant;
  /** Today's date at the library. */
  readonly today: CalendarDate;
  readonly operatorName: string;
  readonly request: RequestOfStep;
};

/** What a person asks for. */
export type StepCommand = {
  readonly opId: OpId;
  readonly kind: StepKind;
  /** As it came in: it tells repeats from mistakes. */
  readonly input: object;
  /** The request's `updatedAt` that the person saw; null takes the step whatever the request is now. */
  readonly asOf: Instant | null;
  /** Who may; left out: whoever has a role of the step at the library of the request. Null stands for no request. */
  readonly authorize?: (requestId: RequestId | null, home: Home | null) => Result<null>;
  /** What staff read where the request is gone. */
  readonly unknownRequest?: string;
};

type OfNoStep<M> = M extends unknown ? Omit<M, 'opId' | 'requestId' | 'at'> : never;

/** A message of a step. */
export type StepMessage = OfNoStep<OutgoingMessage>;

/** What a step comes to: all of it is written together. Items, loans, rota, notes and conditions the work writes itself. */
export type Taken = {
  /** The request's status from now on, as the lifecycle gave it. */
  readonly status: string;
  /** What happened, for the history. */
  readonly headline: string;
  /** Fields of the request that change besides its status. */
  readonly changes?: Omit<RequestChanges, 'status' | 'updatedAt' | 'workedOn'>;
  readonly messages?: readonly StepMessage[];
  readonly slip?: { readonly slip: Slip; readonly itemId: ItemId | null };
  /** What the step saw besides the request itself: the item in hand, the loans that it ends or renews. */
  readonly saw?: Pick<Saw, 'item' | 'loans'>;
};

/**
 * Takes one step of staff on a request, always in this order: who may, the request, whether it is still as the person saw it,
 * the work, which asks the lifecycle and writes items and the like, the request, its history, messages, slip, answer.
 * @param find says which request it is about, and what else was found on the way there, the request itself included.
 * @param work refuses, or says what the step comes to; `answer` is made once the slip stands in the queue.
 * @returns refused: `role-missing`, `request-unknown`, `request-changed`, and whatever `find` and `work` refuse.
 */
export const runStep = <
  Found extends { readonly requestId: RequestId; readonly request?: StoredRequest },
  Answer,
>(
  context: DeskContext,
  command: StepCommand,
  find: (db: WritableDB) => Result<Found>,
  work: (step: Step, found: Found) => Result<Taken & { readonly answer: (slip: SlipState | null) => Answer }>,
): Result<Answer> =>
  runCommand<Answer>(context, command, (db, at) => {
    const found = find(db);
    const requestId = found.ok ? found.value.requestId : null;
    const row = found.ok ? (found.value.request ?? findRequest(db, found.value.requestId)) : undefined;
    const authorize = command.authorize ?? ((id, home) => authorizeStep(context, command.kind, id, home));
    const allowed = authorize(requestId, homeOf(row));
    if (!allowed.ok) return allowed;
    if (!found.ok) return found;
    if (!row) return refuseUnknown(command);
    const request = withParts(db, row);
    if (command.asOf !== null && command.asOf !== request.updatedAt) return refuseChanged(request);
    const today = calendarDateIn(new Date(at), context.timeZone());
    const operatorName = context.session.operator().name;
    const step: Step = { db, opId: command.opId, at, today, operatorName, request };
    const taken = work(step, found.value);
    if (!taken.ok) return taken;
    const slip = writeTaken(step, command.kind, taken.value);
    return ok({ requestId: request.id, answer: taken.value.answer(slip), saw: sawOf(request, taken.value) });
  });

// Many steps need neither rota nor items: these are read when the work first asks for them, and then stay as they were.
const withParts = (db: WritableDB, row: StoredRequest): RequestOfStep => {
  let rota: readonly RotaRow[] | undefined;
  let items: readonly StoredItem[] | undefined;
  return {
    ...row,
    get rota() {
      return (rota ??= listRota(db, row.id));
    },
    get items() {
      return (items ??= row.volumesReceived > 0 ? listItems(db, row.id) : []);
    },
  };
};

const refuseUnknown = ({ unknownRequest }: StepCommand): Result<never> =>
  refuse(
    'request-unknown',
    unknownRequest ?? 'This request is not there any more. Look it up again in the list.',
  );

const refuseChanged = (request: RequestOfStep): Result<never> =>
  refuse(
    'request-changed',
    `${request.externalId} was changed in the meantime: its status is “${statusLabel(request.status)}” now. ` +
      'Nothing was done. Look at it as it is now, then decide again.',
    { requestId: request.id, status: request.status },
  );

/** Writes the request, its line of history, the messages and the slip of a step. */
const writeTaken = ({ db, opId, at, request }: Step, kind: StepKind, taken: Taken): SlipState | null => {
  const requestId = request.id;
  updateRequest(db, requestId, {
    ...(endsSet(taken.status) && { receivingOpen: 0 }),
    ...taken.changes,
    // A status that stays is not written: it stands in nearly every index of requests.
    ...(taken.status !== request.status && { status: taken.status }),
    updatedAt: at,
    workedOn: 1,
  });
  insertRequestEvent(db, {
    requestId,
    opId,
    at,
    kind,
    statusBefore: request.status,
    statusAfter: taken.status,
    headline: taken.headline,
  });
  for (const message of taken.messages ?? []) insertMessage(db, { ...message, opId, requestId, at });
  if (!taken.slip) return null;
  return { jobId: insertPrintJob(db, { opId, requestId, at, ...taken.slip }), state: 'queued', note: '' };
};

const sawOf = ({ status, activePartnerId, dueOn }: RequestOfStep, { changes, saw }: Taken): Saw => ({
  status,
  partnerId: activePartnerId,
  ...(changes?.dueOn !== undefined && { dueOn }),
  ...saw,
});
