import type { DeskId, OperatorId, RequestId } from '../../../../../shared/domain/ids.ts';
import { anyRoleRefusal, askForRoles, type RolePlace } from '../../../../../shared/domain/roles.ts';
import type { AuthorizedKind, Home } from '../../../../../shared/domain/steps/who-may.ts';
import { factsOf, isStepKind } from '../../../../../shared/domain/steps/all-steps.ts';
import { homeOf, stepRoleRefusal, undoRoleRefusal } from '../../../../../shared/domain/steps/who-may.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext, Session } from '../../context.ts';
import { findDesk } from '../../store/places.queries.ts';
import { findHome, hasStepHere } from './authorize.queries.ts';
import { wasShownByCode } from './shown-by-code.ts';
import { t } from '../../../../../shared/words/words.ts';

// Authorisation: who may take, undo and read what. The rules are in shared/domain (steps, roles); here they are applied to the records.
// Every refusal is `role-missing` and names the missing role.

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
 * Whether the operator may take a step on a request. If there is no request yet (null), or it no longer exists, the operator's desk
 * decides.
 * @param home the library of the request; looked up if omitted.
 */
export const authorizeStep = (
  { db, session }: Context,
  kind: AuthorizedKind,
  requestId: RequestId | null,
  home = homeOfRequest(db, requestId),
): Result<null> =>
  session.isPartner === true
    ? authorizePartner(kind)
    : answer(stepRoleRefusal(kind, session.operator().grants, here(session), home));

/** A partner may only say what its messages can say. */
const authorizePartner = (kind: AuthorizedKind): Result<null> =>
  kind !== 'handle-letter' && factsOf(kind).who.asked === 'by-staff-and-partners'
    ? ok(null)
    : refuse('role-missing', t('A partner cannot record this step.'));

/**
 * The same for a step with the item in hand that identifies the request by its number. For another library's request a number is not
 * enough: its identifier or a barcode must have been scanned here before (shown-by-code.ts), or a step taken.
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

/** Whether the operator may create a request with this pickup desk (null: none). */
export const authorizeCreating = ({ db, session }: Context, pickupDeskId: DeskId | null): Result<null> => {
  const pickup = pickupDeskId === null ? undefined : findDesk(db, pickupDeskId);
  return answer(stepRoleRefusal('create-request', session.operator().grants, here(session), homeOf(pickup)));
};

/** Whether the operator may undo a step. */
export const authorizeUndo = (
  { db, session }: Context,
  command: {
    readonly kind: string;
    readonly requestId: RequestId | null;
    readonly deskId: DeskId;
    readonly operatorId: OperatorId | null;
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

/** Whether the operator has any role at their current desk. @param doing begins the refusal: `Printing slips`. */
export const authorizeAnyRole = (session: Session, doing: string): Result<null> =>
  answer(anyRoleRefusal(doing, session.operator().grants, here(session)));

/**
 * Whether the operator may read a request, which names a patron: they have a role in its library, or they took a step on it at this desk
 * with the item in hand and still have a role there.
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

/** Whether the request exists and the operator may read it; lists omit the others. */
export const mayRead = (context: Context, requestId: RequestId): boolean =>
  authorizeReading(context, requestId).ok;
