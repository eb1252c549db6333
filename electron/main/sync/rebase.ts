import type { Instant, RequestId } from '../../../shared/domain/ids.ts';
import { administersAny } from '../../../shared/domain/administration.ts';
import { elsewhereOf, isStillSame, type Seen } from '../../../shared/domain/steps/still-same.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { isLog } from '../db/hub-capture.ts';
import { needsAdministrator } from '../db/hub-writes.ts';
import { withIdsAgain, type GivenIds } from '../db/new-id.ts';
import { savepoint } from '../db/open.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { listHubChanges, type HubChange } from '../desk/store/hub-changes.queries.ts';
import { listOperators } from '../desk/records/session/session.queries.ts';
import { forgetAgain } from '../desk/history/forgetting/forget-again.ts';
import { isForgetting } from '../desk/history/forgetting/forget-here.ts';
import { isTakenAgain } from '../../../shared/domain/steps/all-steps.ts';
import { takeAgain } from '../desk/steps/take-again.ts';
import type { LoggedCommand } from '../desk/store/command-log.queries.ts';
import { findCommand, markRedoes } from '../desk/store/command-log.queries.ts';
import { giveChangesTo, lastLogLine, moveHubState, putPending } from '../desk/store/hub.queries.ts';
import { isFreeId, joinRows, namesOne } from './join-rows.ts';
import { keysOf } from '../desk/kernel/hub-keys.ts';
import { isAlreadySo } from './already-so.ts';
import { refuseStep } from './refuse-step.ts';
import type { StepDesk } from './step-desk.ts';
import type { Rebase, PutBack } from './take-in.ts';

/** Why a step does not stand: a code and a sentence. */
export type Why = { readonly code: string; readonly message: string };

/**
 * Checks steps again by the same code that checked them first: as the same operator, at the same desk, at the same time, on the rows as they
 * are now. What is allowed and still is what was done counts; all else becomes a refused step, and a task for a person unless what it wanted is so.
 * @param workstation the name of this workstation, for its tasks.
 */
export const rebase =
  (desk: StepDesk, now: () => Instant, workstation: string): Rebase =>
  (db, putBack) => {
    const { step, logged } = putBack;
    const why = undoableStep(db, putBack, desk);
    if (why !== null) {
      const needsTask =
        logged !== undefined && !putBack.isUndone && !isAlreadySo(db, { logged, changes: putBack.changes });
      refuseStep(db, putBack, { why, at: now(), needsTask, workstation });
      return;
    }
    const { opId } = step;
    giveChangesTo(db, opId);
    noteMoved(db, putBack);
    const requestId = findCommand(db, opId)?.requestId ?? null;
    // Of a step that was refused before there is its task alone.
    const isStep = step.kind !== null && step.refusal === null;
    putPending(db, { ...step, ...keysOf(db, { opId, requestId, isStep }), toCheck: false });
    moveHubState(db, { logTo: lastLogLine(db) });
  };

/** Thrown to put back what a step wrote that does not stand; never leaves this file. */
class DoesNotStand extends Error {
  readonly why: Why;
  constructor(why: Why) {
    super(why.message);
    this.why = why;
  }
}

const undoableStep = (db: WritableDB, putBack: PutBack, desk: StepDesk): Why | null => {
  let why: Why | null = null;
  savepoint(
    db,
    () => {
      const found = takeOnce(db, putBack, desk);
      if (found !== null) throw new DoesNotStand(found);
    },
    (error) => {
      if (!(error instanceof DoesNotStand)) return false;
      why = error.why;
      return true;
    },
  );
  return why;
};

const takeOnce = (db: WritableDB, putBack: PutBack, desk: StepDesk): Why | null => {
  const { step, logged, moved } = putBack;
  if (logged !== undefined && namesOne(JSON.parse(logged.input), moved)) return changedMeanwhile;
  const mayNot = logged === undefined ? null : mayNotAnyMore(db, logged);
  if (mayNot !== null) return mayNot;
  if (logged !== undefined && isForgetting(logged.kind)) return forgetOnce(putBack, logged, desk);
  if (logged === undefined || !isTakenAgain(logged.kind)) return joinRows(db, putBack);
  const who = { ...logged, timeZone: step.timeZone };
  const made = putBack.changes.find(({ table, before }) => table === 'request' && before === null);
  const result = desk.as(who, (context) =>
    withIdsAgain(
      db,
      idsOf(db, putBack),
      () => takeAgain(context, logged, step.opId) ?? 'of-a-file',
      made?.after?.['external_id'] as string | undefined,
    ),
  );
  // The step of a file has another input than a person's: its rows are joined.
  if (result === 'of-a-file') return joinRows(db, putBack);
  const refused = refusalOf(result);
  if (refused !== null) return refused;
  const again = findCommand(db, step.opId);
  if (!again) throw new Error('A step was taken and is in no log.');
  keepRedoes(db, logged);
  return isStillSame(elsewhereOf(logged.kind), sawOf(logged), sawOf(again)) ? null : changedMeanwhile;
};

/** A former operator or administrator takes no step: the hub would refuse it. */
const mayNotAnyMore = (db: ReadableDB, { kind, operatorId }: LoggedCommand): Why | null => {
  const operator = listOperators(db).find(({ id }) => id === operatorId);
  if (operator === undefined) return { code: 'operator-unknown', message: '' };
  return needsAdministrator(kind) && !administersAny(operator) ? { code: 'role-missing', message: '' } : null;
};

const forgetOnce = ({ step, changes }: PutBack, logged: LoggedCommand, desk: StepDesk): Why | null => {
  const requests = changes.flatMap(({ table, rowId, after }) =>
    table === 'request' && typeof after?.['patron_forgotten_at'] === 'string' ? [rowId as RequestId] : [],
  );
  return refusalOf(
    desk.as({ ...logged, timeZone: step.timeZone }, (context) => forgetAgain(context, logged, requests)),
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

const sawOf = ({ input }: LoggedCommand): Seen | undefined =>
  (JSON.parse(input) as { readonly saw?: Seen }).saw;

/** The ids of the rows that a step added, by table, in their order: it adds them again, but for those that another copy of this file gave. */
const idsOf = (db: ReadableDB, { changes, given }: PutBack): GivenIds => {
  const ids: GivenIds = new Map();
  for (const { table, rowId, before } of changes)
    if (before === null && !isLog(table) && isFreeId(db, given, table, rowId))
      ids.set(table, [...(ids.get(table) ?? []), rowId]);
  return ids;
};

const addedIds = (changes: readonly HubChange[]): readonly number[] =>
  changes.flatMap(({ rowId, before }) => (before === null ? [rowId] : []));

/** A row that got another id: a later step that names it by the old one would be about somebody else's. */
const noteMoved = (db: ReadableDB, { step, changes, moved }: PutBack): void => {
  const now = new Set(addedIds(listHubChanges(db, step.opId)));
  for (const id of addedIds(changes)) if (!now.has(id)) moved.add(id);
};
