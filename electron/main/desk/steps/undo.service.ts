import { formatTime } from '../../../../shared/domain/dates.ts';
import type { Instant, OpId } from '../../../../shared/domain/ids.ts';
import { hasRole, roleMissingMessage } from '../../../../shared/domain/roles.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { Undone } from '../../../../shared/ipc/views.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import type { DeskContext } from '../context.ts';
import { runCommand } from './run-command.ts';
import { stepKinds } from './step-kinds.ts';
import type { LoggedCommand } from './steps.queries.ts';
import { findCommand, findStepRequest, insertRequestEvent } from './steps.queries.ts';
import { isUntouched, takeBack } from './take-back.ts';
import {
  findLaterReceive,
  hasEarlierReceive,
  listChanges,
  listLaterSteps,
  listStandingSteps,
} from './undo.queries.ts';

/** Who may receive may take a receipt back. */
const undoRole = 'fulfillment-services-operator';

/** Steps of one set: receiving and its Done. They may be undone while others of them stand. */
const setKinds: readonly string[] = ['receive', 'finish-receiving'];

/**
 * Says whether a step can be taken back now; a refusal names what stands in the way.
 * A step can be undone while nothing later depends on it (product.md §3.6).
 */
export const judgeUndo = (
  db: ReadableDB,
  command: LoggedCommand,
  timeZone: string,
): Result<{ readonly needsUndoFirst: readonly OpId[]; readonly heir: OpId | null }> => {
  if (command.undoneBy !== null) return refuse('undo-already-done', 'This step was undone already.');
  if (!setKinds.includes(command.kind) || command.requestId === null)
    return refuse('undo-unknown', 'This step changed nothing that could be taken back.');
  const later = listLaterSteps(db, command.requestId, command.opId);
  // A Done that ended the set again stands on the earlier one: the lender was told then, and only then.
  const isDone = command.kind === 'finish-receiving';
  const blocking = later.find(({ kind }) => !setKinds.includes(kind) || (isDone && kind === command.kind));
  if (blocking)
    return refuse(
      'undo-later-step',
      `A later step stands on it: ${stepKinds[blocking.kind] ?? blocking.kind}, ` +
        `${formatTime(blocking.at as Instant, timeZone)}, ${blocking.operatorName}. Undo that one first.`,
    );
  if (!listChanges(db, command.opId).every((change) => isUntouched(db, change)))
    return refuse('undo-later-step', 'The item was changed later. Undo that step first.');
  if (command.kind !== 'receive' || hasEarlierReceive(db, command.requestId, command.opId))
    return ok({ needsUndoFirst: [], heir: null });
  const heir = findLaterReceive(db, command.requestId, command.opId) ?? null;
  // The only volume: with it goes every Done of its set.
  const done = heir === null ? listStandingSteps(db, command.requestId, 'finish-receiving') : [];
  return ok({ needsUndoFirst: done, heir });
};

export type UndoService = {
  /** Takes one step back: rows, slips in the queue and unsent messages are as before. */
  readonly undo: (input: Input<'steps.undo'>) => Result<Undone>;
};

/** Undo is a step itself: idempotent, logged, with a line in the request's history. */
export const undoService = (context: DeskContext): UndoService => ({
  undo: (input) =>
    runCommand<Undone>(context, { opId: input.opId, kind: 'undo', input }, (db, at) => {
      const answer = undoStep(context, db, at, input);
      return answer.ok ? ok({ requestId: answer.value.requestId, answer: answer.value }) : answer;
    }),
});

const undoStep = (
  context: DeskContext,
  db: WritableDB,
  at: Instant,
  input: Input<'steps.undo'>,
): Result<Undone> => {
  const { libraryId, id: deskId } = context.session.desk();
  if (!hasRole(context.session.operator().grants, undoRole, { libraryId, deskId }))
    return refuse('role-missing', roleMissingMessage(undoRole, 'Undoing this step'));
  const command = findCommand(db, input.undoes);
  if (!command || command.requestId === null)
    return refuse('undo-unknown', 'There is no such step any more.');
  const judged = judgeUndo(db, command, context.timeZone());
  if (!judged.ok) return judged;
  const requestId = command.requestId;
  const before = findStepRequest(db, requestId);
  if (!before) return refuse('undo-unknown', 'The request of this step is not there any more.');
  const { needsUndoFirst, heir } = judged.value;
  let slipsOnPaper = 0;
  for (const opId of [...needsUndoFirst, command.opId])
    slipsOnPaper += takeBack(db, { opId, requestId, undoneBy: input.opId, at, heir }).slipsOnPaper;
  const after = findStepRequest(db, requestId) ?? before;
  const headline = `${stepKinds[command.kind] ?? command.kind} undone`;
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
    headline,
    slipsOnPaper,
  });
};
