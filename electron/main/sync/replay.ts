import type { Instant, RequestId } from '../../../shared/domain/ids.ts';
import { administersAny } from '../../../shared/domain/administration.ts';
import { isStepKind, isTakenAgain } from '../../../shared/domain/steps/all-steps.ts';
import { elsewhereOf, isStillSame, seenBy } from './still-same.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { t } from '../../../shared/words/words.ts';
import { isLog } from '../db/hub-capture.ts';
import { needsAdministrator } from '../db/hub-writes.ts';
import { rollBackUnless } from '../db/roll-back-unless.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { repeatErasure } from '../desk/records/erasure/patron-data.service.ts';
import { isErasure } from '../desk/records/erasure/erase-requests.ts';
import { placeWorkAgain } from '../desk/records/places/place-desk-work.ts';
import { keysOf } from '../desk/steps/frame/hub-keys.ts';
import { listOperators } from '../desk/records/session/session.queries.ts';
import type { LoggedCommand } from '../desk/store/command-log.queries.ts';
import { findCommand, markRedoes } from '../desk/store/command-log.queries.ts';
import { listHubChanges, type HubChange } from '../desk/store/hub-changes.queries.ts';
import { assignChangesTo, putPending } from '../desk/store/pending-steps.queries.ts';
import { findPlace } from '../desk/store/places.queries.ts';
import { lastLogLine, moveHubState } from '../desk/store/hub.queries.ts';
import { isIntentMet } from './intent-met.ts';
import { createLeftOutTasks } from './left-out-volumes.ts';
import { isFreeId, mergeRows, containsAnyId } from './merge-rows.ts';
import { refuseStep, type Why } from './refuse-step.ts';
import { typedTextsOf } from './typed-texts.ts';
import { isErased, type Ids, type Replay, type RolledBack } from './roll-back.ts';
import { rerunStep, type InsertedRow, type StepDesk } from './step-desk.ts';

/**
 * Replays steps with the same code that checked them first: as the same operator, at the same desk, at the same time, on the current rows.
 * A step counts if it is allowed and still does what was meant; otherwise it becomes a refused step, and a task unless its intended result
 * already holds.
 * @param workstation the name of this workstation, for its tasks.
 */
export const replay =
  (desk: StepDesk, now: () => Instant, workstation: string): Replay =>
  (db, rolledBack, ids) => {
    const { step, logged, changes } = rolledBack;
    const why = rollBackUnless(
      db,
      () => replayOnce(db, rolledBack, ids, desk),
      (found) => found === null,
    );
    if (why !== null) {
      const needsTask = logged !== undefined && !rolledBack.isUndone && !isIntentMet(db, { logged, changes });
      refuseStep(db, rolledBack, { why, at: now(), needsTask, workstation });
      return;
    }
    const { opId } = step;
    createLeftOutTasks(db, rolledBack, { at: now(), workstation });
    assignChangesTo(db, opId);
    noteRenumbered(db, rolledBack, ids);
    const requestId = findCommand(db, opId)?.requestId ?? null;
    // Of a step that was refused before, only its task exists.
    const isStep = step.kind !== null && step.refusal === null;
    putPending(db, { ...step, ...keysOf(db, { opId, requestId, isStep }), toCheck: false });
    moveHubState(db, { logTo: lastLogLine(db) });
  };

/** Fields of a step that hold a date or a code, not a text. */
const datesAndCodes: readonly string[] = ['dueOn', 'replyBy', 'backBy', 'reason'];

/** @returns why the step is refused; null if it counts. */
const replayOnce = (db: WritableDB, rolledBack: RolledBack, ids: Ids, desk: StepDesk): Why | null => {
  const { step, logged, changes } = rolledBack;
  if (logged === undefined) return mergeRows(db, rolledBack, ids);
  if (containsAnyId(JSON.parse(logged.input), ids.renumbered)) return changedMeanwhile;
  const notAllowed = notAllowedNow(db, logged);
  if (notAllowed !== null) return notAllowed;
  // Its texts and its line in the log may name the patron who has been forgotten since. A step that is taken again and has no text names
  // nobody, and staff may have done it with the item in hand: it counts. Messages of partners are kept.
  if (
    isStepKind(logged.kind) &&
    logged.operatorId !== null &&
    !rolledBack.isAfterErasure &&
    isErased(db, logged) &&
    !(
      isTakenAgain(logged.kind) &&
      typedTextsOf(db, logged, changes).every(({ what }) => datesAndCodes.includes(what))
    )
  )
    return changedMeanwhile;
  if (isErasure(logged.kind)) return forgetOnce(rolledBack, logged, desk);
  if (logged.kind === 'save-desk') return changeDeskOnce(db, rolledBack, logged, { ids, desk });
  if (!isTakenAgain(logged.kind)) return mergeRows(db, rolledBack, ids) ?? collectedAtClosed(db, rolledBack);
  const request = changes.find(({ table, before }) => table === 'request' && before === null);
  const result = rerunStep(
    desk,
    db,
    { ...logged, timeZone: step.timeZone },
    madeRows(db, changes, ids),
    request?.after?.['external_id'],
  );
  if (result === 'of-a-file') return mergeRows(db, rolledBack, ids);
  const refused = refusalOf(result);
  if (refused !== null) return refused;
  const again = findCommand(db, step.opId);
  if (!again) throw new Error('A step was taken and is in no log.');
  keepRedoes(db, logged);
  return isStillSame(elsewhereOf(logged), seenBy(logged), seenBy(again)) ? null : changedMeanwhile;
};

/** Refuses steps of former operators and administrators, which the hub would forbid. */
const notAllowedNow = (db: ReadableDB, { kind, operatorId }: LoggedCommand): Why | null => {
  // What a partner said needs no operator.
  if (operatorId === null) return null;
  const operator = listOperators(db).find(({ id }) => id === operatorId);
  if (operator === undefined) return { code: 'operator-unknown', message: '' };
  return needsAdministrator(kind) && !administersAny(operator) ? { code: 'role-missing', message: '' } : null;
};

/** Refuses a step that chose a pickup location which has since been closed. */
const collectedAtClosed = (db: ReadableDB, { logged, changes }: RolledBack): Why | null =>
  isStepKind(logged?.kind ?? '') &&
  changes.some(({ table, before, after }) => {
    const deskId = after?.['pickup_desk_id'];
    return (
      table === 'request' &&
      typeof deskId === 'number' &&
      deskId !== before?.['pickup_desk_id'] &&
      findPlace(db, 'desk', deskId)?.active === 0
    );
  })
    ? { code: 'desk-unknown', message: t('That desk is no longer a pickup location. Choose another one.') }
    : null;

/**
 * Merges a change of a desk like that of other records. Requests and items that the desk has by now are moved to where the operator chose.
 */
const changeDeskOnce = (
  db: WritableDB,
  rolledBack: RolledBack,
  logged: LoggedCommand,
  { ids, desk }: { readonly ids: Ids; readonly desk: StepDesk },
): Why | null => {
  const { step, changes } = rolledBack;
  const changed = changes.find(({ table, before }) => table === 'desk' && before !== null);
  const before = changed && findPlace(db, 'desk', changed.rowId);
  const records = changes.filter(({ table }) => table !== 'request' && table !== 'item');
  const why = mergeRows(db, { ...rolledBack, changes: records, events: [] }, ids);
  if (why !== null || !before) return why;
  return refusalOf(
    desk.as({ ...logged, timeZone: step.timeZone }, (context) => placeWorkAgain(context, db, logged, before)),
  );
};

const forgetOnce = ({ step, changes }: RolledBack, logged: LoggedCommand, desk: StepDesk): Why | null => {
  const requests = changes.flatMap(({ table, rowId, after }) =>
    table === 'request' && typeof after?.['patron_forgotten_at'] === 'string' ? [rowId as RequestId] : [],
  );
  return refusalOf(
    desk.as({ ...logged, timeZone: step.timeZone }, (context) => repeatErasure(context, logged, requests)),
  );
};

const changedMeanwhile: Why = { code: 'changed-meanwhile', message: '' };

const refusalOf = (result: Result<unknown> | undefined): Why | null => {
  if (result === undefined) return { code: 'operator-unknown', message: '' };
  return result.ok ? null : { code: result.error.code, message: result.error.message };
};

const keepRedoes = (db: WritableDB, { opId, input }: LoggedCommand): void => {
  const { redoes } = JSON.parse(input) as { readonly redoes?: LoggedCommand['opId'] };
  if (redoes !== undefined) markRedoes(db, opId, redoes);
};

/** The rows that a step inserted: it inserts them again with their ids, except ids that another copy of this file has used. */
const madeRows = (db: ReadableDB, changes: readonly HubChange[], { taken }: Ids): readonly InsertedRow[] =>
  changes.flatMap(({ table, rowId, before }) =>
    before === null && !isLog(table) && isFreeId(db, taken, table, rowId) ? [{ table, id: rowId }] : [],
  );

const addedIds = (changes: readonly HubChange[]): readonly number[] =>
  changes.flatMap(({ rowId, before }) => (before === null ? [rowId] : []));

/** Records rows that got a new id: a later step that names the old id would affect another workstation's row. */
const noteRenumbered = (db: ReadableDB, { step, changes }: RolledBack, { renumbered }: Ids): void => {
  const now = new Set(addedIds(listHubChanges(db, step.opId)));
  for (const id of addedIds(changes)) if (!now.has(id)) renumbered.add(id);
};
