import type { DeskId, Instant, OperatorId, OpId, RequestId } from '../../../shared/domain/ids.ts';
import { librariesOf } from '../../../shared/domain/roles.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { DeskView, OperatorView } from '../../../shared/ipc/views.ts';
import { withIdsAgain, type GivenIds } from '../db/new-id.ts';
import type { ReadableDB } from '../db/types.ts';
import type { DeskContext, Session } from '../desk/context.ts';
import { noteShownByCode } from '../desk/steps/frame/shown-by-code.ts';
import { listDesks, listLibraryIds, listOperators } from '../desk/records/session/session.queries.ts';
import { takeAgain } from '../desk/steps/undo/redo.ts';

/** Who took a step, where and when. */
type TakenBy = {
  readonly operatorId: OperatorId;
  readonly deskId: DeskId;
  readonly at: Instant;
  /** IANA zone of the library then. */
  readonly timeZone: string;
  /** Its item was in hand. */
  readonly requestId: RequestId | null;
};

/** The desk as it was when a step was taken: the same jobs, with the operator, the place and the time of then. */
export type StepDesk = {
  /** Undefined where who took the step, or its desk, is not there any more. */
  readonly as: <T>(who: TakenBy, work: (context: DeskContext) => T) => T | undefined;
};

/** Opens it on the database of this workstation. */
export const openStepDesk = (db: ReadableDB): StepDesk => {
  let now: { readonly who: TakenBy; readonly operator: OperatorView; readonly desk: DeskView } | null = null;
  const present = (): NonNullable<typeof now> => {
    if (now === null) throw new Error('No step is replayed.');
    return now;
  };
  const session: Session = {
    operator: () => present().operator,
    desk: () => present().desk,
    signedIn: () => true,
    libraries: () => {
      const own = librariesOf(present().operator.grants);
      return listLibraryIds(db).every((id) => own.includes(id)) ? null : own;
    },
    operators: () => listOperators(db),
    refresh: () => undefined,
  };
  const context: DeskContext = {
    db,
    session,
    now: () => new Date(present().who.at),
    timeZone: () => present().who.timeZone,
  };
  return {
    as: (who, work) => {
      const operator = listOperators(db).find(({ id }) => id === who.operatorId);
      const desk = listDesks(db).find(({ id }) => id === who.deskId);
      if (!operator || !desk) return undefined;
      now = { who, operator, desk };
      try {
        if (who.requestId !== null) noteShownByCode(session, who.requestId);
        return work(context);
      } finally {
        now = null;
      }
    },
  };
};

/** A row that a step made. */
export type MadeRow = { readonly table: string; readonly id: number };

/**
 * Takes a step again by the body that took it.
 * @param made the rows that it made, in their order: they get the same ids. @param identifier what the request is called that it makes.
 * @returns its answer; undefined where who took it, or its desk, is not there any more; `of-a-file` for a step of a file, whose input no person gave.
 */
export const takeStepAgain = (
  { as }: StepDesk,
  db: ReadableDB,
  step: TakenBy & { readonly opId: OpId; readonly kind: string; readonly input: string },
  made: readonly MadeRow[],
  identifier: unknown,
): Result<unknown> | 'of-a-file' | undefined => {
  const ids: GivenIds = new Map();
  for (const { table, id } of made) ids.set(table, [...(ids.get(table) ?? []), id]);
  return as(step, (context) =>
    withIdsAgain(
      db,
      ids,
      () => takeAgain(context, step, step.opId) ?? 'of-a-file',
      identifier as string | undefined,
    ),
  );
};
