import { formatTime } from '../../../../../shared/domain/dates.ts';
import type { Instant, ItemId, OpId, RequestId, TurnId } from '../../../../../shared/domain/ids.ts';
import {
  factsOf,
  isStepKind,
  type StepInput,
  type StepKind,
} from '../../../../../shared/domain/steps/all-steps.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Undone } from '../../../../../shared/ipc/views.ts';
import { codeOf } from '../../../db/errors.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { loadSettingGroup } from '../../records/settings/settings.service.ts';
import { editUndoRefusal, findBlocking, dependsOnlyOn } from './later-steps.ts';
import { authorizeUndo } from '../frame/authorize.ts';
import { correctUndoneReceipt } from '../../output/letters/correct-receipt.ts';
import { renewParcels } from '../../output/slips/parcels.ts';
import { runCommand, sawRequest } from '../frame/run-command.ts';
import type { LoggedCommand } from '../../store/command-log.queries.ts';
import {
  emptied,
  findCommand,
  findLaterReceive,
  insertRequestEvent,
  listHistoryOf,
  listLaterSteps,
} from '../../store/command-log.queries.ts';
import { type Change, listChanges } from '../../store/change-log.queries.ts';
import { isSettledByFile } from '../../store/file-conflicts.queries.ts';
import { findRequestRow } from '../../store/requests.queries.ts';
import { nameOfTaken } from './name-of-taken.ts';
import { correctionWords, readersOfStep, undoneWords, volumesOfStep } from './undone-words.ts';
import { areUntouched, lacksOther, recomputeAfterUndo, revertStep } from './revert-step.ts';
import { isKnownOutside, removeUnreadLetters } from '../../store/messages.queries.ts';
import type { TakeStep } from '../take-step.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Returns why Redo cannot repeat steps of a kind, and what to do instead; null if it can. */
export const redoRefusal = (kind: string): string | null => {
  if (!isStepKind(kind))
    return t('Redo cannot repeat this step. {how}', { how: t('Repeat it where you did it before.') });
  const { redo } = factsOf(kind);
  return redo === 'same-input' ? null : redo.byHand;
};

/** Whether Redo can repeat steps of a kind. */
export const isRedone = (kind: string): kind is StepKind => redoRefusal(kind) === null;

/** Whether a step created its request: undoing it deletes the request. */
const isCreation = ({ kind }: Pick<LoggedCommand, 'kind'>): boolean =>
  kind === ('create-request' satisfies StepKind);

/** Steps that edit fields as staff do. */
const changesFields: readonly string[] = ['edit-request', 'take-from-file'] satisfies StepKind[];

const dayMs = 24 * 60 * 60_000;

/** Whether the changes of a step are no longer stored: it is old, its patron was erased, or this workstation joined after it. */
const hasLost = (db: ReadableDB, { opId, input }: LoggedCommand): boolean =>
  input === emptied ||
  listHistoryOf(db, opId).some(({ statusBefore, statusAfter }) => statusBefore !== statusAfter);

/** Checks whether a step can be undone now; a refusal names what prevents it. A step can be undone while no later step depends on it. */
const checkUndo = (
  db: ReadableDB,
  command: LoggedCommand,
  { timeZone, now }: Pick<DeskContext, 'timeZone' | 'now'>,
): Result<{ readonly needsUndoFirst: readonly OpId[]; readonly successor: OpId | null }> => {
  if (command.undoneBy !== null) return refuse('undo-already-done', t('This step was already undone.'));
  const { requestId } = command;
  const changes = listChanges(db, command.opId);
  if (command.kind !== 'undo' && requestId !== null && changes.length === 0 && hasLost(db, command)) {
    const { days } = loadSettingGroup(db, 'steps');
    const isOlder = Date.parse(command.at) < now().getTime() - days * dayMs;
    return refuse(
      'undo-unknown',
      isOlder
        ? t('Steps older than {days} days can no longer be undone.', { days })
        : t('This workstation does not have the details of this step, so it cannot be undone here.'),
    );
  }
  const never = isStepKind(command.kind) ? factsOf(command.kind).notUndone : null;
  if (never !== null) return refuse('undo-unknown', never);
  if (requestId === null || changes.length === 0)
    return refuse('undo-unknown', t('This step changed nothing that can be undone.'));
  const blocking = findBlocking(db, { ...command, requestId });
  if (blocking)
    return refuse(
      'undo-later-step',
      t('A later step depends on it: {step}, {at}, {operatorName}. Undo that step first.', {
        step: nameOfTaken(db, blocking),
        at: formatTime(blocking.at as Instant, timeZone()),
        operatorName: blocking.operatorName,
      }),
    );
  if (changesFields.includes(command.kind)) {
    const refusal = editUndoRefusal(findRequestRow(db, requestId)?.status ?? '', changes);
    if (refusal !== null) return refuse('undo-later-step', refusal);
  }
  if (changes.some(({ table, rowId }) => table === 'request_note' && isSettledByFile(db, rowId)))
    return refuse(
      'undo-later-step',
      t('A later file resolved this conflict or has a different value for the field. Use Edit to change it.'),
    );
  if (isCreation(command) && isKnownOutside(db, requestId))
    return refuse(
      'undo-later-step',
      t(
        'A letter about this request has already been sent, or its title has been requested again. Cancel the request instead.',
      ),
    );
  if (!isCreation(command) && !areUntouched(db, changes))
    return refuse('undo-later-step', t('The item has changed since. Undo the later change first.'));
  if (command.kind !== 'receive') return ok({ needsUndoFirst: [], successor: null });
  // What the first volume began for its parcel stays as long as a later volume does, and a Done as long as a volume that it reported.
  const done = listLaterSteps(db, requestId, command.opId).filter(
    ({ kind, opId }) => kind === 'finish-receiving' && dependsOnlyOn(db, opId, changes),
  );
  return ok({
    needsUndoFirst: done.map(({ opId }) => opId),
    successor: findLaterReceive(db, requestId, command.opId) ?? null,
  });
};

/** Returns why the operator cannot undo a step now, as a sentence; null if they can. */
export const undoRefusal = (context: DeskContext, command: LoggedCommand): string | null => {
  const checked = checkUndo(context.db, command, context);
  const allowed = checked.ok ? authorizeUndo(context, command) : checked;
  return allowed.ok ? null : allowed.error.message;
};

/**
 * Undoes one step: rows, queued slips and unsent messages are restored. It is a step itself: idempotent, logged, with a line in the
 * request's history. Refused: `undo-unknown`, `undo-already-done`, `undo-later-step`.
 */
export const undo: TakeStep<'undo'> = (context, input) =>
  runCommand<Undone>(context, { opId: input.opId, kind: 'undo', input }, (db, at) => {
    const command = findCommand(db, input.undoes);
    if (!command || command.requestId === null)
      return refuse('undo-unknown', t('This step no longer exists.'));
    const saw = sawRequest(db, command.requestId);
    const answer = undoStep(context, db, at, { ...command, requestId: command.requestId }, input);
    return answer.ok ? ok({ requestId: answer.value.requestId, answer: answer.value, ...saw }) : answer;
  });

const refuseWithoutRecord = (): Result<never> =>
  refuse(
    'undo-later-step',
    t(
      'Undoing this step would need a desk, partner or patron that has since been deleted, so it cannot be undone. Nothing was changed. Correct the request by hand.',
    ),
  );

/** Returns the refusal if the earlier rows can no longer be restored; null for any other error. */
const conflictOf = (error: unknown): Result<never> | null => {
  switch (codeOf(error)) {
    // Two rows conflict: the item would be with us again while its barcode is in use on another one.
    case 'SQLITE_CONSTRAINT_UNIQUE':
      return refuse(
        'undo-later-step',
        t('The barcode of this item is in use again. Undo the receipt of the other item first.'),
      );
    case 'SQLITE_CONSTRAINT_FOREIGNKEY':
      return refuseWithoutRecord();
    default:
      return null;
  }
};

type Restoring = {
  readonly at: Instant;
  readonly command: LoggedCommand & { readonly requestId: RequestId };
  readonly input: StepInput<'undo'>;
  readonly needsUndoFirst: readonly OpId[];
  readonly successor: OpId | null;
};

/**
 * Restores the rows of a step and of those that are undone with it. @returns how many of its slips are on paper, and how many stay in their
 * parcel.
 */
const restore = (
  db: WritableDB,
  { at, command, input, needsUndoFirst, successor }: Restoring,
): Result<{ readonly slipsOnPaper: number; readonly stayInParcel: number }> => {
  const { requestId } = command;
  let slipsOnPaper = 0;
  let stayInParcel = 0;
  try {
    if (isCreation(command)) removeUnreadLetters(db, requestId);
    const all = [...needsUndoFirst, command.opId];
    const changes = all.flatMap((opId) => listChanges(db, opId));
    for (const opId of all) {
      slipsOnPaper += revertStep(db, {
        opId,
        requestId,
        undoneBy: input.opId,
        at,
        successor: opId === command.opId ? successor : null,
      }).slipsOnPaper;
      stayInParcel += renewParcels(db, { undone: opId, undo: input.opId, run: input.run, at });
    }
    if (command.kind === 'receive') correctReceipts(db, changes, { requestId, opId: input.opId, at });
    if (lacksOther(db, changes)) return refuseWithoutRecord();
    if (!isCreation(command)) recomputeAfterUndo(db, requestId, at);
    return ok({ slipsOnPaper, stayInParcel });
  } catch (error) {
    const refusal = conflictOf(error);
    if (refusal === null) throw error;
    return refusal;
  }
};

/** Volumes that are no longer received may be named in the letter of a Done that stays. */
const correctReceipts = (
  db: WritableDB,
  changes: readonly Change[],
  undo: { readonly requestId: RequestId; readonly opId: OpId; readonly at: Instant },
): void => {
  for (const { table, rowId, before, after } of changes)
    if (table === 'item' && before === null && after !== null)
      correctUndoneReceipt(db, undo, { id: rowId as ItemId, turnId: after['turn_id'] as TurnId });
};

const undoStep = (
  context: DeskContext,
  db: WritableDB,
  at: Instant,
  command: LoggedCommand & { readonly requestId: RequestId },
  input: StepInput<'undo'>,
): Result<Undone> => {
  const allowed = authorizeUndo(context, command);
  if (!allowed.ok) return allowed;
  const checked = checkUndo(db, command, context);
  if (!checked.ok) return checked;
  const requestId = command.requestId;
  const before = findRequestRow(db, requestId);
  if (!before) return refuse('undo-unknown', t('The request for this step no longer exists.'));
  const stepTaken = nameOfTaken(db, command);
  const volumesBefore = volumesOfStep(db, before, command.opId);
  const restored = restore(db, { at, command, input, ...checked.value });
  if (!restored.ok) return restored;
  const { slipsOnPaper, stayInParcel } = restored.value;
  const after = findRequestRow(db, requestId);
  const headline = after
    ? undoneWords(
        command,
        stepTaken,
        { ...volumesBefore, status: before.status },
        { ...volumesOfStep(db, after, command.opId), status: after.status },
      )
    : t('Undone: {externalId} no longer exists.', { externalId: before.externalId });
  if (after)
    insertRequestEvent(db, {
      requestId,
      opId: input.opId,
      at,
      kind: 'undo',
      statusBefore: before.status,
      statusAfter: after.status,
      headline,
    });
  const corrections = correctionWords(context, readersOfStep(db, input.opId));
  return ok({
    opId: input.opId,
    undoes: command.opId,
    requestId: after ? requestId : null,
    externalId: before.externalId,
    title: before.title,
    headline,
    ...(corrections.length > 0 && { corrections }),
    slipsOnPaper,
    ...(stayInParcel > 0 && { stayInParcel }),
    redoRefusal: redoRefusal(command.kind),
  });
};
