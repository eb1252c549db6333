import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import type {
  CalendarDate,
  Instant,
  ItemId,
  OpId,
  RequestId,
  TurnId,
} from '../../../../../shared/domain/ids.ts';
import { listTurns, type StoredTurn, turnOf, type TurnRow } from '../../store/turns.queries.ts';
import type {
  Life,
  Outcome,
  PartnerNotification,
  Turn,
  Volume,
} from '../../../../../shared/domain/life/life.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { Slip } from '../../../../../shared/domain/slips/all-slips.ts';
import { factsOf, type StepKind } from '../../../../../shared/domain/steps/all-steps.ts';
import { type Home, homeOf } from '../../../../../shared/domain/steps/who-may.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { SlipState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { CommandKind } from '../../../db/hub-writes.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { type ItemRow, listItems, type StoredItem, volumeOf } from '../../store/items.queries.ts';
import type { OutgoingMessage } from '../../store/messages.queries.ts';
import {
  findRequest,
  lifeOf,
  type RequestChanges,
  type StoredRequest,
} from '../../store/requests.queries.ts';
import { authorizeStep } from './authorize.ts';
import { runCommand, type Saw } from './run-command.ts';
import { sendToOtherSystem } from './send-to-other-system.ts';
import { writeTaken } from './write-taken.ts';

/** The request of a step before it, with its turns and items: the work must read these before it writes any. */
export type RequestOfStep = StoredRequest & {
  /** In the order of the rota. */
  readonly turns: readonly StoredTurn[];
  readonly items: readonly StoredItem[];
  readonly life: Life;
};

/** What the work of a step gets, inside its transaction. */
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

/** The step that an operator asked for. */
export type StepCommand = {
  readonly opId: OpId;
  readonly kind: StepKind;
  /** As received: it distinguishes retries from mistakes. */
  readonly input: object;
  /** The request's `updatedAt` that the operator saw; null accepts the request in any state. */
  readonly asOf: Instant | null;
  /** Authorises the step; by default, the operator needs a role for it at the library of the request. Null means no request. */
  readonly authorize?: (requestId: RequestId | null, home: Home | null) => Result<null>;
  /** The refusal if the request no longer exists. */
  readonly unknownRequest?: string;
};

type OfNoStep<M> = M extends unknown ? Omit<M, 'opId' | 'libraryId' | 'requestId' | 'at'> : never;

/** A message of a step. */
export type StepMessage = OfNoStep<OutgoingMessage>;

/** A message to the patron. Steps write no others: messages to partners follow from the lifecycle machines. */
export type PatronMessage = Extract<StepMessage, { readonly recipient: 'patron' }>;

/** The outcome of a step: all of it is written together. The work itself writes new items, loans, turns, notes and conditions. */
export type Taken = {
  /** The outcome of the lifecycle machines: the new life, and what partners are told. Turns and volumes are written from it. */
  readonly after: Outcome;
  /** The notes of staff to partners, by what the partners are told. */
  readonly notes?: Partial<Readonly<Record<PartnerNotification['word'], string>>>;
  /** What happened, for the history. */
  readonly headline: string;
  /** The turn whose partner the history names; omitted if the step is about the whole request. */
  readonly turnId?: TurnId | null;
  /** Other fields of the request that change. */
  readonly changes?: Omit<RequestChanges, 'updatedAt' | 'workedOn'>;
  /** Fields of its items and turns that change beyond their life. */
  readonly items?: ReadonlyMap<ItemId, Partial<ItemRow>>;
  readonly turns?: ReadonlyMap<TurnId, Partial<TurnRow>>;
  /** To the patron. */
  readonly messages?: readonly PatronMessage[];
  readonly slip?: { readonly slip: Slip; readonly itemId: ItemId | null; readonly parcel?: string | null };
  /** What the step saw besides the request itself: its items, and the loans that it ends or renews. */
  readonly saw?: Pick<Saw, 'item' | 'items' | 'loans'>;
};

/**
 * Takes one step of staff on a request, always in this order: authorisation, the request, whether it is unchanged since the operator saw
 * it, the work (which asks the lifecycle and writes items and the like), the request, its history, messages, slip, the messages to the
 * library's other system, answer.
 * @param find returns which request the step is about, and anything else that it looked up, possibly the request itself.
 * @param work refuses, or returns the outcome; `answer` is called once the slip is queued.
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
    sendToOtherSystem(step);
    return ok({
      requestId: request.id,
      answer: taken.value.answer(slip),
      saw: sawOf(request, step, taken.value),
    });
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

/**
 * Writes the outcome that a change of records has for a request, in the same way as a step. The library's other system is not told: its
 * items move between desks only. Does nothing if the request no longer exists.
 */
export const writeSideEffect = (
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

/** Adds its turns and items to a request. Many steps need neither: they are read on first access and then cached. */
export const withParts = (db: ReadableDB, row: StoredRequest): RequestOfStep => {
  let turns: readonly StoredTurn[] | undefined;
  let items: readonly StoredItem[] | undefined;
  let life: Life | undefined;
  return {
    ...row,
    get turns() {
      return (turns ??= listTurns(db, row.id));
    },
    get items() {
      return (items ??= row.volumesKnown > 0 ? listItems(db, row.id) : []);
    },
    get life() {
      return (life ??= lifeOf(row, this.turns.map(turnOf), this.items.map(volumeOf)));
    },
  };
};

const refuseUnknown = ({ unknownRequest }: StepCommand): Result<never> =>
  refuse(
    'request-unknown',
    unknownRequest ?? t('This request can no longer be found. Look for it in the list.'),
  );

const refuseChanged = (request: RequestOfStep): Result<never> =>
  refuse(
    'request-changed',
    t(
      '{externalId} was changed in the meantime and is now “{status}”. Your step was not saved. Check the request, then decide again.',
      {
        externalId: request.externalId,
        status: statusLabel(request.status),
      },
    ),
    { requestId: request.id, status: request.status },
  );

/**
 * Returns what a step saw: the status, the turns that it moves in their state before it, and what it reports itself. For a decision, the
 * cancellation wish and the volumes too.
 */
const sawOf = (
  { status, life: { cancelWish, endedAs, turns, volumes }, items }: RequestOfStep,
  { kind }: Pick<Step, 'kind'>,
  { after: { life }, items: changed, saw }: Taken,
): Saw => {
  /** A turn that is removed, or changes its place in the rota, counts as moved. */
  const isMoved = (before: Turn | Volume, at: number, all: readonly (Turn | Volume)[]): boolean => {
    const after = all.findIndex(({ id }) => id === before.id);
    return after !== at || (all[at] !== before && JSON.stringify(all[at]) !== JSON.stringify(before));
  };
  const decides = factsOf(kind).elsewhere === 'first-decides';
  return {
    status,
    turns: turns
      .filter((turn, at) => isMoved(turn, at, life.turns))
      .map(({ id, state, cancellation, parcel, demand, dueOn }) => {
        return { turnId: id, state, cancellation, parcel, demand, dueOn };
      }),
    ...(decides && {
      wish: { cancelWish, endedAs },
      volumes: volumes
        .filter((volume, at) => isMoved(volume, at, life.volumes) || changed?.has(volume.id) === true)
        .map(({ id, receiptTold: _told, ...volume }) => {
          const barcode = items.find((item) => item.id === id)?.barcode ?? '';
          return { itemId: id, barcode, ...volume };
        }),
    }),
    ...saw,
  };
};
