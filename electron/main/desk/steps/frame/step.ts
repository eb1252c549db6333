import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant, ItemId, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { Life } from '../../../../../shared/domain/life/life.ts';
import { isShipped } from '../../../../../shared/domain/life/may-happen.ts';
import { statusOf } from '../../../../../shared/domain/life/status.ts';
import { earliestDueOn } from '../../../../../shared/domain/life/volumes.ts';
import { endsSet } from '../../../../../shared/domain/receiving.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import { isWithPartner } from '../../../../../shared/domain/rota.ts';
import type { Slip } from '../../../../../shared/domain/slips/all-slips.ts';
import type { StepKind } from '../../../../../shared/domain/steps/all-steps.ts';
import { type Home, homeOf } from '../../../../../shared/domain/steps/who-may.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { SlipState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { CommandKind } from '../../../db/hub-writes.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { insertRequestEvent } from '../../store/command-log.queries.ts';
import {
  changesOfVolume,
  type ItemRow,
  listItems,
  stayThatEnds,
  type StoredItem,
  updateItem,
  volumeOf,
} from '../../store/items.queries.ts';
import { isLetterWritten } from '../../store/letters-written.queries.ts';
import { insertMessage, type OutgoingMessage } from '../../store/messages.queries.ts';
import { insertPrintJob } from '../../store/print-jobs.queries.ts';
import {
  findRequest,
  lifeOf,
  type RequestChanges,
  type StoredRequest,
  writeLife,
} from '../../store/requests.queries.ts';
import { listRota, noteAsked, noteShipped, type RotaRow } from '../../store/rota.queries.ts';
import { authorizeStep } from './authorize.ts';
import { runCommand, type Saw } from './run-command.ts';

/** The request of a step as it was before it, with its rota and items: the work asks for these before it writes any. */
export type RequestOfStep = StoredRequest & {
  readonly rota: readonly RotaRow[];
  readonly items: readonly StoredItem[];
  readonly life: Life;
};

/** What the work of a step has, inside its transaction. */
export type Step<Kind extends CommandKind = StepKind> = {
  readonly kind: Kind;
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

type OfNoStep<M> = M extends unknown ? Omit<M, 'opId' | 'libraryId' | 'requestId' | 'at'> : never;

/** A message of a step. */
export type StepMessage = OfNoStep<OutgoingMessage>;

/** What a step comes to: all of it is written together. New items, loans, rota, notes and conditions the work writes itself. */
export type Taken = {
  /** The request's life from now on, as the machine gave it. Its volumes are written with it, but for those that the work adds. */
  readonly life: Life;
  /** What happened, for the history. */
  readonly headline: string;
  /** Fields of the request that change besides. */
  readonly changes?: Omit<RequestChanges, 'updatedAt' | 'workedOn'>;
  /** Fields of its items that change besides what their life says. */
  readonly items?: ReadonlyMap<ItemId, Partial<ItemRow>>;
  readonly messages?: readonly StepMessage[];
  readonly slip?: { readonly slip: Slip; readonly itemId: ItemId | null; readonly parcel?: string | null };
  /** What the step saw besides the request itself: the item in hand or those that it is about, the loans that it ends or renews. */
  readonly saw?: Pick<Saw, 'item' | 'items' | 'loans'>;
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
    const step = stepOn(context, { db, at, kind: command.kind, opId: command.opId }, request);
    const taken = work(step, found.value);
    if (!taken.ok) return taken;
    const slip = writeTaken(step, taken.value);
    return ok({ requestId: request.id, answer: taken.value.answer(slip), saw: sawOf(request, taken.value) });
  });

const stepOn = <Kind extends CommandKind>(
  { timeZone, session }: DeskContext,
  of: Pick<Step<Kind>, 'kind' | 'db' | 'opId' | 'at'>,
  request: RequestOfStep,
): Step<Kind> => ({
  ...of,
  today: calendarDateIn(new Date(of.at), timeZone()),
  operatorName: session.operator().name,
  request,
});

/** Writes what a change of records comes to for a request, as a step on it is written. Nothing where the request is gone. */
export const writeBeside = (
  context: DeskContext,
  of: Pick<Step<CommandKind>, 'kind' | 'db' | 'opId' | 'at'>,
  requestId: RequestId,
  work: (step: Step<CommandKind>) => Taken,
): void => {
  const row = findRequest(of.db, requestId);
  if (!row) return;
  const step = stepOn(context, of, withParts(of.db, row));
  writeTaken(step, work(step));
};

// Many steps need neither rota nor items: these are read when the work first asks for them, and then stay as they were.
const withParts = (db: WritableDB, row: StoredRequest): RequestOfStep => {
  let rota: readonly RotaRow[] | undefined;
  let items: readonly StoredItem[] | undefined;
  let life: Life | undefined;
  return {
    ...row,
    get rota() {
      return (rota ??= listRota(db, row.id));
    },
    get items() {
      return (items ??= row.volumesKnown > 0 ? listItems(db, row.id) : []);
    },
    get life() {
      return (life ??= lifeOf(row, this.items.map(volumeOf)));
    },
  };
};

const refuseUnknown = ({ unknownRequest }: StepCommand): Result<never> =>
  refuse('request-unknown', unknownRequest ?? t('kernel.thisRequestIsNotThereAny'));

const refuseChanged = (request: RequestOfStep): Result<never> =>
  refuse(
    'request-changed',
    t('kernel.wasChangedInTheMeantimeIts', {
      externalId: request.externalId,
      status: statusLabel(request.status),
    }),
    { requestId: request.id, status: request.status },
  );

/** Whether somebody is recorded who would read a message. */
const hasReader = (
  { patronId, activePartnerId }: RequestOfStep,
  { recipient, partnerId }: StepMessage,
): boolean => (recipient === 'patron' ? patronId : (partnerId ?? activePartnerId)) !== null;

/** Which messages of a step are written: those that somebody would read, of kinds that neither the library nor their reader does without. */
export const messagesToWrite = (
  { db, request }: Step<CommandKind>,
  messages: readonly StepMessage[] = [],
): readonly StepMessage[] =>
  messages.filter(
    (message) =>
      hasReader(request, message) &&
      isLetterWritten(db, {
        recipient: message.recipient,
        kind: message.kind,
        requestId: request.id,
        partnerId: message.partnerId ?? request.activePartnerId,
      }),
  );

/** Writes the volumes as their life has them now, and what else changes of them. */
const writeItems = ({ db, at, request }: Step<CommandKind>, { life, items }: Taken): void => {
  if (life === request.life && !items) return;
  for (const before of request.items) {
    const volume = life.volumes.find(({ id }) => id === before.id);
    const marks = volume ? changesOfVolume(before, volume, at) : {};
    const changes = { ...marks, ...items?.get(before.id) };
    updateItem(db, before.id, { ...changes, ...stayThatEnds(before, changes, at) });
  }
};

/** Notes in the rota that a partner was asked now, or said that it shipped. What came without its word was shipped nobody knows when. */
const writeTurn = ({ db, at, request }: Step<CommandKind>, { life, changes }: Taken): void => {
  const partnerId =
    changes?.activePartnerId === undefined ? request.activePartnerId : changes.activePartnerId;
  if (partnerId === null) return;
  const turn = { requestId: request.id, partnerId, at };
  const goesTo = !isWithPartner(request) || partnerId !== request.activePartnerId;
  if (isWithPartner(life) && goesTo) noteAsked(db, turn);
  if (isShipped(life) && !isShipped(request) && life.volumes.length === 0) noteShipped(db, turn);
};

/** Writes the request, its line of history, the messages and the slip of a step. */
const writeTaken = (step: Step<CommandKind>, taken: Taken): SlipState | null => {
  const { kind, db, opId, at, request } = step;
  const requestId = request.id;
  const { life } = taken;
  const statusAfter = statusOf(life);
  writeItems(step, taken);
  const changes = {
    ...(endsSet(statusAfter) && { receivingOpen: 0 }),
    ...taken.changes,
    updatedAt: at,
    workedOn: 1,
  };
  writeLife(db, request, life, changes, at);
  writeTurn(step, taken);
  insertRequestEvent(db, {
    requestId,
    opId,
    at,
    kind,
    statusBefore: request.status,
    statusAfter,
    headline: taken.headline,
  });
  for (const message of messagesToWrite(step, taken.messages))
    insertMessage(db, { ...message, opId, requestId, at });
  if (!taken.slip) return null;
  const jobId = insertPrintJob(db, { opId, requestId, at, ...taken.slip });
  return { jobId, state: taken.slip.parcel ? 'held' : 'queued', note: '' };
};

const sawOf = ({ status, activePartnerId, dueOn }: RequestOfStep, { life, changes, saw }: Taken): Saw => {
  const movesDueOn = changes?.dueOn !== undefined || (earliestDueOn(life.volumes) ?? dueOn) !== dueOn;
  return { status, partnerId: activePartnerId, ...(movesDueOn && { dueOn }), ...saw };
};
