import type { DeskId, OperatorId, RequestId } from '../../../../../shared/domain/ids.ts';
import { anyRoleRefusal, askForRoles, type RolePlace } from '../../../../../shared/domain/roles.ts';
import type { AuthorizedKind, Home } from '../../../../../shared/domain/steps/who-may.ts';
import { isStepKind } from '../../../../../shared/domain/steps/all-steps.ts';
import { homeOf, stepRoleRefusal, undoRoleRefusal } from '../../../../../shared/domain/steps/who-may.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext, Session } from '../../context.ts';
import { findDesk } from '../../store/places.queries.ts';
import { findHome, hasStepHere } from './authorize.queries.ts';
import { wasShownByCode } from './shown-by-code.ts';
import { t } from '../../../../../shared/words/words.ts';

// Who may take, take back and read what. The rules stand in shared/domain (steps, roles); here they meet the records.
// Every refusal is `role-missing` with the role that is missing.

type Context = Pick<DeskContext, 'db' | 'session'>;

const here = (session: Session): RolePlace => {
  const { libraryId, id: deskId } = session.desk();
  return { libraryId, deskId };
};

const answer = (refusal: string | null): Result<null> =>
  refusal === null ? ok(null) : refuse('role-missing', refusal);

const homeOfRequest = (db: ReadableDB, requestId: RequestId | null): Home | null =>
  requestId === null ? null : homeOf(findHome(db, requestId));

/**
 * Whether the operator may take a step on a request. For a step that is about none yet (null), or about one that is not there
 * any more, the desk where they are decides.
 * @param home the library of the request; left out, it is looked up.
 */
export const authorizeStep = (
  { db, session }: Context,
  kind: AuthorizedKind,
  requestId: RequestId | null,
  home = homeOfRequest(db, requestId),
): Result<null> => answer(stepRoleRefusal(kind, session.operator().grants, here(session), home));

/**
 * The same for a step with the item in hand that names the request by its number. Of another library's request that takes more
 * than a number: its identifier or a barcode must have been given here before (shown-by-code.ts), or a step taken.
 */
export const authorizeStepByNumber = (
  context: Context,
  kind: AuthorizedKind,
  requestId: RequestId | null,
  home = homeOfRequest(context.db, requestId),
): Result<null> => {
  const allowed = authorizeStep(context, kind, requestId, home);
  if (!allowed.ok || requestId === null || wasShownByCode(context.session, requestId)) return allowed;
  return authorizeReading(context, requestId);
};

/** Whether the operator may make a request that is to be collected at this desk (null: at none). */
export const authorizeCreating = ({ db, session }: Context, pickupDeskId: DeskId | null): Result<null> => {
  const pickup = pickupDeskId === null ? undefined : findDesk(db, pickupDeskId);
  return answer(stepRoleRefusal('create-request', session.operator().grants, here(session), homeOf(pickup)));
};

/** Whether the operator may take a step back. */
export const authorizeUndo = (
  { db, session }: Context,
  command: {
    readonly kind: string;
    readonly requestId: RequestId | null;
    readonly deskId: DeskId;
    readonly operatorId: OperatorId;
  },
): Result<null> => {
  const kind = isStepKind(command.kind) ? command.kind : 'undo';
  const desk = findDesk(db, command.deskId);
  const { id, grants } = session.operator();
  return answer(
    undoRoleRefusal(kind, grants, {
      at: desk ? { libraryId: desk.libraryId, deskId: command.deskId } : here(session),
      deskName: desk?.name ?? t('the desk'),
      isOwn: command.operatorId === id,
      home: command.requestId === null ? null : homeOf(findHome(db, command.requestId)),
    }),
  );
};

/** Whether the operator has any role at the desk where they are. @param doing begins the refusal: `Printing slips`. */
export const authorizeAnyRole = (session: Session, doing: string): Result<null> =>
  answer(anyRoleRefusal(doing, session.operator().grants, here(session)));

/**
 * Whether the operator may read a request, which names a patron: one of a library in which they have a role, or one on which
 * they took a step at this desk with the item in hand, as long as they have a role there.
 */
export const authorizeReading = (context: Context, requestId: RequestId): Result<null> => {
  const { db, session } = context;
  const libraries = session.libraries();
  if (libraries === null) return ok(null);
  const home = homeOf(findHome(db, requestId));
  if (home === null || libraries.includes(home.id)) return ok(null);
  const tookStep = (): boolean =>
    hasStepHere(db, { requestId, operatorId: session.operator().id, deskId: session.desk().id });
  if (authorizeAnyRole(session, 'Reading').ok && tookStep()) return ok(null);
  return answer(
    t('This request belongs to {homeName}. You need a role there to view it. {askForRoles}', {
      homeName: home.name,
      askForRoles,
    }),
  );
};

/** Whether there is a request that the operator may read; for lists, which leave the others out. */
export const mayRead = (context: Context, requestId: RequestId): boolean =>
  authorizeReading(context, requestId).ok;
