import { formatTime } from '../../../../shared/domain/dates.ts';
import type { Instant, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../shared/domain/item-status.ts';
import type { RequestStatus } from '../../../../shared/domain/request-status.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import type { StepKind } from '../../../../shared/domain/steps.ts';
import { isBesideTheLifecycle, stepLabel } from '../../../../shared/domain/steps.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { Undone } from '../../../../shared/ipc/views.ts';
import { codeOf } from '../../db/errors.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import type { DeskContext } from '../kernel/context.ts';
import { listItemsReturnedBy } from '../store/messages.queries.ts';
import { editUndoRefusal } from './edit-undo.ts';
import { authorizeUndo } from '../kernel/authorize.ts';
import type { Saw } from '../kernel/run-command.ts';
import { runCommand } from '../kernel/run-command.ts';
import type { LoggedCommand } from '../store/command-log.queries.ts';
import type { LaterStep } from '../store/command-log.queries.ts';
import {
  findCommand,
  findLaterReceive,
  hasEarlierReceive,
  insertRequestEvent,
  listLaterSteps,
} from '../store/command-log.queries.ts';
import type { Change, RowImage } from '../store/change-log.queries.ts';
import { listChanges, listLaterChanges } from '../store/change-log.queries.ts';
import { findRequestRow } from '../store/requests.queries.ts';
import { isUntouched, takeBack } from './take-back.ts';

/** Steps of one set: receiving and its Done. They may be undone while others of them stand. */
const setKinds: readonly string[] = ['receive', 'finish-receiving'];

/** Statuses that say where every volume of a request is: they stand on each step that moved one of them. */
const aboutEveryVolume: readonly unknown[] = [
  'RETURNED_BY_PATRON',
  'RETURNED_TO_PARTNER',
  'REQUEST_COMPLETED',
] satisfies RequestStatus[];

/** Columns that every step writes, whatever it is about. */
const bookkeeping: readonly string[] = ['updated_at', 'worked_on'];

/** Whether a step moved its request from one status to another. */
const movedRequest = (changes: readonly Change[]): boolean =>
  changes.some(({ table, before, after }) => table === 'request' && before?.['status'] !== after?.['status']);

/** Whether a step moved a volume of its request. */
const movedVolume = (changes: readonly Change[]): boolean =>
  changes.some(({ table }) => table === 'item' || table === 'loan');

/** Whether a step brought its request to a status that was checked by where all its volumes are. */
const checkedEveryVolume = (changes: readonly Change[]): boolean =>
  changes.some(
    ({ table, before, after }) =>
      table === 'request' &&
      before?.['status'] !== after?.['status'] &&
      (aboutEveryVolume.includes(after?.['status']) ||
        // A loss is reported of one volume; here it is what is left when nothing is out any more.
        (after?.['status'] === 'REPORT_LOST' &&
          (before?.['status'] === 'RECALLED_BOR' || sendsBack(changes)))),
  );

/** Whether a step sent a volume back to the partner. */
const sendsBack = (changes: readonly Change[]): boolean =>
  changes.some(({ table, after }) => table === 'item' && after?.['status'] === 'returned-to-partner');

/** Whether a step told the partner of the return of a volume that these changes moved. */
const tellsOfReturn = (db: ReadableDB, opId: OpId, changes: readonly Change[]): boolean => {
  const told: readonly number[] = listItemsReturnedBy(db, opId);
  return changes.some(({ table, rowId }) => table === 'item' && told.includes(rowId));
};

/** The barcodes of volumes that went back or were lost: from then on the same barcode may come again. */
const freedBarcodes = (changes: readonly Change[]): readonly unknown[] =>
  changes.flatMap(({ table, before, after }) =>
    table === 'item' && before && after && isOut(before) && !isOut(after) ? [before['barcode']] : [],
  );

const isOut = (item: RowImage): boolean => isItemOut(String(item['status']));

/** Whether a change stores an item under one of these barcodes. */
const bringsBarcode = ({ table, before, after }: Change, barcodes: readonly unknown[]): boolean =>
  table === 'item' && before === null && after !== null && barcodes.includes(after['barcode']);

/** The later step that changed what one of these changes made, or undefined. */
const overlapping = (db: ReadableDB, changes: readonly Change[]): OpId | undefined => {
  for (const change of changes) {
    const mine = changedColumns(change);
    for (const later of listLaterChanges(db, change)) {
      const theirs = changedColumns(later);
      if (
        mine === null
          ? theirs === null || theirs.length > 0
          : theirs === null || theirs.some((column) => mine.includes(column))
      )
        return later.opId;
    }
  }
  return undefined;
};

/** The columns that a change is about; null for a whole row that came or went. */
const changedColumns = ({ before, after }: Change): readonly string[] | null =>
  before === null || after === null
    ? null
    : Object.keys(after).filter(
        (column) => after[column] !== before[column] && !bookkeeping.includes(column),
      );

/** The later step that stands on this one, or undefined. */
const findBlocking = (
  db: ReadableDB,
  command: LoggedCommand & { readonly requestId: RequestId },
): LaterStep | undefined => {
  const later = listLaterSteps(db, command.requestId, command.opId);
  // The usual undo is of the last step: there is nothing to compare it with.
  if (later.length === 0) return undefined;
  if (setKinds.includes(command.kind)) {
    // A Done that ended the set again stands on the earlier one: the partner was told then, and only then.
    const isDone = command.kind === 'finish-receiving';
    return later.find(
      ({ kind }) =>
        !isBesideTheLifecycle(kind) && (!setKinds.includes(kind) || (isDone && kind === command.kind)),
    );
  }
  const changes = listChanges(db, command.opId);
  const onStatus = movedRequest(changes) ? later.find(({ kind }) => !isBesideTheLifecycle(kind)) : undefined;
  if (onStatus) return onStatus;
  const onVolumes = movedVolume(changes)
    ? later.find(({ opId }) => checkedEveryVolume(listChanges(db, opId)) || tellsOfReturn(db, opId, changes))
    : undefined;
  if (onVolumes) return onVolumes;
  const freed = freedBarcodes(changes);
  const onBarcode =
    freed.length === 0
      ? undefined
      : later.find((step) => listChanges(db, step.opId).some((change) => bringsBarcode(change, freed)));
  if (onBarcode) return onBarcode;
  const opId = overlapping(db, changes);
  return later.find((step) => step.opId === opId);
};

/**
 * Says whether a step can be taken back now; a refusal names what stands in the way.
 * A step can be undone while nothing later depends on it.
 */
export const checkUndo = (
  db: ReadableDB,
  command: LoggedCommand,
  timeZone: string,
): Result<{ readonly needsUndoFirst: readonly OpId[]; readonly successor: OpId | null }> => {
  if (command.undoneBy !== null) return refuse('undo-already-done', 'This step was undone already.');
  const { requestId } = command;
  const changes = listChanges(db, command.opId);
  if (command.kind === 'undo' || requestId === null || changes.length === 0)
    return refuse('undo-unknown', 'This step changed nothing that could be taken back.');
  if (command.kind === ('create-request' satisfies StepKind))
    return refuse('undo-unknown', 'A request that was created stays in the records. Cancel it instead.');
  const blocking = findBlocking(db, { ...command, requestId });
  if (blocking)
    return refuse(
      'undo-later-step',
      `A later step stands on it: ${stepLabel(blocking.kind)}, ` +
        `${formatTime(blocking.at as Instant, timeZone)}, ${blocking.operatorName}. Undo that one first.`,
    );
  if (command.kind === ('edit-request' satisfies StepKind)) {
    const refusal = editUndoRefusal(findRequestRow(db, requestId)?.status ?? '', changes);
    if (refusal !== null) return refuse('undo-later-step', refusal);
  }
  if (!changes.every((change) => isUntouched(db, change)))
    return refuse('undo-later-step', 'The item was changed later. Undo that step first.');
  // The first volume of a parcel brought the request here: a later one takes over from it.
  const isFirst =
    command.kind === 'receive' && (movedRequest(changes) || !hasEarlierReceive(db, requestId, command.opId));
  if (!isFirst) return ok({ needsUndoFirst: [], successor: null });
  const successor = findLaterReceive(db, requestId, command.opId) ?? null;
  // The only volume: with it goes every Done of its parcel.
  const done =
    successor === null
      ? listLaterSteps(db, requestId, command.opId).filter(({ kind }) => kind === 'finish-receiving')
      : [];
  return ok({ needsUndoFirst: done.map(({ opId }) => opId), successor });
};

/** Why the operator cannot take a step back now, as a sentence; null when they can. */
export const undoRefusal = (context: DeskContext, command: LoggedCommand): string | null => {
  const checked = checkUndo(context.db, command, context.timeZone());
  const allowed = checked.ok ? authorizeUndo(context, command) : checked;
  return allowed.ok ? null : allowed.error.message;
};

export type UndoService = {
  /** Takes one step back: rows, slips in the queue and unsent messages are as before. */
  readonly undo: (input: Input<'steps.undo'>) => Result<Undone>;
};

/** Undo is a step itself: idempotent, logged, with a line in the request's history. */
export const undoService = (context: DeskContext): UndoService => ({
  undo: (input) =>
    runCommand<Undone>(context, { opId: input.opId, kind: 'undo', input }, (db, at) => {
      const command = findCommand(db, input.undoes);
      if (!command || command.requestId === null)
        return refuse('undo-unknown', 'There is no such step any more.');
      const saw = sawRequest(db, command.requestId);
      const answer = undoStep(context, db, at, { ...command, requestId: command.requestId }, input);
      return answer.ok ? ok({ requestId: command.requestId, answer: answer.value, ...saw }) : answer;
    }),
});

/** What staff read where the rows as they were cannot be put back any more; null for a fault of another kind. */
const conflictOf = (error: unknown): Result<never> | null => {
  switch (codeOf(error)) {
    // Two rows that cannot both be: the item would be with us again while its barcode stands on another one.
    case 'SQLITE_CONSTRAINT_UNIQUE':
      return refuse(
        'undo-later-step',
        'The barcode of this item is in use again since then. Undo the receipt of the other item first.',
      );
    case 'SQLITE_CONSTRAINT_FOREIGNKEY':
      return refuse(
        'undo-later-step',
        'A desk, partner or patron of the time before this step was deleted since, so it cannot be taken back. ' +
          'Nothing was changed: correct the request by hand.',
      );
    default:
      return null;
  }
};

/** What was taken back, and what the request is now. */
const takenBackWords = (kind: string, before: string, after: string): string =>
  `Taken back: ${stepLabel(kind)}. ` +
  (after === before ? `It is still “${statusLabel(after)}”.` : `It is “${statusLabel(after)}” again.`);

const sawRequest = (db: ReadableDB, requestId: RequestId): { readonly saw?: Saw } => {
  const request = findRequestRow(db, requestId);
  return request ? { saw: { status: request.status, partnerId: request.activePartnerId } } : {};
};

const undoStep = (
  context: DeskContext,
  db: WritableDB,
  at: Instant,
  command: LoggedCommand & { readonly requestId: RequestId },
  input: Input<'steps.undo'>,
): Result<Undone> => {
  const allowed = authorizeUndo(context, command);
  if (!allowed.ok) return allowed;
  const checked = checkUndo(db, command, context.timeZone());
  if (!checked.ok) return checked;
  const requestId = command.requestId;
  const before = findRequestRow(db, requestId);
  if (!before) return refuse('undo-unknown', 'The request of this step is not there any more.');
  const { needsUndoFirst, successor } = checked.value;
  let slipsOnPaper = 0;
  try {
    for (const opId of [...needsUndoFirst, command.opId])
      slipsOnPaper += takeBack(db, { opId, requestId, undoneBy: input.opId, at, successor }).slipsOnPaper;
  } catch (error) {
    const refusal = conflictOf(error);
    if (refusal === null) throw error;
    return refusal;
  }
  const after = findRequestRow(db, requestId) ?? before;
  const headline = takenBackWords(command.kind, before.status, after.status);
  insertRequestEvent(db, {
    requestId,
    opId: input.opId,
    at,
    kind: 'undo',
    statusBefore: before.status,
    statusAfter: after.status,
    headline,
  });
  return ok({
    opId: input.opId,
    undoes: command.opId,
    requestId,
    externalId: before.externalId,
    title: after.title,
    headline,
    slipsOnPaper,
  });
};
