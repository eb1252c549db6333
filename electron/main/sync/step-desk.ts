import type { DeskId, Instant, OperatorId, OpId, RequestId } from '../../../shared/domain/ids.ts';
import { librariesOf } from '../../../shared/domain/roles.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { DeskView, OperatorView } from '../../../shared/ipc/views.ts';
import { withReusedIds, type GivenIds } from '../db/new-id.ts';
import type { ReadableDB } from '../db/types.ts';
import { asPartner, type DeskContext, type Session } from '../desk/context.ts';
import { noteShownByCode } from '../desk/steps/frame/shown-by-code.ts';
import { listDesks, listLibraryIds, listOperators } from '../desk/records/session/session.queries.ts';
import { rerun } from '../desk/steps/undo/redo.ts';

/** Who took a step, where and when. */
type TakenBy = {
  /** Null: a partner said it by message. */
  readonly operatorId: OperatorId | null;
  readonly deskId: DeskId;
  readonly at: Instant;
  /** IANA time zone of the library at that time. */
  readonly timeZone: string;
  /** The request whose item was in hand. */
  readonly requestId: RequestId | null;
};

/** The desk as it was when a step was taken: the same services, with the operator, place and time of then. */
export type StepDesk = {
  /** Runs work as the given operator; undefined if the operator or the desk no longer exists. */
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
      if (who.operatorId === null) return asPartnerOf(db, who, work);
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

const asPartnerOf = <T>(
  db: ReadableDB,
  { deskId, at, timeZone }: TakenBy,
  work: (context: DeskContext) => T,
): T | undefined => {
  const desk = listDesks(db).find(({ id }) => id === deskId);
  return desk && work(asPartner({ db, now: () => new Date(at), timeZone: () => timeZone }, desk));
};

/** A row that a step inserted. */
export type InsertedRow = { readonly table: string; readonly id: number };

/**
 * Takes a step again with the code that took it first.
 * @param made the rows that it inserted, in order: they get the same ids. @param identifier the identifier of the request that it creates.
 * @returns its answer; undefined if the operator or the desk no longer exists; `of-a-file` for a step of an import, whose input was not
 * given by a person.
 */
export const rerunStep = (
  { as }: StepDesk,
  db: ReadableDB,
  step: TakenBy & { readonly opId: OpId; readonly kind: string; readonly input: string },
  made: readonly InsertedRow[],
  identifier: unknown,
): Result<unknown> | 'of-a-file' | undefined => {
  const ids: GivenIds = new Map();
  for (const { table, id } of made) ids.set(table, [...(ids.get(table) ?? []), id]);
  return as(step, (context) =>
    withReusedIds(
      db,
      ids,
      () => rerun(context, step, step.opId) ?? 'of-a-file',
      identifier as string | undefined,
    ),
  );
};
