import { administrationRefusal } from '../../../../../shared/domain/administration.ts';
import type { LibraryId } from '../../../../../shared/domain/ids.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Session } from '../../kernel/context.ts';

/**
 * Whether the operator may change records of a library, or (null) what all libraries share; refused with the role that is
 * missing. The rule: shared/domain/administration.ts.
 * @param doing begins the refusal: `Changing desks`.
 */
export const authorizeAdministration = (
  session: Session,
  doing: string,
  library: { readonly id: LibraryId; readonly name: string } | null,
): Result<null> => {
  const refusal = administrationRefusal(doing, session.operator(), session.operators(), library);
  return refusal === null ? ok(null) : refuse('role-missing', refusal);
};
