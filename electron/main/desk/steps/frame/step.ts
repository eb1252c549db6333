import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import type {
  CalendarDate,
  Instant,
  ItemId,
  OpId,
  RequestId,
  TurnId,
} from '../../../../../shared/domain/ids.ts';
import {
  changesOfTurn,
  listTurns,
  type StoredTurn,
  turnOf,
  type TurnRow,
  updateTurn,
} from '../../store/turns.queries.ts';
import type { Life, Outcome, PartnerWord, Turn, Volume } from '../../../../../shared/domain/life/life.ts';
import { statusOf } from '../../../../../shared/domain/life/status.ts';
import { endsSet } from '../../../../../shared/domain/receiving.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { Slip } from '../../../../../shared/domain/slips/all-slips.ts';
import { factsOf, type StepKind } from '../../../../../shared/domain/steps/all-steps.ts';
import { type Home, homeOf } from '../../../../../shared/domain/steps/who-may.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { SlipState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
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
import { insertMessage, type OutgoingMessage, setAsideOfTurn } from '../../store/messages.queries.ts';
import { insertPrintJob } from '../../store/print-jobs.queries.ts';
import {
  findRequest,
  lifeOf,
  notCancelled,
  type RequestChanges,
  type StoredRequest,
  writeLife,
} from '../../store/requests.queries.ts';
import { cancellationNotice } from '../parts/cancellation-notice.ts';
import { dealWithNotes, endConditions } from '../parts/notes.ts';
import { authorizeStep } from './authorize.ts';
import { messageOfWord } from './message-of-word.ts';
import { runCommand, type Saw } from './run-command.ts';

/** The request of a step as it was before it, with its turns and items: the work asks for these before it writes any. */
export type RequestOfStep = StoredRequest & {
  /** In the order of the rota. */
  readonly turns: readonly StoredTurn[];
  readonly items: readonly StoredItem[];
  readonly life: Life;
};

/** What the work of a step has, inside its transaction. */
export type Step = {
  readonly kind: StepKind;
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

/** What a step comes to: all of it is written together. New items, loans, turns, notes and conditions the work writes itself. */
export type Taken = {
  /** What the machines say of the step: the life from now on, and what partners are told. Turns and volumes are written with it. */
  readonly after: Outcome;
  /** What staff wrote to partners, by what they are told. */
  readonly notes?: Partial<Readonly<Record<PartnerWord['word'], string>>>;
  /** What happened, for the history. */
  readonly headline: string;
  /** Of which partner's turn the history tells; left out where it is about the request. */
  readonly turnId?: TurnId | null;
  /** Fields of the request that change besides. */
  readonly changes?: Omit<RequestChanges, 'updatedAt' | 'workedOn'>;
  /** Fields of its items and turns that change besides what their life says. */
  readonly items?: ReadonlyMap<ItemId, Partial<ItemRow>>;
  readonly turns?: ReadonlyMap<TurnId, Partial<TurnRow>>;
  /** To the patron. */
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
    const today = calendarDateIn(new Date(at), context.timeZone());
    const operatorName = context.session.operator().name;
    const { kind, opId } = command;
    const step: Step = { kind, db, opId, at, today, operatorName, request };
    const taken = work(step, found.value);
    if (!taken.ok) return taken;
    const slip = writeTaken(step, taken.value);
    return ok({
      requestId: request.id,
      answer: taken.value.answer(slip),
      saw: sawOf(request, step, taken.value),
    });
  });

// Many steps need neither turns nor items: these are read when the work first asks for them, and then stay as they were.
const withParts = (db: WritableDB, row: StoredRequest): RequestOfStep => {
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

/** What a step writes that neither the library nor its reader does without. One without a patron tells nobody. */
export const messagesToWrite = (step: Step, taken: Taken): readonly StepMessage[] => {
  const { db, request } = step;
  return [...partnerMessages(step, taken), ...patronMessages(step, taken)].filter((message) =>
    isLetterWritten(db, {
      recipient: message.recipient,
      kind: message.kind,
      requestId: request.id,
      partnerId: message.partnerId ?? null,
    }),
  );
};

/** The letters to partners: what the machines say that each is told. Of one that nobody recorded nobody knows where to write. */
const partnerMessages = ({ at }: Step, { after, notes = {} }: Taken): readonly StepMessage[] =>
  after.words.flatMap((word): StepMessage[] => {
    const partnerId = after.life.turns.find(({ id }) => id === word.turnId)?.partnerId ?? null;
    const message =
      partnerId === null ? null : messageOfWord(word, after.life, { note: notes[word.word] ?? '', at });
    return message === null ? [] : [{ recipient: 'partner', turnId: word.turnId, partnerId, ...message }];
  });

/** A request that ends because its cancellation was wanted tells the patron, as was chosen when it was cancelled. */
const patronMessages = (
  { db, request }: Step,
  { after, changes, messages = [] }: Taken,
): readonly StepMessage[] => {
  if (request.patronId === null) return [];
  const { cancelReason, cancelNote, cancelNotify } = { ...request, ...changes };
  const isCancelledNow =
    request.endedAs === null && after.life.endedAs !== null && after.life.cancelWish !== null;
  return isCancelledNow && cancelNotify === 1
    ? [...messages, cancellationNotice(db, { reason: cancelReason, note: cancelNote })]
    : messages;
};

/** Writes the volumes as their life has them now, and what else changes of them. @returns the rows as they are then. */
const writeItems = ({ db, at, request }: Step, { after: { life }, items }: Taken): readonly ItemRow[] => {
  const known = life.volumes.length > request.items.length ? listItems(db, request.id) : request.items;
  return known.map((before) => {
    const volume = life.volumes.find(({ id }) => id === before.id);
    const changes = { ...(volume && changesOfVolume(before, volume, at)), ...items?.get(before.id) };
    const all = { ...changes, ...stayThatEnds(before, changes, at) };
    updateItem(db, before.id, all);
    return { ...before, ...all };
  });
};

/** The same for the turns. A condition ends with the answer of its partner, or with the turn. */
const writeTurns = (step: Step, taken: Taken): readonly TurnRow[] => {
  const { db, at, request } = step;
  const { life } = taken.after;
  const known = life.turns.length > request.turns.length ? listTurns(db, request.id) : request.turns;
  return known.flatMap((before) => {
    const turn = life.turns.find(({ id }) => id === before.id);
    if (!turn) return [];
    const changes = { ...changesOfTurn(before, turn, at), ...taken.turns?.get(before.id) };
    updateTurn(db, before.id, changes);
    if (before.state === 'conditional' && turn.state !== 'conditional') endConditions(step, before.id);
    return [{ ...before, ...changes }];
  });
};

/** Writes the letters of a step. A partner that is asked in another way than by letter has heard of the request. */
const writeMessages = (step: Step, taken: Taken): void => {
  const { db, at, opId, request } = step;
  const messages = messagesToWrite(step, taken);
  for (const { word, turnId } of taken.after.words) {
    if (word === 'take-back') setAsideOfTurn(db, { turnId, at, note: t('kernel.itsPartnerIsNotNeeded') });
    const isWritten = messages.some((message) => message.turnId === turnId && message.kind === 'request');
    if (word === 'request' && !isWritten) updateTurn(db, turnId, { heard: 1 });
  }
  for (const message of messages) insertMessage(db, { ...message, opId, requestId: request.id, at });
};

/** Writes the request, its line of history, the messages and the slip of a step. */
const writeTaken = (step: Step, taken: Taken): SlipState | null => {
  const { kind, db, opId, at, request } = step;
  const { life } = taken.after;
  const statusAfter = statusOf(life);
  const isSame = life === request.life && !taken.items && !taken.turns;
  const parts = isSame ? request : { items: writeItems(step, taken), turns: writeTurns(step, taken) };
  const isWantedAgain = request.cancelWish !== null && life.cancelWish === null && life.endedAs === null;
  const changes = {
    ...(endsSet(statusAfter) && { receivingOpen: 0 }),
    ...(isWantedAgain && notCancelled),
    ...taken.changes,
    updatedAt: at,
    workedOn: 1,
  };
  if (request.endedAs === null && life.endedAs !== null) dealWithNotes(step);
  writeLife(db, request, life, parts, changes, at);
  insertRequestEvent(db, {
    requestId: request.id,
    opId,
    at,
    kind,
    statusBefore: request.status,
    statusAfter,
    headline: taken.headline,
    turnId: taken.turnId ?? null,
  });
  writeMessages(step, taken);
  if (!taken.slip) return null;
  const jobId = insertPrintJob(db, { opId, requestId: request.id, at, ...taken.slip });
  return { jobId, state: taken.slip.parcel ? 'held' : 'queued', note: '' };
};

/** What a step saw: the status, the turns that it moves as they were, and what it says itself. A decision saw the wish and the volumes too. */
const sawOf = (
  { status, life: { cancelWish, endedAs, turns, volumes } }: RequestOfStep,
  { kind }: Pick<Step, 'kind'>,
  { after: { life }, saw }: Taken,
): Saw => {
  const isMoved = <Part extends Turn | Volume>(before: Part, all: readonly Part[]): boolean => {
    const after = all.find(({ id }) => id === before.id);
    return after !== undefined && after !== before && JSON.stringify(after) !== JSON.stringify(before);
  };
  const decides = factsOf(kind).elsewhere === 'first-decides';
  return {
    status,
    turns: turns
      .filter((turn) => isMoved(turn, life.turns))
      .map(({ id: turnId, state, cancellation, parcel, demand, dueOn }) => ({
        turnId,
        state,
        cancellation,
        parcel,
        demand,
        dueOn,
      })),
    ...(decides && {
      wish: { cancelWish, endedAs },
      volumes: volumes
        .filter((volume) => isMoved(volume, life.volumes))
        .map(({ id, turnId: _turnId, receiptTold: _told, ...volume }) => ({ itemId: id, ...volume })),
    }),
    ...saw,
  };
};
